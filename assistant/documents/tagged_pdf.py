"""A tagged PDF of a Word file, by LibreOffice: PDF/UA, with title, language and bookmarks, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import json
import re
from datetime import UTC, datetime

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from assistant.documents.contents import with_page_numbers
from assistant.documents.office import OfficeFailed, convert

_OPTIONS = {
    "PDFUACompliance": ("boolean", "true"),
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportBookmarksToPDFDestination": ("boolean", "true"),
    "DisplayPDFDocumentTitle": ("boolean", "true"),
    "UseLosslessCompression": ("boolean", "true"),
    "ExportFormFields": ("boolean", "false"),
}
_CREATED = re.compile(rb"/CreationDate\(D:\d{14}Z'\)")
_CREATED_XMP = re.compile(rb"<xmp:CreateDate>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ</xmp:CreateDate>")
# Both halves of the file's /ID and LibreOffice's own checksum, as they stand in the trailer.
_IDENTIFIER = re.compile(rb"((?:/ID \[ |\n)<|/DocChecksum /)([0-9A-F]{32})(>|\b)")


def tagged_pdf(docx: bytes, *, when: datetime) -> bytes:
    """Return the PDF of a .docx file; ``when`` takes the place of the moment of conversion.

    Raise OfficeMissing when LibreOffice is not installed, OfficeFailed when it makes no tagged PDF.
    """
    options = {name: {"type": kind, "value": value} for name, (kind, value) in _OPTIONS.items()}
    filter_ = f"writer_pdf_Export:{json.dumps(options)}"
    data = convert(docx, "docx", "pdf", writes=filter_)
    # The first PDF tells on which page each heading stands; the second has these numbers in its contents.
    numbered = with_page_numbers(docx, pages_of(data))
    if numbered != docx:
        data = convert(numbered, "docx", "pdf", writes=filter_)
    if not is_tagged(data):
        raise OfficeFailed("the PDF is not tagged")
    return settled(data, when)


def pages_of(pdf: bytes) -> dict[str, int]:
    """Return the page, from 1, of each entry of the contents by the name of its bookmark ("_Toc000001")."""
    reader = PdfReader(io.BytesIO(pdf))
    pages: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        found = re.search(r"Toc\d+$", name)  # LibreOffice writes the "_" before it as "5F"
        page = reader.get_destination_page_number(destination) if found else None
        if found and page is not None:
            pages[f"_{found.group()}"] = page + 1
    return pages


def settled(pdf: bytes, when: datetime) -> bytes:
    """Return a PDF of LibreOffice's with ``when`` for its moment, and identifiers made from its content.

    Every replacement is as long as what it replaces, so that the offsets in the file stay right.
    """
    moment = when.astimezone(UTC)
    pdf = _CREATED.sub(f"/CreationDate(D:{moment:%Y%m%d%H%M%S}Z')".encode(), pdf)
    pdf = _CREATED_XMP.sub(f"<xmp:CreateDate>{moment:%Y-%m-%dT%H:%M:%SZ}</xmp:CreateDate>".encode(), pdf)
    at = max(pdf.rfind(b"trailer"), 0)
    name = hashlib.sha256(pdf[:at]).hexdigest()[:32].upper().encode()
    return pdf[:at] + _IDENTIFIER.sub(lambda found: found[1] + name + found[3], pdf[at:])


def is_tagged(pdf: bytes) -> bool:
    """Say whether a PDF is tagged and names its language and title."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    marks = root.get("/MarkInfo")
    marked = isinstance(marks, DictionaryObject) and bool(marks.get("/Marked"))
    title = reader.metadata.title if reader.metadata else ""
    return bool(marked and "/StructTreeRoot" in root and root.get("/Lang") and title)
