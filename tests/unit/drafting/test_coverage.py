"""Which principles a draft serves, and with which clauses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.drafts import ConflictRecord, Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Template, TemplateSet
from assistant.drafting import steps
from assistant.drafting.coverage import PrincipleCoverage, coverage

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
RECORD = ConflictRecord(rule="r", requirement="p03.no-discipline", words="enforce the dress code")


def row(draft: Draft, template: Template, knowledge: Knowledge, number: int) -> PrincipleCoverage:
    return coverage(draft, template, knowledge)[number - 1]


def test_there_are_twelve_rows_with_the_principles_titles(
    draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    rows = coverage(draft, template, knowledge)
    assert [(r.number, r.title) for r in rows] == [(p.number, p.title) for p in knowledge.principles]
    assert len(rows) == 12


def test_the_states_follow_the_requirements_that_are_served(
    draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    third = row(draft, template, knowledge, 3)
    assert (third.state, third.clauses, third.unserved) == ("addressed", ("discipline",), ())
    second = row(draft, template, knowledge, 2)
    assert (second.state, second.clauses, second.unserved) == ("partly", ("parties",), ("p02.each-district",))
    twelfth = row(draft, template, knowledge, 12)
    assert (twelfth.state, twelfth.clauses, twelfth.unserved) == ("missing", (), ("p12.peers", "p12.networks"))


@pytest.mark.parametrize("act", ["skip", "leave out"])
def test_a_clause_put_off_or_left_out_serves_nothing(
    draft: Draft, template: Template, knowledge: Knowledge, act: str
) -> None:
    if act == "skip":
        after = steps.skip(draft, template, "discipline", now=NOW).draft
    else:
        after = steps.leave_out(draft, template, "discipline", "later", now=NOW).draft
    assert row(after, template, knowledge, 3).state == "missing"
    back = steps.bring_back(after, template, "discipline", now=NOW).draft
    assert row(back, template, knowledge, 3).state == "addressed"


def test_a_clause_with_nothing_to_show_serves_nothing(draft: Draft, template: Template, knowledge: Knowledge) -> None:
    pay = template.clauses["pay"].model_copy(update={"requirements": ("p12.peers", "p12.networks")})
    serving = template.model_copy(update={"clauses": {**template.clauses, "pay": pay}})
    unpaid = steps.set_values(draft, serving, {"paid": False}, now=NOW).draft
    assert row(unpaid, serving, knowledge, 12).state == "addressed"
    # Neither "[if paid is yes]" nor "[if paid is no]" holds for an empty value.
    empty = steps.set_values(draft, serving, {"paid": None}, now=NOW).draft
    assert row(empty, serving, knowledge, 12).state == "missing"


@pytest.mark.parametrize("overridden", [False, True])
def test_a_conflict_shows_whether_or_not_it_was_kept_knowingly(
    draft: Draft, template: Template, knowledge: Knowledge, overridden: bool
) -> None:
    edited = steps.edit_clause(draft, template, "discipline", "Mine.", now=NOW, conflicts=(RECORD,)).draft
    if overridden:
        edited = steps.override(edited, template, "discipline", "r", "the board wants it", now=NOW).draft
    assert row(edited, template, knowledge, 3).state == "conflict"
    assert row(edited, template, knowledge, 2).state == "partly"
    out = steps.leave_out(edited, template, "discipline", "", now=NOW).draft
    assert row(out, template, knowledge, 3).state == "missing"


@pytest.mark.parametrize("name", ["standard", "essential"])
def test_both_templates_touch_all_twelve(templates: TemplateSet, knowledge: Knowledge, name: str) -> None:
    template = templates.templates[name]
    draft = steps.new_draft(template, draft_id="d", title="T", now=NOW)
    assert {r.state for r in coverage(draft, template, knowledge)} == {"addressed"}
