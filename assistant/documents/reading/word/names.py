"""The names of the markup: namespaces, and elements that mean the same thing to the reader."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

UNDERSTOOD = frozenset(
    {
        W14[1:-1],
        W15[1:-1],
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/drawing/2010/main",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    }
)
"""Namespaces that a ``mc:Choice`` may require and still be the one that is read."""

CHANGES = {f"{W}ins": "inserted", f"{W}del": "deleted", f"{W}moveTo": "moved-to", f"{W}moveFrom": "moved-from"}

WRAPPERS = frozenset(f"{W}{n}" for n in ("smartTag", "customXml", "dir", "bdo", "sdtContent", "rubyBase"))
"""Elements that are read through: only what they hold is shown."""

PIECES = frozenset(
    f"{W}{n}"
    for n in (
        *("t", "delText", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "fldChar"),
        *("commentReference", "footnoteReference", "endnoteReference"),
    )
)
"""What runs are made of; read outside of a run too, where it has no place."""

SILENT = frozenset(
    f"{W}{n}"
    for n in (
        *(
            "pPr",
            "rPr",
            "sdtPr",
            "sdtEndPr",
            "customXmlPr",
            "smartTagPr",
            "tblPr",
            "tblGrid",
            "trPr",
            "tcPr",
            "tblPrEx",
        ),
        *("proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "softHyphen", "sectPr"),
        *("footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator"),
        *("instrText", "delInstrText", "bookmarkEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
        *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "rubyPr"),
    )
)
"""Elements that show nothing of their own."""


def value_of(element: object, path: str, default: str = "") -> str:
    """Return the ``w:val`` of the first element at a path."""
    found = element.find(path) if element is not None else None  # type: ignore[attr-defined]
    return default if found is None else str(found.get(f"{W}val", default))


def on(element: object, path: str) -> bool | None:
    """Return what an on-off element at a path says, None where there is none."""
    found = element.find(path) if element is not None else None  # type: ignore[attr-defined]
    return None if found is None else found.get(f"{W}val", "true") not in ("0", "false", "off")


def whole(text: str, default: int = 0) -> int:
    """Return a small whole number, or the default for anything else."""
    return int(text) if text.isdecimal() and len(text) < 7 else default
