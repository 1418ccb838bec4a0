"""Own wording becomes numbered blocks, keeps every word, and leaves no template marks behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.drafts import ClauseState, Draft
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.interview import open_items, state
from assistant.drafting.own_wording import own_blocks
from assistant.drafting.render import clause_text, render_clause
from assistant.errors import NotAllowed

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("A line that\nwas wrapped.", [("paragraph", "A line that was wrapped.")]),
        ("First sentence.\nSecond sentence.", [("paragraph", "First sentence."), ("paragraph", "Second sentence.")]),
        ("These:\n- a\n- b", [("paragraph", "These:"), ("item", "a"), ("item", "b")]),
        ("These:\r\n\r\n(a) x\r\n(b) y", [("paragraph", "These:"), ("item", "x"), ("item", "y")]),
        ("- a\n- b", [("paragraph", "a"), ("paragraph", "b")]),
        ("7.2 The SRO reports.\n7.3. Monthly.", [("paragraph", "The SRO reports."), ("paragraph", "Monthly.")]),
        ("30 days after the start, it ends.", [("paragraph", "30 days after the start, it ends.")]),
        ("12 months", [("paragraph", "12 months")]),
        ("## Heading\n\n[if paid is yes] Words.", [("paragraph", "Heading"), ("paragraph", "Words.")]),
        ("Pay:\n- in {{ days | words }} days\n- in {{ days | words }} weeks",
         [("paragraph", "Pay:"), ("item", "in {{ days | words }} days"), ("item", "in {{ days | words }} weeks")]),
        ("- {{ nothing }}\n\n}} {{", []),
        ("[if applicable] Posters hang.", [("paragraph", "[if applicable] Posters hang.")]),
        ("[if wanted is yes] Posters hang.", [("paragraph", "[if wanted is yes] Posters hang.")]),
        ("| A box with words |", [("paragraph", "A box with words")]),
    ],
)  # fmt: skip
def test_own_wording_is_split(template: Template, text: str, blocks: list[tuple[str, str]]) -> None:
    assert [(b.kind, b.text) for b in own_blocks(text, template.fields)] == blocks


def test_rows_with_bars_are_a_table_again(template: Template) -> None:
    text = "Who does what:\n\nAct | Who\n--- | ---\nDress code | within {{ days | words }} days\n\nThat is all."
    blocks = own_blocks(text, template.fields)
    assert [b.kind for b in blocks] == ["paragraph", "table", "paragraph"]
    assert blocks[1].rows == (("Act", "Who"), ("Dress code", "within {{ days | words }} days"))


def test_rows_between_bars_are_a_table_even_of_one_column(template: Template) -> None:
    assert own_blocks("| Where posted |\n| District page |", template.fields)[0].rows == (
        ("Where posted",), ("District page",),
    )  # fmt: skip
    assert own_blocks("|Act|Who|\n|---|---|\n||staff|", template.fields)[0].rows == (("Act", "Who"), ("", "staff"))


def test_a_table_or_list_slot_on_its_own_stays_a_table_or_list(draft: Draft, template: Template) -> None:
    own = steps.edit_clause(draft, template, "pay", "Posts:\n\n{{ posts }}\n\nThese:\n- {{ rules }}", now=NOW).draft
    values = {"posts": [{"school": "North", "hours": 40}], "rules": ["phones", "dress"]}
    own = steps.set_values(own, template, values, now=NOW).draft
    shown = render_clause(own, template, "pay", number=1)[1:]
    assert [b.kind for b in shown] == ["paragraph", "table", "paragraph", "item", "item"]
    assert [b.number for b in shown] == ["1.1", "", "1.2", "(a)", "(b)"]


def test_a_mark_of_no_known_value_is_refused(draft: Draft, template: Template) -> None:
    for text in ("The {{ sheriff }} decides.", "See {{ ref: nowhere }}.", "Open {{ brace."):
        with pytest.raises(NotAllowed) as caught:
            steps.edit_clause(draft, template, "pay", text, now=NOW)
        assert caught.value.key == "unknown-mark"


def test_the_signature_block_survives_own_wording(draft: Draft, template: Template, wording: Wording) -> None:
    own = steps.edit_clause(draft, template, "signatures", "Signed on paper only.", now=NOW).draft
    assert [b.kind for b in render_clause(own, template, "signatures", number=1)] == [
        "heading", "paragraph", "signatures",
    ]  # fmt: skip
    assert ("signatures", "signatories") in [(i.clause, i.field) for i in open_items(own, template, wording)]


def test_a_section_number_copied_into_own_wording_moves_with_the_section(draft: Draft, template: Template) -> None:
    draft = steps.set_values(draft, template, {"paid": False}, now=NOW).draft
    text = "Staff decide, see Section 3. Section 30 of the manual and Section 3.2 of the law stay."
    own = steps.edit_clause(draft, template, "discipline", text, now=NOW).draft
    assert clause_text(own, template, "discipline") == text
    fewer = steps.leave_out(own, template, "parties", "", now=NOW).draft
    assert "see Section 2. Section 30 of the manual and Section 3.2" in clause_text(fewer, template, "discipline")


def test_a_placeholder_that_a_person_typed_stays_open(draft: Draft, template: Template, wording: Wording) -> None:
    own = steps.edit_clause(draft, template, "pay", "Paid by [FUND NUMBER - fill in].", now=NOW).draft
    spans = render_clause(own, template, "pay", number=1)[1].spans
    assert [(s.kind, s.text) for s in spans] == [
        ("text", "Paid by "), ("placeholder", "[FUND NUMBER - fill in]"), ("text", "."),
    ]  # fmt: skip
    assert "Fund number" in next(i.text for i in open_items(own, template, wording) if i.clause == "pay")
    accepted = steps.accept(own, template, "pay", now=NOW).draft
    assert state(accepted, template, "pay") is ClauseState.NEEDS_INPUT


def test_a_person_placeholder_becomes_its_part_again(draft: Draft, template: Template) -> None:
    own = steps.edit_clause(draft, template, "pay", "[HEAD NAME - fill in] pays.", now=NOW).draft
    own = steps.set_values(own, template, {"head": {"name": "Ana Lee", "title": "Chief"}}, now=NOW).draft
    assert clause_text(own, template, "pay") == "Ana Lee pays."
