"""From a place in the reviewed text back to the words of the document."""

from __future__ import annotations

import pytest

from assistant.documents.reading.word_file import read_word
from assistant.domain.changes import viewed, words_of
from assistant.domain.documents import View
from assistant.review.spots import Spots
from assistant.review.text import text_of
from tests.unit.documents.markup import cell, deleted, inserted, package, para, row, table

BODY = (
    para("The SRO ", deleted("may"), inserted("shall"), " wait.")
    + table(
        row(cell("  School "), cell(""), cell("Officer", "Second line")),
        row("", "", ""),
        row("North High", "x", "One each"),
    )
    + para("")
    + para("Then go.")
)


@pytest.mark.parametrize("view", ["accepted", "original", "marked"])
def test_every_word_is_found_again(view: View) -> None:
    document = read_word(package(BODY))
    text = text_of(document, view)
    spots, blocks = Spots(document, view, text), viewed(document, view).blocks
    for paragraph in text.paragraphs:
        line = text.text[paragraph.start : paragraph.end]
        for word in line.replace("|", " ").split():
            at = paragraph.start + line.index(word)
            spot = spots.of(at, at + len(word))
            assert spot is not None
            assert words_of(blocks[spot.block])[spot.start : spot.end] == word


def test_words_of_several_cells_reach_from_the_first_to_the_last() -> None:
    document = read_word(package(BODY))
    text = text_of(document, "accepted")
    at = text.text.index("High | x | One")
    spot = Spots(document, "accepted", text).of(at, at + len("High | x | One"))
    assert spot is not None
    assert words_of(viewed(document, "accepted").blocks[spot.block])[spot.start : spot.end] == "High\tx\tOne"


def test_a_place_before_the_text_has_no_words() -> None:
    document = read_word(package(para("x")))
    assert Spots(document, "accepted", text_of(document, "accepted")).of(-1, 0) is None
