"""From judged provisions to the state of each requirement, with the words that carry it and the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import Finding, Quote, State
from assistant.domain.wording import Saying, saying
from assistant.review.evidence import ADDRESSED, CONFLICT, PARTLY, SOUND, Evidence
from assistant.review.judge import LABELS
from assistant.review.measures import MANY_SCHOOLS, REGULAR, SCHOOLS, YEARLY, schools_each, years_between
from assistant.review.provisions import Provision
from assistant.review.states import Weights, weigh

_QUOTED = 0.3
"""The least chance of a passage that is quoted beside the likeliest one."""

EXECUTED = "p02.executed-mou"
"""The requirement that signatures decide."""

_UNSURE = 0.7
"""Below this chance of a conflict the signatures decide."""

_DECIDING = frozenset({"review.why.rarely", "review.why.many-schools"})
_MOST = 4
"""Quotations of a kind that a finding has at most."""

_BETTER = 0.25
"""How much likelier a whole paragraph must be than any sentence to be quoted itself."""

_LIKE = 0.6
"""The least cosine of a labelled sentence that is shown as one that a passage reads like."""


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
    if requirement.id == EXECUTED:
        if status == "conflict" and not ruled and states[status] < _UNSURE and evidence.blanks.execution == "signed":
            status, quotes = "partly", []
        status, quotes, why = _executed(status, quotes, why, evidence)
    if _stands_elsewhere(status, evidence):
        status, quotes, why = "not-visible", [a.quote for a in evidence.absent][:_MOST], _absent(evidence)
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


def _stands_elsewhere(status: State, evidence: Evidence) -> bool:
    """Tell whether all that is said of a requirement is where it would stand, and that is not there."""
    if status == "missing":
        return bool(evidence.absent)
    named = {a.provision for a in evidence.absent if a.kind not in ("pages", "cut")}
    if status != "partly" or not named:
        return False
    places = {(evidence.provisions[at].start, evidence.provisions[at].end) for at in named if at is not None}
    about = [p for p, c in zip(evidence.provisions, evidence.about, strict=True) if c >= SOUND and not p.whole]
    return all(any(start <= p.start and p.end <= end for start, end in places) for p in about)


def _absent(evidence: Evidence) -> list[Saying]:
    return list({a.say.model_dump_json(): a.say for a in evidence.absent}.values())[:_MOST]


def _executed(
    status: State, quotes: list[Quote], why: list[Saying], evidence: Evidence
) -> tuple[State, list[Quote], list[Saying]]:
    """Return what the signatures make of the state: they are what executes an agreement."""
    lines = [q.model_copy(update={"role": "shows"}) for q in evidence.blanks.lines[:_MOST]]
    execution = evidence.blanks.execution
    if execution == "signed" and status in ("partly", "missing"):
        return "addressed", [*quotes, *lines][:_MOST], [saying("review.why.signed")]
    if execution in ("unsigned", "partly", "undated") and status == "addressed":
        marked = [q.model_copy(update={"role": "vague"}) for q in lines]
        return "partly", [*marked, *quotes][:_MOST], [saying(f"review.why.execution-{execution}")]
    return status, quotes, why


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
        if provision.whole or float(evidence.about[at]) < SOUND:
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
    sound = [p for p, c in zip(evidence.provisions, evidence.chances[:, ADDRESSED], strict=True) if c >= SOUND]
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
