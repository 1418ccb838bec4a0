"""Split a document into passages along its structure; every passage is a slice of the stored text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.base import Value
from assistant.domain.reading import Paragraph, ReadDocument

LEAST, MOST = 320, 500
"""Clause-sized: passages of 320 to 500 characters found most of a contract's answers."""

ENOUGH_FOR_NUMBER = 160
"""A numbered clause starts a passage of its own once the one before it has this many characters."""

_SECTION = 160
_SENTENCE_END = re.compile(r"(?<=[.!?;:])[”\"')\]]*\s+")


class Cut(Value):
    """A passage's place in the stored text, and what it stands under."""

    start: int
    end: int
    section: str = ""
    page: int | None = None


class SplitText(Value):
    """The text to store, and its passages in order."""

    text: str
    cuts: tuple[Cut, ...]


class _Piece(Value):
    start: int
    end: int
    page: int | None
    numbered: bool
    first: bool


def split(document: ReadDocument) -> SplitText:
    """Return the text of a document as it is stored, and its passages."""
    parts: list[str] = []
    cuts: list[Cut] = []
    headings: list[tuple[int, str]] = []
    waiting: tuple[int, int, int | None] | None = None  # a heading that nothing has followed yet
    held: list[_Piece] = []
    at = 0

    def section() -> str:
        return " › ".join(text for _, text in headings[-2:])[:_SECTION]

    def flush() -> None:
        cuts.extend(_packed(held, section()))
        held.clear()

    for paragraph in document.paragraphs:
        if parts:
            gap = "\n\n" if paragraph.kind in ("heading", "title") or len(parts) == 1 else "\n"
            parts.append(gap)
            at += len(gap)
        line = paragraph.line
        start, end = at, at + len(line)
        parts.append(line)
        at = end
        if paragraph.kind in ("heading", "title"):
            flush()
            level = paragraph.level if paragraph.kind == "heading" else 0
            if waiting is not None and level <= (headings[-1][0] if headings else 0):
                cuts.append(Cut(start=waiting[0], end=waiting[1], section=section(), page=waiting[2]))
            while headings and headings[-1][0] >= level:
                headings.pop()
            headings.append((level, line))
            waiting = (start, end, paragraph.page)
            continue
        waiting = None
        held.extend(_pieces(paragraph, line, start))
    flush()
    if waiting is not None:
        cuts.append(Cut(start=waiting[0], end=waiting[1], section=section(), page=waiting[2]))
    return SplitText(text="".join(parts), cuts=tuple(cuts))


def _pieces(paragraph: Paragraph, line: str, at: int) -> Iterator[_Piece]:
    """Cut a paragraph that is too long for a passage at the ends of its sentences."""
    numbered = bool(paragraph.number) and paragraph.kind == "paragraph"
    for n, (start, end) in enumerate(_stretches(line)):
        yield _Piece(start=at + start, end=at + end, page=paragraph.page, numbered=numbered and n == 0, first=n == 0)


def _stretches(line: str) -> list[tuple[int, int]]:
    if len(line) <= MOST:
        return [(0, len(line))]
    ends = [m.start() for m in _SENTENCE_END.finditer(line)] + [len(line)]
    out: list[tuple[int, int]] = []
    start = last = 0
    for end in ends:
        if end - start > MOST and last > start:
            out.append((start, last))
            start = _skip(line, last)
        while end - start > MOST:  # one sentence longer than a passage is cut between words
            cut = line.rfind(" ", start + LEAST, start + MOST)
            cut = cut if cut > start else start + MOST
            out.append((start, cut))
            start = _skip(line, cut)
        last = end
    if start < len(line):
        out.append((start, len(line)))
    return out


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def _packed(pieces: Sequence[_Piece], section: str) -> Iterator[Cut]:
    """Put short neighbours together until a passage is long enough."""
    start, end, page = -1, -1, None
    for piece in pieces:
        if start >= 0:
            size = end - start
            whole = piece.first and (size >= LEAST or (piece.numbered and size >= ENOUGH_FOR_NUMBER))
            if whole or piece.end - start > MOST:
                yield Cut(start=start, end=end, section=section, page=page)
                start = -1
        if start < 0:
            start, page = piece.start, piece.page
        end = piece.end
    if start >= 0:
        yield Cut(start=start, end=end, section=section, page=page)


def words_of(section: str, text: str) -> str:
    """Return the words that a passage is found by: what it stands under, then its own text."""
    return f"{section}. {text}" if section else text
