"""The three views of a document with tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain.documents import Block, Comment, MouDocument, Span, Spans, TrackedChange, View

GONE: dict[View, frozenset[str]] = {
    "accepted": frozenset({"deleted", "moved-from"}),
    "original": frozenset({"inserted", "moved-to"}),
    "marked": frozenset(),
}
"""The kinds of change whose words a view does not have."""

Piece = tuple[str, bool]
"""Words of the marked view, and whether they stay."""


def viewed(document: MouDocument, view: View) -> MouDocument:
    """Return a document read from a file as one of its views; the marked view is the document itself.

    In the other two no change is left. A paragraph whose mark was inserted or deleted is joined with the next
    one, as Word does; comments keep the block they stand on, on the words that remain of what they marked.
    """
    if view == "marked":
        return document
    blocks: list[Block] = []
    places: dict[int, tuple[int, int, list[Piece]]] = {}  # of each old block: its new one, what precedes it, its words
    held: dict[str, _Held] = {}  # in each part, the paragraphs that run on into the next
    for at, block in enumerate(document.blocks):
        run = held.setdefault(block.part, _Held())
        pieces = list(pieces_of(block, view))
        if block.kind == "table":
            _release(run, blocks, places)
            run = _Held()
        elif not stays(block.changes, view):
            run.add(at, block, pieces, _kept(block.spans, view))
            continue
        for old, before, its in run.old:
            places[old] = len(blocks), before, its
        places[at] = len(blocks), run.size, pieces
        new = _block(block, run.spans, view)
        held[block.part] = _Held()
        if new.rows or new.signers or (not block.rows and new.text.strip()):
            blocks.append(new)
    for run in held.values():
        _release(run, blocks, places)
    comments = tuple(_moved(comment, places, blocks) for comment in document.comments)
    return document.model_copy(update={"blocks": tuple(blocks), "comments": comments})


class _Held:
    """Paragraphs whose marks are gone: which they were, and their words."""

    def __init__(self) -> None:
        self.old: list[tuple[int, int, list[Piece]]] = []
        self.spans: Spans = ()
        self.size = 0
        self.first: Block | None = None

    def add(self, at: int, block: Block, pieces: list[Piece], spans: Spans) -> None:
        self.old.append((at, self.size, pieces))
        self.first = self.first or block
        self.spans += spans
        self.size += sum(len(s.text) for s in spans)


def stays(changes: Sequence[TrackedChange], view: View) -> bool:
    """Tell whether words with these changes are part of a view."""
    return not any(change.kind in GONE[view] for change in changes)


def words_of(block: Block) -> str:
    """Return the text that places in a block count in: a table's cells divided by tabs, its rows by line ends."""
    if not block.rows:
        return block.text
    return "\n".join("\t".join("".join(s.text for s in cell) for cell in row) for row in block.rows)


def pieces_of(block: Block, view: View) -> Iterator[Piece]:
    """Yield the words of ``words_of(block)`` in the marked view, each with whether it is part of a view."""
    if not block.rows:
        yield from ((s.text, stays(s.changes, view)) for s in block.spans)
        return
    shown = False  # whether a row stands before this one, so that a line end does
    for n, row in enumerate(block.rows):
        keep = n >= len(block.row_changes) or stays(block.row_changes[n], view)
        if n:
            yield "\n", keep and shown
        for m, cell in enumerate(row):
            if m:
                yield "\t", keep
            yield from ((s.text, keep and stays(s.changes, view)) for s in cell)
        shown = shown or keep


def _kept(spans: Spans, view: View) -> Spans:
    out: list[Span] = []
    for span in spans:
        if not stays(span.changes, view):
            continue
        plain = span.model_copy(update={"changes": ()}) if span.changes else span
        if out and (out[-1].kind, out[-1].field) == (plain.kind, plain.field):
            out[-1] = plain.model_copy(update={"text": out[-1].text + plain.text})
        else:
            out.append(plain)
    return tuple(out)


def _block(block: Block, lead: Spans, view: View) -> Block:
    rows = tuple(
        tuple(_kept(cell, view) for cell in row)
        for n, row in enumerate(block.rows)
        if n >= len(block.row_changes) or stays(block.row_changes[n], view)
    )
    signers = tuple(
        signer
        for n, signer in enumerate(block.signers)
        if n >= len(block.row_changes) or stays(block.row_changes[n], view)
    )
    number = block.number if view == "accepted" or block.number_before is None else block.number_before
    spans = _kept((*lead, *block.spans), view)
    new = {"spans": spans, "rows": rows, "signers": signers, "changes": (), "row_changes": (), "number": number}
    new["number_before"] = None
    return block.model_copy(update=new)


def _release(run: _Held, blocks: list[Block], places: dict[int, tuple[int, int, list[Piece]]]) -> None:
    """Put down paragraphs that should have run on, but have nothing to run into: a table, or the end."""
    for old, before, its in run.old:
        places[old] = len(blocks), before, its
    if run.first is not None and any(s.text.strip() for s in run.spans):
        blocks.append(run.first.model_copy(update={"spans": run.spans, "changes": (), "number_before": None}))


def _moved(comment: Comment, places: dict[int, tuple[int, int, list[Piece]]], blocks: Sequence[Block]) -> Comment:
    if comment.block is None or comment.block not in places:
        return comment
    block, before, pieces = places[comment.block]
    if not blocks:
        return comment.model_copy(update={"block": None, "start": 0, "end": 0})
    if block >= len(blocks):
        end = len(words_of(blocks[-1]))
        return comment.model_copy(update={"block": len(blocks) - 1, "start": end, "end": end})
    most = len(words_of(blocks[block]))
    start, end = (min(before + _offset(pieces, at), most) for at in (comment.start, comment.end))
    return comment.model_copy(update={"block": block, "start": start, "end": end})


def _offset(pieces: Sequence[Piece], at: int) -> int:
    """Return where a place of the marked view lies among the words that stay."""
    new = 0
    for text, keep in pieces:
        taken = min(at, len(text))
        new += taken if keep else 0
        at -= taken
        if at <= 0:
            break
    return new
