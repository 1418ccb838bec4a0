"""Each step gives the next draft and says what it did; the draft before stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.drafts import ClauseState, ConflictRecord, Draft
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.interview import missing, open_items, progress, state
from assistant.errors import NotAllowed

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
RECORD = ConflictRecord(rule="r", requirement="p03.no-discipline", words="enforce the dress code")


def test_a_value_is_set_in_a_new_draft(draft: Draft, template: Template, wording: Wording) -> None:
    done = steps.set_values(draft, template, {"days": 5}, now=NOW)
    assert done.draft.values == {"days": 5}
    assert draft.values == {}
    assert wording.say(*done.did) == "set Days: 5"
    assert done.field == "days"


def test_an_unknown_value_leaves_its_placeholder_and_is_remembered(draft: Draft, template: Template) -> None:
    done = steps.mark_unknown(draft, template, "head", now=NOW)
    assert done.draft.unknown == ("head",)
    assert steps.set_values(done.draft, template, {"head": {"name": "A", "title": ""}}, now=NOW).draft.unknown == ()


def test_a_variant_replaces_own_wording_and_its_conflicts(draft: Draft, template: Template) -> None:
    edited = steps.edit_clause(draft, template, "discipline", "Mine.", now=NOW, conflicts=(RECORD,)).draft
    chosen = steps.choose_variant(edited, template, "discipline", "loose", now=NOW).draft.clauses["discipline"]
    assert (chosen.variant, chosen.own_text, chosen.conflicts) == ("loose", None, ())


@pytest.mark.parametrize(
    "step",
    [
        lambda d, t: steps.choose_variant(d, t, "discipline", "none", now=NOW),
        lambda d, t: steps.accept(d, t, "nowhere", now=NOW),
        lambda d, t: steps.set_values(d, t, {"nothing": 1}, now=NOW),
        lambda d, t: steps.mark_unknown(d, t, "nothing", now=NOW),
        lambda d, t: steps.edit_clause(d, t, "discipline", "   ", now=NOW),
        lambda d, t: steps.drop_own_text(d, t, "discipline", now=NOW),
        lambda d, t: steps.bring_back(d, t, "discipline", now=NOW),
        lambda d, t: steps.override(d, t, "discipline", "r", "", now=NOW),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    step: object, draft: Draft, template: Template, wording: Wording
) -> None:
    with pytest.raises(NotAllowed) as caught:
        step(draft, template)  # type: ignore[operator]
    assert "{" not in str(wording.error(caught.value))


def test_wording_in_conflict_cannot_be_accepted_before_a_decision(draft: Draft, template: Template) -> None:
    edited = steps.edit_clause(draft, template, "discipline", "Mine.", now=NOW, conflicts=(RECORD,)).draft
    with pytest.raises(NotAllowed, match="conflict-open"):
        steps.accept(edited, template, "discipline", now=NOW)
    kept = steps.override(edited, template, "discipline", "r", "the board wants it", now=NOW).draft
    accepted = steps.accept(kept, template, "discipline", now=NOW).draft
    record = accepted.clauses["discipline"].conflicts[0]
    assert (record.overridden, record.reason) == (True, "the board wants it")
    assert state(accepted, template, "discipline") is ClauseState.CONFLICT
    assert progress(accepted, template).decided == 1


def test_accept_all_takes_what_lacks_nothing(draft: Draft, template: Template) -> None:
    ready = steps.set_values(draft, template, {"rules": ["phones"], "paid": False}, now=NOW).draft
    skipped = steps.skip(ready, template, "discipline", now=NOW).draft
    done = steps.accept_all(skipped, template, now=NOW).draft
    marks = {c: e.mark for c, e in done.clauses.items()}
    assert marks == {"parties": "", "discipline": "skipped", "pay": "accepted", "extra": "", "signatures": ""}


def test_left_out_keeps_its_reason_and_can_come_back(draft: Draft, template: Template) -> None:
    out = steps.leave_out(draft, template, "pay", "the city pays", now=NOW).draft
    assert state(out, template, "pay") is ClauseState.LEFT_OUT
    assert out.clauses["pay"].reason == "the city pays"
    assert steps.bring_back(out, template, "pay", now=NOW).draft.clauses["pay"].mark == ""


def test_an_accepted_clause_that_loses_a_value_needs_input_again(draft: Draft, template: Template) -> None:
    ready = steps.set_values(draft, template, {"rules": ["phones"]}, now=NOW).draft
    accepted = steps.accept(ready, template, "discipline", now=NOW).draft
    assert state(accepted, template, "discipline") is ClauseState.ACCEPTED
    lost = steps.mark_unknown(accepted, template, "rules", now=NOW).draft
    assert state(lost, template, "discipline") is ClauseState.NEEDS_INPUT


def test_a_value_fills_every_clause_that_names_it(draft: Draft, template: Template, wording: Wording) -> None:
    before = [i.field for i in open_items(draft, template, wording)]
    done = steps.set_values(draft, template, {"agency_name": "Riverton Police Department"}, now=NOW).draft
    assert "agency_name" in before
    assert "agency_name" not in [i.field for i in open_items(done, template, wording)]
    chosen = steps.choose_variant(done, template, "parties", "short", now=NOW).draft
    assert missing(chosen, template, "parties") == ()


def test_a_clause_that_does_not_apply_cannot_be_worked_on(draft: Draft, template: Template, wording: Wording) -> None:
    with pytest.raises(NotAllowed, match="does-not-apply") as caught:
        steps.accept(draft, template, "extra", now=NOW)
    assert "Paid" in wording.error(caught.value).remedy
    paid = steps.set_values(draft, template, {"paid": True}, now=NOW).draft
    assert steps.accept(paid, template, "extra", now=NOW).draft.clauses["extra"].mark == "accepted"
