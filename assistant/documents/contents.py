"""The table of contents: a field whose entries already stand, in two columns when there are many."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

from docx.oxml.ns import qn

from assistant.documents.elements import Element, paragraph, run, w
from assistant.documents.fields import field

HEADING = "Contents"
_ONE_COLUMN = 26  # entries that fit under a title on one page
_GAP = 480  # between the columns, in twentieths of a point
_INSTRUCTION = 'TOC \\o "1-1" \\h \\z \\t "MOU Heading,1"'


class Entry(NamedTuple):
    """A heading as the contents list it, and the bookmark it stands at."""

    number: str
    title: str
    bookmark: str


def in_columns(entries: Sequence[Entry]) -> bool:
    """Say whether the contents take two columns, in a section of their own."""
    return len(entries) > _ONE_COLUMN


def column_width(entries: Sequence[Entry], width: int) -> int:
    """Return the width of one column of contents, in twentieths of a point."""
    return (width - _GAP) // 2 if in_columns(entries) else width


def contents(entries: Sequence[Entry], *, styles: dict[str, str], ident: int, section: Element) -> list[Element]:
    """Return the table of contents.

    ``section`` is the document's last ``w:sectPr``; with columns, it is changed so that what
    follows begins a new page. The page numbers start empty, because a wrong number would be worse
    than none: Word fills them when it opens the file, LibreOffice when its reader updates the index.
    """
    heading = paragraph(styles["toc heading"], [run(HEADING)])
    lines = [_line(e, styles["toc 1"]) for e in entries]
    start, code, separate, end = field(_INSTRUCTION, [])
    for element in (separate, code, start):
        lines[0].insert(1, element)  # after w:pPr
    lines[-1].append(end)
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    control = w("sdt", w("sdtPr", w("id", val=ident), gallery))
    if not in_columns(entries):
        control.append(w("sdtContent", heading, *lines))
        return [control]
    control.append(w("sdtContent", *lines))
    heading[0].append(_section(section, columns=1))
    closing = paragraph(styles["toc 1"])
    closing[0].append(_section(section, columns=2))
    _set_type(section, "nextPage")
    _no_first_page(section)
    return [heading, control, closing]


def set_right_tab(styles: Element, style_id: str, position: int) -> None:
    """Put the tab before the page numbers of the contents at the right edge of their column."""
    style = next(s for s in styles.findall(qn("w:style")) if s.get(qn("w:styleId")) == style_id)
    for tab in style.iter(qn("w:tab")):
        if tab.get(qn("w:val")) == "right":
            tab.set(qn("w:pos"), str(position))


def _line(entry: Entry, style: str) -> Element:
    lead = f"{entry.number}.\t" if entry.number[-1:].isdigit() else f"{entry.number}\t" if entry.number else ""
    page = field(f"PAGEREF {entry.bookmark} \\h", [])
    words = [run(lead + entry.title), w("r", w("tab")), *page]
    return paragraph(style, [w("hyperlink", *words, anchor=entry.bookmark, history=1)])


def _section(model: Element, *, columns: int) -> Element:
    """Return a copy of section properties: one column for the title, two for the contents below it."""
    section = deepcopy(model)
    if columns > 1:
        _set_type(section, "continuous")
        _no_first_page(section)
    old = section.find(qn("w:cols"))
    if old is not None:
        section.replace(old, w("cols", num=columns, space=_GAP))
    return section


def _no_first_page(section: Element) -> None:
    """Let a later section have no first page of its own."""
    mark = section.find(qn("w:titlePg"))
    if mark is not None:
        section.remove(mark)


def _set_type(section: Element, kind: str) -> None:
    old = section.find(qn("w:type"))
    if old is not None:
        section.remove(old)
    early = {qn(f"w:{n}") for n in ("headerReference", "footerReference", "footnotePr", "endnotePr")}
    at = sum(1 for child in section if child.tag in early)
    section.insert(at, w("type", val=kind))
