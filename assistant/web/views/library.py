"""The library: principles with their requirements, sample agreements, notes, and the clause library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.content.markup import REF, SLOT
from assistant.domain.knowledge import Authority, Knowledge, Requirement
from assistant.domain.templates import Clause, ClauseBlock, TemplateField, TemplateSet
from assistant.web.rendering import Renderer

_MARK = re.compile(f"{SLOT.pattern}|{REF.pattern}")
NOTE_AUTHORITIES = (Authority.GUIDANCE, Authority.LAW, Authority.GRANT_CONDITION)


def principles_html(render: Renderer, knowledge: Knowledge, templates: TemplateSet, **frame: object) -> str:
    """Return the whole text of the principles, with what each is checked by."""
    texts = [p for p in knowledge.passages.values() if p.authority is Authority.PRINCIPLES]
    serving = _serving(templates.clauses.values())
    return render(
        "library_principles",
        opening=[p for p in texts if p.principle == 0 and not p.id.startswith("closing")],
        closing=[p for p in texts if p.id.startswith("closing")],
        principles=[
            {
                "number": p.number,
                "title": p.title,
                "passages": [knowledge.passages[i] for i in p.passages],
                "requirements": [
                    {"it": r, "clauses": serving.get(r.id, ())} for r in _requirements(knowledge, p.number)
                ],
            }
            for p in knowledge.principles
        ],
        source=knowledge.sources[texts[0].source],
        **frame,
    )


def samples_html(render: Renderer, knowledge: Knowledge, **frame: object) -> str:
    """Return the list of sample agreements."""
    samples = [s for s in knowledge.sources.values() if s.authority is Authority.SAMPLE]
    counts = {s.id: sum(p.source == s.id for p in knowledge.passages.values()) for s in samples}
    return render("library_samples", samples=samples, counts=counts, **frame)


def sample_html(render: Renderer, knowledge: Knowledge, source: str, **frame: object) -> str:
    """Return one sample agreement; raise KeyError when there is none of that id."""
    found = knowledge.sources[source]
    if found.authority is not Authority.SAMPLE:
        raise KeyError(source)
    sections: list[dict[str, Any]] = []
    for p in knowledge.passages.values():
        if p.source != source:
            continue
        if not sections or sections[-1]["heading"] != p.heading:
            sections.append({"heading": p.heading, "requirements": p.requirements, "passages": []})
        sections[-1]["passages"].append(p)
    return render("library_sample", source=found, sections=sections, knowledge=knowledge, **frame)


def notes_html(render: Renderer, knowledge: Knowledge, principle: int | None, **frame: object) -> str:
    """Return the notes from other sources by authority; ``principle`` narrows them to one subject."""
    notes = [p for p in knowledge.passages.values() if p.authority in NOTE_AUTHORITIES]
    shown = [p for p in notes if principle is None or principle in p.principles]
    return render(
        "library_notes",
        groups=[(a.value, [p for p in shown if p.authority is a]) for a in NOTE_AUTHORITIES],
        principle=principle,
        principles=knowledge.principles,
        sources=knowledge.sources,
        count=len(shown),
        **frame,
    )


def clauses_html(render: Renderer, templates: TemplateSet, **frame: object) -> str:
    """Return the list of the clause library, in the order of the fullest template."""
    fullest = max(templates.templates.values(), key=lambda t: len(t.order), default=None)
    sections = [(s.title, [templates.clauses[c] for c in s.clauses]) for s in fullest.sections] if fullest else []
    listed = {c.id for _, clauses in sections for c in clauses}
    rest = [c for c in templates.clauses.values() if c.id not in listed]
    if rest:
        sections.append((render.words("web.library.other-clauses"), rest))
    uses = {c: [t for t in templates.templates.values() if c in t.order] for c in templates.clauses}
    return render("library_clauses", sections=sections, uses=uses, **frame)


def clause_html(render: Renderer, knowledge: Knowledge, templates: TemplateSet, clause: str, **frame: object) -> str:
    """Return one clause with its variants; raise KeyError when there is none of that id."""
    found: Clause = templates.clauses[clause]
    titles = {c.id: c.title for c in templates.clauses.values()}
    return render(
        "library_clause",
        clause=found,
        requirements=[knowledge.requirements[r] for r in found.requirements if r in knowledge.requirements],
        variants=[
            {"it": v, "blocks": [_block(render, b, templates.fields, titles) for b in v.blocks]} for v in found.variants
        ],
        **frame,
    )


def _requirements(knowledge: Knowledge, principle: int) -> list[Requirement]:
    return [r for r in knowledge.requirements.values() if r.principle == principle]


def _serving(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    out: dict[str, list[Clause]] = {}
    for clause in clauses:
        for requirement in clause.requirements:
            out.setdefault(requirement, []).append(clause)
    return out


def _block(
    render: Renderer, block: ClauseBlock, fields: Mapping[str, TemplateField], titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return a block of a variant with its slots as pieces: (text, is it a slot)."""
    return {
        "kind": block.kind,
        "pieces": _pieces(block.text, fields, titles),
        "label": fields[block.field].label if block.field in fields else block.field,
        "rows": [[_pieces(cell, fields, titles) for cell in row] for row in block.rows],
        "when": _when(render, block, fields),
    }


def _when(render: Renderer, block: ClauseBlock, fields: Mapping[str, TemplateField]) -> str:
    if block.when is None:
        return ""
    label = fields[block.when.field].label if block.when.field in fields else block.when.field
    return render.words("web.library.only-if", field=label, op=block.when.op, value=block.when.value).strip()


def _pieces(text: str, fields: Mapping[str, TemplateField], titles: Mapping[str, str]) -> list[tuple[str, bool]]:
    out: list[tuple[str, bool]] = []
    at = 0
    for found in _MARK.finditer(text):
        out.append((text[at : found.start()], False))
        name = found["name"]
        out.append((fields[name].label if name in fields else titles.get(found["clause"] or "", name or ""), True))
        at = found.end()
    out.append((text[at:], False))
    return [p for p in out if p[0]]
