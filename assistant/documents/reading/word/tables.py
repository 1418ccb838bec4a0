"""A table as rows of cells; merged cells leave empty ones in their place, so that columns stay columns."""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.word import objects
from assistant.documents.reading.word.gathered import Gathered, place_of
from assistant.documents.reading.word.lines import Line
from assistant.documents.reading.word.names import CHANGES, MC, SILENT, W, value_of, whole
from assistant.documents.reading.word.revisions import Changes, change_of
from assistant.documents.reading.word.words import Words, alternative
from assistant.domain.documents import Spans

_THROUGH = frozenset(f"{W}{n}" for n in ("sdt", "sdtContent", "customXml", "smartTag"))
_CELL_CHANGES = (("cellIns", "inserted"), ("cellDel", "deleted"))
_WIDEST = 200


class Table:
    """Reads one w:tbl; ``line`` gathers what hangs on its words, at offsets of the whole table's text.

    That text is its cells, divided by tabs, and its rows, divided by line ends (``domain.changes.words_of``).
    """

    def __init__(self, gathered: Gathered, words: Words) -> None:
        self._all, self._words = gathered, words
        self.rows: list[tuple[Spans, ...]] = []
        self.row_changes: list[Changes] = []
        self.changes: Changes = ()
        self.caption = self.style = self.place = ""
        self.line = Line()

    def read(self, table: Any, changes: Changes) -> None:
        """Read the table; ``changes`` are those of what it stands in."""
        properties = table.find(f"{W}tblPr")
        self.caption = value_of(properties, f"{W}tblCaption")
        self.style = self._all.styles.title(value_of(properties, f"{W}tblStyle"))
        was = properties.find(f"{W}tblPrChange") if properties is not None else None
        self.changes = (change_of(was, "formatted"),) if was is not None else ()
        self._rows(table, changes)

    def _rows(self, element: Any, changes: Changes) -> None:
        for child in element:
            if child.tag == f"{W}tr":
                self._row(child, changes)
            elif child.tag in CHANGES:
                self._rows(child, (*changes, self._words.moves.change(child)))
            elif child.tag in _THROUGH:
                self._rows(child, changes)
            else:
                self._other(child)

    def _row(self, row: Any, changes: Changes) -> None:
        properties = row.find(f"{W}trPr")
        own = list(changes)
        for child in properties if properties is not None else ():
            if child.tag in CHANGES:
                own.append(self._words.moves.change(child))
        cells: list[Spans] = [()] * min(whole(value_of(properties, f"{W}gridBefore")), _WIDEST)
        if self.rows:
            self.line.size += 1
        self.line.size += len(cells)
        self._cells(row, cells, tuple(own))
        self.line.size -= 1 if cells else 0  # after the last cell no tab stands
        self.rows.append(tuple(cells))
        self.row_changes.append(tuple(own))

    def _cells(self, element: Any, cells: list[Spans], marks: Changes) -> None:
        for child in element:
            if child.tag == f"{W}tc":
                cells.append(self._cell(child, marks))
                span = whole(value_of(child, f"{W}tcPr/{W}gridSpan", "1"), 1)
                cells += [()] * (min(span, _WIDEST) - 1)
                self.line.size += max(1, min(span, _WIDEST))
            elif child.tag in CHANGES or child.tag in _THROUGH:
                self._cells(child, cells, marks)
            else:
                self._other(child)

    def _cell(self, cell: Any, marks: Changes) -> Spans:
        properties = cell.find(f"{W}tcPr")
        own: Changes = ()
        for name, kind in _CELL_CHANGES:
            if properties is not None and (found := properties.find(f"{W}{name}")) is not None:
                own = (*own, change_of(found, kind))
        if properties is not None and properties.find(f"{W}cellMerge") is not None:
            self.line.unread.append(("cells-merged", {}))
        out = Line()
        self._content(cell, out, own, marks)
        merged = properties.find(f"{W}vMerge") if properties is not None else None
        if merged is not None and merged.get(f"{W}val", "continue") == "continue" and out.text.strip():
            self.line.unread.append(("cell-covered", {"words": out.text[:_WIDEST]}))
        self.line.anchors += [(side, ident, self.line.size + at) for side, ident, at in out.anchors]
        self.line.size += out.size
        self.place = self.place or place_of("", out.text)
        return out.spans

    def _content(self, element: Any, out: Line, changes: Changes, marks: Changes) -> None:
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child, out, changes, marks)
            elif child.tag == f"{W}tbl":
                self._inner(child, out, changes, marks)
            elif child.tag in CHANGES:
                self._content(child, out, (*changes, self._words.moves.change(child)), marks)
            elif child.tag in _THROUGH:
                self._content(child, out, changes, marks)
            elif child.tag == f"{MC}AlternateContent":
                if (chosen := alternative(child)) is not None:
                    self._content(chosen, out, changes, marks)
            else:
                self._other(child)

    def _paragraph(self, element: Any, out: Line, changes: Changes, marks: Changes) -> None:
        properties = element.find(f"{W}pPr")
        style = value_of(properties, f"{W}pStyle") or self._all.styles.default
        line = self._words.line(element, style, changes)
        mark = (*changes, *(c for c in self._words.moves.of_mark(properties, line.pieces) if c.kind != "formatted"))
        number, _ = self._all.number(properties, style, (*marks, *mark))
        self.line.boxes += line.boxes
        self.line.notes += line.notes
        self.line.unread += line.unread
        if line.text.strip() or mark:
            if out.pieces and not out.text.endswith("\n"):
                out.add("\n", "text", None, self._before)
            if number.text and line.text.strip():
                out.add(f"{number.text}\t", "text", None, mark)
        out.anchors += [(side, ident, out.size + at) for side, ident, at in line.anchors]
        if line.text.strip() or mark:
            for text, kind, of, its in line.pieces:
                out.add(text, kind, of, its)
            self._before = mark

    _before: Changes = ()

    def _inner(self, table: Any, out: Line, changes: Changes, marks: Changes) -> None:
        """A table in a cell is read into the cell: a row a line, cells divided by tabs."""
        inner = Table(self._all, self._words)
        inner.read(table, changes)
        for row, its in zip(inner.rows, inner.row_changes, strict=True):
            if not any(row):
                continue
            if out.pieces:
                out.add("\n", "text", None, self._before)
            self._before = its
            for n, cell in enumerate(row):
                if n:
                    out.add("\t", "text", None, its)
                for span in cell:
                    out.add(span.text, span.kind, span.field, (*its, *span.changes))
        base = out.size
        self.line.boxes += inner.line.boxes
        self.line.notes += inner.line.notes
        self.line.unread += inner.line.unread
        out.anchors += [(side, ident, base) for side, ident, _ in inner.line.anchors]

    def _other(self, element: Any) -> None:
        name = element.tag.removeprefix(W)
        if element.tag in SILENT or self._words.moves.mark(element) or name in ("bookmarkStart", "tblCaption"):
            return
        if name in ("commentRangeStart", "commentRangeEnd"):
            side = "start" if name.endswith("Start") else "end"
            self.line.anchors.append((side, str(element.get(f"{W}id", "")), self.line.size))
            return
        found = objects.described(element, {})
        self.line.unread += found.unread
        if not found.known:
            self.line.unread.append(("unknown", {"name": element.tag.rpartition("}")[2]}))
