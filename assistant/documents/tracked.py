"""Tracked changes in Word's XML: on runs, on paragraph marks, on rows of tables, and around what moved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.oxml.ns import qn

from assistant.documents.elements import Element, Ids, one_line, w
from assistant.domain.documents import Block, MouDocument, TrackedChange

Changes = Sequence[TrackedChange]
Points = Sequence[tuple[int, Sequence[Element]]]  # code points from the start of the text, and what stands there
_TAG = {"inserted": "ins", "deleted": "del", "moved-to": "moveTo", "moved-from": "moveFrom"}
_IN_ROW = {"inserted": "ins", "deleted": "del", "moved-to": "ins", "moved-from": "del"}  # the schema has no moved rows
_DELETED = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
GONE = frozenset({"deleted", "moved-from"})
COME = frozenset({"inserted", "moved-to"})


def is_tracked(document: MouDocument) -> bool:
    """Say whether anything in the document stands as a tracked change."""
    return any(
        block.changes
        or any(block.row_changes)
        or any(s.changes for s in block.spans)
        or any(s.changes for row in block.rows for cell in row for s in cell)
        for block in document.blocks
    )


def is_gone(block: Block) -> bool:
    """Say whether a block is there only until the changes are accepted."""
    return any(c.kind in GONE for c in block.changes)


def is_new(block: Block) -> bool:
    """Say whether a block is there only once the changes are accepted."""
    return any(c.kind in COME for c in block.changes)


class Tracks:
    """Write changes, each mark with an id of its own from the document's one row of ids."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    def runs(self, runs: list[Element], changes: Changes) -> list[Element]:
        """Return runs within their changes, the first change outermost; looks that changed are not written."""
        for change in reversed([c for c in changes if c.kind in _TAG]):
            if change.kind == "deleted":
                for run in runs:
                    _delete_text(run)
            runs = [self._mark(_TAG[change.kind], change, *runs)] if runs else []
        return runs

    def points(self, points: Points, changes: Changes) -> Points:
        """Return what stands at places of a paragraph that comes or goes whole, its comments with it.

        Their references become changes as the words are, and their ranges are left out: LibreOffice (7.4) keeps the
        sign of a comment on a range when it takes the paragraph back, and what follows gets the paragraph's style.
        """
        if not changes:
            return points
        signs = ((at, [m for m in marks if m.tag == qn("w:r")]) for at, marks in points)
        return [(at, [one for sign in runs for one in self.runs([sign], changes)]) for at, runs in signs if runs]

    def paragraph(self, paragraph: Element, changes: Changes) -> None:
        """Mark the end of a paragraph as inserted, deleted or moved."""
        marks = [self._mark(_TAG[c.kind], c) for c in changes if c.kind in _TAG]
        properties = paragraph.find(qn("w:pPr"))
        if not marks or properties is None:
            return
        order = list(_TAG.values())
        marks.sort(key=lambda m: order.index(str(m.tag).rpartition("}")[2]))
        properties.append(w("rPr", *marks))

    def row(self, row: Element, changes: Changes) -> None:
        """Mark a row as inserted or deleted, and every run in it that bears no change yet."""
        kinds = {_IN_ROW[c.kind]: c for c in changes if c.kind in _IN_ROW}
        properties = row.find(qn("w:trPr"))
        if not kinds or properties is None:
            return
        properties.extend(self._mark(tag, kinds[tag]) for tag in ("ins", "del") if tag in kinds)
        for paragraph in list(row.iter(qn("w:p"))):
            for run in paragraph.findall(qn("w:r")):
                place = paragraph.index(run)
                kept = [
                    c.model_copy(update={"kind": "deleted" if c.kind in GONE else "inserted"}) for c in kinds.values()
                ]
                paragraph[place:place] = self.runs([run], kept)

    def move(self, change: TrackedChange, first: Element) -> Element:
        """Begin a move in its first paragraph; return the mark that ends it, to stand after the last one."""
        tag = _TAG[change.kind]
        start = self._mark(f"{tag}RangeStart", change)
        start.set(qn("w:name"), one_line(change.move))
        properties = first.find(qn("w:pPr"))
        first.insert(0 if properties is None else 1, start)
        return w(f"{tag}RangeEnd", id=start.get(qn("w:id"), ""))

    def _mark(self, tag: str, change: TrackedChange, *content: Element) -> Element:
        mark = w(tag, id=self._ids.next(), author=one_line(change.author))
        if _MOMENT.fullmatch(change.when):
            mark.set(qn("w:date"), change.when)
        mark.extend(content)
        return mark


def _delete_text(element: Element) -> None:
    for child in element.iter(*_DELETED):
        child.tag = _DELETED[child.tag]
