"""What was not read in a file, in words."""

from __future__ import annotations

from assistant.domain.documents import Unread
from assistant.domain.wording import Wording


def told(unread: Unread, wording: Wording) -> str:
    """Return the sentence for something that was not read, with its place where one is known."""
    said = wording(f"reading.unread.{unread.what}", **unread.slots)
    return wording("reading.near", said=said, place=unread.place) if unread.place else said
