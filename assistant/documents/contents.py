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


def contents(
    entries: Sequence[Entry], *, styles: dict[str, str], ident: int, section: Element | None, width: int
) -> list[Element]:
    """Return the table of contents; what follows it must begin a new page by itself.

    ``section`` is the document's last ``w:sectPr``, changed here when the contents take a section
    of two columns; ``width`` the width of the text. The page numbers start empty, because a wrong
    number would be worse than none: Word fills them when it opens the file, LibreOffice when its
    reader updates the index.
    """
    two = len(entries) > _ONE_COLUMN and section is not None
    heading = paragraph(styles["toc heading"], [run(HEADING)])
    lines = [_line(e, styles["toc 1"]) for e in entries]
    start, code, separate, end = field(_INSTRUCTION, [])
    for element in (separate, code, start):
        lines[0].insert(1, element)  # after w:pPr
    lines[-1].append(end)
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    control = w("sdt", w("sdtPr", w("id", val=ident), gallery))
    if not two or section is None:
        control.append(w("sdtContent", heading, *lines))
        return [control]
    control.append(w("sdtContent", *lines))
    heading[0].append(_section(section, "nextPage", columns=1))
    closing = paragraph(styles["toc 1"])
    closing[0].append(_section(section, "continuous", columns=2))
    _continue_on_new_page(section)
    return [heading, control, closing]


def column_width(entries: Sequence[Entry], width: int) -> int:
    """Return the width of one column of contents."""
    return (width - _GAP) // 2 if len(entries) > _ONE_COLUMN else width


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


def _section(model: Element, kind: str, *, columns: int) -> Element:
    """Return a copy of section properties; only the first section has a first page of its own."""
    section = deepcopy(model)
    _set_type(section, kind)
    old = section.find(qn("w:cols"))
    if old is not None:
        new = w("cols", num=columns, space=_GAP)
        section.replace(old, new)
    title_page = section.find(qn("w:titlePg"))
    if kind == "continuous" and title_page is not None:
        section.remove(title_page)
    return section


def _continue_on_new_page(section: Element) -> None:
    _set_type(section, "nextPage")
    title_page = section.find(qn("w:titlePg"))
    if title_page is not None:
        section.remove(title_page)


def _set_type(section: Element, kind: str) -> None:
    old = section.find(qn("w:type"))
    if old is not None:
        section.remove(old)
    early = {qn(f"w:{n}") for n in ("headerReference", "footerReference", "footnotePr", "endnotePr")}
    at = sum(1 for child in section if child.tag in early)
    section.insert(at, w("type", val=kind))
