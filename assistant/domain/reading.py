"""What a reader makes of a file that someone brought: paragraphs with their numbers and pages, or a refusal."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.base import Value

ParagraphKind = Literal["title", "heading", "paragraph", "item", "row"]


class Paragraph(Value):
    """One paragraph as a reader of the file sees it.

    ``number`` is the number shown before it ("4.2", "(a)"), whether typed or made by Word; ``level``
    is 1 for the highest heading; a table's row is one paragraph whose cells are divided by " | ".
    ``page`` is the page of the file on which it starts, None where the format has no pages.
    """

    text: str
    kind: ParagraphKind = "paragraph"
    level: int = 0
    number: str = ""
    page: int | None = None

    @property
    def line(self) -> str:
        """The paragraph with its number, as one line."""
        return f"{self.number} {self.text}".strip()


class ReadDocument(Value):
    """A file as paragraphs; ``kind`` is the format that it was read as, ``title`` the one it carries."""

    kind: Literal["word", "pdf", "markdown", "text"]
    title: str = ""
    pages: int | None = None
    paragraphs: tuple[Paragraph, ...]


class Refusal(Value):
    """Why a file was not read: ``reason`` names the sentence to show, ``slots`` fill it."""

    reason: str
    slots: dict[str, str] = Field(default_factory=dict)
