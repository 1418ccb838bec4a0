"""A draft renders to numbered blocks with visible placeholders, and never with leftover markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.domain.documents import Block
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import FieldType, Template, TemplateField, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.annotations import annotations
from assistant.drafting.coverage import coverage
from assistant.drafting.interview import open_items
from assistant.drafting.render import clause_text, render, render_clause, signer

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
LEFTOVER = re.compile(r"\{\{|\}\}|\[if |^## |\bNone\b|\(\(")


def words(blocks: tuple[Block, ...]) -> str:
    cells = ["".join(s.text for s in c) for b in blocks for r in b.rows for c in r]
    return "\n".join([*(b.text for b in blocks), *cells])


def sample(field: TemplateField) -> Any:
    """Return some value of the field's type."""
    if field.suggested is not None:
        return field.suggested
    match field.type:
        case FieldType.DATE:
            return "2029-06-30" if field.after else "2027-07-01"
        case FieldType.MONTH:
            return 5
        case FieldType.INTEGER:
            return int(field.min or 1)
        case FieldType.MONEY:
            return "84136.00"
        case FieldType.PERCENT:
            return 50
        case FieldType.YES_NO:
            return True
        case FieldType.CHOICE:
            return field.options[0].id
        case FieldType.LIST | FieldType.SCHOOL_LIST:
            return ["Ana Lee, Chief of Police, for the Agency", "Bo Ray, Superintendent, for the District"]
        case FieldType.PERSON:
            return {"name": "Ana Lee", "title": "Chief"}
        case FieldType.TABLE:
            return [{c.name: 40 if c.type is FieldType.INTEGER else "Riverton" for c in field.columns}]
        case _:
            return "Riverton"


def test_numbers_letters_and_placeholders(draft: Draft, template: Template) -> None:
    draft = steps.set_values(draft, template, {"paid": False}, now=NOW).draft
    blocks = render_clause(draft, template, "discipline", number=2)
    assert [(b.kind, b.number, b.text) for b in blocks] == [
        ("heading", "2", "Discipline"),
        ("paragraph", "2.1", "School staff handle:"),
        ("item", "(a)", "[RULES - fill in]"),
        ("paragraph", "2.2", "The SRO answers within ten (10) days."),
        ("item", "(a)", "first"),
        ("item", "(b)", "second"),
        ("paragraph", "2.3", "See Section 3."),
    ]


def test_one_day_is_not_one_days(draft: Draft, template: Template) -> None:
    one = steps.set_values(draft, template, {"days": 1}, now=NOW).draft
    assert "within one (1) day." in clause_text(one, template, "discipline")


def test_a_section_left_out_takes_its_number_and_its_references_along(draft: Draft, template: Template) -> None:
    unpaid = steps.set_values(draft, template, {"paid": False}, now=NOW).draft
    out = steps.leave_out(unpaid, template, "parties", "", now=NOW).draft
    assert "See Section 2." in clause_text(out, template, "discipline")
    out = steps.leave_out(out, template, "pay", "", now=NOW).draft
    assert "left out" in clause_text(out, template, "discipline")


def test_conditions_choose_the_block(draft: Draft, template: Template) -> None:
    paid = steps.set_values(draft, template, {"paid": True, "amount": "50000.00"}, now=NOW).draft
    assert clause_text(paid, template, "pay") == "The District pays $50,000.00."
    unpaid = steps.set_values(draft, template, {"paid": False}, now=NOW).draft
    assert clause_text(unpaid, template, "pay") == "No money changes hands."


def test_own_wording_keeps_its_words_and_fills_copied_placeholders(draft: Draft, template: Template) -> None:
    text = "1. The [AGENCY NAME - fill in] shall report.\n- (a) monthly\n- yearly\n\nIn {{ days }} days."
    own = steps.edit_clause(draft, template, "discipline", text, now=NOW).draft
    own = steps.set_values(own, template, {"agency_name": "Riverton PD"}, now=NOW).draft
    blocks = render_clause(own, template, "discipline", number=1)[1:]
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "The Riverton PD shall report."),
        ("item", "monthly"),
        ("item", "yearly"),
        ("paragraph", "In 10 days."),
    ]


@pytest.mark.parametrize(
    ("text", "name", "title", "party"),
    [
        ("Dana Whitfield, Chief of Police, for the Agency", "Dana Whitfield", "Chief of Police", "the Agency"),
        ("Luis Ortega", "Luis Ortega", "", ""),
        ("Ana Lee, Director, Services, on behalf of the District", "Ana Lee", "Director, Services", "the District"),
    ],
)
def test_a_signer_is_read(text: str, name: str, title: str, party: str) -> None:
    found = signer(text)
    assert (found.name, found.title, found.party) == (name, title, party)


@pytest.mark.parametrize("name", ["standard", "essential"])
def test_an_empty_template_shows_every_gap_and_no_markup(
    templates: TemplateSet, knowledge: Knowledge, wording: Wording, name: str
) -> None:
    template = templates.templates[name]
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW)
    document = render(draft, template, knowledge, wording)
    assert not LEFTOVER.search(words(document.blocks))
    shown = {s.field for b in document.blocks for s in b.spans if s.kind == "placeholder"}
    told = {i.field for i in open_items(draft, template, wording) if i.field}
    assert shown - {None} <= told | {"signatories"}
    assert document.blocks[-1].kind == "open-items"
    assert [b.number for b in document.blocks if b.kind == "heading"] == [
        str(n) for n in range(1, sum(b.kind == "heading" for b in document.blocks) + 1)
    ]


@pytest.mark.parametrize("name", ["standard", "essential"])
def test_every_variant_filled_in_has_no_gap_left(
    templates: TemplateSet, knowledge: Knowledge, wording: Wording, name: str
) -> None:
    template = templates.templates[name]
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW)
    draft = steps.set_values(draft, template, {f.name: sample(f) for f in template.fields.values()}, now=NOW).draft
    for nth in range(3):
        for clause in template.clauses.values():
            chosen = clause.variants[min(nth, len(clause.variants) - 1)].id
            draft = steps.choose_variant(draft, template, clause.id, chosen, now=NOW).draft
        document = render(draft, template, knowledge, wording)
        assert open_items(draft, template, wording) == ()
        assert "fill in]" not in words(document.blocks)
        assert not LEFTOVER.search(words(document.blocks))
        assert all(b.text or b.rows or b.signers for b in document.blocks)


def test_each_clause_is_annotated_with_what_it_serves(
    templates: TemplateSet, knowledge: Knowledge, wording: Wording
) -> None:
    template = templates.templates["standard"]
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW)
    notes = {a.clause: a.text for a in annotations(draft, template, knowledge, wording)}
    assert set(notes) <= set(template.order)
    assert "School discipline" in notes["school-discipline"]
    assert "Local choice" in notes["funding"]
    assert "counsel" in notes["searches"].lower()


def test_coverage_follows_the_clauses(templates: TemplateSet, knowledge: Knowledge) -> None:
    template = templates.templates["essential"]
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW)
    assert [c.state for c in coverage(draft, template, knowledge)] == ["addressed"] * 12
    out = steps.leave_out(draft, template, "peer-support", "no money", now=NOW).draft
    assert coverage(out, template, knowledge)[11].state == "missing"
    out = steps.leave_out(draft, template, "staff-training", "later", now=NOW).draft
    eighth = coverage(out, template, knowledge)[7]
    assert (eighth.state, eighth.unserved) == ("partly", ("p08.staff-training",))


def test_a_clause_without_words_has_no_heading_and_takes_no_number(
    draft: Draft, template: Template, knowledge: Knowledge, wording: Wording
) -> None:
    empty = steps.set_values(draft, template, {"paid": None}, now=NOW).draft
    document = render(empty, template, knowledge, wording)
    assert [(b.number, b.text) for b in document.blocks if b.kind == "heading"] == [
        ("1", "Parties"), ("2", "Discipline"), ("3", "Signatures"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, None),
        ({"start_date": "2027-07-01"}, "Effective July 1, 2027"),
        ({"start_date": "2027-07-01", "end_date": "2029-06-30"}, "Effective July 1, 2027 through June 30, 2029"),
    ],
)
def test_the_date_line_says_what_is_known(
    templates: TemplateSet, knowledge: Knowledge, wording: Wording, values: dict[str, str], line: str | None
) -> None:
    template = templates.templates["essential"]
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW, values=values)
    opening = [b.text for b in render(draft, template, knowledge, wording).blocks if b.kind == "subtitle"]
    assert "[AGENCY NAME - fill in]" in opening[0]
    assert opening[1:] == ([line] if line else [])
