"""Make paragraphs and headings of lines, for formats that only know lines (PDF, plain text)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.documents.reading.clean import one_line
from assistant.domain.reading import Paragraph

Line = tuple[str, int | None]
"""A line and its page; an empty line parts paragraphs."""

_NAMED = re.compile(
    r"(?:article|section|part|chapter|appendix|exhibit|attachment)\s+(?:\d[\d.]*|[IVXLC]+|[A-Z])\b[.:)]?", re.I
)
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)]|[IVXLC]{1,6}[.)]|\(?[a-zA-Z]{1,2}\)|\((?:\d{1,2}|[ivx]{1,5})\)|[A-Z]\.)(?=\s)"
)
_BULLET = re.compile(r"[•●▪◦‣∙·*–-]\s+")
_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)")
_HEADING_LETTERS = 90


def bare(text: str) -> str:
    """Return a line's letters and digits, by which it is found again."""
    return "".join(c for c in text.lower() if c.isalnum())


def number_of(line: str) -> tuple[str, str]:
    """Split the typed number from a line: ("4.2", "Searches"); ("", line) when it has none."""
    found = _NAMED.match(line) or _NUMBER.match(line)
    if found is None:
        return "", line
    return found[0], line[found.end() :].strip()


def heading_level(number: str, text: str) -> int:
    """Return the level of a line that looks like a heading (1 is the highest), 0 for any other."""
    if not text and number:
        return 1 if _NAMED.match(number) else 0
    if len(text) > _HEADING_LETTERS or text.endswith((".", ",", ";", "|")) or not any(c.isalpha() for c in text):
        return 0
    if number and _NAMED.match(number):
        return 1
    letters = [c for c in text if c.isalpha()]
    if len(letters) >= 4 and all(c.isupper() for c in letters):
        return 1 if not number else max(1, number.strip(".").count(".") + 1)
    numbered = re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]+[.)]|[A-Z]\.", number)
    if numbered and len(text.split()) <= 10 and _is_title(text) and not text.endswith(_ENDS):
        return max(1, number.strip(".)").count(".") + 1)
    return 0


def paragraphs_of(
    lines: Sequence[Line], known: Mapping[tuple[int | None, str], int] | None = None
) -> Iterator[Paragraph]:
    """Join lines to paragraphs: a blank line, a number, a bullet or a heading starts a new one.

    ``known`` are headings that the file itself lists, by page and bare words, with their levels.
    """
    width = _usual_width(lines)
    listed = known or {}
    held: list[Line] = []
    for text, page in lines:
        line = one_line(text)
        level = listed.get((page, bare(line)), 0) if listed and line else 0
        if held and (not line or level or _starts(line) or _ended(held[-1][0], width)):
            yield from _made(held)
            held = []
        if line:
            held.append((line, page))
            number, rest = number_of(line)
            if level or heading_level(number, rest):
                yield from _made(held, level)
                held = []
    yield from _made(held)


def _usual_width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(t) for t, _ in lines if len(t) > 20)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def _starts(line: str) -> bool:
    number, rest = number_of(line)
    return bool(number) or bool(_BULLET.match(line)) or bool(heading_level(number, rest))


def _ended(line: str, width: int) -> bool:
    """A short line that ends a sentence ends its paragraph."""
    return line.endswith(_ENDS) and len(line) < 0.75 * width


def _is_title(text: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][\w’'-]*", text) if len(w) > 3]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.7 * len(words)


def _made(held: Sequence[Line], known: int = 0) -> Iterator[Paragraph]:
    if not held:
        return
    text = held[0][0]
    for line, _ in held[1:]:
        # A word broken at the end of a line keeps its hyphen: nobody can tell whether it is its own.
        text += line if text.endswith("-") and not text.endswith(" -") and line[:1].islower() else f" {line}"
    page = held[0][1]
    bullet = _BULLET.match(text)
    if bullet and not known:
        if rest := text[bullet.end() :].strip():
            yield Paragraph(text=rest, kind="item", level=2, page=page)
        return
    number, rest = number_of(text)
    level = known or heading_level(number, rest)
    if not rest:
        number, rest = "", text
    if level:
        yield Paragraph(text=rest, kind="heading", level=level, number=number, page=page)
    elif number and re.fullmatch(r"\(?[a-zA-Z]{1,5}\)|\(\d+\)", number):
        yield Paragraph(text=rest, kind="item", level=2, number=number, page=page)
    else:
        yield Paragraph(text=rest, number=number, page=page)
