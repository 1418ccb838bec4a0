"""A clause's lines with the markup behind them: what of a shown line is a value, and which slot shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.content import markup
from assistant.domain.documents import Span, Spans
from assistant.domain.drafts import Draft
from assistant.domain.templates import ClauseBlock, Template
from assistant.drafting.conditions import value_of
from assistant.drafting.format import show_rows
from assistant.drafting.interview import clause_blocks
from assistant.drafting.returning.lines import CELLS, tidy
from assistant.drafting.spans import fill, value_span

_SLOT = re.compile(f"(?:{markup.SLOT.pattern}|{markup.REF.pattern})")


class Part(NamedTuple):
    """A stretch of a line: its words, the markup that shows them, and the field and filter of a value."""

    shown: str
    source: str
    field: str = ""
    filter: str = ""
    blank: bool = False


class SourceLine(NamedTuple):
    """One line of a clause; ``of`` names the list or table field that the whole line is a part of."""

    kind: str
    parts: tuple[Part, ...]
    of: str = ""

    @property
    def text(self) -> str:
        """The line as it is shown."""
        return "".join(p.shown for p in self.parts)

    @property
    def source(self) -> str:
        """The line as it is written."""
        return "".join(p.source for p in self.parts)


def source_lines(draft: Draft, template: Template, clause: str, numbers: Mapping[str, str]) -> tuple[SourceLine, ...]:
    """Return the lines of a clause under its heading, without its signature block."""
    out: list[SourceLine] = []
    for block in clause_blocks(draft, template, clause):
        out += _lines(block, draft, template, numbers)
    return tuple(line for line in out if tidy(line.text))


def filled(text: str, draft: Draft, template: Template, numbers: Mapping[str, str]) -> tuple[Part, ...]:
    """Return a text of the template as parts."""
    out: list[Part] = []
    at, written = 0, 0
    spans = fill(text, draft.values, template.fields, numbers)
    slots = list(_SLOT.finditer(text))
    # The words between slots may differ from what is written ("days" after a one): they are taken as shown.
    for span in spans:
        if not _of_slot(span, slots, at):
            out.append(Part(span.text, span.text, blank=span.kind == "placeholder"))
            continue
        slot = slots[at]
        at += 1
        written = slot.end()
        name = slot["name"] or ""
        out.append(
            Part(
                span.text,
                slot.group(),
                name if name in template.fields else "",
                slot["filter"] or "",
                span.kind == "placeholder",
            )
        )
    return tuple(out) if at == len(slots) and written <= len(text) else _plain(spans)


def spans_to_parts(spans: Spans) -> tuple[Part, ...]:
    """Return spans as parts whose values have a slot of their own."""
    return tuple(
        Part(s.text, f"{{{{ {s.field} }}}}", s.field, "", s.kind == "placeholder")
        if s.field and s.kind != "ref"
        else Part(s.text, s.text, blank=s.kind == "placeholder")
        for s in spans
    )


def _of_slot(span: Span, slots: list[re.Match[str]], at: int) -> bool:
    if at >= len(slots):
        return False
    if span.field:
        return span.field in (slots[at]["name"], slots[at]["clause"])
    # A slot of no known field, and a reference to a clause that was left out, are placeholders without a field.
    return span.kind == "placeholder" and bool(slots[at]["clause"]) and "left out" in span.text


def _plain(spans: Spans) -> tuple[Part, ...]:
    return tuple(Part(s.text, s.text, blank=s.kind == "placeholder") for s in spans)


def _lines(block: ClauseBlock, draft: Draft, template: Template, numbers: Mapping[str, str]) -> list[SourceLine]:
    match block.kind:
        case "paragraph" | "item":
            return [SourceLine(block.kind, filled(block.text, draft, template, numbers))]
        case "table":
            return [SourceLine("row", _row([filled(c, draft, template, numbers) for c in row])) for row in block.rows]
        case "list-field":
            field = template.fields[block.field]
            slot = f"{{{{ {field.name} }}}}"
            items = value_of(field.name, draft.values, template.fields)
            shown = [str(i) for i in items] if items else [value_span(field, None).text]
            return [SourceLine("item", (Part(i, slot, field.name, "", not items),), field.name) for i in shown]
        case "table-field":
            return _table(block.field, draft, template)
        case _:
            return []


def _table(name: str, draft: Draft, template: Template) -> list[SourceLine]:
    field = template.fields[name]
    slot = f"{{{{ {name} }}}}"
    rows = show_rows(field, value_of(name, draft.values, template.fields)) or (("",) * len(field.columns),)
    labels = [c.label for c in field.columns]
    out = [SourceLine("row", (Part(CELLS.join(labels), slot, name),), name)]
    for row in rows:
        blanks = [f"[{label.upper()} - fill in]" for label in labels]
        cells = [cell or blank for cell, blank in zip(row, blanks, strict=True)]
        out.append(SourceLine("row", (Part(CELLS.join(cells), slot, name, "", not all(row)),), name))
    return out


def _row(cells: list[tuple[Part, ...]]) -> tuple[Part, ...]:
    out: list[Part] = []
    for n, cell in enumerate(cells):
        out += [Part(CELLS, CELLS)] if n else []
        out += cell
    return tuple(out)
