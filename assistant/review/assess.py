"""From judged provisions to the state of each requirement, with the words that carry it and the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import Finding, Quote, ReviewText, State
from assistant.domain.wording import Saying, saying
from assistant.review.judge import LABELS
from assistant.review.provisions import Provision
from assistant.verify.conflicts import Conflict

ADDRESSED, PARTLY, CONFLICT, NONE = range(len(LABELS))

_MOST_QUOTES = 4


class Thresholds(Value):
    """From which chance on a provision counts, as calibrated by ``python -m evals review calibrate``."""

    conflict: float = 0.6
    addressed: float = 0.5
    about: float = 0.5
    quoted: float = 0.35


def assess(
    requirement: Requirement,
    text: ReviewText,
    provisions: Sequence[Provision],
    chances: NDArray[np.float32],
    ruled: Sequence[Conflict],
    thresholds: Thresholds,
    clause: str | None,
) -> Finding:
    """Return the finding on one requirement.

    ``chances`` has shape (provisions, labels) for this requirement, ``ruled`` are the conflicts that explicit
    rules found in the text, ``clause`` is what the library offers.
    """
    against = _conflicting(text, provisions, chances, ruled, thresholds)
    for_it = _best(provisions, chances, ADDRESSED, thresholds.addressed)
    near = _best(provisions, chances[:, : PARTLY + 1].sum(axis=1)[:, None], 0, thresholds.about)
    status: State
    if against:
        status, sure = "conflict", max(c for _, c, _ in against)
        good = [_quote(p, "shows") for p, _ in for_it[:2]]
        quotes = [q for q, _, _ in against[:_MOST_QUOTES]] + good
        why = [w for _, _, w in against[:_MOST_QUOTES]]
        if good:
            why.append(saying("review.why.both"))
    elif for_it:
        status, sure = "addressed", for_it[0][1]
        quotes = [_quote(p, "shows") for p, _ in for_it[:_MOST_QUOTES]]
        why = [saying("review.why.addressed")]
    elif near:
        status, sure = "partly", near[0][1]
        quotes = [_quote(p, "vague") for p, _ in near[:_MOST_QUOTES]]
        why = [saying("review.why.partly")]
    else:
        top = float(chances[:, :NONE].sum(axis=1).max(initial=0.0))
        status, sure, quotes, why = "missing", 1.0 - top, [], [saying("review.why.missing")]
    return Finding(
        requirement=requirement.id,
        principle=requirement.principle,
        status=status,
        quotes=tuple(sorted(quotes, key=lambda q: q.start)),
        why=tuple(why),
        confidence=round(float(min(max(sure, 0.0), 1.0)), 2),
        suggested_clause=None if status == "addressed" else clause,
    )


def _conflicting(
    text: ReviewText,
    provisions: Sequence[Provision],
    chances: NDArray[np.float32],
    ruled: Sequence[Conflict],
    thresholds: Thresholds,
) -> list[tuple[Quote, float, Saying]]:
    """Return what contradicts the requirement: what rules found first, then what the judge says."""
    out: list[tuple[Quote, float, Saying]] = []
    for conflict in ruled:
        home = next((p for p in provisions if p.start <= conflict.start < p.end), None)
        if home is not None and all(q.start != home.start for q, _, _ in out):
            out.append((_quote(home, "conflict"), 0.95, saying("review.why.rule", rule=conflict.say)))
    for provision, chance in _best(provisions, chances, CONFLICT, thresholds.conflict):
        if all(q.end <= provision.start or provision.end <= q.start for q, _, _ in out):
            out.append((_quote(provision, "conflict"), chance, saying("review.why.conflict")))
    return out


def _best(
    provisions: Sequence[Provision], chances: NDArray[np.float32], label: int, least: float
) -> list[tuple[Provision, float]]:
    """Return the provisions whose chance of a label reaches ``least``, the likeliest first; none within another."""
    order: Sequence[int] = np.argsort(-chances[:, label], kind="stable").tolist() if len(chances) else []
    out: list[tuple[Provision, float]] = []
    for i in order:
        chance = float(chances[i, label])
        if chance < least or len(out) == _MOST_QUOTES:
            break
        provision = provisions[i]
        if all(p.end <= provision.start or provision.end <= p.start for p, _ in out):
            out.append((provision, chance))
    return out


def _quote(provision: Provision, role: str) -> Quote:
    return Quote.model_validate(
        {
            "text": provision.text,
            "start": provision.start,
            "end": provision.end,
            "where": provision.where,
            "role": role,
        }
    )


def summed(findings: Sequence[Finding]) -> State:
    """Return the state of a principle in one word: that of its findings where they agree."""
    states: Mapping[State, int] = {f.status: 1 for f in findings}
    if "conflict" in states:
        return "conflict"
    if len(states) == 1:
        return next(iter(states))
    return "partly" if {"addressed", "partly"} & set(states) else "not-visible"
