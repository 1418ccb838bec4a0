"""A file says which draft it was made from, and a broken or foreign file says nothing."""

from __future__ import annotations

import pytest

from assistant.documents.reading.word_file import read_word
from assistant.documents.stamps import (
    END,
    bookmark_name,
    clause_of_bookmark,
    clause_of_tag,
    named_once,
    stamp_of,
    stamp_properties,
)
from assistant.domain.documents import MouDocument, Stamp
from tests.unit.documents.builders import W, agreement, body, clause, part, text_of, written

STAMP = Stamp(draft="riverton-x7k2", version=14, template="standard", template_version="1.0", edition="a0a847f0b5d8")
LONG = "what-an-officer-may-do-at-a-school-dance-after-dark"


def test_the_stamp_is_read_as_it_was_written() -> None:
    assert read_word(written(agreement().model_copy(update={"stamp": STAMP}))).stamp == STAMP


def test_a_document_without_a_stamp_has_none() -> None:
    assert read_word(written(agreement().model_copy(update={"stamp": None}))).stamp is None


@pytest.mark.parametrize(
    "changed",
    [{"mou.version": "latest"}, {"mou.version": ""}, {"mou.draft": None}, {"mou.edition": None}],
    ids=["version in words", "version empty", "no draft", "no edition"],
)
def test_a_stamp_is_read_whole_or_not_at_all(changed: dict[str, str | None]) -> None:
    values = {**stamp_properties(STAMP), **changed}
    assert stamp_of({n: v for n, v in values.items() if v is not None}) is None


@pytest.mark.parametrize("clause", ["term", "sro-duties", "school-discipline-2"])
def test_a_bookmark_leads_back_to_its_clause(clause: str) -> None:
    assert clause_of_bookmark(bookmark_name(clause)) == clause
    assert named_once(f"{bookmark_name(clause)} Copy 1") == bookmark_name(clause)


@pytest.mark.parametrize("clause", ["sro-duties", "a" * 60, "é & ü", ""])
def test_a_bookmark_name_is_one_that_word_takes(clause: str) -> None:
    name = bookmark_name(clause)
    assert len(name) <= 40
    assert name.startswith("_clause_")
    assert name.replace("_", "").isascii()


def test_a_long_id_makes_a_name_that_word_takes_and_that_is_like_no_other() -> None:
    name, other = bookmark_name(LONG), bookmark_name(f"{LONG}-2")
    assert len(name) == len(other) == 40
    assert name != other
    assert clause_of_bookmark(name) == name


def test_the_end_of_the_clauses_is_no_clause() -> None:
    assert clause_of_bookmark(END) is None


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
