"""What a PDF holds beside the words of its pages: an outline, form fields, notes that people left."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.lines import bare
from assistant.domain.documents import Unread

Known = dict[tuple[int | None, str], int]
"""Lines that are known to be headings, by page and ``bare`` words, with their levels."""

_MOST = 3_000
_DEEPEST = 9
_NOTES = frozenset({"/Text", "/FreeText", "/Popup", "/Highlight", "/StrikeOut", "/Underline", "/Caret"})
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, RecursionError)


def outline(reader: PdfReader) -> Known:
    """Return the entries of a PDF's outline, {} where it has none or a broken one."""
    out: Known = {}

    def take(entries: Any, level: int) -> None:
        for entry in entries:
            if len(out) >= _MOST or level > _DEEPEST:
                return
            if isinstance(entry, list):
                take(entry, level + 1)
                continue
            page = reader.get_destination_page_number(entry)
            words = bare(one_line(str(entry.title or "")))
            if page is not None and page >= 0 and words:
                out.setdefault((page + 1, words), level)

    try:
        take(reader.outline, 1)
    except _BROKEN:
        return out
    return out


def beside(reader: PdfReader) -> list[Unread]:
    """Report form fields and notes, which are no words of the pages."""
    out: list[Unread] = []
    try:
        form = reader.trailer["/Root"].get("/AcroForm")  # type: ignore[attr-defined]
        if form is not None and form.get_object().get("/Fields"):
            out.append(Unread(what="pdf-form"))
        for number, page in enumerate(reader.pages, 1):
            notes = page.get("/Annots")
            kinds = {n.get_object().get("/Subtype") for n in notes.get_object()} if notes is not None else set()
            if kinds & _NOTES:
                out.append(Unread(what="pdf-notes", slots={"page": str(number)}))
    except _BROKEN:
        return out
    return out
