"""Fidelity of what is no text: it is reported with its place, and nothing around it is lost."""

from __future__ import annotations

import pytest

from assistant.documents.reading.word_file import read_word
from assistant.domain.documents import Stamp
from tests.unit.documents.markup import drawing, package, para, read, reported, row, run, table, texts

CHART = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
DIAGRAM = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
PICTURE = "<a:graphicData><pic:pic/></a:graphicData>"


def test_pictures() -> None:
    found = read(para("Seal: ", drawing(PICTURE, "Seal of Riverton")) + para("Bare", drawing(PICTURE)))
    assert [(u.what, u.slots) for u in found.unread] == [
        ("picture", {"words": "Seal of Riverton"}),
        ("picture-bare", {}),
    ]
    old = '<w:r><w:pict><v:shape alt="A map"><v:imagedata/></v:shape></w:pict></w:r>'
    assert reported(read(para("Old ", old))) == [("picture", "Old")]
    plain = drawing(PICTURE, more='<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>')
    assert read(para("Line", plain)).unread == ()


@pytest.mark.parametrize(("inside", "what"), [(CHART, "chart"), (DIAGRAM, "diagram")])
def test_charts_and_diagrams(inside: str, what: str) -> None:
    found = read(para("Calls by school: ", drawing(inside, "a falling line")))
    assert [(u.what, u.slots, u.place) for u in found.unread] == [
        (what, {"words": "a falling line"}, "Calls by school:")
    ]


def test_equations() -> None:
    found = read(para("Rate ", "<m:oMath><m:r><m:t>x=y/z</m:t></m:r></m:oMath>", " applies."))
    assert texts(found) == ["Rate  applies."]
    assert [(u.what, u.slots) for u in found.unread] == [("equation", {"words": "x=y/z"})]


def test_embedded_files() -> None:
    body = para("Annex: ", '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="o1"/></w:object></w:r>')
    found = read(body + table(row(f"<w:tc>{body}</w:tc>")))
    assert [(u.what, u.slots["name"], u.place) for u in found.unread] == [
        ("embedded", "Excel.Sheet.12", "Annex:"),
        ("embedded", "Excel.Sheet.12", "Annex:"),
    ]


def test_parts_that_word_takes_in_on_opening() -> None:
    found = read(para("Before.") + '<w:altChunk r:id="c1"/>' + para("After", '<w:subDoc r:id="d1"/>'))
    assert texts(found) == ["Before.", "After"]
    assert reported(found) == [("chunk", "Before."), ("subdocument", "After")]


def test_buttons_and_handwriting() -> None:
    found = read(para("Press ", "<w:r><w:control/></w:r>", '<w:r><w:contentPart r:id="i1"/></w:r>'))
    assert [u.what for u in found.unread] == ["control", "ink"]


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Agreement 2027</dc:title><dc:language>es-US</dc:language>'
    "<cp:contentStatus>Draft</cp:contentStatus><dc:creator>Ann Lee</dc:creator></cp:coreProperties>"
)


def custom(**values: str) -> str:
    entries = "".join(
        f'<property name="{n.replace("__", ".")}" pid="2"><vt:lpwstr>{v}</vt:lpwstr></property>'
        for n, v in values.items()
    )
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{entries}</Properties>'
    )


def test_properties_language_and_stamp() -> None:
    stamped = {"mou__draft": "d-1", "mou__version": "3", "mou__template": "standard", "mou__template_version": "1.0"}
    found = read(para("Words."), {"core": CORE, "custom": custom(**stamped, mou__edition="e1", Board="May 4")})
    assert (found.title, found.language, found.mark) == ("Agreement 2027", "es-US", "Draft")
    assert found.properties == {"author": "Ann Lee", "Board": "May 4"}
    assert found.stamp == Stamp(draft="d-1", version=3, template="standard", template_version="1.0", edition="e1")


@pytest.mark.parametrize("version", ["", "three", None])
def test_a_stamp_is_read_whole_or_not_at_all(version: str | None) -> None:
    stamped = {"mou__draft": "d-1", "mou__template": "standard", "mou__template_version": "1.0", "mou__edition": "e1"}
    more = {} if version is None else {"mou__version": version}
    assert read(para("Words."), {"custom": custom(**stamped, **more)}).stamp is None


def test_the_strict_form_of_the_standard() -> None:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(para("Strict ", run("words."))))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                "http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
            text = text.replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                                "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
            new.writestr(name, text)
    assert texts(read_word(made.getvalue())) == ["Strict words."]


def test_a_main_part_of_another_name() -> None:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(para("Words.")))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode().replace("word/document.xml", "word/document2.xml")
            new.writestr(name.replace("document.xml", "document2.xml"), text)
    assert texts(read_word(made.getvalue())) == ["Words."]
