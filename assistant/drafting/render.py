"""Render a draft: the blocks of one clause, or the whole agreement as a MouDocument."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.domain.documents import Block, MouDocument, Signer, Span, Spans, Stamp
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import ClauseBlock, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.conditions import holds, value_of
from assistant.drafting.format import show_rows, show_value
from assistant.drafting.interview import clause_blocks, open_items, present
from assistant.drafting.own_wording import placeholder
from assistant.drafting.spans import fill, plain, value_span

_TAKES_ARTICLE = re.compile(
    r"(?:Department|Office|Agency|Authority|Board|Division|Bureau|Patrol|City|County|Trustees)$", re.I
)
_PARTY = re.compile(r"^(?:on behalf of|for)\s+(?P<party>.+)$", re.I)


def numbers_of(draft: Draft, template: Template) -> dict[str, str]:
    """Return the section number of every clause that stands in the document."""
    return {c: str(n) for n, c in enumerate(present(draft, template), 1)}


def render_clause(
    draft: Draft, template: Template, clause: str, *, number: int, numbers: Mapping[str, str] | None = None
) -> tuple[Block, ...]:
    """Return a clause's heading, numbered paragraphs, lettered items and tables."""
    numbers = numbers_of(draft, template) if numbers is None else numbers
    heading = Block(
        kind="heading", level=1, number=str(number), clause=clause, spans=(Span(text=template.clauses[clause].title),)
    )
    out = [heading]
    paragraph, item = 0, 0
    for block in clause_blocks(draft, template, clause):
        for made in _blocks(block, draft, template, numbers):
            if made.kind == "paragraph":
                paragraph, item = paragraph + 1, 0
                made = made.model_copy(update={"level": 2, "number": f"{number}.{paragraph}"})
            elif made.kind == "item":
                item += 1
                made = made.model_copy(update={"level": 3, "number": f"({_letter(item)})"})
            out.append(made.model_copy(update={"clause": clause}))
    return tuple(out)


def clause_text(draft: Draft, template: Template, clause: str, *, numbers: Mapping[str, str] | None = None) -> str:
    """Return a clause's words as plain text: paragraphs, then items after "- ", tables with "|"."""
    lines = []
    for block in render_clause(draft, template, clause, number=1, numbers=numbers)[1:]:
        if block.kind == "item":
            lines.append(f"- {block.text}")
        elif block.kind == "table":
            lines.append("\n".join(" | ".join(plain(c) for c in row) for row in block.rows))
        elif block.kind == "signatures":
            lines.append("\n".join(", ".join(p for p in (s.name, s.title, s.party) if p) for s in block.signers))
        else:
            lines.append(block.text)
    return "\n\n".join(lines).replace("\n\n- ", "\n- ")


def render(draft: Draft, template: Template, knowledge: Knowledge, wording: Wording) -> MouDocument:
    """Return the whole agreement: title, parties, recitals, clauses, signatures, what is still open."""
    numbers = numbers_of(draft, template)
    blocks = [Block(kind="title", spans=(Span(text=template.title),)), *_opening(draft, template, wording)]
    for recital in template.recitals:
        if holds(recital.when, draft.values, template.fields):
            blocks.append(Block(kind="recital", spans=fill(recital.text, draft.values, template.fields, numbers)))
    for clause, number in numbers.items():
        blocks.extend(render_clause(draft, template, clause, number=int(number), numbers=numbers))
    blocks.extend(_open_items(draft, template, wording))
    return MouDocument(
        title=template.title,
        mark="" if draft.counsel_reviewed else wording("drafting.mark"),
        blocks=tuple(blocks),
        stamp=Stamp(
            draft=draft.id,
            version=draft.version,
            template=template.id,
            template_version=template.version,
            edition=knowledge.edition,
        ),
        properties={"draft": draft.title},
    )


def _opening(draft: Draft, template: Template, wording: Wording) -> list[Block]:
    fields, values = template.fields, draft.values
    parties = [value_span(fields[n], values.get(n)) for n in ("agency_name", "district_name") if n in fields]
    others = [str(o) for o in values.get("additional_agencies") or ()]
    out = []
    if len(parties) == 2:
        middle = "".join(f", {o}" for o in others)
        spans = (
            Span(text=f"{wording('drafting.between')} {_article(parties[0])}"),
            parties[0],
            Span(text=f"{middle} {wording('drafting.and')} {_article(parties[1])}"),
            parties[1],
        )
        out.append(Block(kind="subtitle", spans=spans))
    start, end = (show_value(fields[n], values.get(n)) if n in fields else "" for n in ("start_date", "end_date"))
    if start:
        key = "drafting.effective" if end else "drafting.effective-from"
        out.append(Block(kind="subtitle", spans=(Span(text=wording(key, start=start, end=end)),)))
    return out


def _article(name: Span) -> str:
    """Return "the " before a name that takes an article ("the Riverton Police Department")."""
    return "the " if _TAKES_ARTICLE.search(name.text) and not name.text.lower().startswith("the ") else ""


def _blocks(block: ClauseBlock, draft: Draft, template: Template, numbers: Mapping[str, str]) -> list[Block]:
    values, fields = draft.values, template.fields
    match block.kind:
        case "paragraph" | "item":
            return [Block(kind=block.kind, spans=fill(block.text, values, fields, numbers))]
        case "list-field":
            field = fields[block.field]
            items = value_of(field.name, values, fields)
            if not items:
                return [Block(kind="item", spans=(value_span(field, None),))]
            return [Block(kind="item", spans=(Span(text=str(i), field=field.name),)) for i in items]
        case "table":
            rows = tuple(tuple(fill(c, values, fields, numbers) for c in row) for row in block.rows)
            return [Block(kind="table", rows=rows)]
        case "table-field":
            return [_table(fields[block.field], value_of(block.field, values, fields))]
        case _:
            return [Block(kind="signatures", signers=_signers(draft, template))]


def _table(field: TemplateField, value: Any) -> Block:
    header = tuple((Span(text=c.label),) for c in field.columns)
    cells = show_rows(field, value) or (("",) * len(field.columns),)
    rows = [
        tuple(
            (Span(text=cell, field=field.name),)
            if cell
            else (Span(text=f"[{column.label.upper()} - fill in]", kind="placeholder", field=field.name),)
            for cell, column in zip(row, field.columns, strict=True)
        )
        for row in cells
    ]
    return Block(kind="table", rows=(header, *rows), caption=field.label)


def _signers(draft: Draft, template: Template) -> tuple[Signer, ...]:
    named = value_of("signatories", draft.values, template.fields)
    fields = template.fields
    if named:
        said = {"agency": "agency_name", "district": "district_name", "school district": "district_name"}
        legal = {k: show_value(fields[n], draft.values.get(n)) for k, n in said.items() if n in fields}
        signers = [signer(str(n)) for n in named]
        # "for the Agency" is how people say it; a signature block gives the legal name.
        return tuple(
            s.model_copy(update={"party": legal.get(s.party.lower().removeprefix("the ")) or s.party}) for s in signers
        )
    names = [n for n in ("agency_name", "district_name") if n in fields]
    parties = [show_value(fields[n], draft.values.get(n)) or placeholder(fields[n]) for n in names]
    parties[1:1] = [str(other) for other in draft.values.get("additional_agencies") or ()]
    blank = placeholder(fields["signatories"]) if "signatories" in fields else ""
    return tuple(Signer(name=blank, party=party, placeholder=True) for party in parties)


def signer(text: str) -> Signer:
    """Read "Dana Whitfield, Chief of Police, for the Agency" as a signer."""
    parts = [p.strip() for p in text.split(",") if p.strip()]
    party = ""
    for n, part in enumerate(parts):
        if found := _PARTY.match(part):
            party = found["party"]
            parts = parts[:n]
            break
    return Signer(name=parts[0] if parts else text, title=", ".join(parts[1:]), party=party)


def _open_items(draft: Draft, template: Template, wording: Wording) -> list[Block]:
    items = open_items(draft, template, wording)
    if not items:
        return []
    titles = [wording(f"drafting.open.{k}") for k in ("number", "section", "what")]
    header: tuple[Spans, ...] = tuple((Span(text=title),) for title in titles)
    rows = [((Span(text=str(n)),), (Span(text=i.clause_title),), (Span(text=i.text),)) for n, i in enumerate(items, 1)]
    return [Block(kind="open-items", rows=(header, *rows), caption=wording("drafting.open.title"))]


def _letter(n: int) -> str:
    """Return a … z, aa, bb, … as Word letters a list."""
    return "abcdefghijklmnopqrstuvwxyz"[(n - 1) % 26] * ((n - 1) // 26 + 1)
