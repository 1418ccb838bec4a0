"""Columns take the room that their words need."""

from __future__ import annotations

import pytest

from assistant.documents.tables import column_widths

TERM = [["Term", "Meaning"], ["SRO", "A sworn law enforcement officer whom the Agency assigns to a School. " * 3]]


def test_a_long_column_gets_more_than_a_short_one() -> None:
    term, meaning = column_widths(TERM, 9000)
    assert meaning > 3 * term


@pytest.mark.parametrize("columns", [1, 2, 3, 7, 20])
@pytest.mark.parametrize("text", ["", "x", "x" * 500, "many words here " * 50])
def test_widths_fill_the_page_and_none_vanishes(columns: int, text: str) -> None:
    widths = column_widths([["h"] * columns, [text] * columns], 9360)
    assert sum(widths) == 9360
    assert min(widths) >= 9360 // (3 * columns)


def test_a_short_column_beside_very_wide_ones_can_still_be_read() -> None:
    first, *_ = column_widths([["No.", *["x" * 60] * 6]], 8640)
    assert first >= 400
