"""Split text into sentences that know where they stand.

Agreements number their paragraphs (``1.1``), abbreviate (``Sgt.``, ``No. 12``) and end a sentence
with a colon and a list. A list item is a sentence of its own that remembers its lead-in, since
"The SRO shall not:" decides what "- supervise detention" means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.base import Value

_ABBREVIATION = re.compile(
    r"(?:sgt|lt|cpl|capt|cpt|maj|col|det|ofc|off|dep|supt|asst|dr|mr|mrs|ms|jr|sr|rev|gov|gen|st|ave|blvd|rd|ste|dept|dist"
    r"|sec|secs|art|arts|ch|para|pp|p|fig|ex|exh|vs|inc|co|corp|stat|ann|univ|tel|ext|approx|est|incl|e\.g|i\.e"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|u\.s|u\.s\.c|d\.c|n\.j|n\.y|n\.c|s\.c|h\.b|s\.b)",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"[ \t]*(?:[-*•–]|\((?:[a-z]{1,4}|\d{1,2})\)|(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)[ \t]+"
)
_STOP = re.compile(r"[.!?][\"”’')\]]*(?=\s)")
_BOUNDARY_NEXT = re.compile(r"\s+[\"“‘'(\[]*[A-Z0-9§]")
_WORD_BEFORE = re.compile(r"([A-Za-z](?:[A-Za-z.]*[A-Za-z])?)$")


class Sentence(Value):
    """A sentence of a text: ``text`` is ``source[start:end]``; ``lead`` is what introduced its list."""

    text: str
    start: int
    end: int
    lead: str = ""


class _Unit(Value):
    """A stretch of lines that belong together; ``item`` when it began with a list mark."""

    start: int
    end: int
    item: bool = False
    lead: str = ""


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order, list items and table cells with their lead-ins."""
    out: list[Sentence] = []
    lead = ""
    for unit in _units(text):
        if not unit.item and not unit.lead:
            lead = ""
        for start, end in _split(text, unit.start, unit.end):
            out.extend(_inline_list(text, start, end, unit.lead or (lead if unit.item else "")))
        last = out[-1] if out else None
        if last is not None and not unit.item and not unit.lead and last.text.endswith(":"):
            lead = last.text
    return tuple(out)


def _units(text: str) -> Iterator[_Unit]:
    header: list[str] = []
    open_unit: _Unit | None = None
    for start, end in _lines(text):
        line = text[start:end]
        if line.lstrip().startswith("|"):
            if open_unit:
                yield open_unit
                open_unit = None
            cells = list(_cells(text, start, end))
            if not header:
                header = [text[a:b] for a, b in cells]
            if all(re.fullmatch(r":?-*:?", text[a:b]) for a, b in cells):
                continue
            for column, (a, b) in enumerate(cells):
                title = header[column] if column < len(header) else ""
                yield _Unit(start=a, end=b, item=True, lead="" if title == text[a:b] else title)
            continue
        header = []
        if not line.strip():
            if open_unit:
                yield open_unit
            open_unit = None
            continue
        marker = _MARKER.match(line)
        if open_unit and not marker and line.lstrip()[0].islower():
            open_unit = open_unit.model_copy(update={"end": end})
            continue
        if open_unit:
            yield open_unit
        begin = start + (marker.end() if marker else 0)
        open_unit = _Unit(start=begin, end=end, item=bool(marker) and not _numbered(line))
    if open_unit:
        yield open_unit


def _numbered(line: str) -> bool:
    # "1.1 The District …" and "3. The District …" number paragraphs; letters and dashes mark items.
    return re.match(r"\s*\d", line) is not None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^|]+", text[start:end]):
        if cell := found.group().strip():
            at = start + found.start() + found.group().index(cell)
            yield at, at + len(cell)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if not _BOUNDARY_NEXT.match(text, stop.end(), end):
            continue
        before = _WORD_BEFORE.search(text[max(begin, stop.start() - 40) : stop.start()])
        if text[stop.start()] == "." and before and _is_abbreviation(before[1], text[stop.end() : stop.end() + 2]):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _is_abbreviation(word: str, following: str) -> bool:
    if word.lower() in ("no", "nos"):  # "No. 12", but "No. The principles …"
        return following.strip().isdigit()
    return _ABBREVIATION.fullmatch(word) is not None or (len(word) == 1 and word.isupper() and word != "I")


def _inline_list(text: str, start: int, end: int, lead: str) -> Iterator[Sentence]:
    """Yield a sentence; "The SRO shall: a; b; and c." yields one for the lead-in and one for each item."""
    words = text[start:end]
    colon = words.find(": ")
    if colon < 0 or ";" not in words[colon:]:
        yield Sentence(text=words, start=start, end=end, lead=lead)
        return
    intro = words[: colon + 1]
    yield Sentence(text=intro, start=start, end=start + colon + 1, lead=lead)
    for part in re.finditer(r"[^;]+", words[colon + 1 :]):
        for a, b in _trimmed(text, start + colon + 1 + part.start(), start + colon + 1 + part.end()):
            yield Sentence(text=text[a:b], start=a, end=b, lead=f"{lead} {intro}".strip())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        left = len(words) - len(words.lstrip())
        yield start + left, start + len(words.rstrip())
