"""Space: what is set by empty lines, rows of spaces, tabs or underscores is read out, or breaks when text grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.documents.accessibility.opened import Para, WordFile
from assistant.domain.accessibility import Barrier, Rule

_SPACES = re.compile(r"[ \u00a0\u2002\u2003]{4,}")
_TABS = re.compile(r"\t[ \u00a0]*\t|^\s*\t\s*\S")
_LINE = re.compile(r"_{4,}|(?:_ ){4,}|\.{6,}")


def spacing(file: WordFile) -> Iterator[Barrier]:
    """No empty lines in a row, no rows of spaces or tabs, no lines typed as underscores."""
    yield from _empty_lines(file)
    table: tuple[tuple[Rule, Callable[[Para], bool]], ...] = (
        ("spaces", lambda p: bool(_SPACES.search(p.raw.strip(" \t\u00a0")) or (_SPACES.match(p.raw) and p.text))),
        ("tabs", lambda p: not p.listed and bool(_TABS.search(p.raw.rstrip("\t")))),
        ("typed-line", lambda p: bool(_LINE.search(p.raw))),
    )
    for rule, found in table:
        places = [p for p in file.body_paragraphs if not file.in_contents(p) and found(p)]
        if places:
            yield Barrier(rule=rule, place=places[0].place, times=len(places))


def _empty_lines(file: WordFile) -> Iterator[Barrier]:
    groups: list[Para] = []
    row = 0
    last: Para | None = None
    for paragraph in file.body_paragraphs:
        if paragraph.in_table or paragraph.raw.strip():
            row = 0
            last = paragraph
            continue
        row += 1
        if row == 2:
            groups.append(last or paragraph)
    if groups:
        yield Barrier(rule="empty-lines", place=groups[0].place, times=len(groups))
