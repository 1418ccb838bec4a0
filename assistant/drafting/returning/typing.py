"""Wording as a person sees and types it, and back: values shown as words, kept as slots where they still stand."""

from __future__ import annotations

from assistant.domain.drafts import Draft
from assistant.domain.returned import ReturnedItem
from assistant.domain.templates import Template
from assistant.drafting.render import numbers_of
from assistant.drafting.returning.lines import CELLS, Line, tidy
from assistant.drafting.returning.mapping import as_markup, mapped
from assistant.drafting.returning.sources import source_lines

_BULLETS = ("- ", "• ", "* ")


def typed_lines(text: str) -> list[Line]:
    """Return typed text as lines: "- " begins a list item, "|" a row; blank lines part paragraphs."""
    out: list[Line] = []
    running: list[str] = []

    def end() -> None:
        if running:
            out.append(Line(tidy(" ".join(running)), "paragraph", len(out)))
            running.clear()

    for raw in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        line = raw.strip()
        if line.startswith("|"):
            end()
            cells = [tidy(c) for c in line.removeprefix("|").removesuffix("|").split("|")]
            if any(c.strip("-: ") for c in cells):
                out.append(Line(CELLS.join(cells), "row", len(out)))
        elif line.startswith(_BULLETS):
            end()
            out.append(Line(tidy(line[2:]), "item", len(out)))
        elif line:
            running.append(line)
        else:
            end()
    return [line for line in out if line.text]


def retyped(text: str, base: Draft, template: Template, item: ReturnedItem) -> str:
    """Return typed wording of a clause as markup; values that the item changes stay slots where they stand."""
    clause = str(item.clause)
    new = base.model_copy(update={"values": {**base.values, **{v.field: v.value for v in item.values}}})
    source = source_lines(new, template, clause, numbers_of(base, template)) if clause in template.clauses else ()
    shape, _ = mapped(source, typed_lines(text), lambda _, __: None, lambda _, __: None)
    return as_markup(shape, ())
