"""Word fields: page numbers and the table of contents, each with a result that already stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn

from assistant.documents.elements import Element, paragraph, run, w

# What must come after w:updateFields in settings.xml.
_AFTER_UPDATE_FIELDS = (
    "hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
).split()


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


def page_number() -> list[Element]:
    """Return the runs of "Page X of Y"."""
    return [run("Page "), *field("PAGE", [run("1")]), run(" of "), *field("NUMPAGES", [run("1")])]


def contents(entries: Sequence[tuple[str, str, str]], *, heading: str, styles: dict[str, str], ident: int) -> Element:
    """Return the table of contents as a content control.

    ``entries`` are (number, title, bookmark). The page numbers start empty: a wrong number would
    be worse than none. Word fills them when it opens the file, LibreOffice on "Update index".
    """
    lines = []
    for number, title, bookmark in entries:
        inner = [run(f"{number}.\t" if number[-1:].isdigit() else f"{number}\t")] if number else []
        inner += [run(title), w("r", w("tab")), *field(f"PAGEREF {bookmark} \\h", [])]
        lines.append(paragraph(styles["toc 1"], [w("hyperlink", *inner, anchor=bookmark, history=1)]))
    opening = field('TOC \\o "1-1" \\h \\z \\t "MOU Heading,1"', [])
    for el in reversed(opening[:3]):
        lines[0].insert(1, el)
    lines[-1].append(opening[-1])
    part = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    title_line = paragraph(styles["toc heading"], [run(heading)])
    return w("sdt", w("sdtPr", w("id", val=ident), part), w("sdtContent", title_line, *lines))


def update_on_open(settings: Element) -> None:
    """Let Word bring fields up to date when it opens the file."""
    if settings.find(qn("w:updateFields")) is not None:
        return
    later = {qn(f"w:{name}") for name in _AFTER_UPDATE_FIELDS}
    for at, child in enumerate(settings):
        if child.tag in later or not str(child.tag).startswith(qn("w:")):
            settings.insert(at, w("updateFields", val="true"))
            return
    settings.append(w("updateFields", val="true"))
