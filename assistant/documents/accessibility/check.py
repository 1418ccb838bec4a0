"""Check a Word file for what keeps people from reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.documents.accessibility.about import language, language_of, title
from assistant.documents.accessibility.contrast import contrast
from assistant.documents.accessibility.headings import headings, typed_headings
from assistant.documents.accessibility.links import links
from assistant.documents.accessibility.lists import typed_lists
from assistant.documents.accessibility.opened import WordFile, open_word
from assistant.documents.accessibility.pictures import count_of, pictures
from assistant.documents.accessibility.spacing import spacing
from assistant.documents.accessibility.tables import tables
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import AccessReport, Barrier

RULES: tuple[Callable[[WordFile], Iterator[Barrier]], ...] = (
    *(title, language, headings, typed_headings, tables, typed_lists),
    *(spacing, pictures, links, contrast),
)
_MOST = 500  # barriers told; a file with more has been understood by then


def check_word(path: Path) -> AccessReport:
    """Return what is in a reader's way in a Word file. Raises Refused for a file that is not safe to open."""
    return report_on(open_word(path))


def report_on(file: WordFile) -> AccessReport:
    """Return what is in a reader's way in a file that is open."""
    found: list[Barrier] = []
    for rule in RULES:
        found += rule(file)
    return AccessReport(
        title=file.title[:255],
        language=language_of(file),
        paragraphs=sum(1 for p in file.paragraphs if p.text),
        tables=sum(1 for _ in file.body.iter(f"{W}tbl")),
        pictures=count_of(file),
        barriers=tuple(sorted(found, key=lambda b: b.advice)[:_MOST]),
    )
