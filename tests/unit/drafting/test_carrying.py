"""When the template changes, a draft says what no longer exists and loses nothing that a person wrote."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.drafts import Draft
from assistant.domain.templates import Section, Template
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.carrying import carry_over
from assistant.drafting.interview import open_items
from assistant.drafting.render import clause_text

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.fixture
def newer(template: Template) -> Template:
    """The small template without "pay", without the value "days", and with one wording of "discipline" renamed."""
    discipline = template.clauses["discipline"]
    renamed = discipline.variants[1].model_copy(update={"id": "graduated"})
    clauses = {c: v for c, v in template.clauses.items() if c != "pay"}
    clauses["discipline"] = discipline.model_copy(update={"variants": (discipline.variants[0], renamed)})
    clauses["fresh"] = template.clauses["pay"].model_copy(update={"id": "fresh", "title": "Fresh"})
    return template.model_copy(
        update={
            "version": "2.0",
            "edition": "e2",
            "clauses": clauses,
            "fields": {n: f for n, f in template.fields.items() if n != "days"},
            "sections": (Section(title="All", clauses=tuple(clauses)),),
        }
    )


def test_a_draft_on_the_present_version_comes_back_as_it_is(draft: Draft, template: Template, wording: Wording) -> None:
    assert carry_over(draft, template, wording) == (draft, [])


def test_what_no_longer_exists_is_said_and_values_stay(
    draft: Draft, template: Template, newer: Template, wording: Wording
) -> None:
    draft = steps.set_values(draft, template, {"days": 5, "agency_name": "Riverton PD"}, now=NOW).draft
    draft = steps.choose_variant(draft, template, "discipline", "loose", now=NOW).draft
    draft = steps.go_to(draft, template, "pay", now=NOW).draft
    after, said = carry_over(draft, newer, wording)
    assert after.values == {"days": 5, "agency_name": "Riverton PD"}
    assert after.clauses["discipline"].variant == "strict"
    assert after.clauses["fresh"].variant == "a"
    assert "pay" not in after.clauses
    assert (after.cursor, after.template_version, after.template_edition) == ("parties", "2.0", "e2")
    assert len(said) == 4
    assert [any(w in s for s in said) for w in ("Discipline", "Pay", "Days")] == [True] * 3
    assert draft.clauses["discipline"].variant == "loose"
    assert open_items(after, newer, wording)


def test_own_wording_is_not_lost_even_where_its_clause_is_gone(
    draft: Draft, template: Template, newer: Template, wording: Wording
) -> None:
    draft = steps.choose_variant(draft, template, "discipline", "loose", now=NOW).draft
    draft = steps.edit_clause(draft, template, "discipline", "Staff decide.", now=NOW).draft
    draft = steps.edit_clause(draft, template, "pay", "The city pays.", now=NOW).draft
    after, said = carry_over(draft, newer, wording)
    assert clause_text(after, newer, "discipline") == "Staff decide."
    assert after.clauses["pay"].own_text == "The city pays."
    assert any("your wording of it is kept" in s for s in said)
    assert carry_over(after, newer, wording) == (after, [])
    back, _ = carry_over(after, template, wording)
    assert clause_text(back, template, "pay") == "The city pays."


def test_what_was_accepted_in_the_templates_words_is_to_be_looked_at_again(
    draft: Draft, template: Template, newer: Template, wording: Wording
) -> None:
    draft = steps.accept(draft, template, "parties", now=NOW).draft
    draft = steps.edit_clause(draft, template, "discipline", "Mine.", now=NOW).draft
    draft = steps.accept(draft, template, "discipline", now=NOW).draft
    draft = steps.leave_out(draft, template, "signatures", "later", now=NOW).draft
    after, said = carry_over(draft, newer, wording)
    marks = {c: after.clauses[c].mark for c in ("parties", "discipline", "signatures")}
    assert marks == {"parties": "", "discipline": "accepted", "signatures": "left out"}
    assert [s for s in said if "Parties" in s]
