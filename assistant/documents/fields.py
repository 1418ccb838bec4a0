"""Word fields, each with a result that already stands."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.ns import qn

from assistant.documents.elements import Element, run, w

# What must come after w:updateFields in settings.xml.
_AFTER_UPDATE_FIELDS = tuple(
    qn(f"w:{name}")
    for name in (
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "attachedSchema"),
        *("themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures"),
        *("forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "shapeDefaults"),
        *("doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
)


def field(instruction: str, result: Iterable[Element]) -> list[Element]:
    """Return the runs of a complex field around the runs of its result."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        *result,
        w("r", w("fldChar", fldCharType="end")),
    ]


def page_number(page: str, of: str) -> list[Element]:
    """Return the runs of "Page X of Y", with the words for it."""
    return [run(page), *field("PAGE", [run("1")]), run(of), *field("NUMPAGES", [run("1")])]


def update_on_open(settings: Element) -> None:
    """Let Word bring fields up to date when it opens the file."""
    if settings.find(qn("w:updateFields")) is not None:
        return
    for at, child in enumerate(settings):
        if child.tag in _AFTER_UPDATE_FIELDS or not str(child.tag).startswith(qn("w:")):
            settings.insert(at, w("updateFields", val="true"))
            return
    settings.append(w("updateFields", val="true"))
