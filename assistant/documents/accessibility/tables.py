"""Tables: a screen reader names the column of each cell, if the header row is marked and every cell is one cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.documents.accessibility.looks import on, on_attribute, val
from assistant.documents.accessibility.opened import WordFile, raw_text
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import Barrier

_EDGES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


def tables(file: WordFile) -> Iterator[Barrier]:
    """Header rows are marked and not empty, no cells are merged, no table stands in another."""
    for table in file.body.iter(f"{W}tbl"):
        outer = any(a.tag == f"{W}tbl" for a in table.iterancestors())
        place = file.place_of(table)
        if outer:
            yield Barrier(rule="nested-table", place=place)
            continue
        rows = rows_of(table)
        if any(_merged(cell) for row in rows for cell in row.iterfind(f".//{W}tc")):
            yield Barrier(rule="merged-cells", place=place)
        if not holds_data(table, file):
            continue
        header = rows[0]
        if not _marked(header):
            yield Barrier(rule="no-header-row", place=place, fixable=looks_like_header(table, file))
        elif any(not "".join(map(raw_text, cell.iter(f"{W}p"))).strip() for cell in header.iterfind(f".//{W}tc")):
            yield Barrier(rule="empty-header", place=place)


def rows_of(table: Any) -> list[Any]:
    """Return the rows of a table, those in content controls too, without those that tracked changes take away."""
    rows = [r for r in table.iter(f"{W}tr") if next(r.iterancestors(f"{W}tbl")) is table]
    return [r for r in rows if r.find(f"{W}trPr/{W}del") is None]


def holds_data(table: Any, file: WordFile) -> bool:
    """Say whether a table is one of data: rows, columns and lines between them, not only a way to set things out."""
    rows = rows_of(table)
    if len(rows) < 2 or max((len(r.findall(f".//{W}tc")) for r in rows), default=0) < 2:
        return False
    if any(map(_marked, rows)):
        return True
    places = [table.find(f"{W}tblPr"), *(s.find(f"{W}tblPr") for s in file.looks.table_chain(table))]
    borders = next((b for p in places if p is not None and (b := p.find(f"{W}tblBorders")) is not None), None)
    inside = [] if borders is None else [borders.find(f"{W}{edge}") for edge in _EDGES]
    inside += [
        e
        for c in table.iter(f"{W}tcBorders")
        for edge in ("left", "start", "right", "end")
        if (e := c.find(f"{W}{edge}")) is not None
    ]
    return any(val(e) not in ("", "none", "nil") for e in inside if e is not None)


def looks_like_header(table: Any, file: WordFile) -> bool:
    """Say whether the first row can be marked as the header without a doubt.

    Every cell of it holds words, none is merged, and it stands out: bold, shaded, or said to be the header.
    """
    first = rows_of(table)[0]
    cells = first.findall(f".//{W}tc")
    if any(_merged(cell) for cell in cells):
        return False
    looks = []
    for cell in cells:
        paragraphs = [p for p in cell.iter(f"{W}p") if raw_text(p).strip()]
        shown = [(r, p) for p in paragraphs for r in p.iter(f"{W}r") if any(t.text for t in r.iter(f"{W}t"))]
        if not shown:
            return False
        shaded = cell.find(f"{W}tcPr/{W}shd")
        looks.append(
            all(file.looks.bold(r, p) for r, p in shown)
            or (shaded is not None and str(shaded.get(f"{W}fill", "auto")).lower() not in ("auto", "ffffff"))
        )
    return all(looks) or _says_so(table, file)


def _says_so(table: Any, file: WordFile) -> bool:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    said = on_attribute(look, "firstRow") if look.get(f"{W}firstRow") else int(val(look) or "0", 16) & 0x20
    # Word sets this for every new table; it shows only where the style has looks for a first row.
    return bool(said) and any(
        part.get(f"{W}type") == "firstRow" for s in file.looks.table_chain(table) for part in s.iter(f"{W}tblStylePr")
    )


def _marked(row: Any) -> bool:
    return on(row.find(f"{W}trPr/{W}tblHeader"))


def _merged(cell: Any) -> bool:
    span = val(cell, f"{W}tcPr/{W}gridSpan")
    return (span.isdecimal() and int(span) > 1) or cell.find(f"{W}tcPr/{W}vMerge") is not None
