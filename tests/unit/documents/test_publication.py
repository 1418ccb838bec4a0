"""A publication copy holds the agreement and nothing of its making; a check of its own would see what is left."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest

from assistant.documents.leftovers import leftovers
from assistant.documents.package import packed
from assistant.documents.publication import published
from assistant.documents.shell import build_shell
from assistant.domain.documents import Annotation, Block, MouDocument, Span
from tests.unit.documents.builders import WORDING, W, agreement, body, clause, parts, text_of, written
from tests.unit.documents.schema_order import disorder

DRAFT = "riverton-police-x7k2"


def stamped() -> MouDocument:
    document = agreement()
    assert document.stamp is not None
    return document.model_copy(update={"stamp": document.stamp.model_copy(update={"draft": DRAFT})})


@pytest.fixture(scope="module")
def before() -> bytes:
    return written(stamped())


@pytest.fixture(scope="module")
def data(before: bytes) -> bytes:
    return published(before)


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The same file with some XML of one part replaced; a part that is not there is added."""
    held = parts(data)
    text = held.get(name, b"").decode()
    assert old in text
    held[name] = (text.replace(old, new, 1) if old else new).encode()
    return packed(held)


def test_the_check_finds_what_a_working_copy_holds_and_nothing_in_its_publication_copy(
    before: bytes, data: bytes
) -> None:
    kinds = {f.what for f in leftovers(before, private=(DRAFT,))}
    assert kinds == {"comments", "controls", "highlights", "properties", "authors", "bookmarks", "private"}
    assert leftovers(data, private=(DRAFT,)) == ()


def test_every_word_stays(before: bytes, data: bytes) -> None:
    assert text_of(body(data)) == text_of(body(before))
    for name in ("word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml"):
        assert name in parts(data)


def test_placeholders_stay_to_be_seen_by_their_brackets(data: bytes) -> None:
    assert "[DISTRICT LIAISON - fill in]" in text_of(body(data))


def test_title_and_language_stay_for_screen_readers(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    core = document.core_properties
    assert (core.title, core.language) == ("Memorandum of Understanding", "en-US")
    assert (core.author, core.last_modified_by, core.identifier, core.content_status) == ("", "", "", "")
    assert core.created is None


def test_cross_references_still_lead_to_their_section(data: bytes) -> None:
    root = body(data)
    names = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    codes = "".join(c.text or "" for c in root.iter(f"{W}instrText"))
    targets = set(re.findall(r"\b(?:REF|PAGEREF) (\w+)", codes)) | {
        h.get(f"{W}anchor") for h in root.iter(f"{W}hyperlink")
    }
    assert "_Ref00000001" in targets
    assert targets <= names
    assert len(list(root.iter(f"{W}bookmarkStart"))) == len(list(root.iter(f"{W}bookmarkEnd")))


def test_the_order_of_the_schema_is_kept(data: bytes) -> None:
    assert list(disorder(data)) == []


def test_equal_input_gives_equal_bytes_and_a_second_time_changes_nothing(before: bytes, data: bytes) -> None:
    assert published(before) == data
    assert published(data) == data


CORE = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
TEXT = "<w:r><w:t>x</w:t></w:r>"
LEFT: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("controls", lambda d: in_body(d, f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{TEXT}</w:sdtContent></w:sdt></w:p>")),
    ("comments", lambda d: in_body(d, '<w:p><w:commentRangeStart w:id="0"/></w:p>')),
    ("comments", lambda d: changed(d, "word/commentsExtended.xml", "", "<c/>")),
    ("comments", lambda d: changed(d, "word/people.xml", "", "<p/>")),
    ("changes", lambda d: in_body(d, f'<w:p><w:ins w:id="1">{TEXT}</w:ins></w:p>')),
    ("changes", lambda d: in_body(d, '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr></w:p>')),
    ("changes", lambda d: in_body(d, '<w:p><w:r><w:rPr><w:rPrChange w:id="1"/></w:rPr></w:r></w:p>')),
    ("changes", lambda d: in_settings(d, "<w:trackRevisions/>")),
    ("authors", lambda d: in_body(d, '<w:p w:author="Dana Whitfield"/>')),
    ("highlights", lambda d: in_body(d, '<w:p><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr></w:r></w:p>')),
    ("bookmarks", lambda d: in_body(d, '<w:p><w:bookmarkStart w:id="999" w:name="_clause_term"/></w:p>')),
    ("bookmarks", lambda d: in_body(d, "<w:p><w:r><w:instrText> REF _clause_term \\r </w:instrText></w:r></w:p>")),
    ("fields", lambda d: in_body(d, "<w:p><w:r><w:instrText> LASTSAVEDBY </w:instrText></w:r></w:p>")),
    ("fields", lambda d: in_body(d, '<w:p><w:fldSimple w:instr=" FILENAME \\p "/></w:p>')),
    ("hidden", lambda d: in_body(d, "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>")),
    ("properties", lambda d: in_body(d, '<w:p w:rsidR="00AB12CD"/>')),
    ("properties", lambda d: in_settings(d, "<w:rsids/>")),
    ("properties", lambda d: in_settings(d, '<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>')),
    ("properties", lambda d: in_body(d, "<!-- draft 3 -->")),
    ("properties", lambda d: changed(d, "docProps/custom.xml", "", "<Properties/>")),
    ("properties", lambda d: changed(d, "docProps/core.xml", "</cp:core", "<dc:creator>Dana</dc:creator></cp:core")),
    ("properties", lambda d: changed(d, "docProps/app.xml", "</Properties>", "<Company>RPD</Company></Properties>")),
    ("custom-xml", lambda d: changed(d, "customXml/item1.xml", "", "<x/>")),
    ("thumbnail", lambda d: changed(d, "docProps/thumbnail.jpeg", "", "x")),
    ("macros", lambda d: changed(d, "word/vbaProject.bin", "", "x")),
    ("links", lambda d: in_relations(d, 'Type="a/attachedTemplate" Target="C:/dana/normal.dotm"')),
    ("links", lambda d: in_relations(d, 'Type="a/hyperlink" Target="file:///C:/dana/mou.docx"')),
    ("private", lambda d: in_body(d, f"<w:p><w:r><w:t>{DRAFT}</w:t></w:r></w:p>")),
    ("private", lambda d: changed(d, "word/media/image1.bin", "", f"xx{DRAFT}xx")),
    ("unreadable", lambda d: changed(d, "word/settings.xml", "</w:settings>", "")),
    ("unreadable", lambda d: d[:200]),
]


def in_body(data: bytes, xml: str) -> bytes:
    return changed(data, "word/document.xml", "<w:sectPr", f"{xml}<w:sectPr")


def in_settings(data: bytes, xml: str) -> bytes:
    return changed(data, "word/settings.xml", "</w:settings>", f"{xml}</w:settings>")


def in_relations(data: bytes, words: str) -> bytes:
    return changed(data, "word/_rels/document.xml.rels", "</Rel", f'<Relationship Id="rX" {words}/></Rel')


@pytest.mark.parametrize(("what", "change"), LEFT, ids=[f"{n} {w}" for n, (w, _) in enumerate(LEFT)])
def test_whatever_is_left_is_found(data: bytes, what: str, change: Callable[[bytes], bytes]) -> None:
    assert what in {f.what for f in leftovers(change(data), private=(DRAFT,))}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: in_body(d, '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r></w:p>'),
        lambda d: in_body(d, "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"),
        lambda d: in_body(d, '<w:p><w:bookmarkStart w:id="999" w:name="Clauses"/></w:p>'),
        lambda d: in_relations(d, 'Type="a/hyperlink" Target="https://riverton12.example/sro" TargetMode="External"'),
    ],
    ids=["not hidden", "page number", "somebody's bookmark", "web address"],
)
def test_what_may_stay_is_not_found(data: bytes, change: Callable[[bytes], bytes]) -> None:
    assert leftovers(change(data), private=(DRAFT,)) == ()


def test_what_an_agencys_shell_brings_along_is_taken_out_too() -> None:
    shell = parts(build_shell(WORDING))
    header = shell["word/header1.xml"].decode()
    logo = '<w:p w:rsidR="00AB"><w:sdt><w:sdtPr><w:alias w:val="Seal"/></w:sdtPr><w:sdtContent>'
    logo += "<w:r><w:t>City of Riverton</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    shell["word/header1.xml"] = header.replace("</w:hdr>", f"{logo}</w:hdr>").encode()
    data = published(written(stamped(), shell=packed(shell)))
    assert leftovers(data, private=(DRAFT,)) == ()
    assert b"City of Riverton" in parts(data)["word/header1.xml"]


@pytest.mark.parametrize("text", ["a <w:sdt> b", "_clause_term", "=SUM(A1)", "MOU assistant", "\u202ereversed", "𝕌"])
def test_typed_words_are_never_taken_for_markup(text: str) -> None:
    document = MouDocument(
        title="T",
        blocks=(*clause(1, "term", ("1.1", text)), Block(kind="plain", spans=(Span(text=text),))),
        annotations=(Annotation(clause="term", text=text),),
    )
    data = published(written(document))
    assert leftovers(data) == ()
    assert text_of(body(data)).count(text) == 2


def test_no_part_keeps_a_time(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
