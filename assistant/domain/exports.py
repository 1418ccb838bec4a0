"""The kinds of copy that a draft can be taken away as: one list for the commands, the pages and the docs."""

from __future__ import annotations

from enum import StrEnum

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ExportKind(StrEnum):
    """What an exported copy is for; the order is that in which the kinds are offered.

    ``ExportKind("annotated")`` is ``WORKING``: the word that releases up to 0.2 used for it.
    """

    WORKING = "working"
    CLEAN = "clean"
    REDLINE = "redline"
    PUBLICATION = "publication"
    PACKET = "packet"

    @classmethod
    def _missing_(cls, value: object) -> ExportKind | None:
        name = str(value).strip().lower()
        return cls.WORKING if name == "annotated" else next((k for k in cls if k.value == name), None)

    @property
    def ending(self) -> str:
        """The ending of its file's name."""
        return "zip" if self is ExportKind.PACKET else "docx"

    @property
    def media(self) -> str:
        """Its media type."""
        return "application/zip" if self is ExportKind.PACKET else _WORD
