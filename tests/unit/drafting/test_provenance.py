"""Each sentence says where it comes from, and claims no more than the draft knows."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.documents.csv_table import csv_bytes
from assistant.domain.drafts import Draft, Trace
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.provenance import Origin, SentenceOrigin
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.provenance import provenance
from assistant.drafting.provenance_table import provenance_blocks, provenance_rows
from assistant.drafting.render import render_clause
from assistant.verify.sentences import sentences
from tests.unit.drafting.conftest import NOW

DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class History:
    """A draft and the versions it went through."""

    def __init__(self, draft: Draft, template: Template) -> None:
        self.draft, self.template = draft.model_copy(update={"version": 1}), template
        self.trail = [self._trace()]

    def did(self, step: Any, *rest: Any, **more: Any) -> History:
        after = step(self.draft, self.template, *rest, now=NOW, **more).draft
        self.draft = after.model_copy(update={"version": self.draft.version + 1})
        self.trail.append(self._trace())
        return self

    def _trace(self) -> Trace:
        clauses = {c: (e.variant, e.own_text, e.own_origin) for c, e in self.draft.clauses.items()}
        return Trace(version=self.draft.version, at=DAY, values=self.draft.values, clauses=clauses)

    def told(self, knowledge: Knowledge) -> dict[str, SentenceOrigin]:
        found = provenance(self.draft, self.template, self.trail, knowledge, Wording(knowledge.messages))
        return {one.text: one for one in found}


@pytest.fixture
def history(draft: Draft, template: Template) -> History:
    return History(draft, template)


def test_words_of_the_start_are_the_templates(history: History, knowledge: Knowledge) -> None:
    one = history.told(knowledge)["School staff handle:"]
    assert (one.origin, one.number, one.version) == (Origin.TEMPLATE, "2.1", None)
    assert "“Strict”" in one.detail


def test_another_wording_says_since_when_it_was_chosen(history: History, knowledge: Knowledge) -> None:
    told = history.did(steps.choose_variant, "discipline", "loose").told(knowledge)
    one = told["As before."]
    assert (one.origin, one.version, one.at) == (Origin.VARIANT, 2, DAY)


def test_own_wording_tells_what_was_typed_from_what_was_kept(history: History, knowledge: Knowledge) -> None:
    own = "School staff handle:\n\nThe SRO answers within {{ days }} days.\n\nNobody waits."
    told = history.did(steps.edit_clause, "discipline", own).told(knowledge)
    assert told["School staff handle:"].origin is Origin.TEMPLATE
    typed = told["Nobody waits."]
    assert (typed.origin, typed.version) == (Origin.TYPED, 2)


def test_a_sentence_keeps_the_version_in_which_it_first_stood(history: History, knowledge: Knowledge) -> None:
    history.did(steps.edit_clause, "discipline", "Nobody waits.")
    history.did(steps.edit_clause, "discipline", "Nobody waits. Everybody helps.")
    told = history.told(knowledge)
    assert [told[t].version for t in ("Nobody waits.", "Everybody helps.")] == [2, 3]


def test_an_accepted_proposal_is_told_with_where_it_came_from(history: History, knowledge: Knowledge) -> None:
    history.did(steps.edit_clause, "discipline", "Nobody waits.", origin="returned.docx")
    history.did(steps.edit_clause, "discipline", "Nobody waits. I typed this.")
    told = history.told(knowledge)
    assert (told["Nobody waits."].origin, told["Nobody waits."].detail) == (Origin.PROPOSAL, "returned.docx")
    assert told["I typed this."].origin is Origin.TYPED


def test_a_sentence_of_a_sample_agreement_is_told_as_the_samples(history: History, knowledge: Knowledge) -> None:
    sample = next(p for p in knowledge.passages.values() if p.authority is Authority.SAMPLE and len(p.text) > 200)
    sentence = next(s.text for s in sentences(sample.text) if len(s.text) > 60 and "[" not in s.text)
    told = history.did(steps.edit_clause, "discipline", f"{sentence}\n\nOurs.").told(knowledge)
    assert told[sentence].origin is Origin.SAMPLE
    assert told[sentence].detail == knowledge.sources[sample.source].title
    assert told["Ours."].origin is Origin.TYPED


def test_a_value_says_when_it_was_given_and_a_suggestion_that_nobody_confirmed_it(
    history: History, knowledge: Knowledge
) -> None:
    told = history.did(steps.set_values, {"agency_name": "Riverton PD"}).told(knowledge)
    [line] = [one for text, one in told.items() if text.startswith("The Riverton PD and")]
    assert [(v.label, v.version) for v in line.values] == [("Agency name", 2)]
    [days] = [one for text, one in told.items() if text.startswith("The SRO answers")]
    assert [(v.label, v.version) for v in days.values] == [("Days", None)]


def test_a_value_given_again_counts_from_then(history: History, knowledge: Knowledge) -> None:
    for name in ("A", "B", "B"):
        history.did(steps.set_values, {"agency_name": name})
    [line] = [one for text, one in history.told(knowledge).items() if text.startswith("The B and")]
    assert [v.version for v in line.values] == [3]


def test_every_sentence_of_the_agreement_is_told_once(
    history: History, knowledge: Knowledge, template: Template
) -> None:
    history.did(steps.edit_clause, "pay", "| A | B |\n| --- | --- |\n| one | two |\n\nLast.")
    found = provenance(history.draft, template, history.trail, knowledge, Wording(knowledge.messages))
    for clause in {one.clause for one in found if one.clause}:
        blocks = render_clause(history.draft, template, clause, number=1)
        cells = ["".join(s.text for row in b.rows[1:] for cell in row for s in cell) for b in blocks[1:]]
        words = "".join(b.text + c for b, c in zip(blocks[1:], cells, strict=True))
        told = "".join(one.text.replace(" | ", "") for one in found if one.clause == clause)
        assert told.replace(" ", "") == words.replace(" ", "")


def test_the_table_groups_and_the_rows_do_not(history: History, knowledge: Knowledge, wording: Wording) -> None:
    history.did(steps.edit_clause, "discipline", "Nobody waits. Everybody helps.")
    found = provenance(history.draft, history.template, history.trail, knowledge, wording)
    heading, lead, table = provenance_blocks(found, history.draft.id, wording)
    assert heading.text == "Where the words come from"
    assert "not by whom" in lead.text
    rows = [tuple("".join(s.text for s in cell) for cell in row) for row in table.rows]
    assert (
        "2 Discipline",
        "Nobody waits. … (2 sentences)",
        "Typed into this draft; by whom is not recorded",
        "Version 2, November 24, 2026",
    ) in rows
    assert len(provenance_rows(found, wording)) == len(found) + 1


def test_a_spreadsheet_runs_nothing_that_was_typed() -> None:
    rows = [("=HYPERLINK(1)", "+1", "-x", "@a", "plain", 'a "quote", and\na line')]
    data = csv_bytes(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    [row] = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row == ["'=HYPERLINK(1)", "'+1", "'-x", "'@a", "plain", 'a "quote", and\na line']
