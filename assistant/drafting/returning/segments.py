"""Which words of a returned document are which clause: by stamp, else by heading, else by their likeness.

A stamp is a content control's tag or a bookmark; the reader puts what it says into ``Block.clause``. Some editors
keep it on every paragraph, some on the heading only, some nowhere. A paragraph that has none belongs to the clause
under whose heading it stands, unless that clause's own paragraphs all bear the stamp: then it was written beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from assistant.domain.documents import Block, MouDocument
from assistant.domain.returned import Ground
from assistant.drafting.returning.left_lines import FRONT, LeftLines
from assistant.drafting.returning.lines import Line, key_of, likeness, lines_of, without_number

_TITLE = 85.0
_NEARLY = 60.0
_FOUND = 0.3  # surety below which a clause without stamp and heading counts as gone
_SHORT = 25  # characters of a line that is too short to say that another clause begins
_LONGEST_TITLE = 120
_COPY = re.compile(r"[-_ ]Copy[-_ ]?\d*$")  # what LibreOffice adds to the bookmark of a clause that was copied


class Segments(NamedTuple):
    """``owner`` of each block of the document: a clause, FRONT, or None for words that belong to no clause.

    ``ground`` and ``sure`` (0 to 1) are told of each clause that was found; ``stray`` names for a block without
    owner what its stamp says, or the clause in which its words stood when the file left.
    """

    owner: tuple[str | None, ...]
    ground: dict[str, Ground]
    sure: dict[str, float]
    foreign: dict[int, str]
    stood: dict[int, str]


def segments(left: MouDocument, returned: MouDocument, titles: Mapping[str, str]) -> Segments:
    """Return the owner of each body block; ``titles`` are the headings of every clause that there may be."""
    return _Search(left, returned, titles).found()


class _Search:
    def __init__(self, left: MouDocument, returned: MouDocument, titles: Mapping[str, str]) -> None:
        self._left = LeftLines(left, titles)
        self._blocks = returned.blocks
        self._lines = [lines_of(b, n) if b.part == "body" else [] for n, b in enumerate(returned.blocks)]
        known = set(self._left.titles)
        said = [b.clause if b.clause in known else _COPY.sub("", b.clause or "") for b in returned.blocks]
        self._stamp = [c if c in known and b.part == "body" else None for c, b in zip(said, self._blocks, strict=True)]
        self._foreign = {n: str(self._blocks[n].clause) for n, c in enumerate(said) if c and c not in known}
        self._owner: list[str | None] = [None] * len(self._blocks)
        self._ground: dict[str, Ground] = {}
        self._stood: dict[int, str] = {}

    def found(self) -> Segments:
        """Look in order of certainty: stamps and headings, then the words of clauses that have neither."""
        heads = self._heads()
        closed = self._closed()
        present = {c for c in heads.values() if c} | {c for c in self._stamp if c}
        lost = {c for c in self._left.clauses if c not in present}
        self._walk(heads, closed, lost)
        # A sentence or two that a clause shares with others do not make it found.
        gone = {c for c in lost if self._ground.get(c) == "text" and self._surety(c, self._owned(c)) < _FOUND}
        if gone:
            self._owner, self._ground = [None] * len(self._blocks), {}
            self._walk(heads, closed, lost - gone)
        self._headless()
        self._copies()
        for n, lines in enumerate(self._lines):
            if lines and self._owner[n] is None and n not in self._foreign and (whose := self._left.owner_of(lines)):
                self._stood[n] = whose[0]
        owned: dict[str, list[str]] = {}
        for n, owner in enumerate(self._owner):
            if owner:
                owned.setdefault(owner, []).extend(line.text for line in self._lines[n])
        sure = {c: self._surety(c, texts) for c, texts in owned.items()}
        return Segments(tuple(self._owner), self._ground, sure, self._foreign, self._stood)

    def _heads(self) -> dict[int, str]:
        """Return the clauses whose headings stand without a stamp, by the number of the block."""
        stamped = {c for c in self._stamp if c}
        free = {c: t for c, t in self._left.titles.items() if c not in stamped}
        heads: dict[int, str] = {}
        near: list[tuple[float, int, str]] = []
        second = self._second_heads()
        for n, block in enumerate(self._blocks):
            unfit = self._stamp[n] and n not in second
            if unfit or n in self._foreign or not _may_head(block, self._lines[n]):
                continue
            key = key_of(without_number(block.text))
            exact = [c for c, t in free.items() if t.lower() == key.lower()]
            if exact and exact[0] not in heads.values():
                heads[n] = exact[0]
            elif block.kind == "heading":
                near += [(r, n, c) for c, t in free.items() if (r := fuzz.ratio(key, t)) >= _TITLE]
        for _, n, clause in sorted(near, reverse=True):
            if n not in heads and clause not in heads.values():
                heads[n] = clause
        return heads

    def _second_heads(self) -> set[int]:
        """Return the headings that are not the first under their stamp, and were not there when the file left.

        They begin a section of their own: an editor has carried the stamp on, or somebody wrote it into the clause.
        """
        headed: set[str] = set()
        out: set[int] = set()
        for n, block in enumerate(self._blocks):
            clause = self._stamp[n]
            if not clause or block.kind != "heading" or block.level > 1:
                continue
            if clause in headed and not self._own(clause, self._lines[n]):
                out.add(n)
            headed.add(clause)
        return out

    def _own(self, clause: str, lines: Sequence[Line]) -> bool:
        """Say whether lines are, or nearly are, lines that the clause left with."""
        return self._left.owner_of(lines, {clause}) is not None

    def _closed(self) -> set[str]:
        """Return the clauses whose paragraphs bear the stamp, not only their headings."""
        closed = {c for n, c in enumerate(self._stamp) if c and self._blocks[n].kind != "heading"}
        stamped = {c for c in self._stamp if c}
        # Where most clauses are held by controls, one whose paragraphs were all deleted is held by one too.
        return stamped if len(closed) * 2 > len(stamped) else closed

    def _walk(self, heads: Mapping[int, str], closed: set[str], lost: set[str]) -> None:
        current: str | None = None
        second = self._second_heads()
        apart, whose = False, None  # after a heading of its own under a stamp: the clause that it is, if any
        for n, block in enumerate(self._blocks):
            lines = self._lines[n]
            if not lines:
                continue
            stamp = self._stamp[n]
            if stamp != (self._stamp[n - 1] if n else None):
                apart = False
            if n in second:
                apart, whose = True, heads.get(n)
            if stamp and apart:
                mine = n not in second and self._own(stamp, lines) and not (whose and self._own(whose, lines))
                if mine or whose:
                    self._take(n, stamp if mine else str(whose), "stamp" if mine else "heading")
                current = stamp
            elif stamp:
                current = self._take(n, stamp, "stamp")
            elif n in heads:
                current = self._take(n, heads[n], "heading")
            elif n in self._foreign:
                current = None
            else:
                current = self._unstamped(n, block, lines, current, closed, lost)

    def _unstamped(
        self, n: int, block: Block, lines: list[Line], current: str | None, closed: set[str], lost: set[str]
    ) -> str | None:
        """Give a block without stamp to its owner; return the clause that the next one may belong to."""
        open_here = current is not None and current not in closed
        whose = self._left.owner_of(lines, {*lost, FRONT})
        if current is not None and whose and whose[0] != current and self._known(current, lines, whose):
            whose = None
        if whose and whose[0] == FRONT and (whose[1] == 1.0 or not open_here):
            self._owner[n] = FRONT
            return None if block.kind == "heading" or not open_here else current
        if whose and whose[0] != FRONT and (whose[1] == 1.0 or not open_here or current in lost):
            return self._take(n, whose[0], "text")
        if open_here and block.kind != "heading":
            self._owner[n] = current
            return current
        if block.kind == "heading" or current is None:
            return None
        # Beside a control, and yet the clause's own words: an editor has left them out of it.
        own = self._left.owner_of(lines, {current})
        standing = {line.key for m in range(n) if self._owner[m] == current for line in self._lines[m]}
        if own and not standing & {line.key for line in lines}:
            self._owner[n] = current
        return current

    def _known(self, current: str, lines: Sequence[Line], whose: tuple[str, float]) -> bool:
        """Say whether lines are the present clause's as much as another's, or too short to change to the other."""
        own = self._left.owner_of(lines, {current})
        if own is not None and own[1] >= whose[1]:
            return True
        return whose[0] != FRONT and max(len(line.key) for line in lines) < _SHORT

    def _owned(self, clause: str) -> list[str]:
        return [line.text for n, o in enumerate(self._owner) if o == clause for line in self._lines[n]]

    def _take(self, n: int, clause: str, ground: Ground) -> str:
        self._owner[n] = clause
        self._ground.setdefault(clause, ground)
        return clause

    def _headless(self) -> None:
        """Give a clause that was found by its words the heading over them, if that is nearly its own."""
        for n, block in enumerate(self._blocks[:-1]):
            clause = next((o for m, o in enumerate(self._owner) if m > n and self._lines[m]), None)
            if self._owner[n] is not None or block.kind != "heading" or self._ground.get(clause or "") != "text":
                continue
            title = self._left.titles[str(clause)]
            key = key_of(without_number(block.text))
            if max(fuzz.ratio(key, title), fuzz.partial_ratio(key, title) - 10) >= _NEARLY:
                self._owner[n] = clause

    def _copies(self) -> None:
        """Give up blocks of a clause that stand a second time elsewhere: a copy is new text."""
        runs: dict[str, list[list[int]]] = {}
        before: str | None = None
        for n, owner in enumerate(self._owner):
            if not self._lines[n]:
                continue
            if owner:
                again = self._heads_again(n, owner, runs)
                if owner != before or again:
                    runs.setdefault(owner, []).append([])
                runs[owner][-1].append(n)
            before = owner
        for clause, found in runs.items():
            if len(found) < 2:
                continue
            left = Counter(line.key for line in self._left.lines.get(clause, ()))
            standing: Counter[str] = Counter()
            for run in sorted(found, key=lambda r: -self._surety(clause, self._texts(r))):
                keys = [line.key for n in run for line in self._lines[n]]
                doubled = sum(standing[k] >= max(left[k], 1) for k in keys)
                if standing and doubled * 2 >= len(keys):
                    for n in run:
                        self._owner[n] = None
                else:
                    standing.update(keys)

    def _heads_again(self, n: int, owner: str, runs: Mapping[str, list[list[int]]]) -> bool:
        """Say whether a block is the heading of its clause, which already stands above it."""
        title = self._left.titles.get(owner)
        if self._blocks[n].kind != "heading" or key_of(self._blocks[n].text) != title:
            return False
        return any(key_of(self._blocks[m].text) == title for run in runs.get(owner, ()) for m in run)

    def _texts(self, run: Sequence[int]) -> list[str]:
        return [line.text for n in run for line in self._lines[n]]

    def _surety(self, clause: str, texts: Sequence[str]) -> float:
        alike = likeness([line.text for line in self._left.lines.get(clause, ())], texts)
        match self._ground.get(clause, ""):
            case "stamp":
                return 1.0
            case "heading":
                return round(0.6 + 0.34 * alike, 2)  # never as certain as a stamp
            case _:
                return round(0.9 * alike, 2)


def _may_head(block: Block, lines: Sequence[Line]) -> bool:
    return bool(lines) and not block.rows and len(block.text) <= _LONGEST_TITLE and block.kind != "item"
