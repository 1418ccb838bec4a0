"""A returned file and its draft: take over, leave, write other words, place; and a draft that moved on meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.documents.reading.word_file import read_word
from assistant.domain.documents import MouDocument
from assistant.domain.reading import Refusal
from assistant.domain.returned import Returned
from assistant.errors import DocumentError, NotAllowed, NotFound, StaleWrite
from assistant.settings import Settings
from tests.integration.word_edits import (
    AUTHOR,
    EDITS,
    Editor,
    W,
    commented,
    content,
    like,
    paragraphs,
    without_stamps,
)

VALUES = {
    "agency_name": "Riverton Police Department",
    "district_name": "Riverton School District 12",
    "start_date": "July 1, 2027",
    "end_date": "June 30, 2029",
}


def in_process(name: str, data: bytes) -> MouDocument | Refusal:
    """Read a file here: the limited process has its own tests and costs half a second."""
    return read_word(data) if data[:2] == b"PK" else Refusal(reason="malformed")


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with drafts of its own."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("imports")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.imports._read = in_process
    return mine


@pytest.fixture
def draft(made: Assistant) -> str:
    return made.drafts.new("essential", values=VALUES).draft.id


def editor(made: Assistant, draft: str, seed: int = 1) -> Editor:
    return Editor(made.drafts.export(draft)[0], seed)


def typed(e: Editor, clause: str, old: str, new: str) -> None:
    """Type over words in a clause."""
    for t in content(e.controls()[clause]).iter(f"{W}t"):
        if old in (t.text or ""):
            t.text = t.text.replace(old, new, 1)
            return
    raise AssertionError(old)


def bring(made: Assistant, e: Editor, draft: str | None = None) -> Returned:
    return made.imports.bring(e.saved(), "back.docx", draft)


def test_a_change_is_taken_over_with_its_values_still_values(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This whole Agreement takes effect")
    returned = bring(made, e)
    [item] = returned.waiting
    assert (item.id, item.state, item.ground, item.sure) == ("term", "changed", "stamp", 1.0)
    assert "{{ start_date }}" in item.wording
    done = made.imports.accept(returned.id, "term")
    assert done.outcome is not None
    assert done.returned.waiting == ()
    assert "This whole Agreement takes effect on July 1, 2027" in made.drafts.clause_text(done.outcome.draft, "term")
    made.drafts.set_values(draft, {"start_date": "July 2, 2027"})
    assert "takes effect on July 2, 2027" in made.drafts.clause_text(made.drafts.get(draft), "term")
    assert made.drafts.history(draft)[-2].summary == "Took over “Term and renewal” from the file “back.docx”"
    made.drafts.undo(draft)
    made.drafts.undo(draft)
    assert made.drafts.get(draft).clauses["term"].own_text is None


def test_a_value_changed_wherever_it_stands_is_a_new_value_and_the_wording_stays(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    for t in e.root.iter(f"{W}t"):
        t.text = (t.text or "").replace("June 30, 2029", "June 30, 2030")
    returned = bring(made, e)
    item = returned.item("term")
    assert item is not None
    assert [(v.field, v.value) for v in item.values] == [("end_date", "2030-06-30")]
    assert item.wording == ""
    made.imports.accept(returned.id, "term")
    now = made.drafts.get(draft)
    assert now.values["end_date"] == "2030-06-30"
    assert now.clauses["term"].own_text is None


def test_a_blank_that_was_filled_in_is_a_value_everywhere(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "parties", "[STATE - fill in]", "Ohio")
    returned = bring(made, e)
    [value] = returned.waiting[0].values
    assert (value.field, value.value) == ("state", "Ohio")


def test_a_value_changed_in_one_place_of_several_stays_words(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "parties", "Riverton Police Department", "Rivertown Police Department")
    returned = bring(made, e)
    item = returned.item("parties")
    assert item is not None
    assert item.values == ()
    assert "Rivertown Police Department" in item.wording
    assert any(n.key == "imports.note.value-here" for n in item.notes)


def test_an_accepted_clause_stays_accepted_and_keeps_what_it_serves(made: Assistant, draft: str) -> None:
    made.drafts.accept(draft, "use-of-force")
    before = made.drafts.clause_view(draft, "use-of-force")
    e = editor(made, draft)
    typed(e, "use-of-force", "The SRO shall", "Every SRO shall")
    returned = bring(made, e)
    made.imports.accept(returned.id, "use-of-force")
    now = made.drafts.get(draft)
    assert now.clauses["use-of-force"].mark == "accepted"
    after = made.drafts.clause_view(draft, "use-of-force")
    assert (after.principles, after.requirements) == (before.principles, before.requirements)


def test_what_is_rejected_leaves_the_draft_as_it_was(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement", "This Paper")
    returned = bring(made, e)
    before = made.drafts.get(draft)
    after = made.imports.reject(returned.id, "term").returned
    assert made.drafts.get(draft) == before
    assert after.waiting == ()
    with pytest.raises(NotAllowed, match="import-decided"):
        made.imports.accept(returned.id, "term")
    assert made.imports.reopen(returned.id, "term").returned.waiting != ()


def test_other_words_keep_the_values_that_stand_in_them(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This Paper takes effect")
    returned = bring(made, e)
    item = returned.item("term")
    assert item is not None
    done = made.imports.edit(returned.id, "term", item.text.replace("This Paper takes", "The Agreement takes"))
    assert done.outcome is not None
    own = done.outcome.draft.clauses["term"].own_text or ""
    assert own.startswith("The Agreement takes effect on {{ start_date }} and ends on {{ end_date }}")
    assert done.returned.item("term").decision == "edited"  # type: ignore[union-attr]


def test_a_deleted_clause_is_left_out_with_where_that_came_from(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    sdt = e.controls()["engagement"]
    sdt.getparent().remove(sdt)
    returned = bring(made, e)
    assert returned.item("engagement").state == "deleted"  # type: ignore[union-attr]
    made.imports.accept(returned.id, "engagement")
    entry = made.drafts.get(draft).clauses["engagement"]
    assert (entry.mark, entry.reason) == ("left out", "Deleted from the file “back.docx”")


def test_a_moved_clause_moves_in_the_draft_and_its_number_with_it(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    sdt, target = e.controls()["termination"], e.controls()["parties"]
    sdt.getparent().remove(sdt)
    target.addnext(sdt)
    returned = bring(made, e)
    item = returned.item("termination")
    assert item is not None
    assert (item.state, item.moved, item.place) == ("moved", True, "parties")
    made.imports.accept(returned.id, "termination")
    heads = [b.clause for b in made.drafts.preview(draft).blocks if b.kind == "heading"]
    assert heads[:3] == ["parties", "termination", "purpose"]
    assert [line.id for line in made.drafts.clause_map(draft)][:3] == heads[:3]
    again = bring(made, editor(made, draft))
    assert again.waiting == ()


def test_new_text_is_placed_or_kept_out(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    for words in ("First new paragraph about parking.", "Second new paragraph about keys."):
        sdt = e.controls()["term" if "parking" in words else "purpose"]
        sdt.addnext(like(paragraphs(sdt)[0], words))
    returned = bring(made, e)
    new = {i.after[0]: i for i in returned.waiting}
    assert {i.state for i in new.values()} == {"new text"}
    parking, keys = new["First new paragraph about parking."], new["Second new paragraph about keys."]
    with pytest.raises(NotAllowed, match="import-place-first"):
        made.imports.accept(returned.id, parking.id)
    made.imports.place(returned.id, parking.id, "term")
    made.imports.reject(returned.id, keys.id)
    text = made.drafts.clause_text(made.drafts.get(draft), "term")
    assert text.endswith("First new paragraph about parking.")
    assert "July 1, 2027" in text
    assert made.imports.get(returned.id).waiting == ()


def test_both_changes_are_shown_when_the_draft_moved_on_and_nothing_is_overwritten(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This Paper takes effect")
    own = made.drafts.clause_text(made.drafts.get(draft), "term")
    made.drafts.edit(draft, "term", f"{own}\n\nA last sentence of our own.")
    returned = bring(made, e)
    _, shown = made.imports.shown(returned.id)
    stands = next(s.standing for s in shown if s.item.id == "term")
    assert stands.here[-1] == "A last sentence of our own."
    assert stands.both is not None
    with pytest.raises(NotAllowed, match="import-both-changed"):
        made.imports.accept(returned.id, "term")
    made.imports.accept(returned.id, "term", how="both")
    text = made.drafts.clause_text(made.drafts.get(draft), "term")
    assert text.startswith("This Paper takes effect")
    assert text.endswith("A last sentence of our own.")


def test_where_both_changed_the_same_words_only_a_person_can_say(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This Paper takes effect")
    own = made.drafts.clause_text(made.drafts.get(draft), "term")
    made.drafts.edit(draft, "term", own.replace("This Agreement takes effect", "The Deal takes effect"))
    returned = bring(made, e)
    with pytest.raises(NotAllowed, match="import-no-both"):
        made.imports.accept(returned.id, "term", how="both")
    made.imports.accept(returned.id, "term", how="theirs")
    assert made.drafts.clause_text(made.drafts.get(draft), "term").startswith("This Paper takes effect")


def test_wording_at_odds_with_a_principle_is_held_until_a_reason_is_given(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    first = paragraphs(e.controls()["school-discipline"])[0]
    first.addnext(like(first, "The SRO shall enforce the dress code."))
    returned = bring(made, e)
    held = made.imports.accept(returned.id, "school-discipline")
    assert held.outcome is not None
    assert held.outcome.conflicts
    assert held.returned.waiting
    made.imports.accept(returned.id, "school-discipline", keep="our board wants it")
    assert made.drafts.get(draft).clauses["school-discipline"].conflicts[0].reason == "our board wants it"


def test_everything_sure_is_taken_over_at_once_and_one_undo_takes_it_back(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This Paper takes effect")
    typed(e, "parties", "[STATE - fill in]", "Ohio")
    sdt = e.controls()["engagement"]
    sdt.getparent().remove(sdt)
    returned = bring(made, e)
    before = made.drafts.get(draft)
    after = made.imports.accept_all(returned.id).returned
    assert [i.id for i in after.waiting] == ["engagement"]
    assert made.drafts.get(draft).version == before.version + 1
    made.drafts.undo(draft)
    assert made.drafts.get(draft).clauses == before.clauses
    assert made.drafts.get(draft).values == before.values


def test_tracked_changes_name_their_author_and_can_be_read_as_if_rejected(made: Assistant, draft: str) -> None:
    e = editor(made, draft, 7)
    edit = EDITS["retype_tracked"](e)
    assert edit is not None
    returned = bring(made, e)
    assert returned.tracked == (AUTHOR,)
    [item] = returned.waiting
    assert (item.id, item.authors) == (edit.clause, (AUTHOR,))
    assert made.imports.again(returned.id, "original").waiting == ()
    accepted = made.imports.again(returned.id, "accepted")
    made.imports.accept(accepted.id, edit.clause)
    assert f"changed there by {AUTHOR}" in made.drafts.history(draft)[-1].summary
    with pytest.raises(NotAllowed, match="import-view-decided"):
        made.imports.again(returned.id, "original")


def test_a_comment_comes_back_at_its_clause_and_our_own_do_not(made: Assistant, draft: str) -> None:
    e = Editor(made.drafts.export(draft, "working")[0], 1)
    commented(e, "term", "Two years are too long.", AUTHOR)
    returned = bring(made, e)
    [comment] = [c for i in returned.items for c in i.comments]
    assert returned.item("term").comments == (comment,)  # type: ignore[union-attr]
    assert (comment.author, comment.text) == (AUTHOR, "Two years are too long.")
    assert returned.waiting == ()


def test_a_file_without_any_stamp_needs_its_draft_and_says_how_sure_it_is(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This Paper takes effect")
    data = without_stamps(e.saved())
    with pytest.raises(NotAllowed, match="import-which-draft"):
        made.imports.bring(data, "back.docx")
    returned = made.imports.bring(data, "back.docx", draft)
    assert [i.id for i in returned.waiting] == ["term"]
    item = returned.item("term")
    assert item is not None
    assert item.ground == "heading"
    assert 0.75 <= item.sure < 1
    assert {n.key for n in returned.notes} == {"imports.note.no-stamp", "imports.note.unsure"}


def test_a_file_of_another_draft_is_sent_there(made: Assistant, draft: str) -> None:
    other = made.drafts.new("essential", values=VALUES).draft.id
    with pytest.raises(NotAllowed, match="import-other-draft"):
        bring(made, editor(made, other), draft)


def test_what_cannot_be_read_is_refused_with_a_sentence_and_kept_nowhere(made: Assistant, draft: str) -> None:
    before = made.imports.list()
    with pytest.raises(DocumentError, match="damaged"):
        made.imports.bring(b"no file at all", "../../etc/passwd.docx", draft)
    assert made.imports.list() == before


def test_two_who_decide_at_once_do_not_lose_a_decision(made: Assistant, draft: str) -> None:
    e = editor(made, draft)
    typed(e, "term", "This Agreement takes effect", "This Paper takes effect")
    returned = bring(made, e)
    made.imports.reject(returned.id, "term")
    with pytest.raises(StaleWrite, match="import-stale"):
        made.imports._store.save(returned)


def test_a_file_goes_with_its_draft_and_can_be_deleted(made: Assistant, draft: str) -> None:
    returned = bring(made, editor(made, draft))
    assert returned.id in {i.id for i in made.imports.list(draft)}
    made.drafts.delete(draft)
    assert made.imports.list(draft) == ()
    with pytest.raises(NotFound):
        made.imports.get(returned.id)
    made.drafts.restore(draft)
    made.imports.delete(returned.id)
    with pytest.raises(NotFound):
        made.imports.get(returned.id)


def test_names_of_files_hold_no_folders(made: Assistant, draft: str, tmp_path: Path) -> None:
    returned = made.imports.bring(editor(made, draft).saved(), "..\\..\\board <b>.docx", draft)
    assert returned.name == "board <b>.docx"
