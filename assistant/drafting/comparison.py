"""Compare two versions of an agreement block by block: what stayed, changed, moved, came and went.

A clause is known by its id, and by its words where there is none; a block within it by its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from assistant.domain.comparisons import BlockChange, Comparison, Pieces
from assistant.domain.documents import Block, MouDocument
from assistant.drafting.alignment import Likeness, Pair, aligned, in_order
from assistant.drafting.row_changes import row_changes
from assistant.drafting.word_diff import spans_diff

ROWS = frozenset({"table", "signatures", "open-items"})
_ALIKE = 0.45  # share of words that make two blocks of one clause the same block, changed
_ALIKE_ANYWHERE = 0.6  # and blocks of which it is not known that they are of one clause
_MOVED = 0.8  # and blocks in different places
_FEW = 4  # words; a shorter block that turns up elsewhere did not move, it was written twice
_KEPT = 0.5  # share of the words of a moved block that must have stayed


def compare(old: MouDocument, new: MouDocument) -> Comparison:
    """Return what became of every block; both documents are taken as they stand, without tracked changes."""
    return Comparison(blocks=tuple(_Pairing(old.blocks, new.blocks).changes()))


class _Pairing:
    """Find which old block became which new one, clause by clause, then by words."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self._old, self._new = old, new
        self._alike = Likeness()
        self._olds, self._news = [_key(b) for b in old], [_key(b) for b in new]
        self._pairs: dict[int, int] = {}

    def changes(self) -> list[BlockChange]:
        """Return the changes in the order of a redline: between two blocks that stayed, the old stand first."""
        stay = in_order(self._all_pairs, lambda p: len(self._news[p[1]][1]) + 1)
        moves = self._moves(stay)
        come = {j: i for i, j in moves}
        out: list[BlockChange] = []
        i = j = 0
        for a, b in [*sorted(stay), (len(self._old), len(self._new))]:
            for n in range(i, a):
                move = moves.get((n, self._pairs.get(n, -1)), "")
                out.append(self._moved(n, self._pairs[n], "from", move) if move else BlockChange(kind="deleted", old=n))
            for n in range(j, b):
                move = moves[come[n], n] if n in come else ""
                out.append(self._moved(come[n], n, "to", move) if move else BlockChange(kind="inserted", new=n))
            if a < len(self._old):
                out.append(self._stayed(a, b))
            i, j = a + 1, b + 1
        return out

    @cached_property
    def _all_pairs(self) -> list[Pair]:
        clauses: dict[str | None, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, blocks in enumerate((self._old, self._new)):
            for n, block in enumerate(blocks):
                clauses[block.clause][side].append(n)
        for olds, news in clauses.values():
            self._align(olds, news, _ALIKE)
        self._align(*self._left(), _ALIKE_ANYWHERE)
        self._find_moved(*self._left())
        return list(self._pairs.items())

    def _left(self) -> tuple[list[int], list[int]]:
        taken = set(self._pairs.values())
        return [n for n in range(len(self._old)) if n not in self._pairs], [
            n for n in range(len(self._new)) if n not in taken
        ]

    def _align(self, olds: list[int], news: list[int], least: float) -> None:
        def worth(i: int, j: int) -> float:
            return self._worth(olds[i], news[j], least)

        found = aligned([self._olds[n] for n in olds], [self._news[n] for n in news], worth)
        self._pairs.update((olds[i], news[j]) for i, j in found)

    def _worth(self, i: int, j: int, least: float) -> float:
        (shape, one), (other_shape, other) = self._olds[i], self._news[j]
        if shape != other_shape:
            return 0.0
        alike = self._alike(one, other)
        clause = self._old[i].clause
        if clause and clause == self._new[j].clause and self._old[i].kind in {"heading", *ROWS}:
            alike = max(alike, least)  # a clause keeps its heading and its table, however they are worded
        elif self._old[i].kind in {"title", "subtitle", "signatures", "open-items"}:
            alike = least + alike
        return alike * (min(len(one), len(other)) + 20) if alike >= least else 0.0

    def _find_moved(self, olds: list[int], news: list[int]) -> None:
        olds = [n for n in olds if not self._short(n)]
        ones, others = [self._olds[n][1] for n in olds], [self._news[n][1] for n in news]
        alike = self._alike.alike(ones, others, _MOVED)
        found = [(a, olds[i], news[j]) for a, i, j in alike if self._olds[olds[i]][0] == self._news[news[j]][0]]
        taken: set[int] = set()
        for _, i, j in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
            if i not in self._pairs and j not in taken:
                self._pairs[i] = j
                taken.add(j)

    def _moves(self, stay: set[Pair]) -> dict[Pair, str]:
        """Return a name for each move; blocks that went together share it. Others count as taken out and put in."""
        out: dict[Pair, str] = {}
        last: Pair | None = None
        moving = set(self._all_pairs) - stay
        for i, j in sorted(moving):
            alone = not any(p in moving for p in ((i - 1, j - 1), (i + 1, j + 1)))
            if self._old[i].kind in ROWS or (alone and self._short(i)) or not self._kept(i, j):
                continue
            if last is None or (i, j) != (last[0] + 1, last[1] + 1):
                name = f"move{len(set(out.values())) + 1}"
            out[i, j] = name
            last = (i, j)
        return out

    def _short(self, i: int) -> bool:
        return len(self._olds[i][1].split()) < _FEW

    def _kept(self, i: int, j: int) -> bool:
        pieces = self._pieces(i, j)
        same = sum(len(p.text) for p in pieces if p.kind == "same")
        return same >= _KEPT * max(len(self._old[i].text), len(self._new[j].text))

    def _moved(self, i: int, j: int, place: str, move: str) -> BlockChange:
        given = {"kind": "moved", "old": i, "new": j, "place": place, "move": move, "pieces": self._pieces(i, j)}
        return BlockChange.model_validate(given)

    def _stayed(self, i: int, j: int) -> BlockChange:
        old, new = self._old[i], self._new[j]
        if old.kind in ROWS:
            rows = row_changes(old, new, self._alike)
            kind = "unchanged" if all(r.kind == "unchanged" for r in rows) else "changed"
            return BlockChange.model_validate({"kind": kind, "old": i, "new": j, "rows": rows})
        pieces = self._pieces(i, j)
        kind = "unchanged" if old.text == new.text else "changed"
        return BlockChange.model_validate({"kind": kind, "old": i, "new": j, "pieces": pieces})

    def _pieces(self, i: int, j: int) -> Pieces:
        return spans_diff(self._old[i].spans, self._new[j].spans)


def _key(block: Block) -> tuple[tuple[object, ...], str]:
    """Return what must be the same for two blocks to be one block, and the words to compare."""
    numbered = bool(block.number) if block.kind in {"heading", "paragraph", "item"} else False
    level = block.level if block.kind == "heading" else 0
    columns = max((len(r) for r in block.rows), default=0)
    words = block.text
    if block.kind == "signatures":
        words = "\n".join(f"{s.name} {s.title} {s.party}" for s in block.signers)
    elif block.kind in ROWS:
        words = "\n".join(" ".join("".join(s.text for s in cell) for cell in row) for row in block.rows)
    return (block.kind, level, numbered, columns), words
