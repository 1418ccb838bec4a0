"""The table of contents: a field whose entries already stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from assistant.documents.elements import Element, paragraph, run, w
from assistant.documents.fields import field
from assistant.documents.package import packed

_ON_FIRST_PAGE = 40  # entries that fit under the title; the agreement then begins the next page
# By the level in the outline (\u) and not by the names of further styles (\t): named ones LibreOffice lists twice.
_INSTRUCTION = 'TOC \\o "1-1" \\h \\z \\u'


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


def with_page_numbers(docx: bytes, pages: Mapping[str, int]) -> bytes:
    """Return a .docx file with page numbers in its contents; ``pages`` are they, by the bookmark of the heading.

    They are right for one program's pages only: for a PDF that is made at once, not for a file to hand out.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    changed = False
    for code in list(root.iter(qn("w:instrText"))):
        words = (code.text or "").split()
        if len(words) < 2 or words[0] != "PAGEREF" or words[1] not in pages:
            continue
        # LibreOffice shows nothing for this field, so that the number stands in place of it.
        holder = code.getparent()
        if holder is None:
            continue
        parent, begin = holder.getparent(), holder.getprevious()
        if parent is None or begin is None:
            continue
        gone = [begin, holder, *_up_to_end(holder)]
        begin.addprevious(run(str(pages[words[1]])))
        for element in gone:
            parent.remove(element)
        _to_the_edge(parent)
        changed = True
    if not changed:
        return docx
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _to_the_edge(inside: Element) -> None:
    """Let a line end at the edge: LibreOffice shows no word at a tab stop that lies in the indent."""
    line = next((e for e in (inside, *inside.iterancestors()) if e.tag == qn("w:p")), None)
    properties = line.find(qn("w:pPr")) if line is not None else None
    if properties is None:
        return
    indent = properties.find(qn("w:ind"))
    if indent is None:
        indent = w("ind")
        properties.append(indent)
    indent.set(qn("w:right"), "0")


def _up_to_end(element: Element) -> Iterator[Element]:
    """Yield what follows the code of a field, with its end."""
    for follower in element.itersiblings():
        yield follower
        mark = follower.find(qn("w:fldChar"))
        if mark is not None and mark.get(qn("w:fldCharType")) == "end":
            return


def _line(entry: Entry, style: str) -> Element:
    number = f"{entry.number}." if entry.number[-1:].isdigit() else entry.number
    lead = f"{number}\t" if 0 < len(number) < 5 else f"{number}  " if number else ""  # a long one passes the tab
    page = field(f"PAGEREF {entry.bookmark} \\h", [])
    words = [run(lead + entry.title), w("r", w("tab")), *page]
    return paragraph(style, [w("hyperlink", *words, anchor=entry.bookmark, history=1)])
