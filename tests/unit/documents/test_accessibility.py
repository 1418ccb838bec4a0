"""Every rule sees what it is for and lets the good form pass; our own exports pass them all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree

from assistant.documents.accessibility.check import check_word
from assistant.documents.accessibility.contrast import ratio
from assistant.documents.accessibility.fix import fix_word
from assistant.documents.briefs import write_brief
from assistant.documents.brought import BroughtWord
from assistant.documents.redline import redline
from assistant.domain.accessibility import FixReport
from assistant.domain.briefs import Brief, BriefBlock, BriefKind
from assistant.domain.documents import MouDocument
from assistant.domain.reading import Refusal
from tests.files import pdf_of, word_of, word_with
from tests.unit.documents.builders import WHEN, WORDING, W, agreement, parts, written
from tests.unit.documents.edits import versions
from tests.validity import wrong

CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
    "<dc:title>{}</dc:title></cp:coreProperties>"
)
DRAWN = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{size}" cy="{size}"/><wp:docPr id="1" name="Picture 1" {more}/></wp:inline></w:drawing></w:r>'
)
LINES = "<w:tblPr><w:tblBorders><w:insideH w:val='single'/><w:insideV w:val='single'/></w:tblBorders></w:tblPr>"
LANGUAGE = "<w:rPr><w:lang w:val='{}'/></w:rPr>"
FILLER = "A paragraph with enough words in it that nobody takes the file for a pile of pictures of pages. " * 3


def p(text: str = "", style: str = "", properties: str = "", look: str = "", more: str = "") -> str:
    """A paragraph: its style's id, its other properties, the looks of its one run, more runs."""
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run}{more}</w:p>"


def table(*rows: tuple[str, ...], properties: str = LINES, header: bool = False, cell: str = "") -> str:
    made = "".join(
        "<w:tr>"
        + ("<w:trPr><w:tblHeader/></w:trPr>" if header and n == 0 else "")
        + "".join(f"<w:tc><w:tcPr>{cell}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>" for text in row)
        + "</w:tr>"
        for n, row in enumerate(rows)
    )
    return f"<w:tbl>{properties}{made}</w:tbl>"


def rules(folder: Path, body: str, *, title: str = "Agreement", more: dict[str, bytes] | None = None) -> list[str]:
    """The rules that a body breaks, in a file that is otherwise in order."""
    path = folder / "file.docx"
    core = {"docProps/core.xml": CORE.format(title).encode()}
    path.write_bytes(word_with(p(FILLER) + body, {**core, **(more or {})}))
    return [b.rule for b in check_word(path).barriers]


# The start file's own headings are too pale a blue, which the check says too.
H1, H2, H3 = (p(f"Heading {n}", f"Heading{n}", look="<w:color w:val='1F3763'/>") for n in (1, 2, 3))
WIDE = " " * 6
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (p("x", look="<w:lang w:val='x-none'/>"), "no-language"),
        (p("x", look="<w:lang w:val='english (us)'/>"), "unknown-language"),
        ("".join(p(f"Words {n}") for n in range(12)), "no-headings"),
        (H2, "first-heading"),
        (H1 + H3, "heading-jump"),
        (H1 + p("", "Heading1"), "empty-heading"),
        (p("Searches of students", look="<w:b/>"), "typed-heading"),
        (table(("Term", "Meaning"), ("SRO", "An officer")), "no-header-row"),
        (table(("Term", ""), ("SRO", "An officer"), header=True), "empty-header"),
        (table(("a", "b"), ("c", "d"), header=True, cell="<w:gridSpan w:val='2'/>"), "merged-cells"),
        (table(("a", "b"), ("c", "d"), header=True, cell="<w:vMerge/>"), "merged-cells"),
        (table((table(("x", "y"), ("z", "")), "b"), properties=""), "nested-table"),
        (p("- first") + p("- second"), "typed-list"),
        (p("• only one"), "typed-list"),
        (p("1. Purpose") + p("Words.") + p("2. Parties"), "typed-list"),
        (p("(a) first") + p("(b) second"), "typed-list"),
        (p("a") + p() + p() + p("b"), "empty-lines"),
        (p(f"Name:{WIDE}Title:"), "spaces"),
        (p("Name:", more="<w:r><w:tab/><w:tab/><w:t>Title:</w:t></w:r>"), "tabs"),
        (p("Signed: ____________"), "typed-line"),
        (p(more=DRAWN.format(size=1, more="")), "no-alternative-text"),
        (p(more=DRAWN.format(size=7_000_000, more="descr='The plan'")), "picture-of-page"),
        (p(more=FIELD.format("Click here")), "link-text"),
        (p(more=FIELD.format("https://example.org/a/b?c=d")), "link-address"),
        (p("pale", look="<w:color w:val='999999'/>"), "contrast"),
        (p("blue on yellow", look="<w:color w:val='7F7F00'/><w:highlight w:val='yellow'/>"), "contrast"),
        (p("white", look="<w:color w:val='FFFFFF'/>", properties="<w:shd w:val='clear' w:fill='AAAAAA'/>"), "contrast"),
    ],
)
def test_a_barrier_is_found(tmp_path: Path, body: str, rule: str) -> None:
    assert rules(tmp_path, body) == [rule]


@pytest.mark.parametrize(
    "body",
    [
        H1 + H2 + H3 + H1,
        p("A bold sentence that ends like one.", look="<w:b/>"),
        p("hola", look="<w:lang w:val='es-US'/>"),
        table(("Term", "Meaning"), ("SRO", "An officer"), header=True),
        table(("left", "right"), ("below", "below")).replace(LINES, ""),  # only a way to set things out
        p("first", "ListBullet") + p("second", "ListBullet"),
        p("– said the Chief"),
        p("3. Only one number"),
        p("Section 4. Words") + p("5 school days") + p("a) alone"),
        p("a") + p() + p("b"),
        p("Name:", more="<w:r><w:tab/><w:t>Title:</w:t></w:r>"),
        p(more=DRAWN.format(size=1, more="descr='Seal of the county'")),
        p(more=FIELD.format("District complaint form")),
        p(more=FIELD.format("www.example.org")),
        p("grey", look="<w:color w:val='767676'/>"),
        p("large and pale", look="<w:color w:val='8C8C8C'/><w:sz w:val='36'/>"),
        p("automatic", properties="<w:shd w:val='clear' w:fill='000000'/>"),
        p(
            "gone",
            more="<w:del w:id='1'><w:r><w:rPr><w:color w:val='EEEEEE'/></w:rPr><w:delText>x</w:delText></w:r></w:del>",
        ),
    ],
)
def test_the_good_form_passes(tmp_path: Path, body: str) -> None:
    assert rules(tmp_path, body) == []


def test_a_decorative_picture_needs_no_words(tmp_path: Path) -> None:
    drawn = DRAWN.format(size=1, more="").replace(
        "/></wp:inline>",
        '><a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        "</wp:docPr></wp:inline>",
    )
    assert rules(tmp_path, p(more=drawn)) == []


@pytest.mark.parametrize(
    ("title", "rule"), [("", "no-title"), ("Document1", "empty-title"), ("mou v3.docx", "empty-title")]
)
def test_a_title_is_there_and_says_something(tmp_path: Path, title: str, rule: str) -> None:
    assert rules(tmp_path, "", title=title) == [rule]


def test_a_file_of_pictures_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "scan.docx"
    path.write_bytes(word_with(p(more=DRAWN.format(size=1, more="descr='Page 1'"))))
    assert "only-pictures" in [b.rule for b in check_word(path).barriers]


def test_a_place_is_said_by_its_heading_and_words(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(
        word_with(p(FILLER) + p("Searches", "Heading1") + p("pale words", look="<w:color w:val='999999'/>"))
    )
    barrier = next(b for b in check_word(path).barriers if b.rule == "contrast")
    assert (barrier.place.part, barrier.place.heading, barrier.place.words) == ("body", "Searches", "pale words")
    assert barrier.slots["ratio"] == "2.8"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    # The first two are the ends of the scale; #767676 on white is the lightest grey that WCAG's own texts call enough.
    [("000000", "FFFFFF", 21.0), ("FFFFFF", "FFFFFF", 1.0), ("767676", "FFFFFF", 4.54), ("FF0000", "FFFFFF", 4.0)],
)
def test_contrast_is_that_of_the_formula(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.01)


def brief(kind: BriefKind) -> Brief:
    """A memo or a letter with every kind of block."""
    blocks = [
        BriefBlock(kind="field", label="To", text="The Board"),
        BriefBlock(kind="field", label="From", text="[Your name]"),
        BriefBlock(kind="heading", text="Question", level=1),
        BriefBlock(kind="heading", text="Who searches?", level=1 if kind is BriefKind.LETTER else 2),
        BriefBlock(kind="text", text=FILLER),
        BriefBlock(kind="item", text="one"),
        BriefBlock(kind="item", text="two"),
        BriefBlock(kind="quote", text="words", label="Principle 3"),
        BriefBlock(kind="note", text="words", label="Law"),
    ]
    return Brief(id="x", kind=kind, title="Memo on searches", subject="searches", blocks=tuple(blocks))


def own() -> Iterator[tuple[str, bytes]]:
    yield "agreement", written()
    yield "clean", written(agreement().model_copy(update={"annotations": ()}))
    yield "title only", written(MouDocument(title="T", blocks=()))
    for kind in BriefKind:
        yield kind.value, write_brief(brief(kind), when=WHEN, words=WORDING)


@pytest.mark.parametrize("seed", range(8))
def test_redlines_pass(tmp_path: Path, seed: int) -> None:
    old, new = versions(seed)
    path = _written(tmp_path / "redline.docx", written(redline(old, new, author="A", when=WHEN, words=WORDING)))
    assert check_word(path).barriers == ()


@pytest.mark.parametrize(("name", "data"), [pytest.param(n, d, id=n) for n, d in own()])
def test_our_own_papers_pass_and_are_built_well(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(data)
    assert check_word(path).barriers == ()
    assert wrong(data) == []


def test_what_can_be_mended_is_mended_and_no_word_is_touched(tmp_path: Path) -> None:
    bold = [p(text, look="<w:b/>") for text in ("Term", "Meaning")]
    body = (
        p("Agreement on SROs", "Title")
        + p(FILLER)
        + table((bold[0], bold[1]), ("SRO", "An officer"))
        + p("- a")
        + p("- b")
    )
    old = word_with(body, {"docProps/core.xml": CORE.format("").encode()})
    old = _without_language(old)
    path = tmp_path / "file.docx"
    path.write_bytes(old)
    data, report = fix_word(path)
    assert {b.rule for b in report.fixed} == {"no-title", "no-language", "no-header-row"}
    assert [b.rule for b in report.left] == ["typed-list"]
    assert (report.title, report.language) == ("Agreement on SROs", "en-US")
    before, after = parts(old), parts(data)
    changed = {n for n in after if after[n] != before.get(n)}
    assert changed == {f"word/{n}.xml" for n in ("styles", "stylesWithEffects", "document")} | {"docProps/core.xml"}
    for name in ("word/document.xml", "word/styles.xml"):
        words = [[t.text for t in etree.fromstring(x[name]).iter(f"{W}t")] for x in (before, after)]
        assert words[0] == words[1]
    docx.Document(io.BytesIO(data))


def _without_language(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            root = etree.fromstring(old.read(name)) if name == "word/styles.xml" else None
            if root is not None:
                for lang in list(root.iter(f"{W}lang")):
                    lang.getparent().remove(lang)
            new.writestr(name, old.read(name) if root is None else etree.tostring(root))
    return out.getvalue()


def test_a_file_without_properties_is_given_them(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    bare = word_with(p(FILLER) + p("Agreement", "Heading1"), leave_out=["docProps/core.xml"])
    with zipfile.ZipFile(io.BytesIO(bare)) as package:
        kept = {n: package.read(n) for n in package.namelist()}
    for name, mark in (("_rels/.rels", "core-properties"), ("[Content_Types].xml", "/docProps/core.xml")):
        root = etree.fromstring(kept[name])
        for one in [e for e in root if any(mark in str(v) for v in e.attrib.values())]:
            root.remove(one)
        kept[name] = etree.tostring(root)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in kept.items():
            package.writestr(name, data)
    made, report = fix_word(path)
    assert [b.rule for b in report.fixed] == ["no-title"]
    assert docx.Document(io.BytesIO(made)).core_properties.title == "Agreement"


@pytest.mark.parametrize("relations", [True, False], ids=["with relations", "without any"])
def test_a_file_without_styles_is_given_a_language(tmp_path: Path, relations: bool) -> None:
    plain = word_with("<w:p><w:r><w:t>Words in no style.</w:t></w:r></w:p>")
    kept = parts(plain)
    if relations:
        rels = etree.fromstring(kept["word/_rels/document.xml.rels"])
        for one in [r for r in rels if str(r.get("Type")).endswith(("/styles", "/stylesWithEffects"))]:
            rels.remove(one)
        kept["word/_rels/document.xml.rels"] = etree.tostring(rels)
    types = etree.fromstring(kept["[Content_Types].xml"])
    gone = ("word/styles.xml", "word/stylesWithEffects.xml", *(() if relations else ("word/_rels/document.xml.rels",)))
    for one in [t for t in types if str(t.get("PartName")).lstrip("/") in gone]:
        types.remove(one)
    kept["[Content_Types].xml"] = etree.tostring(types)
    path = tmp_path / "bare.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in kept.items():
            if name not in gone:
                package.writestr(name, data)
    assert any(b.rule == "no-language" for b in check_word(path).barriers)
    made, report = fix_word(path, language="es-US")
    assert report.language == "es-US"
    assert "no-language" in [b.rule for b in report.fixed]
    again = tmp_path / "mended.docx"
    again.write_bytes(made)
    assert not any(b.rule == "no-language" for b in check_word(again).barriers)
    opened = docx.Document(str(again))
    assert opened.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val") == ["es-US"]
    assert opened.paragraphs[0].text == "Words in no style."


def test_a_signed_file_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(word_with(p("x"), {"_xmlsignatures/sig1.xml": b"<Signature/>"}))
    with BroughtWord() as checker:
        assert checker.fix(path) == Refusal(reason="signed")
        found = checker.fix(_written(tmp_path / "good.docx", word_of("x")), title="A title")
    assert not isinstance(found, Refusal)
    assert isinstance(found[1], FixReport)
    assert docx.Document(io.BytesIO(found[0])).core_properties.title == "A title"


def test_a_hostile_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    cases = {
        "word.pdf": (pdf_of([["x"]]), "not-word"),
        "not.docx": (pdf_of([["x"]]), "not-what-it-says"),
        "entity.docx": (word_with("<w:p/>", {"word/styles.xml": b"<!DOCTYPE x><x/>"}), "declares"),
        "macro.docx": (word_with("<w:p/>", {"word/vbaProject.bin": b"x"}), "macros"),
        "broken.docx": (word_with("<w:p>"), "malformed"),
        "empty.docx": (b"", "empty"),
    }
    with BroughtWord() as checker:
        for name, (data, reason) in cases.items():
            found = checker.check(_written(tmp_path / name, data))
            assert isinstance(found, Refusal)
            assert found.reason == reason
        assert checker.check(tmp_path / "gone.docx") == Refusal(reason="unreadable")


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
