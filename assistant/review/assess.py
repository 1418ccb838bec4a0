"""From judged provisions to the state of each requirement, with the words that carry it and the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import Finding, Quote, State
from assistant.domain.wording import Saying, saying
from assistant.review.judge import LABELS
from assistant.review.provisions import Provision
from assistant.review.states import Weights, features, weigh
from assistant.verify.conflicts import Conflict

ADDRESSED, PARTLY, CONFLICT, NONE = range(len(LABELS))

_QUOTED = 0.3
"""The least chance of a passage that is quoted beside the likeliest one."""

_MOST = 4
"""Quotations of a kind that a finding has at most."""

_LIKE = 0.6
"""The least cosine of a labelled sentence that is shown as one that a passage reads like."""

Like = Callable[[int, int], tuple[str, float] | None]
"""The labelled sentence that a provision (by number) is most like under a label, and the cosine."""


class Evidence(NamedTuple):
    """What speaks about one requirement.

    ``chances`` has shape (provisions, labels); ``ruled`` are the conflicts that explicit rules found.
    """

    provisions: Sequence[Provision]
    chances: NDArray[np.float32]
    ruled: Sequence[Conflict]
    like: Like


class _Passage(NamedTuple):
    at: int
    chance: float
    why: Saying | None = None


def assess(requirement: Requirement, evidence: Evidence, weights: Weights, clause: str | None) -> Finding:
    """Return the finding on one requirement; ``clause`` is what the library offers for it."""
    ruled = _ruled(evidence)
    states = weigh(features(evidence.chances, ruled=bool(ruled)), weights)
    status: State = max(states, key=lambda s: states[s])
    if ruled and states["conflict"] < 0.5 and status != "conflict":  # a rule is sure of its words
        status = "conflict"
    quotes, why = _shown(status, evidence, ruled)
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
    out: list[_Passage] = []
    for conflict in evidence.ruled:
        for index, provision in enumerate(evidence.provisions):
            if provision.start <= conflict.start < provision.end:
                if all(p.at != index for p in out):
                    out.append(_Passage(index, 1.0, saying("review.why.rule", rule=conflict.say)))
                break
    return out


def _best(evidence: Evidence, chances: NDArray[np.float32]) -> list[_Passage]:
    """Return the likeliest passages, none within another: the first whatever its chance, others from _QUOTED on."""
    out: list[_Passage] = []
    for index in np.argsort(-chances, kind="stable").tolist():
        chance = float(chances[index])
        if len(out) == _MOST or (out and chance < _QUOTED) or chance < 0.05:
            break
        provision = evidence.provisions[index]
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
