"""One paragraph as it was read: its words with their changes, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.documents.reading.word.revisions import Changes
from assistant.domain.documents import Span, Spans

Kind = Literal["text", "placeholder", "ref"]


@dataclass
class Line:
    """The words of a paragraph, in the order of the file.

    ``anchors`` are (start · end · point, comment, offset); ``notes`` (footnote · endnote, id, changes of its mark);
    ``boxes`` the contents of text boxes that hang on the paragraph; ``marks`` the clauses and bookmarks that
    begin in it; ``unread`` what was met and not read, with what fills the sentence; ``repeats`` when it lies in a
    table of contents, whose words are ``repeated``.
    """

    pieces: list[tuple[str, Kind, str | None, Changes]] = field(default_factory=list)
    size: int = 0
    anchors: list[tuple[str, str, int]] = field(default_factory=list)
    notes: list[tuple[str, str, Changes]] = field(default_factory=list)
    boxes: list[tuple[Any, Changes]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    unread: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    bold: bool = True
    capitals: bool = True
    repeats: bool = False
    repeated: str = ""

    def add(self, text: str, kind: Kind, of: str | None, changes: Changes) -> None:
        """Put words at the end; equal neighbours become one span."""
        if not text:
            return
        self.size += len(text)
        if self.pieces and self.pieces[-1][1:] == (kind, of, changes):
            self.pieces[-1] = (self.pieces[-1][0] + text, kind, of, changes)
        else:
            self.pieces.append((text, kind, of, changes))

    @property
    def text(self) -> str:
        """All its words, those that were deleted too."""
        return "".join(piece[0] for piece in self.pieces)

    @property
    def spans(self) -> Spans:
        """Its words as spans."""
        return tuple(Span(text=t, kind=k, field=f, changes=c) for t, k, f, c in self.pieces)
