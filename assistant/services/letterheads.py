"""An agency's letterhead: looked at before it is used, with a word on what was used instead of what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.documents.brought import BroughtWord
from assistant.domain.base import Value
from assistant.domain.letterhead import Letterhead
from assistant.domain.reading import Refusal
from assistant.domain.wording import Saying, Wording, saying
from assistant.errors import DocumentError, NotAllowed


class Paper(Value):
    """A letterhead that can be written on: the shell's bytes, and what is told of it, one sentence each."""

    data: bytes
    notes: tuple[str, ...] = ()


class Letterheads:
    """Load letterheads; one that was loaded is looked at again only when its file changes."""

    def __init__(self, wording: Wording) -> None:
        self._say = wording
        self._known: dict[Path, tuple[tuple[int, int], Paper]] = {}

    def load(self, path: Path) -> Paper:
        """Return the paper that a Word file makes.

        Raise NotAllowed when there is no such file, DocumentError with the reason when it cannot be used.
        """
        try:
            there = path.stat()
        except OSError as err:
            raise NotAllowed("no-letterhead", path=path) from err
        state = (there.st_mtime_ns, there.st_size)
        known = self._known.get(path)
        if known is not None and known[0] == state:
            return known[1]
        with BroughtWord() as brought:
            found = brought.letterhead(path)
        if isinstance(found, Refusal):
            raise DocumentError("letterhead-refused", why=self._why(found, path.name))
        data, report = found
        paper = Paper(data=data, notes=tuple(self._say.say(note) for note in _notes(report)))
        self._known[path] = (state, paper)
        return paper

    def barriers(self, written: Path) -> tuple[str, ...]:
        """Return a sentence on what keeps people from reading an agreement on a letterhead, if there is something."""
        with BroughtWord() as brought:
            found = brought.check(written)
        count = 0 if isinstance(found, Refusal) else sum(1 for b in found.barriers if not b.advice)
        return (self._say("letterhead.note.barriers", count=count, path=written),) if count else ()

    def _why(self, refusal: Refusal, name: str) -> str:
        own = f"letterhead.refused.{refusal.reason}"
        for key in (own, f"accessibility.refused.{refusal.reason}", f"library.refused.{refusal.reason}"):
            if key in self._say:
                return self._say(key, name=name, **refusal.slots)
        return refusal.reason


def _notes(found: Letterhead) -> Iterator[Saying]:
    if found.missing:
        have = found.needed - len(found.missing)
        yield saying("letterhead.note.styles", have=have, needed=found.needed, names=", ".join(found.missing))
    if "body" not in found.marked:
        yield saying("letterhead.note.body")
        if found.sections > 1:
            yield saying("letterhead.note.sections", count=found.sections)
    if "mark" not in found.marked:
        yield saying("letterhead.note.mark")
    if "stamp" not in found.marked:
        yield saying("letterhead.note.stamp")
    for what in found.left_out:
        yield saying(f"letterhead.note.{what}")
