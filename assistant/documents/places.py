"""The places of a shell: title, mark and stamp in header and footer, and the text; the mark is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from docx.document import Document
from docx.oxml.ns import qn

from assistant.documents.controls import find_controls, unwrap
from assistant.documents.elements import Element, one_line, paragraph, run, w

TITLE, MARK, STAMP, BODY = "mou:title", "mou:mark", "mou:stamp", "mou:body"
# What stands in the places of a shell; it is replaced by itself too, because LibreOffice drops the tags.
SHOWN = {TITLE: "[Title]", MARK: "[Draft mark]", STAMP: "[Stamp]"}
_TITLE_LIMIT = 70


def short_title(title: str) -> str:
    """Return the title, cut at a word if it would not fit beside the mark."""
    title = one_line(title)
    if len(title) <= _TITLE_LIMIT:
        return title
    return title[: _TITLE_LIMIT - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def fill(document: Document, *, title: str, mark: str, stamp: str, styles: dict[str, str]) -> None:
    """Fill every header and footer; add the mark to a header that has no place for it."""
    words = {TITLE: short_title(title), MARK: one_line(mark), STAMP: one_line(stamp)}
    for number, section in enumerate(document.sections):
        pairs = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pairs.append((section.first_page_header, section.first_page_footer))
        if document.settings.odd_and_even_pages_header_footer:
            pairs.append((section.even_page_header, section.even_page_footer))
        for header, footer in pairs:
            if header.is_linked_to_previous and number > 0:
                continue
            marked = False
            for part in (header, footer):
                if not part.is_linked_to_previous:
                    marked |= _fill(part._element, words)
            if words[MARK] and not marked:
                line = paragraph(styles["header"], [run(words[MARK], bold=True)])
                line[0].append(w("spacing", after=160))  # not to touch the text of the page
                header._element.append(line)


def put_body(document: Document, elements: Sequence[Element]) -> None:
    """Write the text into the shell's marked place, or in place of all that its body holds."""
    body = document.element.body
    places = find_controls(body, BODY)
    if places:
        for extra in places[1:]:
            unwrap(extra, [])
        unwrap(places[0], elements)
        return
    last = body.find(qn("w:sectPr"))
    for child in list(body):
        body.remove(child)
    body.extend([*elements, *([last] if last is not None else [])])


def _fill(root: Element, words: dict[str, str]) -> bool:
    """Fill the places under ``root``; say whether the mark can be read there."""
    for tag, text in words.items():
        for place in find_controls(root, tag):
            unwrap(place, _filled(place, text))
        for written in root.iter(qn("w:t")):
            if written.text and SHOWN[tag] in written.text:
                written.text = written.text.replace(SHOWN[tag], text)
    return words[MARK] in "".join(t.text or "" for t in root.iter(qn("w:t")))


def _filled(place: Element, text: str) -> list[Element]:
    """Return what stands in a control's place: its first run's looks, the given words."""
    look = place.find(f".//{qn('w:r')}/{qn('w:rPr')}")
    new = run(text)
    if look is not None:
        new.insert(0, deepcopy(look))
    holder = place.find(f"{qn('w:sdtContent')}/{qn('w:p')}")
    if holder is None:
        return [new] if text else []
    for child in list(holder):
        if child.tag != qn("w:pPr"):
            holder.remove(child)
    holder.append(new)
    return [holder]
