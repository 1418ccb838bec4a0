"""What became of the rows of a table, and of the signers of a signature block."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.comparisons import RowChange
from assistant.domain.documents import Block, Spans
from assistant.drafting.alignment import Likeness, Pair, aligned
from assistant.drafting.word_diff import spans_diff

_ALIKE = 0.4  # share of words that make two rows the same row, changed
Row = Sequence[Spans]


def row_changes(old: Block, new: Block, alike: Likeness) -> tuple[RowChange, ...]:
    """Return each row once, in the order of a redline; both tables have as many columns.

    A row is known by its first cell, unless that is a running number, or by its words. A signer whose name, title or
    party changed is taken out and put in.
    """
    if old.kind == "signatures":
        pairs = aligned(old.signers, new.signers, lambda _i, _j: 0.0)
        return tuple(_in_order(pairs, [()] * len(old.signers), [()] * len(new.signers)))
    ones, others = [_texts(r) for r in old.rows], [_texts(r) for r in new.rows]

    def worth(i: int, j: int) -> float:
        if len(old.rows[i]) != len(new.rows[j]) or (i == 0) != (j == 0):
            return 0.0
        known = i == 0 or (ones[i][0] == others[j][0] and any(c.isalpha() for c in ones[i][0]))
        likeness = 2.0 if known else alike(_named(ones[i]), _named(others[j]))
        return likeness if likeness >= _ALIKE else 0.0

    return tuple(_in_order(aligned(ones, others, worth), old.rows, new.rows))


def _in_order(pairs: list[Pair], old: Sequence[Row], new: Sequence[Row]) -> list[RowChange]:
    out: list[RowChange] = []
    i = j = 0
    for a, b in [*pairs, (len(old), len(new))]:
        out += [RowChange(kind="deleted", old=n) for n in range(i, a)]
        out += [RowChange(kind="inserted", new=n) for n in range(j, b)]
        if a < len(old):
            cells = tuple(spans_diff(one, other) for one, other in zip(old[a], new[b], strict=True))
            same = all(p.kind == "same" for cell in cells for p in cell)
            out.append(RowChange(kind="unchanged" if same else "changed", old=a, new=b, cells=cells))
        i, j = a + 1, b + 1
    return out


def _named(cells: tuple[str, ...]) -> str:
    """Return the words of a row without a running number in front of them."""
    return " ".join(cells[1:] if cells and not any(c.isalpha() for c in cells[0]) else cells)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple("".join(s.text for s in cell) for cell in row)
