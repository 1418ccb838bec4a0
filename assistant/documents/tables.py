"""Tables: a repeated header row, rows that stay whole, and widths that follow the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.documents.elements import Element, one_line, paragraph, w
from assistant.domain.documents import Spans
from assistant.domain.wording import Wording

Row = Sequence[Spans]
# Twentieths of a point that one character of table text takes, on average, and both cell margins.
_CHARACTER, _MARGINS = 112, 260
_LONG, _WORD = 240, 24  # a longer cell or word asks for no more width: it wraps
_SMALL = 8  # rows, with the header
_SAID = 500  # characters of a table's title and description


def table(
    rows: Sequence[Row],
    *,
    width: int,
    indent: int,
    styles: dict[str, str],
    runs: Callable[[Spans], list[Element]],
    title: str = "",
    description: str = "",
) -> Element:
    """Make a table whose first row is the header; ``width`` and ``indent`` in twentieths of a point."""
    columns = max(len(r) for r in rows)
    even = [tuple(r) + ((),) * (columns - len(r)) for r in rows]
    widths = column_widths([["".join(s.text for s in cell) for cell in r] for r in even], width)
    properties = w(
        "tblPr",
        w("tblStyle", val=styles["mou table"]),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblInd", w=indent, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    if title:
        properties.append(w("tblCaption", val=one_line(title)[:_SAID]))
    if description:
        properties.append(w("tblDescription", val=one_line(description)[:_SAID]))
    out = w("tbl", properties, w("tblGrid", *(w("gridCol", w=x) for x in widths)))
    for number, row in enumerate(even):
        header = number == 0
        style = styles["mou table header" if header else "mou table text"]
        # A small table stays on one page; Word keeps rows together by their paragraphs.
        joined = len(even) <= _SMALL and number < len(even) - 1
        cells = [
            _cell(paragraph(style, runs(cell), keep_next=joined), x, header)
            for cell, x in zip(row, widths, strict=True)
        ]
        kept = [w("cantSplit"), w("tblHeader")] if header else [w("cantSplit")]
        out.append(w("tr", w("trPr", *kept), *cells))
    return out


def describe(rows: Sequence[Row], words: Wording) -> str:
    """Say what a table holds, for readers who hear it."""
    names = [one_line("".join(s.text for s in cell)) for cell in rows[0]]
    return words("word.table-read", columns=", ".join(n for n in names if n), count=len(rows) - 1)


def column_widths(cells: Sequence[Sequence[str]], total: int) -> list[int]:
    """Share ``total`` among the columns: room for each column's longest word, the rest by length of text."""
    columns = list(zip(*cells, strict=True))
    least = [_room(min(max((len(word) for text in c for word in text.split()), default=1), _WORD)) for c in columns]
    spare = total - sum(least)
    if spare <= 0:
        floor = total // (3 * len(columns))
        shares = [floor + (total - floor * len(columns)) * x // sum(least) for x in least]
    else:
        more = [max(_room(min(max(map(len, c)), _LONG)) - x, 0) for c, x in zip(columns, least, strict=True)]
        parts = more if any(more) else [1] * len(columns)
        shares = [x + spare * part // sum(parts) for x, part in zip(least, parts, strict=True)]
    shares[-1] += total - sum(shares)
    return shares


def _room(characters: int) -> int:
    return characters * _CHARACTER + _MARGINS


def _cell(content: Element, width: int, header: bool) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if header:
        properties.append(w("shd", val="clear", color="auto", fill="E7E6E6"))
    return w("tc", properties, content)
