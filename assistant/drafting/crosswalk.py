"""The crosswalk: principle by principle, which section serves which point, and with which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.documents import Block, MouDocument, Span, Spans
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge, Requirement
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting.render import numbers_of, render_clause
from assistant.drafting.spans import plain
from assistant.verify.sentences import sentences

_NEAR = 0.25  # share of the cues' words: below it no sentence of the section is near enough to be shown
_SMALL = frozenset(
    "the a an of to and or in for on by with that is are be as it its at".split()
    + "shall each any this under will may not no".split()
)
_LONGEST = 420


class Crossing(Value):
    """One point of a principle and one section that serves it; ``number`` "" when none does.

    ``quote`` are the principle's own words, cut from the source; ``words`` the sentence of the section that is
    nearest to how agreements put this point, "" when none is near. ``own`` says that the section has the parties'
    own wording: it was written for the point once, and whether it still speaks to it is theirs to judge.
    """

    principle: int
    principle_title: str
    requirement: str
    quote: str
    point: str
    number: str = ""
    title: str = ""
    words: str = ""
    own: bool = False


def crosswalk(draft: Draft, template: Template, knowledge: Knowledge) -> tuple[Crossing, ...]:
    """Return the points of the twelve principles in order, each with the sections that were written for it."""
    numbers = numbers_of(draft, template)
    said = {c: _sentences(draft, template, c, numbers) for c in numbers if template.clauses[c].requirements}
    out: list[Crossing] = []
    for principle in knowledge.principles:
        for need in (r for r in knowledge.requirements.values() if r.principle == principle.number):
            passage = knowledge.passages[need.passage]
            begin = {
                "principle": principle.number,
                "principle_title": principle.title,
                "requirement": need.id,
                "quote": passage.text[need.start - passage.start : need.end - passage.start],
                "point": need.text,
            }
            serving = [c for c in numbers if need.id in template.clauses[c].requirements]
            serving = [c for c in serving if draft.clauses[c].mark != "skipped"]
            out += [
                Crossing.model_validate(
                    {
                        **begin,
                        "number": numbers[c],
                        "title": template.clauses[c].title,
                        "words": _nearest(need, said[c]),
                        "own": draft.clauses[c].own_text is not None,
                    }
                )
                for c in serving
            ] or [Crossing.model_validate(begin)]
    return tuple(out)


def crosswalk_rows(crossings: Sequence[Crossing], wording: Wording) -> tuple[tuple[str, ...], ...]:
    """Return a header and one row for each crossing, for a spreadsheet."""
    names = ("principle", "name", "quote", "point", "number", "section", "words")
    rows = [tuple(wording(f"packet.crosswalk.{name}") for name in names)]
    for c in crossings:
        section = c.title or wording("packet.crosswalk.none")
        rows.append((str(c.principle), c.principle_title, c.quote, c.point, c.number, section, _shown(c, wording)))
    return tuple(rows)


def crosswalk_document(crossings: Sequence[Crossing], of: MouDocument, wording: Wording) -> MouDocument:
    """Return the crosswalk as a document: a heading and a table for each principle."""
    blocks = [
        Block(kind="title", spans=_words(wording("packet.crosswalk.title"))),
        Block(kind="subtitle", spans=_words(of.title)),
        Block(kind="plain", spans=_words(wording("packet.crosswalk.lead"))),
    ]
    header = tuple(_words(wording(f"packet.crosswalk.{n}")) for n in ("point", "section", "words"))
    for number in dict.fromkeys(c.principle for c in crossings):
        mine = [c for c in crossings if c.principle == number]
        heading = wording("packet.crosswalk.heading", number=number, title=mine[0].principle_title)
        blocks.append(Block(kind="heading", level=1, spans=_words(heading)))
        rows = [header]
        told = ""
        for c in mine:
            point = wording("packet.crosswalk.says", point=c.point, quote=c.quote) if c.requirement != told else ""
            told = c.requirement
            section = f"{c.number}. {c.title}" if c.number else wording("packet.crosswalk.none")
            again = wording("packet.crosswalk.same")
            rows.append((_words(point or again), _words(section), _words(_shown(c, wording))))
        blocks.append(Block(kind="table", rows=tuple(rows), caption=heading))
    return MouDocument(
        title=wording("packet.crosswalk.title"), language=of.language, mark=of.mark, blocks=tuple(blocks)
    )


def _shown(crossing: Crossing, wording: Wording) -> str:
    """Return the nearest words, or what to read in their place."""
    if crossing.words or not crossing.number:
        return crossing.words or "–"
    return wording("packet.crosswalk.own" if crossing.own else "packet.crosswalk.whole")


def _sentences(draft: Draft, template: Template, clause: str, numbers: Mapping[str, str]) -> list[str]:
    out: list[str] = []
    lead = ""
    for block in render_clause(draft, template, clause, number=int(numbers[clause]), numbers=numbers)[1:]:
        if block.kind == "item":
            out.append(f"{lead} {block.text}".strip())
        elif block.kind == "table":
            out += [" | ".join(plain(cell) for cell in row) for row in block.rows[1:]]
        elif block.kind != "signatures":
            out += [s.text for s in sentences(block.text)]
            lead = out[-1] if out and out[-1].endswith(":") else ""
    return [s for s in out if not s.endswith(":")]


def _nearest(need: Requirement, said: Sequence[str]) -> str:
    """Return the sentence that holds most of the words of the three cues nearest to it."""
    cues = [stems for cue in (*need.cues, need.text) if (stems := _stems(cue))]
    best, score = "", 0.0
    for sentence in said:
        there = set(_stems(sentence))
        shares = sorted((sum(s in there for s in cue) / len(cue) for cue in cues), reverse=True)[:3]
        own = sum(s in there for s in cues[-1]) / len(cues[-1])  # the point itself, in our words
        mean = (sum(shares) + own) / (len(shares) + 1)
        if mean > score:
            best, score = sentence, mean
    if score < _NEAR:
        return ""
    return best if len(best) <= _LONGEST else best[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _stems(text: str) -> list[str]:
    return [word[:6] for word in re.findall(r"[a-z]+", text.lower()) if word not in _SMALL]


def _words(text: str) -> Spans:
    return (Span(text=text),)
