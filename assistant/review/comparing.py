"""Compare the reviews of two agreements, requirement by requirement."""

from __future__ import annotations

from typing import Literal

from assistant.domain.base import Value
from assistant.domain.reviews import Finding, PrincipleReview, Review, ReviewedDocument, State

Change = Literal["same", "better", "worse", "other"]
"""What became of a requirement from the first agreement to the second; ``other`` where neither state is the better."""

_RANK: dict[State, int] = {"conflict": 0, "missing": 1, "partly": 2, "addressed": 3}
"""From what needs most work to what needs none; what is not visible has no place in it."""


class Compared(Value):
    """One requirement in both agreements; None where one of them was not reviewed for it.

    ``reworded`` says that the state is the same and the words that carry it are not.
    """

    requirement: str
    principle: int
    before: Finding | None
    after: Finding | None
    change: Change
    reworded: bool = False


class ComparedPrinciple(Value):
    """The state of one principle in both."""

    principle: int
    before: State | None
    after: State | None
    change: Change
    requirements: tuple[Compared, ...]


class ReviewComparison(Value):
    """Two agreements side by side, ``before`` the first that was named."""

    before: ReviewedDocument
    after: ReviewedDocument
    principles: tuple[ComparedPrinciple, ...]

    @property
    def changed(self) -> tuple[Compared, ...]:
        """The requirements whose state is another in the second agreement."""
        return tuple(c for p in self.principles for c in p.requirements if c.change != "same")


def compare(before: Review, after: Review) -> ReviewComparison:
    """Compare two reviews; principles and requirements come in their own order."""
    first = {p.principle: p for p in before.principles}
    second = {p.principle: p for p in after.principles}
    return ReviewComparison(
        before=before.document,
        after=after.document,
        principles=tuple(_principle(n, first.get(n), second.get(n)) for n in sorted({*first, *second})),
    )


def _principle(number: int, one: PrincipleReview | None, other: PrincipleReview | None) -> ComparedPrinciple:
    before = {f.requirement: f for f in one.findings} if one else {}
    after = {f.requirement: f for f in other.findings} if other else {}
    names = list(dict.fromkeys([*before, *after]))
    states = (one.status if one else None, other.status if other else None)
    return ComparedPrinciple(
        principle=number,
        before=states[0],
        after=states[1],
        change=_change(*states),
        requirements=tuple(_compared(n, number, before.get(n), after.get(n)) for n in names),
    )


def _compared(requirement: str, principle: int, before: Finding | None, after: Finding | None) -> Compared:
    change = _change(before.status if before else None, after.status if after else None)
    return Compared(
        requirement=requirement,
        principle=principle,
        before=before,
        after=after,
        change=change,
        reworded=change == "same" and _words(before) != _words(after),
    )


def _change(before: State | None, after: State | None) -> Change:
    if before == after:
        return "same"
    if before not in _RANK or after not in _RANK:
        return "other"
    return "better" if _RANK[after] > _RANK[before] else "worse"


def _words(finding: Finding | None) -> tuple[str, ...]:
    return tuple(" ".join(q.text.split()).casefold() for q in finding.quotes) if finding else ()
