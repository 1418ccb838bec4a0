"""Word files that somebody brought, to be checked, mended or written on: they are opened in a limited process."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from assistant.documents.reading.formats import kind_of
from assistant.documents.reading.limits import Refused
from assistant.documents.reading.reader import DocumentReader
from assistant.domain.accessibility import AccessReport, FixReport
from assistant.domain.base import Value
from assistant.domain.documents import View
from assistant.domain.letterhead import Letterhead
from assistant.domain.reading import Refusal
from assistant.domain.word_notes import Remarked, WordNote

_HEAD = 1024
_MOST_TOLD = 20_000_000
Report = TypeVar("Report", bound=Value)


class BroughtWord(DocumentReader):
    """Looks at one file after another; ``close`` ends the process behind it."""

    child_module = "assistant.documents.brought_child"

    def check(self, path: Path, name: str = "") -> AccessReport | Refusal:
        """Return what is in a reader's way in a Word file, or why it was not opened."""
        with tempfile.TemporaryDirectory(prefix="mou-word-") as place:
            return self._asked(path, name, {"kind": "check"}, Path(place), AccessReport)

    def fix(
        self, path: Path, name: str = "", *, title: str = "", language: str = ""
    ) -> tuple[bytes, FixReport] | Refusal:
        """Return a mended copy of a Word file with what was mended and what is left, or why it was not opened."""
        return self._made(path, name, {"kind": "fix", "title": title, "language": language}, FixReport)

    def letterhead(self, path: Path, name: str = "") -> tuple[bytes, Letterhead] | Refusal:
        """Return a letterhead made harmless with what is to be told of it, or why it cannot be used."""
        return self._made(path, name, {"kind": "letterhead"}, Letterhead)

    def remarked(
        self, data: bytes, name: str, *, view: View, notes: Sequence[WordNote], when: datetime
    ) -> tuple[bytes, Remarked] | Refusal:
        """Return a copy of a Word file with notes as comments and nothing else changed, or why there is none.

        The notes count in a view of its tracked changes; those that fit nowhere are left out.
        """
        with tempfile.TemporaryDirectory(prefix="mou-word-") as place:
            path, told = Path(place) / "in.docx", Path(place) / "notes.json"
            path.write_bytes(data)
            told.write_text(json.dumps([n.model_dump(mode="json") for n in notes]), encoding="utf-8")
            job = {"kind": "notes", "view": view, "when": when.isoformat(), "notes": str(told)}
            return self._made(path, name, job, Remarked)

    def _made(self, path: Path, name: str, job: dict[str, str], kind: type[Report]) -> tuple[bytes, Report] | Refusal:
        with tempfile.TemporaryDirectory(prefix="mou-word-") as place:
            made = Path(place) / "made.docx"
            report = self._asked(path, name, {**job, "file": str(made)}, Path(place), kind)
            if isinstance(report, Refusal):
                return report
            return (made.read_bytes(), report) if made.is_file() else Refusal(reason="too-much")

    def _asked(self, path: Path, name: str, job: dict[str, str], place: Path, kind: type[Report]) -> Report | Refusal:
        try:
            with path.open("rb") as handle:
                head, size = handle.read(_HEAD), os.fstat(handle.fileno()).st_size
            if kind_of(name or path.name, head, size) != "word":
                raise Refused("not-word", ending=(name or path.name).rpartition(".")[2][:20])
        except Refused as no:
            return Refusal(reason=no.reason, slots=no.slots)
        except OSError:
            return Refusal(reason="unreadable")
        out = place / "out.json"
        with self._lock:
            ended = self._run({**job, "path": str(path.resolve()), "out": str(out)})
        if ended is None:
            return Refusal(reason="too-slow")
        if ended != 0 or not out.is_file() or out.stat().st_size > _MOST_TOLD:
            return Refusal(reason="too-much")
        try:
            found = json.loads(out.read_text(encoding="utf-8"))
            if "refused" in found:
                return Refusal(reason=found["refused"], slots=found["slots"])
            return kind.model_validate(found)
        except (ValueError, ValidationError, KeyError, TypeError):
            return Refusal(reason="malformed")
