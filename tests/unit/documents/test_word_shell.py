"""The shell: what ships, what an agency may change in it, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assistant.documents.shell import BODY, build_shell
from assistant.errors import DocumentError
from tests.unit.documents.builders import WORDING, W, agreement, body, part, parts, style_of, text_of, written
from tests.unit.documents.schema_order import disorder
from tests.unit.documents.word_numbers import shown_numbers


@pytest.mark.parametrize("template", ["standard", "essential"])
def test_the_shipped_shell_is_the_one_that_the_command_makes(root: Path, template: str) -> None:
    shipped = (root / "mou_templates" / template / "shell.docx").read_bytes()
    assert parts(shipped) == parts(build_shell(WORDING))


def test_the_shell_itself_is_in_order_and_says_what_it_is_for() -> None:
    assert list(disorder(build_shell(WORDING))) == []
    assert "Keep the names of the styles" in text_of(body(build_shell(WORDING)))
    assert not [n for n in parts(build_shell(WORDING)) if "theme" in n or "thumbnail" in n or "customXml" in n]


def _shell(change: object = None) -> bytes:
    document = docx.Document(io.BytesIO(build_shell(WORDING)))
    if callable(change):
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_agency_may_add_a_cover_and_change_a_style() -> None:
    def change(document: docx.document.Document) -> None:
        document.element.body[0].addprevious(document.add_paragraph("County of Riverton")._p)
        document.styles["MOU Paragraph"].font.name = "Arial"

    data = written(shell=_shell(change))
    assert text_of(body(data)).startswith("County of RivertonMemorandum")
    styles = part(data, "word/styles.xml")
    style = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "MOUParagraph")
    assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Arial"
    assert [n for n, _ in shown_numbers(data) if n] == [n for n, _ in shown_numbers(written()) if n]
    assert list(disorder(data)) == []


def test_a_header_without_a_place_for_the_mark_gets_the_mark() -> None:
    def change(document: docx.document.Document) -> None:
        for header in (document.sections[0].header, document.sections[0].first_page_header):
            for child in list(header._element):
                header._element.remove(child)
            header.add_paragraph("Riverton, seal of the county")

    document = docx.Document(io.BytesIO(written(shell=_shell(change))))
    for header in (document.sections[0].header, document.sections[0].first_page_header):
        texts = [p.text for p in header.paragraphs]
        assert texts == ["Riverton, seal of the county", "DRAFT: not reviewed by counsel"]


def test_any_word_file_can_be_a_shell() -> None:
    plain = docx.Document()
    plain.add_paragraph("Sample words that are no part of an agreement")
    out = io.BytesIO()
    plain.save(out)
    data = written(shell=out.getvalue())
    assert "Sample words" not in text_of(body(data))
    assert "DRAFT: not reviewed by counsel" in "".join(text_of(part(data, n)) for n in parts(data) if "header" in n)
    assert [n for n, _ in shown_numbers(data) if n] == [n for n, _ in shown_numbers(written()) if n]
    assert {style_of(p) for p in body(data).iter(f"{W}p")} >= {"MOUParagraph", "MOUItem", "Heading1"}


def test_a_shell_whose_tags_were_dropped_is_still_filled() -> None:
    def change(document: docx.document.Document) -> None:
        for root in (
            document.element,
            *(s._element for s in (document.sections[0].header, document.sections[0].footer)),
        ):
            for tag in list(root.iter(qn("w:tag"))):
                tag.getparent().remove(tag)

    data = written(shell=_shell(change))
    whole = "".join(text_of(part(data, n)) for n in parts(data) if n.endswith(".xml") and n.startswith("word/"))
    assert "[Title]" not in whole
    assert "[Stamp]" not in whole
    assert "The agreement is written in this place" not in whole
    assert "Version 12, November 23, 2026" in whole


def test_numbers_stay_right_when_the_list_of_a_shell_was_changed() -> None:
    def change(document: docx.document.Document) -> None:
        for text in document.part.numbering_part.element.iter(qn("w:lvlText")):
            text.set(qn("w:val"), "§ %1")

    data = written(shell=_shell(change))
    assert [n for n, _ in shown_numbers(data) if n] == [n for n, _ in shown_numbers(written()) if n]


def test_ids_do_not_collide_with_those_of_the_shell() -> None:
    def change(document: docx.document.Document) -> None:
        mark = document.add_paragraph("Cover")._p
        mark.append(mark.makeelement(qn("w:bookmarkStart"), {qn("w:id"): "3", qn("w:name"): "seal"}))
        mark.append(mark.makeelement(qn("w:bookmarkEnd"), {qn("w:id"): "3"}))
        document.element.body[0].addprevious(mark)

    ids = [b.get(f"{W}id") for b in body(written(shell=_shell(change))).iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))
    assert "3" in ids


def _zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "shell",
    [
        b"",
        b"not a zip",
        _zipped("readme.txt", b"hello"),
        _zipped("word/document.xml", b"0" * 40_000_000),
        build_shell(WORDING)[:4000],
    ],
    ids=["empty", "text", "another zip", "bomb", "cut off"],
)
def test_a_shell_that_is_no_word_file_is_refused_with_a_remedy(shell: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        written(shell=shell)
    told = WORDING.error(caught.value)
    assert "shell.docx" in told.message
    assert told.remedy


def test_the_place_of_the_agreement_is_gone_from_the_agreement() -> None:
    assert BODY.encode() not in parts(written(agreement()))["word/document.xml"]
