"""The stamp and the clauses are still told after LibreOffice has saved the file, also by way of .odt and .doc."""

from __future__ import annotations

import pytest

from assistant.documents.office import convert
from assistant.documents.reading.word_file import read_word
from assistant.documents.stamps import END, bookmark_name, named_once
from tests.office import saved
from tests.unit.documents.builders import W, agreement, body, text_of, written

pytestmark = pytest.mark.libreoffice


@pytest.mark.parametrize("by_way_of", ["docx", "odt", "doc"])
def test_libreoffice_keeps_the_stamp_and_every_clause_and_where_the_last_one_ends(by_way_of: str) -> None:
    document = agreement()
    data = saved(written(document), by_way_of)
    data = data if by_way_of == "docx" else convert(data, by_way_of, "docx")
    assert read_word(data).stamp == document.stamp
    starts: dict[str, str] = {}
    for start in body(data).iter(f"{W}bookmarkStart"):
        holder = start.getparent()
        if holder is not None:
            starts.setdefault(start.get(f"{W}name", ""), text_of(holder))
    headings = {bookmark_name(b.clause): b.text for b in document.blocks if b.kind == "heading" and b.clause}
    found = {named_once(name): text for name, text in starts.items()}
    assert {name: found.get(name) for name in headings} == headings
    assert starts[END] == "Open items"
