"""What goes into a board packet beside the agreement: crosswalk, summary for families, open decisions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.domain.documents import Block, MouDocument
from assistant.domain.drafts import ConflictRecord, Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.crosswalk import crosswalk, crosswalk_document, crosswalk_rows
from assistant.drafting.decisions import decisions_document
from assistant.drafting.families import families_document, families_of
from assistant.drafting.interview import open_items
from assistant.drafting.render import render

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def standard(templates: TemplateSet) -> Template:
    return templates.templates["standard"]


@pytest.fixture(scope="module")
def started(standard: Template) -> Draft:
    values: dict[str, Any] = {"agency_name": "Riverton Police Department", "district_name": "Riverton Schools"}
    return steps.new_draft(standard, draft_id="d", title="Riverton", now=NOW, values=values)


def words(document: MouDocument) -> str:
    cells = ["".join(s.text for s in c) for b in document.blocks for r in b.rows for c in r]
    return "\n".join([*(b.text for b in document.blocks), *cells])


def table_after(document: MouDocument, heading: str) -> Block:
    at = next(n for n, b in enumerate(document.blocks) if b.kind == "heading" and b.text == heading)
    return document.blocks[at + 1]


def test_every_point_of_the_principles_has_its_sections_or_says_that_there_is_none(
    started: Draft, standard: Template, knowledge: Knowledge
) -> None:
    found = crosswalk(started, standard, knowledge)
    assert {c.requirement for c in found} == set(knowledge.requirements)
    for c in found:
        assert c.quote in "".join(p.text for p in knowledge.passages.values() if p.principle == c.principle)
    draft = started
    for clause in ("selection", "removal"):
        draft = steps.leave_out(draft, standard, clause, "", now=NOW).draft
    bare = [c for c in crosswalk(draft, standard, knowledge) if c.requirement == "p05.traits"]
    assert [(c.number, c.title, c.words) for c in bare] == [("", "", "")]


NEAREST = [
    ("p01.local-decision", "Purpose, goals and community input", "Operating an SRO program is a local decision."),
    ("p04.arrest", "Students with disabilities", "as a last resort"),
    ("p05.traits", "Selection of SROs", "about these traits"),
    ("p08.staff-training", "Training of school staff", "staff trained"),
    ("p10.annual-review", "Annual program assessment", "every year"),
    ("p11.limited-schools", "Duty assignments and hours", "shall not exceed"),
    ("p12.networks", "Peer networks and professional support", "national network"),
]


@pytest.mark.parametrize(("point", "section", "holds"), NEAREST)
def test_the_nearest_words_are_near(
    started: Draft, standard: Template, knowledge: Knowledge, point: str, section: str, holds: str
) -> None:
    [found] = [c for c in crosswalk(started, standard, knowledge) if (c.requirement, c.title) == (point, section)]
    assert holds in found.words


def test_a_section_in_own_words_is_not_said_to_serve_a_point_that_none_of_its_words_come_near(
    started: Draft, standard: Template, knowledge: Knowledge, wording: Wording
) -> None:
    bare = steps.edit_clause(started, standard, "program-assessment", "Nothing is planned.", now=NOW).draft
    found = [c for c in crosswalk(bare, standard, knowledge) if c.title == "Annual program assessment"]
    assert found
    assert all(c.own and not c.words for c in found)
    assert all("own words" in row[-1] for row in crosswalk_rows(found, wording)[1:])


def test_the_crosswalk_reads_as_a_document_and_as_a_spreadsheet(
    started: Draft, standard: Template, knowledge: Knowledge, wording: Wording
) -> None:
    found = crosswalk(started, standard, knowledge)
    document = crosswalk_document(found, render(started, standard, knowledge, wording), wording)
    assert [b.text for b in document.blocks if b.kind == "heading"] == [
        f"Principle {p.number}: {p.title}" for p in knowledge.principles
    ]
    assert len(crosswalk_rows(found, wording)) == len(found) + 1
    assert all(b.caption for b in document.blocks if b.kind == "table")


def test_the_summary_follows_the_wording_chosen(started: Draft, standard: Template) -> None:
    def told(draft: Draft) -> str:
        return " ".join("".join(s.text for s in spans) for spans in families_of(draft, standard, "searches"))

    assert "what the police would need on the street" in told(started)
    other = steps.choose_variant(started, standard, "searches", "separate-searches", now=NOW).draft
    assert "Only school staff search under school rules" in told(other)


def test_nothing_is_made_up_about_the_parties_own_words(
    started: Draft, standard: Template, knowledge: Knowledge, wording: Wording
) -> None:
    draft = steps.edit_clause(started, standard, "searches", "Nobody searches anybody.", now=NOW).draft
    assert families_of(draft, standard, "searches") == ()
    document = families_document(draft, standard, render(draft, standard, knowledge, wording), wording)
    at = next(n for n, b in enumerate(document.blocks) if b.text.startswith("Searches (section"))
    assert document.blocks[at + 1].text == wording("packet.families.own")


def test_a_section_left_out_is_named_as_not_there(
    started: Draft, standard: Template, knowledge: Knowledge, wording: Wording
) -> None:
    draft = steps.leave_out(started, standard, "cameras", "", now=NOW).draft
    document = families_document(draft, standard, render(draft, standard, knowledge, wording), wording)
    assert "Body-worn cameras" in document.blocks[-1].text
    assert not any(b.text.startswith("Body-worn cameras") for b in document.blocks if b.kind == "heading")


def test_a_board_learns_what_is_open_and_what_was_kept_or_left_out(
    started: Draft, standard: Template, knowledge: Knowledge, wording: Wording
) -> None:
    kept = ConflictRecord(
        rule="r", requirement="p03.no-discipline", words="SROs give detention", overridden=True, reason="Board asked"
    )
    draft = steps.edit_clause(
        started, standard, "school-discipline", "SROs give detention.", now=NOW, conflicts=(kept,)
    )
    draft2 = steps.leave_out(draft.draft, standard, "cameras", "no cameras in use", now=NOW).draft
    draft3 = steps.accept(draft2, standard, "purpose", now=NOW).draft
    items = open_items(draft3, standard, wording)
    document = decisions_document(draft3, standard, items, render(draft3, standard, knowledge, wording), wording)
    assert "SROs give detention” (principle 3). Reason given: Board asked" in words(document)
    assert "no cameras in use" in words(document)
    assert len(table_after(document, "Still open").rows) == len(items) + 1
    assert len(table_after(document, "Numbers and choices that nobody has confirmed").rows) > 10


def test_a_part_without_entries_says_so(
    started: Draft, standard: Template, knowledge: Knowledge, wording: Wording
) -> None:
    document = decisions_document(started, standard, (), render(started, standard, knowledge, wording), wording)
    assert table_after(document, "Still open").text == wording("packet.decisions.open.none")
    assert table_after(document, "Sections left out").kind == "plain"
