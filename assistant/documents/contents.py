"""The table of contents: a field whose entries already stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.documents.elements import Element, paragraph, run, w
from assistant.documents.fields import field

_ON_FIRST_PAGE = 40  # entries that fit under the title; the agreement then begins the next page
_INSTRUCTION = 'TOC \\o "1-1" \\h \\z \\t "MOU Heading,1"'


class Entry(NamedTuple):
    """A heading as the contents list it, and the bookmark it stands at."""

    number: str
    title: str
    bookmark: str


def fills_a_page(entries: Sequence[Entry]) -> bool:
    """Say whether the contents stay on the title's page, so that the agreement may begin the next."""
    return len(entries) <= _ON_FIRST_PAGE


def contents(entries: Sequence[Entry], *, heading: str, styles: dict[str, str], ident: int) -> Element:
    """Return the table of contents, under its heading, as a content control.

    The page numbers start empty, because a wrong number would be worse than none: Word fills them
    when it opens the file, LibreOffice when its reader updates the index.
    """
    lines = [_line(e, styles["toc 1"]) for e in entries]
    start, code, separate, end = field(_INSTRUCTION, [])
    for element in (separate, code, start):
        lines[0].insert(1, element)  # after w:pPr
    lines[-1].append(end)
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    top = paragraph(styles["toc heading"], [run(heading)])
    return w("sdt", w("sdtPr", w("id", val=ident), gallery), w("sdtContent", top, *lines))


def _line(entry: Entry, style: str) -> Element:
    number = f"{entry.number}." if entry.number[-1:].isdigit() else entry.number
    lead = f"{number}\t" if 0 < len(number) < 5 else f"{number}  " if number else ""  # a long one passes the tab
    page = field(f"PAGEREF {entry.bookmark} \\h", [])
    words = [run(lead + entry.title), w("r", w("tab")), *page]
    return paragraph(style, [w("hyperlink", *words, anchor=entry.bookmark, history=1)])
