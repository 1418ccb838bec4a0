"""What we write is built as the standard asks, and the checks for it see what is broken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest

from assistant.documents.redline import redline
from assistant.documents.shell import build_shell
from assistant.domain.documents import Comment, MouDocument
from tests.faults import faults
from tests.unit.documents.builders import WHEN, WORDING, agreement, written
from tests.unit.documents.edits import versions
from tests.validity import against_schema, wrong

COMMENTS = (
    Comment(id="1", author="Chief", text="Is this agreed?", block=3, start=0, end=5),
    Comment(id="2", author="Counsel", text="Yes.", block=3, start=0, end=5, parent="1", resolved=True),
)
TEXT, STYLES = "word/document.xml", "word/styles.xml"


def test_our_own_files_have_no_fault() -> None:
    plain = io.BytesIO()
    docx.Document().save(plain)
    for data in (written(), written(MouDocument(title="T", blocks=())), written(shell=build_shell(WORDING))):
        assert wrong(data) == []
    assert wrong(build_shell(WORDING)) == []


def test_an_agreement_on_a_letterhead_of_another_program_is_in_order() -> None:
    plain = io.BytesIO()
    docx.Document().save(plain)
    # python-docx's start file names styles that it does not bring; what we wrote into it adds nothing to that.
    before = {f for f in faults(plain.getvalue()) if f.code != "part-not-reached"}
    assert set(faults(written(shell=plain.getvalue()))) <= before


@pytest.mark.parametrize("seed", range(12))
def test_redlines_have_no_fault(seed: int) -> None:
    old, new = versions(seed)
    marked = redline(old, new, author="Counsel", when=WHEN, words=WORDING)
    assert wrong(written(marked)) == []
    assert wrong(written(marked.model_copy(update={"comments": COMMENTS}))) == []


def _changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(agreement()))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def _swap(old: str, new: str, times: int = -1) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert re.search(old.encode(), data), old
        return re.sub(old.encode(), new.encode(), data, count=max(times, 0))

    return change


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        (TEXT, _swap(r'(<w:bookmarkStart w:id=)"\d+"', r'\1"3"'), "bookmarkStart-id-twice"),
        (TEXT, _swap(r'w:name="_clause_supervision"', 'w:name="_clause_definitions"'), "bookmark-name-twice"),
        (TEXT, _swap(r"REF _clause_sro_duties", "REF _clause_gone"), "bookmark-missing"),
        (TEXT, _swap(r"<w:bookmarkEnd [^>]*/>", "", 1), "bookmarkStart-without-bookmarkEnd"),
        (TEXT, _swap(r'<w:commentReference w:id="\d+"/>', '<w:commentReference w:id="7777"/>', 1), "comment-missing"),
        (TEXT, _swap(r'<w:commentReference w:id="\d+"/>', "", 1), "comment-without-place"),
        (TEXT, _swap(r'w:pStyle w:val="MOUItem"', 'w:pStyle w:val="Nope"'), "style-missing"),
        (STYLES, _swap(r'<w:numId w:val="[1-9]"/>', '<w:numId w:val="99"/>'), "list-missing"),
        (TEXT, _swap(r'<w:fldChar w:fldCharType="end"/>', "", 1), "field-not-whole"),
        (TEXT, _swap(r'(<w:tag [^>]*/>\s*<w:id w:val=)"\d+"', r'\1"5"'), "control-id-twice"),
        (TEXT, _swap(r'r:id="rId\d+"', 'r:id="rId999"', 1), "relation-missing"),
        ("word/_rels/document.xml.rels", _swap(r'Target="styles.xml"', 'Target="gone.xml"'), "relation-to-nothing"),
        ("[Content_Types].xml", _swap(r'<Override PartName="/word/comments.xml"[^>]*/>', ""), "content-type-general"),
    ],
)
def test_a_broken_file_is_seen(part: str, change: Callable[[bytes], bytes], code: str) -> None:
    assert code in {f.code for f in faults(_changed(part, change))}


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (TEXT, _swap(r'<w:pStyle w:val="Title"/>', '<w:jc w:val="left"/><w:pStyle w:val="Title"/>')),
        (TEXT, _swap(r"<w:tblW ", '<w:tblInd w:w="0" w:type="dxa"/><w:tblW ')),
        (TEXT, _swap(r"<w:tblGrid>", "<w:tblGrid><w:tr/>")),
        (TEXT, _swap(r"<w:sdtContent>", "<w:sdtContent/><w:sdtContent>", 1)),
        (STYLES, _swap(r"<w:qFormat/>", '<w:qFormat/><w:name w:val="x"/>', 1)),
        (STYLES, _swap(r'<w:jc w:val="center"/>', '<w:jc w:val="middle"/>', 1)),
        ("word/comments.xml", _swap(r"<w:comment ", "<w:p/><w:comment ", 1)),
        ("word/numbering.xml", _swap(r"(<w:abstractNum .*</w:abstractNum>)(<w:num .*</w:num>)", r"\2\1")),
    ],
)
def test_the_schema_check_sees_an_element_out_of_order(part: str, change: Callable[[bytes], bytes]) -> None:
    assert against_schema(_changed(part, change)) != []
