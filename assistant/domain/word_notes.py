"""Notes to be written as comments into a Word file that somebody brought."""

from __future__ import annotations

from assistant.domain.base import Value


class WordNote(Value):
    """A comment to be written: a line for each paragraph, the first one in bold.

    It is to stand on the words ``start`` to ``end`` (code points of ``domain.changes.words_of``) of the block
    numbered ``block`` in the view that is worked in; None is the beginning of the document. ``elsewhere`` is said
    first where it has to stand beside its words: in a footnote or a text box no comment can.
    """

    lines: tuple[str, ...]
    block: int | None = None
    start: int = 0
    end: int = 0
    elsewhere: str = ""


class Remarked(Value):
    """What became of the notes: how many were written, and how many of them beside their words."""

    written: int
    beside: int = 0
