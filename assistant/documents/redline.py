"""One document that shows what changed between two: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.documents.elements import clean, one_line
from assistant.documents.outline import outline
from assistant.documents.properties import utc
from assistant.domain.changes import pieces_of
from assistant.domain.comparisons import BlockChange, Pieces
from assistant.domain.documents import Block, Comment, MouDocument, Span, Spans, TrackedChange
from assistant.domain.wording import Wording
from assistant.drafting.comparison import compare

Changes = tuple[TrackedChange, ...]


def redline(old: MouDocument, new: MouDocument, *, author: str, when: datetime, words: Wording) -> MouDocument:
    """Return the new document with what differs from the old one as tracked changes of ``author`` at ``when``.

    Title, stamp, mark and properties are the new one's; comments and annotations are those of the new one,
    and the comments stay on their words. Headings that the writer would add are in it already.
    """
    old, new = settled(old, words), settled(new, words)
    made = _Marked(old, new, author, utc(when).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return made.document()


def settled(document: MouDocument, words: Wording) -> MouDocument:
    """Return a document as it is written: in order, with the headings over its parts, nothing empty in it."""
    front, parts = outline(document, words)
    blocks = tuple(_cleaned(p.block) for p in (*front, *parts))
    places = {id(p.block): n for n, p in enumerate((*front, *parts))}
    moved = {n: places[id(b)] for n, b in enumerate(document.blocks) if id(b) in places}
    comments = tuple(
        c.model_copy(update={"block": moved.get(c.block) if c.block is not None else None}) for c in document.comments
    )
    return document.model_copy(update={"blocks": blocks, "comments": comments})


def _cleaned(block: Block) -> Block:
    """Return a block whose words are those that Word can hold."""

    def spans(given: Spans) -> Spans:
        flat = block.kind == "heading"
        out = []
        for span in given:
            text = clean(span.text)
            out.append(span.model_copy(update={"text": text.replace("\n", " ") if flat else text, "changes": ()}))
        return tuple(out)

    rows = tuple(tuple(spans(cell) for cell in row) for row in block.rows)
    return block.model_copy(update={"spans": spans(block.spans), "rows": rows, "changes": (), "row_changes": ()})


class _Marked:
    """Put two documents together, block by block."""

    def __init__(self, old: MouDocument, new: MouDocument, author: str, when: str) -> None:
        self._old, self._new = old, new
        self._author, self._when = one_line(author), when
        self._place: dict[int, int] = {}  # where the new document's blocks stand now

    def document(self) -> MouDocument:
        """Return the marked document."""
        blocks: list[Block] = []
        for change in compare(self._old, self._new).blocks:
            if change.new is not None and change.place != "from":
                self._place[change.new] = len(blocks)
            blocks.append(self._block(change))
        document = self._new.model_copy(update={"blocks": tuple(blocks)})
        return document.model_copy(update={"comments": tuple(self._comments(document))})

    def _change(self, kind: str, move: str = "") -> Changes:
        given = {"kind": kind, "author": self._author, "when": self._when, "move": move}
        return (TrackedChange.model_validate(given),)

    def _block(self, change: BlockChange) -> Block:
        old = self._old.blocks[change.old] if change.old is not None else None
        new = self._new.blocks[change.new] if change.new is not None else None
        if change.kind == "inserted" and new is not None:
            return _whole(new, self._change("inserted"))
        if change.kind == "deleted" and old is not None:
            return _whole(old, self._change("deleted"))
        assert old is not None
        assert new is not None
        if change.place == "from":
            moved, gone = self._change("moved-from", change.move), self._change("deleted")
            spans = woven(old.spans, new.spans, change.pieces, same=moved, deleted=gone, inserted=None)
            return old.model_copy(update={"spans": spans, "changes": moved})
        if change.place == "to":
            moved, come = self._change("moved-to", change.move), self._change("inserted")
            spans = woven(old.spans, new.spans, change.pieces, same=moved, deleted=None, inserted=come)
            return new.model_copy(update={"spans": spans, "changes": moved})
        if change.rows:
            return self._rows(old, new, change)
        before = old.number if old.number.rstrip(".") != new.number.rstrip(".") else None
        spans = self._woven(old.spans, new.spans, change.pieces)
        return new.model_copy(update={"spans": spans, "number_before": before})

    def _woven(self, old: Spans, new: Spans, pieces: Pieces) -> Spans:
        deleted, inserted = self._change("deleted"), self._change("inserted")
        return woven(old, new, pieces, same=(), deleted=deleted, inserted=inserted)

    def _rows(self, old: Block, new: Block, change: BlockChange) -> Block:
        """Return a table or signature block with the rows of both, each with what became of it."""
        rows: list[tuple[Spans, ...]] = []
        signers = []
        marks: list[Changes] = []
        for row in change.rows:
            kept = row.kind in {"unchanged", "changed"}
            mark = () if kept else self._change(row.kind)
            side, at = (old, row.old) if row.kind == "deleted" else (new, row.new)
            marks.append(mark)
            if at is None:
                continue
            if new.kind == "signatures":
                signers.append(side.signers[at])
            elif kept and row.old is not None:
                cells = zip(old.rows[row.old], new.rows[at], row.cells, strict=True)
                rows.append(tuple(self._woven(one, other, pieces) for one, other, pieces in cells))
            else:
                rows.append(tuple(_all(cell, mark) for cell in side.rows[at]))
        given = {"rows": tuple(rows), "signers": tuple(signers), "row_changes": tuple(marks) if any(marks) else ()}
        return new.model_copy(update=given)

    def _comments(self, document: MouDocument) -> list[Comment]:
        """Return the new document's comments on the places that their words have now."""
        out: list[Comment] = []
        for comment in document.comments:
            place = self._place.get(comment.block) if comment.block is not None else None
            if place is None:
                out.append(comment.model_copy(update={"block": None}) if comment.block is not None else comment)
                continue
            start, end = (_shown_at(document.blocks[place], at) for at in (comment.start, comment.end))
            out.append(comment.model_copy(update={"block": place, "start": start, "end": end}))
        return out


def _shown_at(block: Block, at: int) -> int:
    """Return where a place in the new words is when the deleted ones are shown too."""
    shown = live = 0
    for text, stays in pieces_of(block, "accepted"):
        if stays:
            if live + len(text) >= at:
                return shown + at - live
            live += len(text)
        shown += len(text)
    return shown


def _whole(block: Block, changes: Changes) -> Block:
    rows = tuple(tuple(_all(cell, changes) for cell in row) for row in block.rows)
    count = len(block.signers) if block.kind == "signatures" else len(rows)
    given = {"spans": _all(block.spans, changes), "rows": rows, "changes": changes, "row_changes": (changes,) * count}
    return block.model_copy(update=given)


def _all(spans: Spans, changes: Changes) -> Spans:
    return tuple(s.model_copy(update={"changes": changes}) for s in spans)


def woven(
    old: Spans, new: Spans, pieces: Pieces, *, same: Changes, deleted: Changes | None, inserted: Changes | None
) -> Spans:
    """Return the spans of two texts in the order of their pieces, each sort with its changes (None: left out)."""
    before, after = _Reel(old), _Reel(new)
    out: list[Span] = []

    def add(spans: Sequence[Span], changes: Changes | None) -> None:
        if changes is not None:
            out.extend(s.model_copy(update={"changes": changes}) for s in spans)

    for piece in pieces:
        size = len(piece.text)
        if piece.kind == "deleted":
            add(before.take(size), deleted)
        elif piece.kind == "inserted":
            add(after.take(size), inserted)
        else:
            before.take(size)
            add(after.take(size), same)
    return tuple(out)


class _Reel:
    """Spans that are taken off from the front, so many characters at a time."""

    def __init__(self, spans: Spans) -> None:
        self._left = [s for s in spans if s.text]

    def take(self, size: int) -> list[Span]:
        """Return the next spans; of one that is cut in two, both are plain text, but a reference keeps its number."""
        out: list[Span] = []
        while size and self._left:
            span = self._left.pop(0)
            if len(span.text) > size:
                kind = "ref" if span.kind == "ref" else "text"
                self._left.insert(0, span.model_copy(update={"text": span.text[size:], "kind": kind}))
                span = span.model_copy(update={"text": span.text[:size], "kind": "text"})
            out.append(span)
            size -= len(span.text)
        return out
