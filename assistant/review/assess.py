"""From judged provisions to the state of each requirement, with the words that carry it and the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import Finding, Quote, State
from assistant.domain.wording import Saying, saying
from assistant.review.derogations import Derogation
from assistant.review.judge import LABELS
from assistant.review.measures import MANY_SCHOOLS, REGULAR, SCHOOLS, YEARLY, schools_each, years_between
from assistant.review.provisions import Provision
from assistant.review.states import Weights, features, weigh
from assistant.verify.conflicts import Conflict

ADDRESSED, PARTLY, CONFLICT, NONE = range(len(LABELS))

_QUOTED = 0.3
"""The least chance of a passage that is quoted beside the likeliest one."""

_SOUND = 0.5
"""From which chance on a provision addresses a requirement."""

_DECIDING = frozenset({"review.why.rarely", "review.why.many-schools"})
_MOST = 4
"""Quotations of a kind that a finding has at most."""

_BETTER = 0.25
"""How much likelier a whole paragraph must be than any sentence to be quoted itself."""

_LIKE = 0.6
"""The least cosine of a labelled sentence that is shown as one that a passage reads like."""

Like = Callable[[int, int], tuple[str, float] | None]
"""The labelled sentence that a provision (by number) is most like under a label, and the cosine."""


class Evidence(NamedTuple):
    """What speaks about one requirement.

    ``chances`` has shape (provisions, labels); ``ruled`` are the conflicts that explicit rules found, ``derogations``
    what takes other sections back.
    """

    provisions: Sequence[Provision]
    chances: NDArray[np.float32]
    ruled: Sequence[Conflict]
    derogations: Sequence[Derogation]
    like: Like

    @property
    def taken_back(self) -> tuple[int, ...]:
        """The provisions that take back a section in which the requirement is addressed."""
        return tuple(d.provision for d in self._derogating if d.whole)

    @property
    def numbers(self) -> NDArray[np.float64]:
        """What the state is weighed from."""
        own = [float(self.chances[d.provision, CONFLICT]) for d in self._derogating if not d.whole]
        taken = 1.0 if self.taken_back else 0.0
        return features(self.chances, ruled=bool(self.ruled), taken_back=taken, qualified=max(own, default=0.0))

    @property
    def _derogating(self) -> list[Derogation]:
        sound = {p.paragraph for p, c in zip(self.provisions, self.chances[:, ADDRESSED], strict=True) if c >= _SOUND}
        return [d for d in self.derogations if d.paragraphs & sound]


class _Passage(NamedTuple):
    at: int
    chance: float
    why: Saying | None = None


def assess(requirement: Requirement, evidence: Evidence, weights: Weights, clause: str | None) -> Finding:
    """Return the finding on one requirement; ``clause`` is what the library offers for it."""
    ruled = [*_ruled(evidence), *_measured(requirement.id, evidence)]
    states = weigh(evidence.numbers, weights)
    status: State = max(states, key=lambda s: states[s])
    if evidence.ruled or any(p.why and p.why.key in _DECIDING for p in ruled):  # a rule is sure of its words
        status = "conflict"
    seldom = requirement.id in REGULAR and status == "addressed" and _seldom(evidence)
    if seldom:
        status = "partly"
    quotes, why = _shown(status, evidence, ruled)
    if seldom:
        why.append(saying("review.why.seldom"))
    if status != "missing" and not quotes:
        status, why = "missing", [saying("review.why.missing")]
    return Finding(
        requirement=requirement.id,
        principle=requirement.principle,
        status=status,
        quotes=tuple(sorted(quotes, key=lambda q: (q.start, q.end))),
        why=tuple(why),
        confidence=round(states.get(status, 0.0), 2),
        suggested_clause=None if status == "addressed" else clause,
    )


def _shown(status: State, evidence: Evidence, ruled: Sequence[_Passage]) -> tuple[list[Quote], list[Saying]]:
    """Return the quotations that carry a state, and what is said of it."""
    chances = evidence.chances
    good = _best(evidence, chances[:, ADDRESSED])
    if status == "addressed":
        return _quotes(evidence, good, "shows"), [saying("review.why.addressed"), *_reads_like(evidence, good, 0)]
    if status == "partly":
        near = _best(evidence, chances[:, ADDRESSED] + chances[:, PARTLY])
        return _quotes(evidence, near, "vague"), [saying("review.why.partly"), *_reads_like(evidence, near, 1)]
    if status == "conflict":
        taken = {p.at for p in ruled}
        against = [*ruled, *(p for p in _best(evidence, chances[:, CONFLICT]) if p.at not in taken)][:_MOST]
        places = {p.at for p in against}
        beside = [p for p in good[:2] if p.chance >= 0.5 and p.at not in places]
        why = [p.why for p in ruled if p.why is not None] or [saying("review.why.conflict")]
        why += _reads_like(evidence, [p for p in against if p.why is None], CONFLICT)
        if beside:
            why.append(saying("review.why.both"))
        return _quotes(evidence, against, "conflict") + _quotes(evidence, beside, "shows"), why
    return [], [saying("review.why.missing")]


def _ruled(evidence: Evidence) -> list[_Passage]:
    out = [_Passage(at, 1.0, saying("review.why.taken-back")) for at in evidence.taken_back]
    for conflict in evidence.ruled:
        for index, provision in enumerate(evidence.provisions):
            if provision.start <= conflict.start < provision.end and not provision.whole:
                if all(p.at != index for p in out):
                    out.append(_Passage(index, 1.0, saying("review.why.rule", rule=conflict.say)))
                break
    return out


def _measured(requirement: str, evidence: Evidence) -> list[_Passage]:
    """Return the passages whose numbers contradict a requirement."""
    out = []
    for at, provision in enumerate(evidence.provisions):
        if provision.whole or float(evidence.chances[at, :NONE].sum()) < _SOUND:
            continue
        if requirement == YEARLY:
            years = years_between(provision.text)
            if years is not None and years > 1:
                out.append(_Passage(at, 1.0, saying("review.why.rarely", years=_number(years))))
        elif requirement == SCHOOLS:
            count = schools_each(provision.text)
            if count is not None and count >= MANY_SCHOOLS:
                out.append(_Passage(at, 1.0, saying("review.why.many-schools", count=count)))
    return out


def _seldom(evidence: Evidence) -> bool:
    """Tell whether everything that addresses a requirement happens less than once a year, by its own words."""
    sound = [p for p, c in zip(evidence.provisions, evidence.chances[:, ADDRESSED], strict=True) if c >= _SOUND]
    years = [years_between(p.text) for p in sound]
    return bool(years) and all(y is not None and y > 1 for y in years)


def _number(years: Fraction) -> str:
    return str(years) if years.denominator == 1 else f"{float(years):.1f}"


def _best(evidence: Evidence, chances: NDArray[np.float32]) -> list[_Passage]:
    """Return the likeliest passages, none within another: the first whatever its chance, others from _QUOTED on."""
    out: list[_Passage] = []
    whole = max((float(c) for c, p in zip(chances, evidence.provisions, strict=True) if p.whole), default=0.0)
    single = max((float(c) for c, p in zip(chances, evidence.provisions, strict=True) if not p.whole), default=0.0)
    for index in np.argsort(-chances, kind="stable").tolist():
        chance = float(chances[index])
        if len(out) == _MOST or (out and chance < _QUOTED) or chance < 0.05:
            break
        provision = evidence.provisions[index]
        if provision.whole and (out or whole < single + _BETTER):  # a sentence is easier to check than a paragraph
            continue
        others = [evidence.provisions[p.at] for p in out]
        if all(p.end <= provision.start or provision.end <= p.start for p in others):
            out.append(_Passage(index, chance))
    return out


def _reads_like(evidence: Evidence, passages: Sequence[_Passage], label: int) -> list[Saying]:
    """Say which labelled sentence the likeliest passage reads like."""
    if not passages:
        return []
    found = evidence.like(passages[0].at, label)
    if found is None or found[1] < _LIKE:
        return []
    return [saying(f"review.like.{LABELS[label]}", text=found[0])]


def _quotes(evidence: Evidence, passages: Sequence[_Passage], role: str) -> list[Quote]:
    return [_quote(evidence.provisions[p.at], role) for p in passages]


def _quote(provision: Provision, role: str) -> Quote:
    values = {
        "text": provision.text,
        "start": provision.start,
        "end": provision.end,
        "where": provision.where,
        "role": role,
    }
    return Quote.model_validate(values)


def summed(findings: Sequence[Finding]) -> State:
    """Return the state of a principle in one word: that of its findings where they agree."""
    states: Mapping[State, int] = {f.status: 1 for f in findings}
    if "conflict" in states:
        return "conflict"
    if len(states) == 1:
        return next(iter(states))
    return "partly" if {"addressed", "partly"} & set(states) else "not-visible"
