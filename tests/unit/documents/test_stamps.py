"""A file says which draft it was made from, and a broken or foreign file says nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from assistant.documents.controls import END, bookmark_name
from assistant.documents.stamps import clause_of_bookmark, clause_of_tag, read_stamp, stamp_in, stamp_properties
from assistant.domain.documents import MouDocument, Stamp
from tests.unit.documents.builders import W, agreement, body, clause, part, text_of, written

STAMP = Stamp(draft="riverton-x7k2", version=14, template="standard", template_version="1.0", edition="a0a847f0b5d8")
LONG = "what-an-officer-may-do-at-a-school-dance-after-dark"
IDS = ("term", "sro-duties", "sro_duties-2", "data.sharing", LONG)


def test_the_stamp_is_read_as_it_was_written() -> None:
    data = written(agreement().model_copy(update={"stamp": STAMP}))
    assert read_stamp(data) == STAMP
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert read_stamp(package) == STAMP


def test_a_document_without_a_stamp_has_none() -> None:
    assert read_stamp(written(agreement().model_copy(update={"stamp": None}))) is None


def custom(**values: str) -> bytes:
    ns = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:v="v"'
    inside = "".join(f'<property name="{n}"><v:lpwstr>{v}</v:lpwstr></property>' for n, v in values.items())
    return f"<Properties {ns}>{inside}</Properties>".encode()


@pytest.mark.parametrize(
    "changed",
    [{"mou.version": "latest"}, {"mou.version": ""}, {"mou.draft": None}, {"mou.edition": None}],
    ids=["version in words", "version empty", "no draft", "no edition"],
)
def test_a_stamp_is_read_whole_or_not_at_all(changed: dict[str, str | None]) -> None:
    values = {**stamp_properties(STAMP), **changed}
    assert stamp_in(custom(**{n: v for n, v in values.items() if v is not None})) is None


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 not a zip", b"%PDF-1.7", custom()], ids=["empty", "torn", "pdf", "xml"]
)
def test_bytes_that_are_no_word_file_have_no_stamp(data: bytes) -> None:
    assert read_stamp(data) is None
    assert stamp_in(data) is None


def test_a_part_that_declares_entities_is_not_read() -> None:
    text = custom(**stamp_properties(STAMP)).replace(b"riverton-x7k2", b"&e;")
    assert stamp_in(b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + text) is None


@pytest.mark.parametrize("clause", IDS)
def test_a_bookmark_leads_back_to_its_clause(clause: str) -> None:
    name = bookmark_name(clause)
    assert len(name) <= 40
    assert clause_of_bookmark(name, IDS) == clause
    assert clause_of_bookmark(f"{name} Copy 1", IDS) == clause


@pytest.mark.parametrize("name", ["_Toc000001", "_clause_", END, "clause_term", "_clause_unheard_of"])
def test_a_bookmark_that_is_not_a_clause_is_none(name: str) -> None:
    assert clause_of_bookmark(name, IDS) is None


def test_without_the_ids_a_bookmark_is_read_with_hyphens() -> None:
    assert clause_of_bookmark("_clause_arrest_and_diversion") == "arrest-and-diversion"


@pytest.mark.parametrize(("tag", "clause"), [("clause:term", "term"), ("clause:", None), ("mou:body", None)])
def test_a_tag_names_its_clause(tag: str, clause: str | None) -> None:
    assert clause_of_tag(tag) == clause


def test_the_end_of_the_last_clause_stands_inside_what_follows() -> None:
    root = body(written())
    start = next(b for b in root.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == END)
    holder = start.getparent()
    assert holder is not None
    assert holder.tag == f"{W}p"
    assert holder.getprevious() is not None
    assert holder.getprevious().tag == f"{W}sdt"
    assert text_of(holder) == "Open items"


def test_a_document_that_ends_with_its_last_clause_ends_there() -> None:
    only = MouDocument(title="T", blocks=tuple(clause(1, "term", ("1.1", "It lasts."))), stamp=STAMP)
    root = body(written(only))
    last = [e for e in root[0] if e.tag != f"{W}sectPr"][-1]
    assert last.get(f"{W}name") == END or last.tag == f"{W}bookmarkEnd"


def test_the_stamp_is_where_word_shows_it() -> None:
    names = [p.get("name") for p in part(written(), "docProps/custom.xml")]
    assert set(stamp_properties(STAMP)) <= set(names)
