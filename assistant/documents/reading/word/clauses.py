"""Which clause a block belongs to: what its content control says, else the last bookmark of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TAG = "clause:"
_BOOKMARK = "_clause_"
_END = "_clause_end"
_COPY = re.compile(r"(?: Copy)? ?\d+$")  # LibreOffice numbers a name that stands twice
_CUT = 40  # a bookmark's name of this length was cut and says only how the clause's id begins


class Clauses:
    """Follows the clauses of one story in the order of the file.

    Programs keep bookmarks and drop tags, and write a bookmark once for each paragraph: the first one counts.
    The signs of an id that a bookmark cannot hold are taken to be hyphens; a name that was cut stays as it is.
    """

    def __init__(self, clause: str | None = None) -> None:
        self._bookmarked = clause
        self._controls: list[str] = []
        self._level = 0
        self._seen: set[str] = set()

    @property
    def now(self) -> str | None:
        """The clause at this point, None outside of every clause."""
        return self._controls[-1] if self._controls else self._bookmarked

    def enter(self, tag: str) -> bool:
        """Begin a content control; tell whether its tag names a clause (and ``leave`` is due)."""
        if not tag.startswith(_TAG) or len(tag) == len(_TAG):
            return False
        self._controls.append(tag.removeprefix(_TAG))
        self._bookmarked = None
        return True

    def leave(self) -> None:
        """End the innermost control of a clause."""
        self._controls.pop()

    def begin(self, marks: Iterable[str]) -> bool:
        """Take bookmarks, and tags of controls inside a paragraph; tell whether one of them was a clause's."""
        found = False
        for mark in marks:
            if mark.startswith(_TAG):
                found = True
                if not self._controls:
                    self._bookmarked = mark.removeprefix(_TAG)
                continue
            name = _COPY.sub("", mark) if " " in mark else mark
            if not name.startswith(_BOOKMARK) or name in self._seen:
                continue
            found = True
            self._seen.add(name)
            if not self._controls:
                self._bookmarked = _clause_of(name)
        return found

    def heading(self, level: int, begins: bool) -> None:
        """Take a heading: one as high as the clause's own that bears no mark begins something else."""
        if self._controls:
            return
        if begins:
            self._level = level
        elif level <= self._level:
            self._bookmarked, self._level = None, 0


def _clause_of(name: str) -> str | None:
    if name == _END:
        return None
    return name.removeprefix(_BOOKMARK).replace("_", "-") if len(name) < _CUT else name
