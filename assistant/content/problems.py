"""A content problem, said so that its author can mend it without opening Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assistant.domain.base import Value


class Problem(Value):
    """One thing wrong in a content file.

    ``file`` is relative to the content folder, ``line`` counts from 1 (0 = the whole file).
    """

    file: str
    line: int = 0
    message: str
    suggestion: str = ""
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        tail = f" ({self.suggestion})" if self.suggestion else ""
        return f"{place}: {self.level}: {self.message}{tail}"


class Problems:
    """Collect problems while reading, so that an author sees all of them at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def error(self, file: str, line: int, message: str, suggestion: str = "") -> None:
        """Note something that must be mended before the content can be used."""
        self.found.append(Problem(file=file, line=line, message=message, suggestion=suggestion))

    def warning(self, file: str, line: int, message: str, suggestion: str = "") -> None:
        """Note something that should be looked at."""
        self.found.append(Problem(file=file, line=line, message=message, suggestion=suggestion, level="warning"))

    @property
    def errors(self) -> list[Problem]:
        """The problems that must be mended."""
        return [p for p in self.found if p.level == "error"]


def nearest(word: str, known: Iterable[str]) -> str:
    """Suggest the known name nearest to a mistyped one; empty when none is close."""
    from rapidfuzz import process

    match = process.extractOne(word, list(known), score_cutoff=60)
    return f"did you mean {match[0]!r}?" if match else ""
