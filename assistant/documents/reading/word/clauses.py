"""Which clause a block belongs to: what its content control says, else the last bookmark of a clause."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.documents.stamps import BOOKMARK, clause_of_bookmark, clause_of_tag, named_once


class Clauses:
    """Follows the clauses of one story in the order of the file.

    Programs keep bookmarks and drop tags, and write a bookmark once for each paragraph: the first one counts.
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
        clause = clause_of_tag(tag)
        if clause is None:
            return False
        self._controls.append(clause)
        self._bookmarked = None
        return True

    def leave(self) -> None:
        """End the innermost control of a clause."""
        self._controls.pop()

    def begin(self, marks: Iterable[str]) -> bool:
        """Take bookmarks, and tags of controls inside a paragraph; tell whether one of them was a clause's."""
        found = False
        for mark in marks:
            if (tagged := clause_of_tag(mark)) is not None:
                found = True
                if not self._controls:
                    self._bookmarked = tagged
                continue
            name = named_once(mark)
            if not name.startswith(BOOKMARK) or name in self._seen:
                continue
            found = True
            self._seen.add(name)
            if not self._controls:
                self._bookmarked = clause_of_bookmark(name)
        return found

    def heading(self, level: int, begins: bool) -> None:
        """Take a heading: one as high as the clause's own that bears no mark begins something else."""
        if self._controls:
            return
        if begins:
            self._level = level
        elif level <= self._level:
            self._bookmarked, self._level = None, 0
