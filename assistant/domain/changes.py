"""The three views of a document with tracked changes."""

from __future__ import annotations

from assistant.domain.documents import Block, MouDocument, Spans, TrackedChange, View

_GONE = {
    "accepted": frozenset({"deleted", "moved-from"}),
    "original": frozenset({"inserted", "moved-to"}),
    "marked": frozenset[str](),
}


def viewed(document: MouDocument, view: View) -> MouDocument:
    """Return a document read from a file as one of its views; the marked view is the document itself.

    In the other two no change is left. A paragraph whose mark was inserted or deleted is joined with the next
    one, as Word does; comments keep the block they stand on, on the words that remain of what they marked.
    """
    raise NotImplementedError


def _stays(changes: tuple[TrackedChange, ...], view: View) -> bool:
    return not any(change.kind in _GONE[view] for change in changes)


def _kept(spans: Spans, view: View) -> Spans:
    return tuple(span.model_copy(update={"changes": ()}) for span in spans if _stays(span.changes, view))


def _block(block: Block, view: View) -> Block:
    rows = tuple(
        tuple(_kept(cell, view) for cell in row)
        for n, row in enumerate(block.rows)
        if n >= len(block.row_changes) or _stays(block.row_changes[n], view)
    )
    return block.model_copy(update={"spans": _kept(block.spans, view), "rows": rows, "changes": (), "row_changes": ()})
