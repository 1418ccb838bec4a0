"""Briefs: a text assembled from answers, for a board or for families, ready to copy or to export."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from assistant.domain.base import Value


class BriefKind(StrEnum):
    """Whom a brief is for."""

    MEMO = "memo"
    LETTER = "letter"


class BriefBlock(Value):
    """One block of a brief.

    kind: ``field`` (``label`` and text, as in "To: …") · ``heading`` (``level`` 1 or 2) · ``text`` ·
    ``quote`` (words cut from a source; ``label`` is the place they stand at) · ``note`` (``label``
    is the authority, which is never left out) · ``item``. A placeholder stands in square brackets.
    """

    kind: Literal["field", "heading", "text", "quote", "note", "item"]
    text: str
    label: str = ""
    level: int = Field(default=0, ge=0, le=2)


class Brief(Value):
    """A board memo or a parent letter; ``id`` names its contents, so that a link finds it again."""

    id: str
    kind: BriefKind
    title: str
    subject: str
    blocks: tuple[BriefBlock, ...]
    language: str = "en-US"
    edition: str = ""
