"""What has been read of a file so far: its blocks, where comments stand, and what was not read."""

from __future__ import annotations

import re
from typing import Any

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import CHARACTERS, PARAGRAPHS, Refused
from assistant.documents.reading.word.lines import Line
from assistant.documents.reading.word.names import W
from assistant.documents.reading.word.numbering import Lists, Number, Numbers
from assistant.documents.reading.word.package import Package
from assistant.documents.reading.word.revisions import Changes
from assistant.documents.reading.word.styles import Styles
from assistant.domain.changes import GONE, words_of
from assistant.domain.documents import Block, Unread

_MOST_UNREAD = 500
_PLACE = 60
_PAGE = re.compile(r"\t\s*[\divxlc]+\s*$", re.I)
_TRACKED = tuple(f"{W}{n}" for n in ("ins", "del", "moveTo", "moveFrom", "pPrChange"))


class Gathered:
    """Everything that the stories of one file (body, notes, headers …) add to."""

    def __init__(self, package: Package, root: Any) -> None:
        self.package = package
        self.styles = Styles(package.one("styles"))
        self.lists = Lists(package.one("numbering"), self.styles)
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self.notes: list[tuple[str, str, Changes, str | None]] = []
        self.repeated: list[str] = []
        self.note_numbers: dict[str, str] = {}
        self.starts: dict[str, tuple[int, int]] = {}
        self.ends: dict[str, tuple[int, int]] = {}
        self._size = 0
        self._accepted = Numbers(self.lists, self.styles)
        tracked = next(root.iter(*_TRACKED), None) is not None
        self._original = Numbers(self.lists, self.styles) if tracked else None

    def add(self, block: Block, size: int) -> None:
        """Add a block with as many characters; raise Refused when there are too many."""
        self._size += size
        if len(self.blocks) >= PARAGRAPHS or self._size > CHARACTERS:
            raise Refused("too-long")
        self.blocks.append(block)

    def number(self, properties: Any, style: str, changes: Changes) -> tuple[Number, str | None]:
        """Count a paragraph; return its number, and the one before the changes where it is another."""
        kinds = {c.kind for c in changes}
        now = self._accepted.next(properties, style) if not kinds & GONE["accepted"] else None
        if self._original is None:
            return now or Number(), None
        before = None
        if not kinds & GONE["original"]:
            was = properties.find(f"{W}pPrChange/{W}pPr") if properties is not None else None
            old = was if was is not None else properties
            found = old.find(f"{W}pStyle") if old is not None else None
            before = self._original.next(old, str(found.get(f"{W}val", "")) if found is not None else "")
        if now is None:
            return before or Number(), None
        return now, before.text if before is not None and before.text != now.text else None

    def anchor(self, side: str, ident: str, block: int, offset: int) -> None:
        """Take the place of a comment's start or end; a point counts where there is no range."""
        if side in ("start", "point"):
            self.starts.setdefault(ident, (block, offset))
        if side in ("end", "point"):
            self.ends.setdefault(ident, (block, offset))

    def report(self, what: str, slots: dict[str, str], place: str | None = None) -> None:
        """Note something that was not read, at the words that were read last."""
        if len(self.unread) < _MOST_UNREAD:
            self.unread.append(Unread(what=what, place=self.place() if place is None else place, slots=slots))

    def report_all(self, line: Line, place: str) -> None:
        """Note what was not read in a paragraph; ``place`` is told by its own words, or by those before it."""
        for what, slots in line.unread:
            self.report(what, slots, place or None)

    def place(self) -> str:
        """Return the words of the last block, as a place that can be found in the file."""
        return place_of(self.blocks[-1].number, words_of(self.blocks[-1])) if self.blocks else ""

    def report_contents(self) -> None:
        """Say that tables of contents were left out, and which of their lines no heading bears (any more)."""
        if not any(words.strip() for words in self.repeated):
            return
        self.report("contents", {}, "")
        told = "\n".join(_letters(f"{b.number} {b.text}") for b in self.blocks)
        for words in self.repeated:
            bare = _letters(_PAGE.sub("", words))
            if bare and bare not in told:
                self.report("contents-line", {"words": one_line(words)[:_PLACE]}, "")


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())


def place_of(number: str, text: str) -> str:
    """Return a number and the first words after it."""
    words = one_line(f"{number} {text}")
    return words if len(words) <= _PLACE else words[:_PLACE].rsplit(" ", 1)[0] + " \u2026"
