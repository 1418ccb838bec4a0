"""Small rules behind a returned file: lines, order, merging, wording with its values, comments."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.documents import Block, Comment, MouDocument, Span
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.returned import ReturnedItem
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting.interview import applicable
from assistant.drafting.ordering import in_order, with_moved
from assistant.drafting.render import render
from assistant.drafting.returning.compare import compare
from assistant.drafting.returning.lines import key_of, paired, without_number
from assistant.drafting.returning.merging import merged
from assistant.drafting.returning.places import moved
from assistant.drafting.returning.remarks import with_comments
from assistant.drafting.returning.taking import placed_text
from assistant.drafting.returning.typing import retyped, typed_lines
from assistant.drafting.returning.values import ValueReader
from assistant.drafting.steps import edit_clause, new_draft

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def template(templates: TemplateSet) -> Template:
    return templates.templates["essential"]


@pytest.fixture(scope="module")
def draft(template: Template) -> Draft:
    values = {"agency_name": "Riverton Police Department", "start_date": "2027-07-01", "end_date": "2029-06-30"}
    return new_draft(template, draft_id="d1", title="Riverton", now=NOW, values=values)


@pytest.fixture(scope="module")
def left(draft: Draft, template: Template, knowledge: Knowledge) -> MouDocument:
    return render(draft, template, knowledge, Wording(knowledge.messages))


def back(
    left: MouDocument, blocks: list[Block], draft: Draft, template: Template, knowledge: Knowledge
) -> dict[str, ReturnedItem]:
    reader = ValueReader(draft, template, NOW.date(), Wording(knowledge.messages))
    document = left.model_copy(update={"blocks": tuple(blocks)})
    return {i.id: i for i in compare(left, document, left, draft, template, reader)}


def worded(block: Block, text: str) -> Block:
    return block.model_copy(update={"spans": (Span(text=text),)})


def at(blocks: list[Block], words: str) -> int:
    return next(n for n, b in enumerate(blocks) if words in b.text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the “Agency”", 'the "Agency"'),
        ("the Parties’ duty", "the Parties' duty"),
        ("ten\u00a0days  after", "ten days after"),
        ("soft\u00adened", "softened"),
    ],
)
def test_what_an_editor_sets_otherwise_is_no_change_of_words(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("4.2 The SRO", "The SRO"),
        ("(a) in class", "in class"),
        ("12. Term", "Term"),
        ("30 days after", "30 days after"),
    ],
)
def test_a_number_that_became_words_is_taken_off(line: str, bare: str) -> None:
    assert without_number(line) == bare


def test_lines_pair_with_what_they_are_most_like() -> None:
    assert paired(["one two three", "four five six"], ["zero", "one two 3", "four five six"]) == [
        (None, 0),
        (0, 1),
        (1, 2),
    ]


@pytest.mark.parametrize(
    ("order", "out"),
    [("abcde", ""), ("bcdea", "a"), ("eabcd", "e"), ("acbde", "b"), ("abxcde", ""), ("cde", ""), ("edcba", "abcd")],
)
def test_the_fewest_clauses_are_told_of_as_moved(order: str, out: str) -> None:
    found = moved("abcde", order)
    assert len(found) == len(out)
    assert found <= set(order)


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("one two three five", "one 2 three four", None),
        ("1 two three four five six", "one two three four five 6", "1 two three four five 6"),
        ("one two three four five six seven", "zero one two three four five six", None),
    ],
)
def test_two_edits_join_only_where_they_do_not_meet(ours: str, theirs: str, both: str | None) -> None:
    base = "one two three four five six"
    found = merged(base, ours, theirs)
    if both is not None:
        assert found == both
    elif found is not None:
        assert all(w in found for w in (*ours.split(), *theirs.split()) if w not in base.split())


def test_the_order_of_clauses_follows_the_draft_and_new_ones_their_neighbour(draft: Draft, template: Template) -> None:
    last = template.order[-1]
    after = with_moved(draft, template, last, template.order[0])
    assert in_order(after, template)[:2] == (template.order[0], last)
    assert applicable(after, template)[1] == last
    assert with_moved(after, template, last, template.order[-2]).order == ()
    partial = after.model_copy(update={"order": tuple(c for c in after.order if c != template.order[3])})
    order = in_order(partial, template)
    assert order.index(template.order[3]) == order.index(template.order[2]) + 1


def test_words_that_look_like_markup_stay_words(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    blocks = list(left.blocks)
    n = at(blocks, "takes effect on")
    blocks[n] = worded(blocks[n], blocks[n].text + " {{ agency_head }} [if x is given] {{ ref: term }} | a | b")
    item = back(left, blocks, draft, template, knowledge)["term"]
    assert "{{ agency_head }}" not in item.wording
    assert "{{ ref: term }}" not in item.wording
    after = edit_clause(draft, template, "term", item.wording, now=NOW).draft
    shown = " ".join(b.text for b in render(after, template, knowledge, Wording(knowledge.messages)).blocks)
    assert "agency_head" in shown


def test_a_value_beside_an_edit_stays_a_value(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    blocks = list(left.blocks)
    n = at(blocks, "takes effect on")
    blocks[n] = worded(blocks[n], blocks[n].text.replace("takes effect on", "shall take effect from"))
    item = back(left, blocks, draft, template, knowledge)["term"]
    assert item.wording.startswith("This Agreement shall take effect from {{ start_date }} and ends on {{ end_date }}")
    assert item.values == ()


def test_half_of_a_paragraph_that_was_split_keeps_its_values(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    blocks = list(left.blocks)
    n = at(blocks, "takes effect on")
    head, tail = blocks[n].text.split(" and ends on ")
    blocks[n : n + 1] = [worded(blocks[n], f"{head}."), worded(blocks[n], f"It ends on {tail}")]
    wording = back(left, blocks, draft, template, knowledge)["term"].wording
    assert "{{ start_date }}" in wording
    assert "It ends on {{ end_date }}" in wording


def test_a_list_changed_as_a_whole_is_a_new_value(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    blocks = list(left.blocks)
    n = next(n for n, b in enumerate(blocks) if b.kind == "item" and b.clause == "evaluation")
    blocks.insert(n + 1, worded(blocks[n], "punctuality at every School"))
    item = back(left, blocks, draft, template, knowledge)["evaluation"]
    [value] = item.values
    assert value.field == "evaluation_criteria"
    assert value.value[1] == "punctuality at every School"
    assert item.wording == ""


def test_headings_alone_carry_their_paragraphs_when_stamps_are_gone(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    bare = [b.model_copy(update={"clause": None}) for b in left.blocks]
    bare.insert(at(bare, "takes effect on") + 1, worded(bare[at(bare, "takes effect on")], "A new paragraph."))
    items = back(left, bare, draft, template, knowledge)
    assert items["term"].state == "changed"
    assert items["term"].ground == "heading"
    assert items["term"].sure < 0.95
    assert {i.id for i in items.values() if i.state != "unchanged"} == {"term"}


def test_a_stamp_of_no_clause_of_the_draft_is_unknown_and_its_words_are_told(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    foreign = Block(kind="paragraph", clause="parking-lots", spans=(Span(text="Cars stay outside."),))
    items = back(left, [*left.blocks, foreign], draft, template, knowledge)
    assert items["unknown-1"].after == ("Cars stay outside.",)


def test_rows_and_items_of_no_clause_are_placed_as_a_table_and_a_list(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    rows = tuple(tuple((Span(text=cell),) for cell in row) for row in (("Act", "Who"), ("{{ posters }}", "staff")))
    apart = [
        Block(kind="paragraph", clause="lots", spans=(Span(text="Cars stay outside:"),)),
        Block(kind="item", clause="lots", spans=(Span(text="on school days"),)),
        Block(kind="table", clause="lots", rows=rows),
    ]
    stray = back(left, [*left.blocks, *apart], draft, template, knowledge)["unknown-1"]
    text = placed_text(draft, template, "term", stray, first=False)
    assert text.endswith("Cars stay outside:\n- on school days\n\n| Act | Who |\n| { { posters } } | staff |")


def test_a_clause_of_which_only_the_heading_is_left_can_be_left_out(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    rest = [b for b in left.blocks if b.clause != "termination" or b.kind == "heading"]
    item = back(left, rest, draft, template, knowledge)["termination"]
    assert (item.state, item.after) == ("deleted", ())
    assert [n.key for n in item.notes] == ["imports.note.heading-left"]


def test_a_heading_that_ran_together_with_a_paragraph_takes_no_words_along(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    blocks = list(left.blocks)
    head = next(n for n, b in enumerate(blocks) if b.clause == "termination" and b.kind == "heading")
    blocks[head] = worded(blocks[head], f"Words that ended the clause before it.{blocks[head].text}")
    item = back(left, blocks, draft, template, knowledge)["termination"]
    assert item.titles is None
    assert item.after[0] == "Words that ended the clause before it."
    blocks[head : head + 2] = [worded(left.blocks[head + 1], left.blocks[head].text + left.blocks[head + 1].text)]
    item = back(left, blocks, draft, template, knowledge)["termination"]
    assert item.state == "unchanged"


@pytest.mark.parametrize("title", ["TERMINATION", "ARTICLE IX – Termination", "– Termination", "9. - termination"])
def test_capitals_and_numbers_of_a_heading_are_looks(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge, title: str
) -> None:
    blocks = [worded(b, title) if b.text == "Termination" else b for b in left.blocks]
    assert back(left, blocks, draft, template, knowledge)["termination"].state == "unchanged"


def test_a_note_is_told_of_at_its_clause_and_its_mark_is_no_word(
    left: MouDocument, draft: Draft, template: Template, knowledge: Knowledge
) -> None:
    blocks = list(left.blocks)
    place = at(blocks, "takes effect on")
    mark = Span(text="[1]", kind="ref", field="footnote:1")
    blocks[place] = blocks[place].model_copy(update={"spans": (*blocks[place].spans, mark)})
    note = Block(kind="plain", part="footnote", clause="term", spans=(Span(text="Ask counsel."),))
    items = back(left, [*blocks, note], draft, template, knowledge)
    assert {i.id for i in items.values() if i.state != "unchanged"} == {"footnote"}
    assert (items["footnote"].place, items["footnote"].after) == ("term", ("Ask counsel.",))


def test_typed_wording_keeps_values_that_still_stand_in_it(draft: Draft, template: Template) -> None:
    item = ReturnedItem(id="term", clause="term", state="changed")
    text = "This Agreement begins on July 1, 2027.\n\n- first\n- second\n\n| a | b |\n| c |  |"
    assert [line.kind for line in typed_lines(text)] == ["paragraph", "item", "item", "row", "row"]
    wording = retyped(text, draft, template, item)
    assert wording.startswith("This Agreement begins on {{ start_date }}.")
    assert "- first\n- second" in wording
    assert "| a | b |\n| c |  |" in wording


def test_replies_hang_under_their_comment_and_a_circle_of_replies_does_not_hang_us() -> None:
    document = MouDocument(
        title="",
        blocks=(Block(kind="plain", spans=(Span(text="Two years."),)),),
        comments=(
            Comment(id="1", author="A", text="why?", block=0, start=0, end=3),
            Comment(id="2", author="B", text="law", block=0, parent="1"),
            Comment(id="3", author="MOU assistant", text="ours"),
            Comment(id="4", author="C", text="nowhere", block=99),
            Comment(id="5", author="D", text="round", parent="6"),
            Comment(id="6", author="E", text="and round", parent="5"),
        ),
    )
    item = ReturnedItem(id="term", clause="term", state="unchanged", spoken=(0,))
    [told], apart = with_comments([item], document, {"MOU assistant"})
    assert [(c.text, c.on, [r.text for r in c.replies]) for c in told.comments] == [("why?", "Two", ["law"])]
    assert {c.text for c in apart} == {"nowhere", "round"}
    assert [[r.text for r in c.replies] for c in apart if c.text == "round"] == [["and round"]]
