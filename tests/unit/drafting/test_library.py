"""Every clause of the library, in every wording, renders whole: with all its gaps, or with none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.content.paths import content_dir
from assistant.content.problems import Problems
from assistant.content.templates import read_templates
from assistant.domain.documents import Block, Span
from assistant.domain.drafts import Draft
from assistant.domain.templates import FieldType, Template, TemplateField
from assistant.drafting import steps
from assistant.drafting.interview import missing
from assistant.drafting.render import render_clause

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
LIBRARY = read_templates(content_dir(None), Problems())
STANDARD = LIBRARY.templates["standard"]
MARKS = re.compile(r"\{\{|\}\}|\[if |(?:^|\s)#{1,6} |\bNone\b|\bTrue\b|\bFalse\b|fill in\].*fill in\]\]")
CASES = [(c.id, v.id) for c in STANDARD.clauses.values() for v in c.variants]


def spans(blocks: tuple[Block, ...]) -> list[Span]:
    return [s for b in blocks for s in (*b.spans, *(s for row in b.rows for cell in row for s in cell))]


def value(field: TemplateField, yes: bool) -> Any:
    """Return a value of the field's type that can be told apart from its placeholder."""
    match field.type:
        case FieldType.YES_NO:
            return yes
        case FieldType.CHOICE:
            return field.options[0 if yes else -1].id
        case FieldType.DATE:
            return "2029-06-30" if field.after else "2027-07-01"
        case FieldType.MONTH:
            return 5
        case FieldType.INTEGER | FieldType.PERCENT:
            return int(field.min or 2)
        case FieldType.MONEY:
            return "84136.00"
        case FieldType.LIST | FieldType.SCHOOL_LIST:
            return ["Ana Lee, Chief of Police, for the Agency", "Bo Ray, Superintendent, for the District", "third"]
        case FieldType.PERSON:
            return {"name": "Ana Lee", "title": "Chief of Police"}
        case FieldType.TABLE:
            return [{c.name: 40 if c.type is FieldType.INTEGER else "Riverton" for c in field.columns}]
        case _:
            return "Riverton"


def one(template: Template, clause: str, variant: str, values: dict[str, Any]) -> tuple[Draft, tuple[Block, ...]]:
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW, values=values)
    draft = steps.choose_variant(draft, template, clause, variant, now=NOW).draft
    return draft, render_clause(draft, template, clause, number=7)


@pytest.mark.parametrize(("clause", "variant"), CASES)
def test_a_wording_without_values_shows_each_gap_it_has(clause: str, variant: str) -> None:
    draft, blocks = one(STANDARD, clause, variant, {})
    assert not [s.text for s in spans(blocks) if MARKS.search(s.text)]
    shown = {s.field for s in spans(blocks) if s.kind == "placeholder"}
    if any(b.kind == "signatures" for b in blocks):
        shown.add("signatories")
    needed = {f.name for f in missing(draft, STANDARD, clause)}
    # A yes-no or choice that decides which blocks stand is asked for and has no place in the text.
    unseen = {n for n in needed - shown if STANDARD.fields[n].type in (FieldType.YES_NO, FieldType.CHOICE)}
    assert shown == needed - unseen


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize(("clause", "variant"), CASES)
def test_a_wording_with_every_value_has_no_gap_and_no_mark(clause: str, variant: str, yes: bool) -> None:
    draft, blocks = one(STANDARD, clause, variant, {n: value(f, yes) for n, f in STANDARD.fields.items()})
    assert missing(draft, STANDARD, clause) == ()
    assert not [s for s in spans(blocks) if s.kind == "placeholder"]
    assert not [s.text for s in spans(blocks) if MARKS.search(s.text) or "fill in]" in s.text]
    assert blocks[0].kind == "heading"
    assert len(blocks) > 1
    assert all(b.text.strip() or b.rows or b.signers for b in blocks)
    assert blocks[1].kind != "item"


@pytest.mark.parametrize(("clause", "variant"), CASES)
def test_a_wording_copied_and_kept_as_own_reads_the_same(clause: str, variant: str) -> None:
    values = {n: value(f, True) for n, f in STANDARD.fields.items()}
    draft, blocks = one(STANDARD, clause, variant, values)
    body = [b for b in blocks[1:] if b.kind != "signatures"]
    lines = []
    for block in body:
        if block.kind == "table":
            lines.append("\n".join(" | ".join("".join(s.text for s in cell) for cell in row) for row in block.rows))
        else:
            lines.append(f"- {block.text}" if block.kind == "item" else block.text)
    own = steps.edit_clause(draft, STANDARD, clause, "\n\n".join(lines), now=NOW).draft
    again = render_clause(own, STANDARD, clause, number=7)
    assert [b.number for b in again] == [b.number for b in blocks]
    assert [b.text for b in again] == [b.text for b in blocks]
    assert [b.kind for b in again] == [b.kind for b in blocks]
