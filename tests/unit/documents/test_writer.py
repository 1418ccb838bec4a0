"""The Word file says what the agreement says, in Word's own means, and survives whatever was typed."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import docx
import pytest

from assistant.documents.writer import stamp_line, write_docx
from assistant.domain.documents import Annotation, Block, MouDocument, Signer, Span
from tests.unit.documents.builders import (
    WHEN,
    WORDING,
    W,
    agreement,
    block,
    body,
    clause,
    part,
    parts,
    style_of,
    text_of,
    words,
    written,
)
from tests.unit.documents.schema_order import disorder
from tests.unit.documents.word_numbers import shown_numbers


@pytest.fixture(scope="module")
def data() -> bytes:
    return written()


def test_every_clause_heading_is_a_real_heading(data: bytes) -> None:
    root = body(data)
    found = [text_of(p) for p in root.iter(f"{W}p") if style_of(p) == "Heading1"]
    assert found == ["Definitions", "Sro duties", "Supervision", "School duties", "Signatures"]


def test_python_docx_opens_the_file_and_knows_its_styles(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    names = {s.name for s in document.styles}
    assert {"Title", "Subtitle", "Heading 1", "MOU Paragraph", "MOU Item", "MOU Plain", "MOU Recital"} <= names
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"


def test_word_shows_the_numbers_that_the_agreement_gives(data: bytes) -> None:
    given = [
        (b.number, b.text)
        for b in agreement().blocks
        if b.clause and b.kind in {"heading", "paragraph", "item"} and "DISTRICT" not in b.text
    ]
    shown = [(number.rstrip("."), text) for number, text in shown_numbers(data) if number and "DISTRICT" not in text]
    assert shown == given


def test_lettering_restarts_after_every_numbered_paragraph(data: bytes) -> None:
    letters = [number for number, _ in shown_numbers(data) if number.startswith("(")]
    assert letters == ["(a)", "(b)", "(a)", "(a)", "(b)"]


def test_thirty_items_are_lettered_as_word_letters_them() -> None:
    letters = ["(" + c + ")" for c in [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb", "cc"]]
    document = MouDocument(title="T", blocks=tuple(clause(1, "a", ("1.1", "x"), *((n, "item") for n in letters))))
    assert [n for n, _ in shown_numbers(written(document)) if n.startswith("(")] == letters


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([("1", "1.1"), ("2", "2.1")], ["1.", "1.1", "2.", "2.1"]),
        ([("1", "1.1"), ("5", "5.1"), ("6", "6.1")], ["1.", "1.1", "5.", "5.1", "6.", "6.1"]),
        ([("3", "3.1"), ("1", "1.1")], ["3.", "3.1", "1.", "1.1"]),
    ],
)
def test_a_gap_in_the_clause_numbers_is_kept_by_word(numbers: list[tuple[str, str]], expected: list[str]) -> None:
    blocks = [b for n, (head, par) in enumerate(numbers) for b in clause(int(head), f"c{n}", (par, "words"))]
    assert [n for n, _ in shown_numbers(written(MouDocument(title="T", blocks=tuple(blocks)))) if n] == expected


def test_a_number_that_word_would_not_give_is_written_out() -> None:
    blocks = clause(1, "a", ("1.1", "one"), ("1.4", "four"), ("(c)", "third"))
    blocks.append(block("heading", "Forms", level=1, number="Exhibit A"))
    shown = {text: number for number, text in shown_numbers(written(MouDocument(title="T", blocks=tuple(blocks))))}
    assert shown["1.4four"] == shown["(c)third"] == shown["Exhibit AForms"] == ""


def test_tables_repeat_their_header_and_keep_rows_whole(data: bytes) -> None:
    tables = [t for t in body(data).iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblStyle") is not None]
    assert len(tables) == 2
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [True] + [False] * (len(rows) - 1)
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
        assert table.find(f"{W}tblPr/{W}tblDescription") is not None


def test_the_signature_block_stays_on_one_page(data: bytes) -> None:
    table = next(t for t in body(data).iter(f"{W}tbl") if "By:" in text_of(t))
    rows = table.findall(f"{W}tr")
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
    for row in rows[:-1]:
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
    before = table.getprevious()
    assert before is not None
    assert before.find(f"{W}pPr/{W}keepNext") is not None
    for expected in ("Riverton Police Department", "Dana Whitfield", "Chief of Police", "Date:"):
        assert expected in text_of(table)


def test_a_placeholder_is_marked_by_brackets_style_and_highlight(data: bytes) -> None:
    run = next(r for r in body(data).iter(f"{W}r") if "DISTRICT LIAISON" in text_of(r))
    assert text_of(run) == "[DISTRICT LIAISON - fill in]"
    properties = run.find(f"{W}rPr")
    assert properties is not None
    assert [c.tag.removeprefix(W) for c in properties] == ["rStyle", "highlight"]
    bare = MouDocument(title="T", blocks=(Block(kind="plain", spans=(Span(text="STATE", kind="placeholder"),)),))
    assert "[STATE]" in text_of(body(written(bare)))


def test_the_contents_list_every_heading_and_link_to_it(data: bytes) -> None:
    lines = [p for p in body(data).iter(f"{W}p") if style_of(p) == "TOC1"]
    assert [text_of(p) for p in lines] == [
        "Recitals",
        "1.Definitions",
        "2.Sro duties",
        "3.Supervision",
        "4.School duties",
        "5.Signatures",
        "Open items",
    ]
    marks = {b.get(f"{W}name") for b in body(data).iter(f"{W}bookmarkStart")}
    anchors = {h.get(f"{W}anchor") for p in lines for h in p.iter(f"{W}hyperlink")}
    assert len(anchors) == len(lines)
    assert anchors <= marks
    assert any('TOC \\o "1-1"' in (i.text or "") for i in body(data).iter(f"{W}instrText"))
    assert part(data, "word/settings.xml").find(f"{W}updateFields") is not None


def test_fields_and_bookmarks_come_in_pairs(data: bytes) -> None:
    root = body(data)
    kinds = [c.get(f"{W}fldCharType") for c in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0
    starts = [b.get(f"{W}id") for b in root.iter(f"{W}bookmarkStart")]
    assert len(starts) == len(set(starts))
    assert sorted(starts) == sorted(b.get(f"{W}id") for b in root.iter(f"{W}bookmarkEnd"))


def test_a_cross_reference_follows_the_clause_it_names(data: bytes) -> None:
    root = body(data)
    code = next(i for i in root.iter(f"{W}instrText") if (i.text or "").strip().startswith("REF "))
    assert (code.text or "").split()[1] in {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    assert "see Section 2." in text_of(root)


def test_each_clause_stands_in_its_own_control_under_its_tag_and_bookmark(data: bytes) -> None:
    controls = {
        (c.find(f"{W}sdtPr/{W}tag").get(f"{W}val"), c.find(f"{W}sdtPr/{W}alias").get(f"{W}val")): c
        for c in body(data).iter(f"{W}sdt")
        if c.find(f"{W}sdtPr/{W}tag") is not None
    }
    assert list(controls)[:2] == [("clause:definitions", "Definitions"), ("clause:sro-duties", "Sro duties")]
    control = controls["clause:sro-duties", "Sro duties"]
    assert "decide school discipline" in text_of(control)
    names = [b.get(f"{W}name") for b in control.iter(f"{W}bookmarkStart")]
    assert "_clause_sro_duties" in names
    ids = [i.get(f"{W}val") for i in body(data).iterfind(f".//{W}sdtPr/{W}id")]
    assert len(ids) == len(set(ids))


def test_comments_stand_on_the_headings_they_speak_of(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    comments = list(document.comments)
    assert [c.text for c in comments] == ["Serves principle 3.\nSource: the guiding principles.", "Serves principle 6."]
    assert {c.author for c in comments} == {"MOU assistant"}
    assert {c.timestamp for c in comments} == {WHEN}
    marked = [a.getparent() for a in body(data).iter(f"{W}commentRangeStart")]
    assert [text_of(p) for p in marked if p is not None] == ["Sro duties", "Supervision"]
    assert len(list(body(data).iter(f"{W}commentReference"))) == len(list(body(data).iter(f"{W}commentRangeEnd"))) == 2


def test_a_clean_copy_has_no_comments() -> None:
    clean = parts(written(agreement().model_copy(update={"annotations": ()})))
    assert not [n for n in clean if "comments" in n]


def test_title_language_dates_and_stamp_are_in_the_properties(data: bytes) -> None:
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.language, core.subject) == ("Memorandum of Understanding", "en-US", "SRO program")
    assert core.created == core.modified == WHEN
    assert (core.identifier, core.version) == ("d-17", "12")
    custom = part(data, "docProps/custom.xml")
    values = {p.get("name"): "".join(p.itertext()) for p in custom}
    assert values["mou.template_version"] == "1.0"
    assert values["mou.edition"] == "abc123"
    styles = part(data, "word/styles.xml")
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {"en-US"}


def test_another_language_is_set_in_the_styles() -> None:
    styles = part(written(agreement().model_copy(update={"language": "es-US"})), "word/styles.xml")
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {"es-US"}


def test_header_shows_title_and_mark_and_footer_page_and_version(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Memorandum of Understanding\tDRAFT: not reviewed by counsel"
    assert "DRAFT: not reviewed by counsel" in section.first_page_header.paragraphs[0].text
    footer = section.footer._element
    assert text_of(footer) == "Version 12, November 23, 2026Page 1 of 1"
    assert [(i.text or "").strip() for i in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_a_reviewed_agreement_bears_no_mark() -> None:
    data = written(agreement().model_copy(update={"mark": ""}))
    assert "DRAFT" not in "".join(text_of(part(data, n)) for n in parts(data) if "header" in n)


def test_open_items_begin_a_page_under_a_heading(data: bytes) -> None:
    heading = next(p for p in body(data).iter(f"{W}p") if style_of(p) == "MOUHeading" and text_of(p) == "Open items")
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None
    table = heading.getnext()
    assert table is not None
    assert "District liaison" in text_of(table)


def test_equal_input_gives_equal_bytes_in_another_process(data: bytes, root: Path) -> None:
    code = (
        "import hashlib; from tests.unit.documents.builders import written; "
        "print(hashlib.sha256(written()).hexdigest())"
    )
    done = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "America/Chicago"))
    ]
    assert done[0] == done[1]
    assert written() == data


def test_another_moment_or_version_gives_another_file(data: bytes) -> None:
    assert write_docx(agreement(), shell=None, when=datetime(2027, 1, 1), words=WORDING) != data


def test_no_template_mark_and_no_empty_heading_is_left(data: bytes) -> None:
    for name, content in parts(data).items():
        assert b"{{" not in content, name
        assert b"mou:" not in content, name
    for text in ("[Title]", "[Draft mark]", "[Stamp]", "The agreement is written in this place"):
        assert all(text not in text_of(part(data, n)) for n in parts(data) if n.endswith(".xml") and "word/" in n)
    document = MouDocument(
        title="T", blocks=(block("heading", " \n", number="1", level=1), *clause(1, "a", ("1.1", "x")))
    )
    headings = [p for p in body(written(document)).iter(f"{W}p") if style_of(p) in {"Heading1", "MOUHeading"}]
    assert [text_of(h) for h in headings] == ["A"]


HOSTILE = {
    "control characters": "be\x00fore\x07 \x1b[31m after",
    "markup": '</w:t></w:r></w:p><w:p><w:r><w:t>&amp; <script>alert("x")</script> ]]>',
    "long": "x" * 100_000,
    "long words": "The SRO shall listen. " * 5_000,
    "right to left": "שלום עולם \u202eabc\u202c مرحبا",
    "emoji": "👮🏽‍♀️ 🚸 \U0001f1fa\U0001f1f8",
    "lone surrogate": "a\ud800b",
    "not a character": "a\ufffeb\uffffc",
    "line ends": "one\r\ntwo\rthree\u2028four\x0bfive\tsix",
    "slots": "{{ agency_name }} [if x is y]",
    "only blanks": " \t\n ",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_was_typed_gives_a_file_that_opens(text: str) -> None:
    spans = (Span.model_construct(text=text, kind="text", field=None),)
    placeholder = (Span.model_construct(text=text, kind="placeholder", field=text),)
    blocks = [
        Block.model_construct(**{**Block(kind=kind).model_dump(), "spans": spans, "clause": None, "signers": ()})  # type: ignore[arg-type]
        for kind in ("title", "subtitle", "recital", "heading", "paragraph", "plain", "item")
    ]
    blocks += clause(1, "fine", ("1.1", "Fine."))
    blocks += [
        Block.model_construct(kind="plain", spans=placeholder, clause="fine", number="", rows=(), signers=()),
        Block.model_construct(
            kind="table",
            spans=(),
            rows=((spans, spans), (placeholder,)),
            clause="fine",
            caption=text,
            number="",
            signers=(),
        ),
        Block.model_construct(
            kind="signatures",
            spans=(),
            signers=(Signer.model_construct(name=text, title=text, party=text, placeholder=True),),
            clause="fine",
            rows=(),
            number="",
        ),
    ]
    document = MouDocument.model_construct(
        title=text,
        language="en-US",
        mark=text,
        blocks=tuple(blocks),
        annotations=(Annotation.model_construct(clause="fine", text=text),),
        stamp=None,
        properties={"subject": text, "note": text},
    )
    data = write_docx(document, shell=None, when=WHEN, words=WORDING)
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            part(data, name)
            assert b"\x00" not in content
    docx.Document(io.BytesIO(data))
    assert "Fine." in text_of(body(data))
    assert list(disorder(data)) == []


def test_typed_markup_stays_words() -> None:
    typed = "</w:p><w:p>& {{ x }}"
    document = MouDocument(title="T", blocks=(block("plain", typed),))
    assert typed in [text_of(p) for p in body(written(document)).iter(f"{W}p")]


def test_line_breaks_and_tabs_are_words_own() -> None:
    root = body(written(MouDocument(title="T", blocks=(block("plain", "one\r\ntwo\tthree"),))))
    run = next(r for r in root.iter(f"{W}r") if "one" in text_of(r))
    assert [c.tag.removeprefix(W) for c in run] == ["t", "br", "t", "tab", "t"]


def test_children_stand_in_the_order_of_the_schema(data: bytes) -> None:
    assert list(disorder(data)) == []


def test_two_tables_that_follow_each_other_stay_two() -> None:
    table = Block(kind="table", rows=((words("a"),), (words("b"),)))
    root = body(written(MouDocument(title="T", blocks=(table, table))))
    tables = list(root.iter(f"{W}tbl"))
    assert len(tables) == 2
    following = tables[0].getnext()
    assert following is not None
    assert following.tag == f"{W}p"
    last = tables[1].getnext()
    assert last is not None
    assert last.tag == f"{W}p"


def test_an_agreement_without_blocks_still_has_its_title() -> None:
    data = written(MouDocument(title="Only a title", blocks=()))
    assert text_of(body(data)) == "Only a title"
    assert part(data, "word/settings.xml").find(f"{W}updateFields") is None


def test_the_stamp_line_names_version_and_day() -> None:
    assert stamp_line(agreement(), WHEN, WORDING) == "Version 12, November 23, 2026"
    assert stamp_line(MouDocument(title="T", blocks=()), WHEN, WORDING) == "November 23, 2026"
