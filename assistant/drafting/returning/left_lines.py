"""The document as it left, for looking up whose line a line of the returned one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from assistant.domain.documents import MouDocument
from assistant.drafting.returning.lines import Line, key_of, lines_of, without_number

FRONT = ""
"""The owner of words that stood outside the clauses when the file left: title, parties, recitals, open items."""

_LEAST = 12  # characters of a line that can be known again by likeness
_LINE = 72.0


class LeftLines:
    """The lines of the document as it left, by clause."""

    def __init__(self, document: MouDocument, titles: Mapping[str, str]) -> None:
        self.lines: dict[str, list[Line]] = {}
        for at, block in enumerate(document.blocks):
            if block.part == "body":
                self.lines.setdefault(block.clause or FRONT, []).extend(lines_of(block, at))
        self.clauses = [c for c in self.lines if c != FRONT]
        self.titles = {c: key_of(titles.get(c, c)) for c in {*titles, *self.clauses}}
        self.owners: dict[str, list[str]] = {}
        for owner, lines in self.lines.items():
            for line in lines:
                if line.kind != "heading" or owner == FRONT:
                    self.owners.setdefault(line.key, []).append(owner)
        self._keys = [k for k in self.owners if len(k) >= _LEAST]

    def owner_of(self, lines: Sequence[Line], among: set[str] | None = None) -> tuple[str, float] | None:
        """Return whose line these lines are most like, and how much, 0 to 1; None when they are like none."""
        best: tuple[str, float] | None = None
        for line in lines:
            for key in dict.fromkeys((line.key, key_of(without_number(line.text)))):
                found = self._whose(key, among)
                if found and (best is None or found[1] > best[1]):
                    best = found
        return best

    def _whose(self, key: str, among: set[str] | None) -> tuple[str, float] | None:
        owners = [o for o in self.owners.get(key, ()) if among is None or o in among]
        if owners:
            return owners[0], 1.0
        if len(key) < _LEAST:
            return None
        keys = self._keys if among is None else [k for k in self._keys if among & set(self.owners[k])]
        near = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=_LINE)
        if near is None:
            return None
        return next(o for o in self.owners[near[0]] if among is None or o in among), near[1] / 100
