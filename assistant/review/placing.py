"""Find the clause of a template that each provision of a reviewed agreement belongs to.

Four things speak for a clause: the heading over the words (or the few words that lead into a paragraph, "Selection."),
a requirement that the review found in them, their likeness to the clause's own wording and to the words listed for it
in ``mou_templates/placing.yaml``, and what the rest of the section is about. Nothing here needs a model, so the same
agreement is always placed alike; what no clause takes with enough surety is listed and not guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain.placing import Ground, PlacingCues, Provided
from assistant.domain.reviews import Finding, ReviewParagraph, ReviewText
from assistant.domain.templates import Template
from assistant.review.likeness import Likeness, Scores, stems

LEAST = 0.3
"""Support below which words are listed as not placed; set on the sample agreements, as ``tests`` measure them."""

_OVER, _LEAD, _FOUND, _BESIDE = 0.25, 0.4, 0.35, 0.3
"""What a heading, a paragraph's own lead, a finding, and the rest of the section weigh beside the words themselves."""

_LONG = 130
"""Words from which a paragraph is cut at the numbers that run on in it."""

_RUN_ON = re.compile(r"(?<=[.;:)]) (?=\d{1,2}\. [A-Z])")
_LEADS = re.compile(
    r"^(?:[A-Z]-\d{1,2}\.?\s+|(?:[A-Z]{4,12}|\d{1,2}(?:\.\d{1,2})?|\(?[a-zA-Z]\))[.:)]?\s+)?"
    r"(?P<lead>[A-Z][^.:;]{2,60}?)[.:](?=\s+[A-Z(])"
)
_LONGEST_HEADING = 7
_SAYS = re.compile(r"\b(?:shall|will|may|must|should|is|are|has|have|no|none|not|\d+)\b", re.IGNORECASE)


def provided(
    text: ReviewText,
    template: Template,
    likeness: Likeness,
    cues: PlacingCues,
    findings: Sequence[Finding] = (),
) -> tuple[Provided, ...]:
    """Return every provision of a text in order, each with its clause or with None; titles and headings are none."""
    units = list(_units(text))
    told = _found(findings, template, cues)
    alone = [_alone(u, likeness, told) for u in units]
    sections: dict[int, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        sections[unit.section].append(index)
    out: list[Provided] = []
    for members in sections.values():
        together = _mean([alone[i][0] for i in members])
        for i in members:
            out.append(_placed(units[i], *alone[i], together, out))
    return tuple(out)


class _Unit:
    """A stretch of the text that is placed as one, with what stands over it and its section's number."""

    def __init__(self, text: str, start: int, paragraph: ReviewParagraph, heading: str, section: int) -> None:
        self.text, self.start, self.paragraph = text, start, paragraph
        self.heading, self.section = heading, section

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _units(text: ReviewText) -> Iterator[_Unit]:
    heading, section = "", 0
    for paragraph in text.paragraphs:
        words = text.text[paragraph.start : paragraph.end]
        if paragraph.kind in ("title", "heading") or _is_heading(paragraph, words):
            heading, section = words.strip(), section + 1
            continue
        if paragraph.kind == "signatures":
            continue
        at = paragraph.start
        for part in _RUN_ON.split(words) if len(words.split()) > _LONG else [words]:
            yield _Unit(part, at, paragraph, heading, section)
            at += len(part) + 1


def _is_heading(paragraph: ReviewParagraph, words: str) -> bool:
    """Say whether a numbered line of a few words heads what follows, though no style says so.

    A line that says what somebody does is none: it would be lost with the headings.
    """
    if paragraph.kind != "paragraph" or not paragraph.number.isdigit() or len(words.split()) > _LONGEST_HEADING:
        return False
    return not words.rstrip().endswith((".", ";", ":", ",")) and not _SAYS.search(words)


def _found(
    findings: Sequence[Finding], template: Template, cues: PlacingCues
) -> list[tuple[int, int, Mapping[str, float]]]:
    """Return for each quotation of the review what it says about clauses: the home of its requirement counts whole."""
    serving: dict[str, dict[str, float]] = defaultdict(dict)
    for name in template.order:
        for requirement in template.clauses[name].requirements:
            home = cues.requirements.get(requirement, name)
            serving[requirement][name] = 1.0 if home == name else 0.5
    return [
        (q.start, q.end, serving[f.requirement])
        for f in findings
        for q in f.quotes
        if f.requirement in serving and q.role != "refers"
    ]


def _alone(
    unit: _Unit, likeness: Likeness, told: Sequence[tuple[int, int, Mapping[str, float]]]
) -> tuple[Scores, Scores, Scores]:
    """Return what speaks for each clause: in all, by what stands over the words, and by what the review found."""
    over = {c: s * _OVER for c, s in likeness.heading(unit.heading).items()}
    if lead := _LEADS.match(unit.text):
        for clause, score in likeness.heading(lead["lead"]).items():
            over[clause] = over.get(clause, 0.0) + score * _LEAD
    found: Scores = {}
    for start, end, clauses in told:
        if start < unit.end and unit.start < end:
            for clause, weight in clauses.items():
                found[clause] = max(found.get(clause, 0.0), weight * _FOUND)
    own = likeness.words(unit.text)
    return _sum(own, over, found), over, found


def _placed(
    unit: _Unit, own: Scores, over: Scores, found: Scores, together: Scores, before: Sequence[Provided]
) -> Provided:
    both = _sum(own, {c: s * _BESIDE for c, s in together.items()})
    clause = max(both, key=lambda c: both[c]) if both else None
    ground: Ground | None = None
    sure = 0.0
    last = before[-1] if before else None
    if last is not None and _continues(unit, last):
        clause, ground, sure = last.clause, "beside", last.sure
    elif clause is not None and both[clause] >= LEAST:
        sure = min(1.0, both[clause])
        said = {"heading": over.get(clause, 0.0), "finding": found.get(clause, 0.0)}
        said["words"] = own.get(clause, 0.0) - sum(said.values())
        ground = _strongest(said, together.get(clause, 0.0) * _BESIDE)
    else:
        clause = None
    return Provided(
        text=unit.text,
        start=unit.start,
        end=unit.end,
        kind=unit.paragraph.kind if unit.paragraph.kind in ("item", "row") else "paragraph",
        heading=unit.heading,
        where=unit.paragraph.where,
        clause=clause,
        ground=ground,
        sure=round(sure, 2),
    )


def _continues(unit: _Unit, last: Provided) -> bool:
    """Say whether words are only to be read with those before them: an item of a list, a row of a table."""
    if unit.paragraph.kind == "row":
        return last.kind == "row" and last.heading == unit.heading
    listed = unit.paragraph.kind == "item" or re.match(r"\(?[a-z]\)\s|\([a-z]\)$", unit.paragraph.number + " ")
    return bool(listed) and last.text.rstrip().endswith((":", ";", ",", "and")) and last.heading == unit.heading


def _strongest(said: Mapping[str, float], beside: float) -> Ground:
    grounds: dict[Ground, float] = {
        "heading": said["heading"],
        "finding": said["finding"],
        "words": said["words"],
        "beside": beside,
    }
    return max(grounds, key=lambda g: grounds[g])


def _sum(*scores: Scores) -> Scores:
    out: Scores = {}
    for each in scores:
        for clause, score in each.items():
            out[clause] = out.get(clause, 0.0) + score
    return out


def _mean(scores: Sequence[Scores]) -> Scores:
    total = _sum(*scores)
    return {c: s / len(scores) for c, s in total.items()}


__all__ = ["LEAST", "provided", "stems"]
