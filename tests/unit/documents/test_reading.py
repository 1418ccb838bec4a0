"""Reading brought files: what a reader of the file sees is what is kept, and hostile files are refused."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from assistant.documents.reading.reader import DocumentReader
from assistant.domain.documents import MouDocument
from assistant.domain.reading import ReadDocument, Refusal
from assistant.domain.unread import told
from tests.files import pdf_of, pdf_of_blank_pages, word_of, word_with
from tests.unit.documents.builders import WORDING
from tests.unit.documents.markup import package, para


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as made:
        yield made


def read(reader: DocumentReader, folder: Path, name: str, data: bytes) -> ReadDocument:
    path = folder / name
    path.write_bytes(data)
    found = reader.read(path)
    assert isinstance(found, ReadDocument), found
    return found


def refused(reader: DocumentReader, folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    found = reader.read(path)
    assert isinstance(found, Refusal), found
    return found.reason


def lines(document: ReadDocument) -> list[str]:
    return [p.line for p in document.paragraphs]


def test_word_headings_lists_and_tables_are_read_in_order(reader: DocumentReader, tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Searches", 1)
    document.add_paragraph("The officer asks first.", style="List Number")
    document.add_paragraph("The officer notes the answer.", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for r in table.rows for c in r.cells], ["School", "Post", "Lincoln", "Door 3"], strict=True
    ):
        cell.text = text
    document.add_paragraph("After the table.")
    out = io.BytesIO()
    document.save(out)
    found = read(reader, tmp_path, "a.docx", out.getvalue())
    assert lines(found) == [
        "Searches",
        "1. The officer asks first.",
        "2. The officer notes the answer.",
        "School | Post",
        "Lincoln | Door 3",
        "After the table.",
    ]
    assert found.paragraphs[0].kind == "heading"


def test_tracked_changes_are_read_as_accepted_and_controls_are_seen(reader: DocumentReader, tmp_path: Path) -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control. </w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t xml:space='preserve'>The SRO </w:t></w:r>"
        "<w:del w:id='1'><w:r><w:delText>may</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>shall</w:t></w:r></w:ins><w:r><w:t xml:space='preserve"
        "'> wait.</w:t></w:r></w:p>"
        "<w:p><w:moveFrom w:id='3'><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
        "<w:moveTo w:id='4'><w:r><w:t>moved here</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Joined </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>to this.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del w:id='6'/></w:trPr><w:tc><w:p><w:r><w:t>gone row</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:sdt><w:sdtContent><w:p><w:r><w:t>kept row</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc>"
        "</w:tr></w:tbl>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent><w:t>around</w:t></w:r></w:p>"
    )
    found = read(reader, tmp_path, "b.docx", word_with(body))
    assert lines(found) == [
        "In a control.",
        "The SRO shall wait.",
        "moved here",
        "Joined to this.",
        "kept row",
        "seen",
        "around",
        "boxed",
    ]


def test_numbers_that_word_makes_are_kept(reader: DocumentReader, tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = "".join(
        f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for n, (form, text) in enumerate([("upperRoman", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")])
    )
    numbering = (
        f"<w:numbering {space}><w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum>"
        "<w:num w:numId='5'><w:abstractNumId w:val='7'/></w:num></w:numbering>"
    ).encode()

    def at(level: int, text: str) -> str:
        numbers = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='5'/></w:numPr></w:pPr>"
        return f"<w:p>{numbers}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = at(0, "First") + at(1, "under") + at(2, "deep") + at(2, "deeper") + at(0, "Second") + at(1, "again")
    found = read(reader, tmp_path, "n.docx", word_with(body, {"word/numbering.xml": numbering}))
    assert lines(found) == ["I. First", "I.1 under", "(a) deep", "(b) deeper", "II. Second", "II.1 again"]


def test_a_pdf_loses_what_repeats_on_its_pages_and_keeps_page_numbers(reader: DocumentReader, tmp_path: Path) -> None:
    pages = [
        [
            "Cedar Falls Police Department",
            f"SECTION {n}: SCHOOL {n}",
            f"{n}.1 The officer of school {n} reports to the principal on the first day of term and",
            f"leaves telephone number {n}.",
            f"Page {n} of 5",
        ]
        for n in range(1, 6)
    ]
    found = read(reader, tmp_path, "p.pdf", pdf_of(pages))
    text = "\n".join(lines(found))
    assert "Cedar Falls" not in text
    assert "Page" not in text
    assert found.pages == 5
    assert ("4.1 The officer of school 4 reports to the principal on the first day of term and leaves telephone "
            "number 4.", 4) in [(p.line, p.page) for p in found.paragraphs]  # fmt: skip


def test_markdown_and_text_keep_their_structure(reader: DocumentReader, tmp_path: Path) -> None:
    found = read(reader, tmp_path, "m.md", b"# Title\n\n## 2. Scope\n\nHello **you** and\n[x](http://y.z).\n\n- one\n")
    assert lines(found) == ["Title", "2. Scope", "Hello you and x.", "one"]
    assert [p.kind for p in found.paragraphs] == ["heading", "heading", "paragraph", "item"]
    found = read(
        reader, tmp_path, "t.txt", "POLICY 12\n\n1. Purpose\nThe text of a\nparagraph.\n(a) one\n".encode("utf-16")
    )
    assert lines(found) == ["POLICY 12", "1. Purpose", "The text of a paragraph.", "(a) one"]


def test_hidden_and_direction_characters_are_not_kept(reader: DocumentReader, tmp_path: Path) -> None:
    found = read(reader, tmp_path, "h.txt", "The SRO \u202eyam\u202c not\u200b search. \x1b[31mred".encode())
    assert lines(found) == ["The SRO yam not search. [31mred"]


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


def lying_zip() -> bytes:
    """A part that unpacks to 30 MB and says that it has 100 bytes."""
    data = bytearray(word_with("", {"word/big.xml": b" " * 30_000_000}))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02" and data[at + 46 : at + 58] == b"word/big.xml":
            data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([["The officer waits in the hall for the principal."]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_word() -> bytes:
    data = bytearray(word_of("x"))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>'
    b"</w:body></w:document>"
)

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p/></w:tc>'


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def odt(more: dict[str, bytes] | None = None, kind: str = "text") -> bytes:
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": b"<office:document-content/>",
            **(more or {}),
        }
    )


HOSTILE = {
    "empty text": ("a.txt", lambda: b"", "empty"),
    "blank text": ("a.txt", lambda: b" \n \n", "empty"),
    "no letters": ("a.txt", lambda: b"1 2 3\n", "no-text"),
    "latin-1 text": ("a.txt", lambda: "Señor Muñoz".encode("latin-1"), "encoding"),
    "binary text": ("a.md", lambda: b"abc\0def", "encoding"),
    "a text that is too large": ("a.txt", lambda: b"word " * 1_100_000, "too-large"),
    "an unknown ending": ("a.xlsx", lambda: b"PK\x03\x04", "unknown-format"),
    "no ending": ("README", lambda: b"text", "unknown-format"),
    "a text called .doc": ("a.doc", lambda: b"Dear Sir", "not-what-it-says"),
    "an old Word file without text": ("a.doc", lambda: OLD + b"\0" * 600, "malformed"),
    "an old Word file with macros": ("a.doc", lambda: OLD + wide("WordDocument") + wide("_VBA_PROJECT"), "macros"),
    "an old Word file with a lock": (
        "a.doc",
        lambda: OLD + wide("EncryptedPackage") + wide("WordDocument"),
        "locked-word",
    ),
    "an OpenDocument text that is none": ("a.odt", lambda: word_of("x"), "not-what-it-says"),
    "an OpenDocument table": ("a.odt", lambda: odt(kind="spreadsheet"), "not-what-it-says"),
    "an OpenDocument text with macros": ("a.odt", lambda: odt({"Basic/Standard/script-lb.xml": b"<x/>"}), "macros"),
    "a locked OpenDocument text": (
        "a.odt",
        lambda: odt({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "locked-word",
    ),
    "an OpenDocument bomb": ("a.odt", lambda: odt({"big.xml": b" " * 70_000_000}), "bomb"),
    "an OpenDocument entity": ("a.odt", lambda: odt({"styles.xml": b"<!DOCTYPE x><x/>"}), "declares"),
    "a rich text": ("a.rtf", lambda: b"{\\rtf1}", "save-as-word"),
    "a locked Word file": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked-word"),
    "a locked zip": ("a.docx", locked_word, "locked-word"),
    "macros by name": ("a.docm", lambda: word_of("x"), "macros"),
    "macros inside": ("a.docx", lambda: word_with("", {"word/vbaProject.bin": b"x"}), "macros"),
    "a PDF called Word": ("a.docx", lambda: pdf_of([["text"]]), "not-what-it-says"),
    "a Word file called PDF": ("a.pdf", lambda: word_of("x"), "not-what-it-says"),
    "a Word file called text": ("a.txt", lambda: word_of("x"), "not-what-it-says"),
    "a zip that is no Word file": ("a.docx", lambda: zipped({"a.txt": b"x"}), "not-what-it-says"),
    "a cut Word file": ("a.docx", lambda: word_of("x")[:900], "malformed"),
    "broken markup": ("a.docx", lambda: word_with("<w:p>"), "malformed"),
    "an external entity": ("a.docx", lambda: word_with("", {"word/document.xml": _ENTITY}), "declares"),
    "an entity in UTF-16": (
        "a.docx",
        lambda: word_with("", {"word/styles.xml": "<!DOCTYPE x><x/>".encode("utf-16")}),
        "declares",
    ),
    "an entity in a part beside": (
        "a.docx",
        lambda: word_with("", {"word/comments.xml": _ENTITY}),
        "declares",
    ),
    "a coding that hides": (
        "a.docx",
        lambda: word_with("", {"word/styles.xml": b'<?xml version="1.0" encoding="UTF-7"?><x/>'}),
        "declares",
    ),
    "parts whose names differ in capitals": (
        "a.docx",
        lambda: word_with("", {"word/Document.xml": b"<x/>"}),
        "malformed",
    ),
    "markup that is broken in a part beside": (
        "a.docx",
        lambda: package(para("x"), {"styles": "<w:style>"}),
        "malformed",
    ),
    "nothing but a picture": ("a.docx", lambda: package(para("<w:r><w:pict/></w:r>")), "no-text"),
    "a table of covered columns": (
        "a.docx",
        lambda: package("<w:tbl>" + ("<w:tr>" + _WIDE * 60 + "</w:tr>") * 4_000 + "</w:tbl>"),
        "too-long",
    ),
    "twenty thousand comments": (
        "a.docx",
        lambda: package(para("x"), {"comments": "".join(f'<w:comment w:id="{n}"/>' for n in range(20_000))}),
        "too-long",
    ),
    "a zip bomb": ("a.docx", lambda: word_with("", {"word/big.xml": b" " * 70_000_000}), "bomb"),
    "a zip bomb that lies": ("a.docx", lying_zip, "malformed"),
    "too many parts": ("a.docx", lambda: word_with("", {f"word/p{n}.xml": b"" for n in range(2_100)}), "bomb"),
    "three hundred thousand paragraphs": (
        "a.docx",
        lambda: word_with("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000),
        "too-long",
    ),
    "deep nesting": ("a.docx", lambda: word_with("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "malformed"),
    "a scan": ("a.pdf", lambda: pdf_of_blank_pages(3), "scan"),
    "a locked PDF": ("a.pdf", locked_pdf, "locked-pdf"),
    "20,000 pages": ("a.pdf", lambda: pdf_of_blank_pages(20_000), "too-many-pages"),
    "a cut PDF": ("a.pdf", lambda: pdf_of([["text"]])[:200], "malformed"),
    "junk after a PDF's first line": ("a.pdf", lambda: b"%PDF-1.7\n" + os.urandom(5_000), "malformed"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(reader: DocumentReader, tmp_path: Path, case: str) -> None:
    name, make, reason = HOSTILE[case]
    data = make()
    start = time.monotonic()
    assert refused(reader, tmp_path, name, data) == reason
    assert time.monotonic() - start < 30
    assert f"library.refused.{reason}" in WORDING


def test_a_file_that_is_not_there_is_said(reader: DocumentReader, tmp_path: Path) -> None:
    found = reader.read(tmp_path / "none.pdf")
    assert isinstance(found, Refusal)
    assert found.reason == "unreadable"


def test_a_reading_that_takes_too_long_is_ended_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow = tmp_path / "slow.docx"
    slow.write_bytes(word_with("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 45_000))
    with DocumentReader(deadline=0.02) as reader:
        found = reader.read(slow)
        assert isinstance(found, Refusal)
        assert found.reason == "too-slow"
    quick = tmp_path / "quick.md"
    quick.write_text("# A\n\ntext\n", encoding="utf-8")
    with DocumentReader() as reader:
        assert isinstance(reader.read(quick), ReadDocument)


def test_the_reading_process_is_not_given_our_settings(
    reader: DocumentReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOU_DATABASE_URL", "postgresql://user:secret@127.0.0.1/x")
    read(reader, tmp_path, "x.md", b"text here")
    child = reader._child
    assert child is not None
    with DocumentReader() as fresh:
        fresh.read(tmp_path / "x.md")
        environ = Path(f"/proc/{fresh._child.pid}/environ") if fresh._child else None
        if environ is None or not environ.exists():
            pytest.skip("no /proc here")
        assert b"secret" not in environ.read_bytes()


def test_a_file_that_points_out_of_itself_is_read_without_looking_there(reader: DocumentReader, tmp_path: Path) -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"'
        b' Target="file:///etc/passwd" TargetMode="External"/>'
        b'<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"'
        b' Target="../../../etc/passwd"/></Relationships>'
    )
    data = word_with("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>", {"word/_rels/document.xml.rels": relations})
    assert lines(read(reader, tmp_path, "o.docx", data)) == ["Words."]


def test_a_word_file_inside_a_word_file_is_not_opened(reader: DocumentReader, tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>Annex.</w:t><w:object xmlns:o="urn:schemas-microsoft-com:office:office">'
    body += '<o:OLEObject ProgID="Word.Document.12"/></w:object></w:r></w:p>'
    data = word_with(body, {"word/embeddings/inner.docx": word_with("<w:p>" * 9)})
    found = reader.mou("e.docx", data)
    assert isinstance(found, MouDocument)
    assert [b.text for b in found.blocks] == ["Annex."]
    assert [told(u, WORDING) for u in found.unread] == [
        "An embedded file (Word.Document.12) was not opened. It stands near \u201cAnnex.\u201d."
    ]


def test_without_libreoffice_a_sentence_says_what_to_do(
    reader: DocumentReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.documents.office.program", lambda: None)
    reason = refused(reader, tmp_path, "a.odt", odt())
    assert "LibreOffice, which is not installed here" in WORDING(
        f"library.refused.{reason}", name="a.odt", ending="odt"
    )


def test_every_kind_of_file_is_one_form_of_text(reader: DocumentReader) -> None:
    page = ["1. Searches", "The SRO asks the principal first and writes down the answer."]
    for name, data in {
        "a.docx": package(para("1. Searches") + para(page[1])),
        "a.pdf": pdf_of([page]),
        "a.md": "\n\n".join(["# 1. Searches", page[1]]).encode(),
        "a.txt": "\n".join(page).encode(),
    }.items():
        found = reader.mou(name, data)
        assert isinstance(found, MouDocument), name
        assert [(b.kind, b.number, b.text) for b in found.blocks] == [
            ("heading", "1.", "Searches"),
            ("plain", "", page[1]),
        ], name


def test_what_was_left_out_of_a_pdf_is_reported(reader: DocumentReader) -> None:
    found = reader.mou(
        "p.pdf", pdf_of([["Riverton Police", f"The officer of school {n} waits."] for n in range(4)] + [[]])
    )
    assert isinstance(found, MouDocument)
    assert [(u.what, u.slots) for u in found.unread] == [
        ("pdf-running", {"words": "Riverton Police"}),
        ("pdf-page", {"page": "5"}),
    ]


def test_headings_of_a_pdf_are_found_by_its_outline(reader: DocumentReader) -> None:
    writer = PdfWriter(
        clone_from=PdfReader(io.BytesIO(pdf_of([["how we work together", "The officer waits for the principal."]])))
    )
    writer.add_outline_item(title="How we work together", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    found = reader.mou("o.pdf", out.getvalue())
    assert isinstance(found, MouDocument)
    assert [(b.kind, b.level, b.text) for b in found.blocks] == [
        ("heading", 1, "how we work together"),
        ("plain", 0, "The officer waits for the principal."),
    ]


def test_everything_that_is_not_read_has_its_words() -> None:
    keys = {k for k in WORDING._messages if k.startswith("reading.unread.")}
    root = Path(__file__).parents[3] / "assistant/documents/reading"
    code = "".join(p.read_text(encoding="utf-8") for p in root.rglob("*.py"))
    unsaid = {k for k in keys if f'"{k.removeprefix("reading.unread.")}"' not in code}
    assert unsaid == set()
    used = set(re.findall(r'(?:unread\.append\(\(|report\(|_note\(|\[\(|Unread\(what=)"([a-z-]+)"', code))
    assert {f"reading.unread.{u}" for u in used} - keys == set()
    assert len(used) > 20
