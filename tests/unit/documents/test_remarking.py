"""Comments in a Word file that somebody brought: on the right words, and nothing else of the file is changed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
import pytest

from assistant.documents.brought import BroughtWord
from assistant.documents.office import program
from assistant.documents.reading.limits import Refused
from assistant.documents.reading.word_file import read_word
from assistant.documents.remarking.writing import remarked
from assistant.domain.changes import viewed, words_of
from assistant.domain.documents import View
from assistant.domain.reading import Refusal
from assistant.domain.word_notes import Remarked, WordNote
from tests.conftest import need
from tests.files import word_of
from tests.office import saved
from tests.unit.documents.builders import written
from tests.unit.documents.markup import (
    control,
    deleted,
    field,
    inserted,
    package,
    para,
    row,
    run,
    style,
    table,
)
from tests.validity import wrong

BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
WHEN = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
MARKS = rb'(?:<w:commentRange(?:Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>)+'
HALVES = re.compile(
    rb"</w:(?:t|delText)></w:r>" + MARKS + rb'<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:(?:t|delText) xml:space="preserve">', re.S
)
BARE = re.compile(MARKS)


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def only_marks_were_put_in(before: bytes, after: bytes) -> bool:
    """Walk along both: whatever the second has more must be a mark, or a run's two halves around marks."""
    at = to = 0
    while to < len(after):
        halves, bare = HALVES.match(after, to), BARE.match(after, to)
        if halves and before[at : at + 1] != b"<":
            to = halves.end()
        elif bare and not BARE.match(before, at):
            to = bare.end()
        elif before[at : at + 1] == after[to : to + 1]:
            at, to = at + 1, to + 1
        else:
            return False
    return at == len(before)


def note_on(data: bytes, words: str, view: View = "accepted", text: str = "A note") -> WordNote:
    """A note on words, wherever they are first."""
    for number, block in enumerate(viewed(read_word(data), view).blocks):
        at = words_of(block).find(words)
        if at >= 0:
            return WordNote(lines=(text,), block=number, start=at, end=at + len(words), elsewhere=f"On {words}")
    raise AssertionError(f"{words!r} is not there")


def told(data: bytes, view: View = "accepted") -> dict[str, str]:
    """The words that each comment stands on, as our reader has them, by the comment's text.

    Where Word would not keep a space at the end of a run, the space before the words is marked with them.
    """
    document = viewed(read_word(data), view)
    return {c.text: words_of(document.blocks[c.block or 0])[c.start : c.end].lstrip() for c in document.comments}


def check(data: bytes, *words: str, view: View = "accepted") -> bytes:
    """Comment the words and look at everything that has to stay."""
    notes = [note_on(data, w, view, f"Note {n}") for n, w in enumerate(words)]
    out, report = remarked(data, view, notes, WHEN)
    assert report == Remarked(written=len(words), beside=0)
    assert only_marks_were_put_in(part(data), part(out))
    for as_read in ("accepted", "original", "marked"):
        before, after = (viewed(read_word(d), as_read) for d in (data, out))
        assert [words_of(b) for b in before.blocks] == [words_of(b) for b in after.blocks]
    found = told(out, view)
    assert [found[f"Note {n}"] for n in range(len(words))] == list(words)
    docx.Document(io.BytesIO(out))
    return out


CASES = {
    "in the midst of a run": (
        para("The SRO shall wait. The school decides &amp; tells. All is well."),
        "The school decides & tells.",
    ),
    "a run with looks": (
        para(run("The SRO shall ", "<w:b/>") + run("not wait. Then go.", "<w:i/>")),
        "SRO shall not wait.",
    ),
    "tracked, accepted": (
        para("The SRO ", deleted("may"), inserted("shall"), " wait. Then go."),
        "The SRO shall wait.",
    ),
    "a table": (table(row("School", "Officer"), row("North High. Old.", "One. Two.")), "Old.\tOne."),
    "a content control": (control(para("The SRO shall wait. Then go.")), "The SRO shall wait."),
    "a field": (para("See ", field("REF a", "section 4"), " and wait. Then go."), "See section 4 and wait."),
    "letters of three bytes": (para("Übergröße – “quoted” 日本. Next one."), "“quoted” 日本."),
    "spaces that are kept": (para("First.   Second one.  Third."), "Second one."),
    "a hyperlink": (
        para("Read ", f'<w:hyperlink w:anchor="x">{run("the policy. Now")}</w:hyperlink>', " please."),
        "the policy.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_comment_stands_on_its_words_and_nothing_else_changes(name: str) -> None:
    body, words = CASES[name]
    check(package(body), words)


def test_a_control_that_may_hold_only_its_value_is_taken_whole() -> None:
    data = package(para("The ", control(run("Riverton Police"), "<w:text/>"), " shall wait. Then go."))
    out, _ = remarked(data, "accepted", [note_on(data, "Police shall wait.")], WHEN)
    assert told(out)["A note"] == "Riverton Police shall wait."
    assert only_marks_were_put_in(part(data), part(out))


@pytest.mark.parametrize("view", ["accepted", "original", "marked"])
def test_words_count_in_the_view_that_was_reviewed(view: View) -> None:
    data = package(para("The SRO ", deleted("may"), inserted("shall"), " wait. Then go."))
    words = {"accepted": "shall wait.", "original": "may wait.", "marked": "mayshall wait."}[view]
    check(data, words, view=view)


def test_comments_may_overlap_touch_and_lie_within_each_other() -> None:
    data = word_of("# Duties", "The SRO shall wait. The SRO shall enforce the dress code. The school decides.")
    out = check(
        data,
        "The SRO shall wait.",
        "The SRO shall enforce the dress code.",
        "enforce the dress code. The school",
        "dress",
        "The SRO shall wait. The SRO shall enforce the dress code. The school decides.",
    )
    assert set(wrong(out)) == set(wrong(data))


def test_comments_that_were_there_stay_and_ids_are_taken_once() -> None:
    about = 'w:id="7" w:author="Ann Lee" w:date="2027-01-01T00:00:00Z" w:initials="AL"'
    comment = f"<w:comment {about}><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>"
    marked = '<w:commentRangeStart w:id="7"/>' + run("shall wait.")
    marked += '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    data = package(para("The SRO ", marked, " Then go."), {"comments": comment})
    out, _ = remarked(data, "accepted", [note_on(data, "The SRO shall wait.")], WHEN)
    assert told(out) == {"Why?": "shall wait.", "A note": "The SRO shall wait."}
    assert [c.author for c in read_word(out).comments] == ["Ann Lee", "MOU assistant"]
    assert part(out, "word/comments.xml").startswith(part(data, "word/comments.xml").removesuffix(b"</w:comments>"))
    assert len(set(re.findall(rb'<w:comment [^>]*?w:id="(\d+)"', part(out, "word/comments.xml")))) == 2


def test_a_note_on_a_footnote_or_a_text_box_stands_beside_it_and_says_so() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = para("First of all.") + para("The SRO shall wait.", note) + para("Then go.", BOX.format(para("In a box.")))
    data = package(body, {"footnotes": f'<w:footnote w:id="2">{para("Unless it rains.")}</w:footnote>'})
    notes = [note_on(data, "Unless it rains.", text="On a footnote"), note_on(data, "In a box.", text="On a box")]
    out, report = remarked(data, "accepted", notes, WHEN)
    assert report == Remarked(written=2, beside=2)
    found = told(out)
    assert found["On Unless it rains.\nOn a footnote"].startswith("The SRO shall wait.")
    assert found["On In a box.\nOn a box"].startswith("Then go.")
    assert only_marks_were_put_in(part(data), part(out))


def test_a_note_on_the_whole_stands_at_the_beginning() -> None:
    data = word_of("# Agreement", "The SRO shall wait.")
    out, _ = remarked(data, "accepted", [WordNote(lines=("Missing", "– one", "– two"))], WHEN)
    assert told(out) == {"Missing\n– one\n– two": "Agreement"}


def test_our_own_export_with_controls_lists_and_tables_stays_sound() -> None:
    data = written()
    found = viewed(read_word(data), "accepted")
    notes = [
        WordNote(lines=(f"Note {n}",), block=n, start=3, end=max(4, len(words_of(b)) - 2))
        for n, b in enumerate(found.blocks)
        if b.part == "body" and len(words_of(b)) > 6
    ]
    out, report = remarked(data, "accepted", notes, WHEN)
    assert report.written == len(notes)
    assert only_marks_were_put_in(part(data), part(out))
    assert wrong(out) == []


def test_every_other_part_keeps_its_bytes() -> None:
    data = written()
    out, _ = remarked(data, "accepted", [note_on(data, "shall")], WHEN)
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(out)) as other:
        changed = {n for n in one.namelist() if one.read(n) != other.read(n)}
        assert changed <= {
            "word/document.xml",
            "word/comments.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        }
        assert other.namelist()[: len(one.namelist())] == one.namelist()


def test_the_words_of_a_note_are_words_whatever_they_hold() -> None:
    data = word_of("The SRO shall wait.")
    note = WordNote(lines=('<w:t> & "x" \x07]]>', "two"), block=0, start=0, end=3)
    out, _ = remarked(data, "accepted", [note], WHEN)
    assert list(told(out)) == ['<w:t> & "x" ]]>\ntwo']


def test_libreoffice_opens_it_and_reads_the_same_words() -> None:
    need(program() is not None, "LibreOffice (soffice)")
    data = written()
    out, _ = remarked(data, "accepted", [note_on(data, "shall"), note_on(data, "SRO", text="Two")], WHEN)
    again = read_word(saved(out, "docx"))
    before = viewed(read_word(saved(data, "docx")), "accepted")
    assert [words_of(b) for b in viewed(again, "accepted").blocks] == [words_of(b) for b in before.blocks]
    assert {"A note", "Two"} <= {c.text for c in again.comments}


def test_a_file_in_another_coding_or_with_a_signature_is_left_alone() -> None:
    with zipfile.ZipFile(io.BytesIO(word_of("The SRO shall wait."))) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}

    def packed(**more: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, content in {**parts, **more}.items():
                target.writestr(name, content)
        return out.getvalue()

    text = parts["word/document.xml"].decode().split("?>", 1)[1]
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
    for data, reason in (
        (packed(**{"word/document.xml": wide}), "coding"),
        (packed(**{"_xmlsignatures/origin.sigs": b""}), "signed"),
    ):
        with pytest.raises(Refused) as no:
            remarked(data, "accepted", [note_on(data, "SRO")], WHEN)
        assert no.value.reason == reason


def test_it_is_done_in_the_limited_process() -> None:
    data = word_of("The SRO shall wait. Then go.")
    with BroughtWord() as brought:
        made = brought.remarked(data, "theirs.docx", view="accepted", notes=[note_on(data, "Then go.")], when=WHEN)
        refused = brought.remarked(b"PK\x03\x04 no", "broken.docx", view="accepted", notes=[], when=WHEN)
    assert not isinstance(made, Refusal)
    assert told(made[0]) == {"A note": "Then go."}
    assert isinstance(refused, Refusal)


def test_a_style_that_the_file_lacks_is_not_asked_for() -> None:
    data = package(para("The SRO shall wait."), {"styles": style("Normal", "Normal")})
    out, _ = remarked(data, "accepted", [note_on(data, "wait")], WHEN)
    assert b"rStyle" not in part(out, "word/comments.xml")
    assert b"pStyle" not in part(out, "word/comments.xml")
