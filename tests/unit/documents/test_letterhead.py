"""An agency's letterhead: taken with its looks, told what it lacks, refused when it could do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from assistant.documents.accessibility.check import check_word
from assistant.documents.letterhead.inspect import inspect_letterhead
from assistant.documents.reading.limits import Refused
from assistant.documents.shell import build_shell
from assistant.errors import DocumentError, NotAllowed
from assistant.services.letterheads import Letterheads
from tests.faults import faults
from tests.files import word_with
from tests.unit.documents.builders import WORDING, W, body, part, parts, style_of, text_of, written
from tests.unit.documents.word_numbers import shown_numbers
from tests.validity import wrong

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def png() -> bytes:
    """A seal of one blue point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0\0\xff")) + chunk(b"IEND", b"")
    )


def letterhead(change: Callable[[docx.document.Document], None] = lambda _: None, alternative: str = "Seal") -> bytes:
    """An agency's paper: A4, its font, dark green headings, a seal and an address in the header."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    document.styles["Normal"].font.name = "Georgia"
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = RGBColor(0x1B, 0x4D, 0x2E)
    line = section.header.paragraphs[0]
    line.add_run("County of Riverton").add_picture(io.BytesIO(png()), width=Mm(12))
    for about in line._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        about.set("descr", alternative)
    section.footer.paragraphs[0].text = "100 Main Street, Riverton"
    document.add_paragraph("Dear Sir or Madam")
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_looks_header_footer_and_seal_are_taken(tmp_path: Path) -> None:
    paper = Letterheads(WORDING).load(put(tmp_path / "paper.docx", letterhead()))
    data = written(shell=paper.data)
    assert wrong(data) == []
    names = set(parts(data))
    assert any(n.startswith("word/media/") for n in names)
    headers = "".join(text_of(part(data, n)) for n in names if n.startswith("word/header"))
    assert "County of Riverton" in headers
    assert "DRAFT: not reviewed by counsel" in headers
    assert "100 Main Street" in "".join(text_of(part(data, n)) for n in names if n.startswith("word/footer"))
    assert "Dear Sir" not in text_of(body(data))
    assert docx.Document(io.BytesIO(data)).styles["Normal"].font.name == "Georgia"
    assert body(data).find(f".//{W}pgSz").get(f"{W}w") == "11906"
    assert [n for n, _ in shown_numbers(data) if n] == [n for n, _ in shown_numbers(written()) if n]
    assert {style_of(p) for p in body(data).iter(f"{W}p")} >= {"Heading1", "MOUParagraph", "MOUItem"}


def test_tab_stops_of_added_styles_fit_the_page(tmp_path: Path) -> None:
    data = written(shell=letterhead())
    style = next(s for s in part(data, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "TOC1")
    assert [t.get(f"{W}pos") for t in style.iter(f"{W}tab")] == ["540", "8504"]  # 150 mm, in twentieths of a point


def test_a_heading_of_the_contents_that_is_based_on_heading_1_is_not_counted() -> None:
    paper = docx.Document()
    assert paper.styles["TOC Heading"].base_style.name == "Heading 1"  # as in files that Word makes
    data = written(shell=letterhead())
    contents = next(p for p in body(data).iter(f"{W}p") if text_of(p) == "Contents")
    assert contents.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"
    assert body(written()).find(f".//{W}sdt//{W}p/{W}pPr/{W}numPr") is None  # ours is based on Normal


def test_what_it_lacks_is_told_and_what_was_used_instead(tmp_path: Path) -> None:
    notes = Letterheads(WORDING).load(put(tmp_path / "paper.docx", letterhead())).notes
    assert len(notes) == 4
    assert "8 of the 22 styles" in notes[0]
    assert "MOU Paragraph" in notes[0]
    assert "Heading 1" not in notes[0]
    for words, note in zip(("mou:body", "line of their own", "version and date"), notes[1:], strict=True):
        assert words in note


def test_our_own_shell_lacks_nothing(tmp_path: Path) -> None:
    assert Letterheads(WORDING).load(put(tmp_path / "shell.docx", build_shell(WORDING))).notes == ()


def test_a_shell_made_harmless_is_otherwise_the_same(tmp_path: Path) -> None:
    data = letterhead()
    made, _ = inspect_letterhead(put(tmp_path / "paper.docx", data))
    before, after = parts(data), parts(made)
    # The second set of styles, which Word 2010 wrote, is cut off: it would not have the styles that are added.
    touched = ("_rels/document.xml.rels", "document.xml", "settings.xml", "styles.xml", "stylesWithEffects.xml")
    assert {n for n in before if before[n] != after[n]} == {
        *(f"word/{n}" for n in touched),
        *("_rels/.rels", "docProps/thumbnail.jpeg"),  # a picture with what its editor wrote into it
    }
    assert b"rsid" not in b"".join(after[f"word/{n}"] for n in touched)
    assert "word/stylesWithEffects.xml" not in parts(written(shell=made))
    assert set(before) == set(after)


def test_a_picture_without_words_and_pale_headings_are_told(tmp_path: Path) -> None:
    def pale(document: docx.document.Document) -> None:
        document.styles["Heading 1"].font.color.rgb = RGBColor(0x9F, 0xC5, 0xE8)

    heads = Letterheads(WORDING)
    paper = heads.load(put(tmp_path / "paper.docx", letterhead(pale, alternative="")))
    target = put(tmp_path / "mou.docx", written(shell=paper.data))
    assert {b.rule for b in check_word(target).barriers} == {"no-alternative-text", "contrast"}
    assert "2 things" in heads.barriers(target)[0]
    good = put(tmp_path / "good.docx", written(shell=heads.load(put(tmp_path / "fine.docx", letterhead())).data))
    assert heads.barriers(good) == ()


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        for one in names:
            text = old.read(one)
            new.writestr(one, change(text.decode()).encode() if one == name else text)
        if name not in names:
            new.writestr(name, change(f'<Relationships xmlns="{RELS}"></Relationships>'))
    return out.getvalue()


def relation(kind: str, target: str, mode: str = 'TargetMode="External"') -> Callable[[str], str]:
    one = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>'
    return lambda text: text.replace("</Relationships>", f"{one}</Relationships>")


def in_header(xml: str) -> Callable[[str], str]:
    return lambda text: text.replace("</w:hdr>", f"<w:p>{xml}</w:p></w:hdr>")


HEADER, HEADER_RELS = "word/header1.xml", "word/_rels/header1.xml.rels"
INCLUDED = "<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE http://x</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        (HEADER_RELS, relation("image", "http://tracker.example/a.png"), "linked"),
        (HEADER_RELS, relation("hyperlink", "file:///C:/secret.docx"), "local-link"),
        (HEADER_RELS, relation("oleObject", "embeddings/o.bin", ""), "embedded"),
        ("word/_rels/document.xml.rels", relation("aFChunk", "chunk.html", ""), "embedded"),
        ("word/embeddings/x.bin", lambda text: text, "embedded"),
        (HEADER, in_header(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{INCLUDED}'), "field"),
        (HEADER, in_header('<w:fldSimple w:instr=" DDEAUTO cmd "/>'), "field"),
        (HEADER, in_header('<w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins>'), "tracked"),
        (HEADER, in_header('<w:r><w:commentReference w:id="1"/></w:r>'), "comments"),
        (
            HEADER,
            in_header(
                '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x/"/></w:pict></w:r>'
            ),
            "linked",
        ),
    ],
)
def test_a_letterhead_that_could_do_harm_is_refused(
    tmp_path: Path, name: str, change: Callable[[str], str], reason: str
) -> None:
    path = put(tmp_path / "paper.docx", changed(letterhead(), name, change))
    with pytest.raises(Refused) as caught:
        inspect_letterhead(path)
    assert caught.value.reason == reason
    assert "{" not in WORDING(f"letterhead.refused.{reason}", **caught.value.slots)


def test_links_to_the_web_may_stay(tmp_path: Path) -> None:
    for address in ("https://riverton.example", "mailto:clerk@riverton.example"):
        inspect_letterhead(put(tmp_path / "a.docx", changed(letterhead(), HEADER_RELS, relation("hyperlink", address))))


def test_the_link_to_a_template_and_a_lock_are_left_out(tmp_path: Path) -> None:
    def change(document: docx.document.Document) -> None:
        settings = document.settings.element
        lock = settings.makeelement(qn("w:documentProtection"), {qn("w:edit"): "readOnly", qn("w:enforcement"): "1"})
        link = settings.makeelement(qn("w:attachedTemplate"), {qn("r:id"): "rId99"})
        settings.insert(1, link)
        settings.insert(2, lock)

    rels = relation("attachedTemplate", "http://elsewhere.example/t.dotm")
    data = changed(letterhead(change), "word/_rels/settings.xml.rels", rels)
    made, found = inspect_letterhead(put(tmp_path / "paper.docx", data))
    assert set(found.left_out) == {"template", "protection"}
    whole = b"".join(parts(made).values())
    assert b"elsewhere.example" not in whole
    assert b"documentProtection" not in whole
    assert not [f for f in faults(written(shell=made)) if f.code.startswith("relation")]
    assert "cannot be opened" not in "".join(Letterheads(WORDING).load(tmp_path / "paper.docx").notes)


def test_a_style_of_another_kind_is_refused(tmp_path: Path) -> None:
    def change(document: docx.document.Document) -> None:
        document.styles.add_style("MOU Item", WD_STYLE_TYPE.CHARACTER)

    with pytest.raises(DocumentError) as told:
        Letterheads(WORDING).load(put(tmp_path / "paper.docx", letterhead(change)))
    assert "“MOU Item” is a character style" in WORDING.error(told.value).message


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("paper.docx", b"", "empty"),
        ("paper.docx", b"not a zip file", "another kind"),
        ("paper.docm", b"PK\x03\x04", "macros"),
        ("paper.pdf", b"%PDF-1.7", "Only Word files"),
        ("paper.docx", word_with("<w:p/>", {"word/styles.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "declarations"),
        ("paper.docx", word_with("<w:p>"), "damaged"),
        ("paper.docx", word_with("<w:p/>", {"word/header9.xml": b" " * 21_000_000}), "far larger"),
    ],
)
def test_a_hostile_file_is_refused_before_it_is_used(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as told:
        Letterheads(WORDING).load(put(tmp_path / name, data))
    assert words in WORDING.error(told.value).message


def test_a_letterhead_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        Letterheads(WORDING).load(tmp_path / "gone.docx")


def test_a_letterhead_is_looked_at_again_only_when_it_changes(tmp_path: Path) -> None:
    heads, path = Letterheads(WORDING), put(tmp_path / "paper.docx", letterhead())
    assert heads.load(path) is heads.load(path)
    put(path, build_shell(WORDING))
    assert heads.load(path).notes == ()
