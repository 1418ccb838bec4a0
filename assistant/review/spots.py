"""From a place in a reviewed text back to the block of the document that it was made from."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from assistant.domain.changes import viewed
from assistant.domain.documents import Block, MouDocument, View
from assistant.domain.reviews import ReviewParagraph, ReviewText


class Spot(NamedTuple):
    """Words of a block: ``start`` to ``end`` count in ``domain.changes.words_of`` of it."""

    block: int
    start: int
    end: int


class Spots:
    """Finds the words of a reviewed text in the view of the document that the text was made of."""

    def __init__(self, document: MouDocument, view: View, text: ReviewText) -> None:
        self._blocks = viewed(document, view).blocks
        self._text = text
        self._starts = [p.start for p in text.paragraphs]

    def of(self, start: int, end: int) -> Spot | None:
        """Return where the characters ``start`` to ``end`` stand; what reaches into a next paragraph is cut off."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._text.paragraphs[at].block >= len(self._blocks):
            return None
        paragraph = self._text.paragraphs[at]
        block = self._blocks[paragraph.block]
        first, last = start - paragraph.start, min(end, paragraph.end) - paragraph.start
        if paragraph.kind == "signatures":
            return Spot(paragraph.block, 0, 0)
        if block.rows:
            return self._in_row(block, paragraph, self._row(at), first, last)
        return Spot(paragraph.block, first, last)

    def _row(self, at: int) -> int:
        """Return which of its block's rows that are not empty a paragraph is."""
        block = self._text.paragraphs[at].block
        before = at
        while before and self._text.paragraphs[before - 1].block == block:
            before -= 1
        return at - before

    def _in_row(self, block: Block, paragraph: ReviewParagraph, number: int, first: int, last: int) -> Spot:
        rows = [["".join(s.text for s in cell) for cell in row] for row in block.rows]
        filled = [n for n, row in enumerate(rows) if any(c.strip() for c in row)]
        if number >= len(filled):
            return Spot(paragraph.block, 0, 0)
        row = filled[number]
        at = sum(len("\t".join(r)) + 1 for r in rows[:row])  # rows are divided by line ends
        shown = 0  # in the line of the reviewed text, where cells are divided by " | "
        start = end = None
        for cell in rows[row]:
            inner = cell.strip()
            lead = len(cell) - len(cell.lstrip())
            if inner:
                if start is None and first < shown + len(inner):
                    start = at + lead + max(first - shown, 0)
                if last > shown:
                    end = at + lead + min(last - shown, len(inner))
                shown += len(inner) + len(" | ")
            at += len(cell) + 1
        if start is None or end is None:
            return Spot(paragraph.block, 0, 0)
        return Spot(paragraph.block, start, max(start, end))
