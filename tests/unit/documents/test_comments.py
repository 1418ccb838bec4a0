"""Comments are written on their words, with replies and what is settled, and are read again as they were."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from assistant.documents.comments import AUTHOR
from assistant.documents.reading.word_file import read_word
from assistant.documents.shell import build_shell
from assistant.domain.documents import Annotation, Block, Comment, MouDocument, Signer, Span
from assistant.domain.drafts import OpenItem
from assistant.drafting.open_questions import open_questions
from tests.unit.documents.builders import WORDING, W, agreement, block, body, part, words, written
from tests.unit.documents.schema_order import disorder

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def talk(*comments: Comment, blocks: tuple[Block, ...] = ()) -> MouDocument:
    own = blocks or (block("plain", "The officer reports each search to the Principal."),)
    return MouDocument(title="T", blocks=(block("title", "T"), *own), comments=comments)


ROOT = Comment(
    id="a", author="Ana Ruiz", initials="AR", when="2026-10-01T09:00:00Z", text="Which one?", block=1, start=4, end=11
)
REPLY = Comment(
    id="b", author="Luis Ortega", when="2026-10-02T10:30:00Z", text="The SRO.\nSee 2.1.", parent="a", resolved=True
)
DONE = Comment(id="c", author="Ana Ruiz", text="Agreed.", block=1, start=32, end=49, resolved=True)


def test_comments_are_read_again_on_their_words_with_their_replies() -> None:
    read = read_word(written(talk(ROOT, REPLY, DONE)))
    by_text = {c.text: c for c in read.comments}
    assert set(by_text) == {"Which one?", "The SRO.\nSee 2.1.", "Agreed."}
    first, reply, done = (by_text[t] for t in ("Which one?", "The SRO.\nSee 2.1.", "Agreed."))

    def on(comment: Comment) -> str:
        assert comment.block is not None
        return read.blocks[comment.block].text[comment.start : comment.end]

    assert [on(c) for c in (first, reply, done)] == ["officer", "officer", "to the Principal."]
    assert (first.author, first.initials, first.when) == ("Ana Ruiz", "AR", "2026-10-01T09:00:00Z")
    assert (reply.parent, first.parent) == (first.id, None)
    assert reply.initials == "LO"
    assert [c.resolved for c in (first, reply, done)] == [False, True, True]


def test_what_was_read_can_be_written_and_read_again_without_end() -> None:
    read = read_word(written(talk(ROOT, REPLY, DONE)))
    again = read_word(written(read.model_copy(update={"blocks": tuple(b for b in read.blocks if b.part == "body")})))
    said = [
        [(c.text, c.author, c.when, c.block, c.start, c.end, c.resolved) for c in d.comments] for d in (read, again)
    ]
    assert said[0] == said[1]


def test_the_extended_part_names_paragraphs_that_are_there_and_differ() -> None:
    data = written(talk(ROOT, REPLY, DONE))
    paragraphs = [p.get(f"{W14}paraId") for p in part(data, "word/comments.xml").iter(f"{W}p") if p.get(f"{W14}paraId")]
    entries = list(part(data, "word/commentsExtended.xml"))
    assert len(set(paragraphs)) == 3
    assert {e.get(f"{W15}paraId") for e in entries} == set(paragraphs)
    assert [e.get(f"{W15}done") for e in entries] == ["0", "1", "1"]
    assert [e.get(f"{W15}paraIdParent") for e in entries] == [None, entries[0].get(f"{W15}paraId"), None]
    assert all(int(str(p), 16) < 0x80000000 for p in paragraphs)


def test_ids_of_comments_bookmarks_controls_and_changes_are_of_one_row() -> None:
    data = written(agreement().model_copy(update={"comments": (ROOT.model_copy(update={"block": 8}),)}))
    root = body(data)
    tags = {f"{W}bookmarkStart", f"{W}commentRangeStart"}
    ids = [e.get(f"{W}id") for e in root.iter() if e.tag in tags]
    ids += [i.get(f"{W}val") for s in root.iter(f"{W}sdtPr") for i in s.findall(f"{W}id")]
    assert len(ids) == len(set(ids)) > 10
    named = {c.get(f"{W}id") for c in part(data, "word/comments.xml")}
    assert named == {e.get(f"{W}id") for e in root.iter(f"{W}commentReference")}


def test_a_comment_in_a_table_stands_in_its_cell() -> None:
    rows = ((words("Term"), words("Meaning")), (words("SRO"), words("A sworn officer.")))
    text = "Term\tMeaning\nSRO\tA sworn officer."
    at = text.index("sworn")
    note = Comment(id="x", text="Is this so?", block=1, start=at, end=at + 5)
    read = read_word(written(talk(note, blocks=(Block(kind="table", rows=rows), block("plain", "End.")))))
    found = read.comments[0]
    assert (found.start, found.end) == (at, at + 5)


def test_a_comment_on_a_signature_block_stays_there() -> None:
    signing = Block(kind="signatures", signers=(Signer(name="Dana Whitfield", party="Riverton"),))
    read = read_word(
        written(talk(Comment(id="x", text="Who signs?", block=1), blocks=(signing, block("plain", "End."))))
    )
    assert read.comments[0].block is not None
    assert read.blocks[read.comments[0].block].kind == "table"


@pytest.mark.parametrize(
    "comment",
    [
        ROOT.model_copy(update={"start": -5, "end": 9_999}),
        ROOT.model_copy(update={"start": 20, "end": 3}),
        ROOT.model_copy(update={"parent": "a"}),
        ROOT.model_copy(update={"parent": "not-there"}),
        ROOT.model_copy(update={"author": "\x07<Ana>\n", "text": "a\x00b & <c>", "when": "yesterday"}),
        ROOT.model_copy(update={"text": ""}),
    ],
)
def test_odd_comments_are_written_all_the_same(comment: Comment) -> None:
    data = written(talk(comment))
    assert len(read_word(data).comments) == 1
    assert list(disorder(data)) == []
    docx.Document(io.BytesIO(data))


def test_a_comment_whose_block_is_not_there_is_left_out() -> None:
    data = written(talk(ROOT.model_copy(update={"block": 99}), ROOT.model_copy(update={"id": "z", "block": None})))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "word/commentsExtended.xml" not in package.namelist()


def test_annotations_stand_on_the_headings_of_their_clauses() -> None:
    note = Annotation(clause="sro-duties", text="Finding: nothing says who reports.")
    read = read_word(written(agreement().model_copy(update={"annotations": (*agreement().annotations, note)})))
    found = [c for c in read.comments if c.text == note.text]
    assert len(found) == 1
    assert found[0].block is not None
    assert read.blocks[found[0].block].text == "Sro duties"
    assert found[0].author == AUTHOR


def test_a_shell_with_comments_keeps_their_ids_apart() -> None:
    shell = docx.Document(io.BytesIO(build_shell(WORDING)))
    run = shell.add_paragraph("letterhead").add_run("x")
    shell.add_comment(run, "From the shell", author="Clerk")
    out = io.BytesIO()
    shell.save(out)
    data = written(talk(ROOT, REPLY), shell=out.getvalue())
    ids = [c.get(f"{W}id") for c in part(data, "word/comments.xml")]
    assert len(ids) == len(set(ids)) == 3


def test_an_open_item_is_asked_for_on_its_placeholder() -> None:
    def item(kind: str, clause: str, text: str, field: str | None = None) -> OpenItem:
        return OpenItem(kind=kind, clause=clause, clause_title="", field=field, text=text)

    items = [
        item("placeholder", "supervision", "District liaison is not filled in.", "district_liaison"),
        item("skipped", "school-duties", "Skipped."),
        item("skipped", "not-there", "Nowhere."),
    ]
    document = agreement()
    found = open_questions(document, items, WORDING)
    assert len(found) == 2
    on = [document.blocks[c.block].text[c.start : c.end] for c in found if c.block is not None]
    assert on == ["[DISTRICT LIAISON - fill in]", "School duties"]
    assert found[0].text == "Still open: District liaison is not filled in."
    read = read_word(written(document.model_copy(update={"comments": found})))
    assert len([c for c in read.comments if c.text.startswith("Still open")]) == 2


def test_an_open_item_of_a_table_is_asked_for_on_the_table() -> None:
    cell = (Span(text="[NAME - fill in]", kind="placeholder", field="contacts"),)
    document = talk(blocks=(Block(kind="table", clause="a", rows=((words("Name"),), (cell,))),))
    [found] = open_questions(
        document, [OpenItem(kind="placeholder", clause="a", clause_title="", field="contacts", text="Open.")], WORDING
    )
    assert found.block == 1
