"""What differs between two versions of an agreement: words, blocks, rows of tables."""

from __future__ import annotations

from typing import Literal

from assistant.domain.base import Value


class Piece(Value):
    """A stretch of text that stands in both versions, only in the old one, or only in the new one."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


Pieces = tuple[Piece, ...]


class RowChange(Value):
    """What became of one row of a table, or one signer; ``old`` and ``new`` are its places in each, from 0.

    ``cells`` are the pieces of each cell of a row that is in both.
    """

    kind: Literal["unchanged", "changed", "inserted", "deleted"]
    old: int | None = None
    new: int | None = None
    cells: tuple[Pieces, ...] = ()


class BlockChange(Value):
    """What became of one block; ``old`` and ``new`` are its places in each document, from 0.

    A ``moved`` block is told of twice: where it was (``place`` "from") and where it went ("to"), both times with
    both places and the same ``move``, a name that blocks which moved together share. ``pieces`` are its words in
    both versions, unless it was inserted or deleted whole; ``rows`` those of a table or of a signature block.
    """

    kind: Literal["unchanged", "changed", "moved", "inserted", "deleted"]
    old: int | None = None
    new: int | None = None
    place: Literal["", "from", "to"] = ""
    move: str = ""
    pieces: Pieces = ()
    rows: tuple[RowChange, ...] = ()


class Comparison(Value):
    """Every block of two documents once (a moved one twice), in the order in which a redline shows them."""

    blocks: tuple[BlockChange, ...]

    @property
    def same(self) -> bool:
        """Say whether nothing differs."""
        return all(b.kind == "unchanged" for b in self.blocks)
