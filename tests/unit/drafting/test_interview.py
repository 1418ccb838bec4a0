"""Where a draft stands: what belongs to it, what is missing, what comes next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.drafts import ClauseState, ConflictRecord, Draft
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import interview, steps

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


def test_a_clause_belongs_to_the_draft_when_its_condition_holds(draft: Draft, template: Template) -> None:
    assert "extra" not in interview.applicable(draft, template)
    paid = steps.set_values(draft, template, {"paid": True}, now=NOW).draft
    assert "extra" in interview.applicable(paid, template)


@pytest.mark.parametrize(
    ("clause", "values", "names"),
    [
        ("parties", {}, ["agency_name", "district_name", "head"]),
        ("discipline", {}, ["rules"]),
        ("pay", {}, ["paid"]),
        ("pay", {"paid": False}, []),
        ("signatures", {}, ["signatories"]),
        ("parties", {"agency_name": "A", "district_name": "D", "head": {"name": "H", "title": ""}}, []),
    ],
)
def test_what_a_clause_still_needs(
    draft: Draft, template: Template, clause: str, values: dict[str, object], names: list[str]
) -> None:
    given = steps.set_values(draft, template, values, now=NOW).draft if values else draft
    assert [f.name for f in interview.missing(given, template, clause)] == names


def test_states_follow_the_decisions(draft: Draft, template: Template) -> None:
    assert interview.state(draft, template, "discipline") is ClauseState.NOT_STARTED
    seen = steps.go_to(draft, template, "discipline", now=NOW).draft
    assert interview.state(seen, template, "discipline") is ClauseState.NEEDS_INPUT
    filled = steps.set_values(seen, template, {"rules": ["x"]}, now=NOW).draft
    assert interview.state(filled, template, "discipline") is ClauseState.DRAFTED
    assert interview.state(steps.accept(filled, template, "discipline", now=NOW).draft, template, "discipline") is (
        ClauseState.ACCEPTED
    )


def test_open_items_are_placeholders_skipped_clauses_and_lost_references(
    draft: Draft, template: Template, wording: Wording
) -> None:
    draft = steps.skip(draft, template, "signatures", now=NOW).draft
    draft = steps.leave_out(draft, template, "pay", "", now=NOW).draft
    kinds = [(i.kind, i.clause) for i in interview.open_items(draft, template, wording)]
    assert ("skipped", "signatures") in kinds
    assert ("reference", "discipline") in kinds
    assert ("placeholder", "parties") in kinds
    assert not [k for k in kinds if k[1] == "pay"]


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("training", "sro-training"),
        ("the discipline clause", "school-discipline"),
        ("arests", "arrest-and-diversion"),
        ("C7", "school-discipline"),
        ("signature page", "signatures"),
        ("clause 1", "parties"),
        ("complaints", "complaints"),
        ("zebra", None),
        ("", None),
    ],
)
def test_a_clause_is_found_by_what_people_call_it(templates: TemplateSet, words: str, clause: str | None) -> None:
    assert interview.find_clause(templates.templates["standard"], words) == clause


@pytest.mark.parametrize("overridden", [False, True])
def test_a_conflict_comes_before_missing_input_and_stays_when_kept(
    draft: Draft, template: Template, overridden: bool
) -> None:
    record = ConflictRecord(rule="r", requirement="p03.no-discipline", words="x", overridden=overridden)
    text = "The [AGENCY NAME - fill in] decides."
    edited = steps.edit_clause(draft, template, "discipline", text, now=NOW, conflicts=(record,)).draft
    assert [f.name for f in interview.missing(edited, template, "discipline")] == ["agency_name"]
    assert interview.state(edited, template, "discipline") is ClauseState.CONFLICT
    skipped = steps.skip(edited, template, "discipline", now=NOW).draft
    assert interview.state(skipped, template, "discipline") is ClauseState.SKIPPED
    out = steps.leave_out(skipped, template, "discipline", "", now=NOW).draft
    assert interview.state(out, template, "discipline") is ClauseState.LEFT_OUT


def test_a_table_with_an_empty_cell_is_not_complete(draft: Draft, template: Template) -> None:
    draft = steps.choose_variant(draft, template, "pay", "b", now=NOW).draft
    partly = steps.set_values(draft, template, {"posts": [{"school": "North", "hours": None}]}, now=NOW).draft
    assert [f.name for f in interview.missing(partly, template, "pay")] == ["posts"]
    whole = steps.set_values(draft, template, {"posts": [{"school": "North", "hours": 40}]}, now=NOW).draft
    assert interview.missing(whole, template, "pay") == ()


def test_a_gap_in_the_recitals_is_open_though_its_clause_is_left_out(
    draft: Draft, template: Template, wording: Wording
) -> None:
    out = steps.leave_out(draft, template, "parties", "", now=NOW).draft
    fields = [i.field for i in interview.open_items(out, template, wording)]
    assert fields.count("agency_name") == 1
    assert "head" not in fields
