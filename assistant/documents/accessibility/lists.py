"""Lists: a real list is announced ("list of five items"); typed dashes and numbers are only characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.documents.accessibility.opened import Para, WordFile
from assistant.domain.accessibility import Barrier

_BULLET = re.compile(r"\s*(?:[•▪◦●○■□‣∙·❖➢✓]|[-–—*o](?=[ \t\u2002]))[ \t\u2002\u00a0]+\S")
_NUMBER = re.compile(r"\s*\(?((?:\d{1,3}\.)*\d{1,3}|[a-z]{1,2}|[ivx]{1,5})(?:[.)]\s|(?<=\d)\t)[ \t]*\S")


def typed_lists(file: WordFile) -> Iterator[Barrier]:
    """Two paragraphs in a row that begin with a typed bullet, or typed numbers that count up, are a typed list."""
    before: Para | None = None
    group: list[Para] = []
    numbers: list[tuple[str, Para]] = []
    for paragraph in [*(p for p in file.body_paragraphs if not file.in_contents(p)), None]:
        if paragraph is not None and not paragraph.listed and _BULLET.match(paragraph.raw):
            group = [*group, paragraph] if before is not None and group and group[-1] is before else [paragraph]
        elif group:
            if len(group) > 1 or group[0].raw.lstrip()[0] not in "-–—*o":
                yield Barrier(rule="typed-list", place=group[0].place, times=len(group))
            group = []
        # Numbers in the cells of a table are data.
        loose = paragraph is not None and not (paragraph.listed or paragraph.in_table)
        if paragraph is not None and loose and (found := _NUMBER.match(paragraph.raw)):
            numbers.append((found[1], paragraph))
        before = paragraph
    counted = [b for (a, _), b in pairwise(numbers) if _follows(a, b[0])]
    if counted:
        yield Barrier(rule="typed-list", place=counted[0][1].place, times=len(counted) + 1)


def _follows(before: str, after: str) -> bool:
    if before.isalpha() and after.isalpha():
        return len(before) == len(after) == 1 and ord(after) == ord(before) + 1
    if before.isalpha() or after.isalpha():
        return False
    a, b = before.split("."), after.split(".")
    return a[:-1] == b[:-1] and int(b[-1]) == int(a[-1]) + 1
