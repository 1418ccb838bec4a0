"""Agreements written for the tests, read as a plain file is."""

from __future__ import annotations

from assistant.documents.reading.plain import read_plain
from assistant.domain.reviews import ReviewText
from assistant.review.provisions import Provision, provisions_of
from assistant.review.text import text_of


def read_text(markdown: str) -> tuple[ReviewText, tuple[Provision, ...]]:
    """Return the text of a Markdown file and its provisions."""
    text = text_of(read_plain(markdown.encode(), "markdown"), "accepted")
    return text, provisions_of(text)
