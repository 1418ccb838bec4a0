"""Build Word's XML elements; every function here keeps the order that the schema asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

Element = etree._Element

# XML 1.0 has no way to write these characters, not even escaped.
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_PIECES = re.compile("[\t\n]|[^\t\n]+")


def clean(text: str) -> str:
    """Return the text without characters that XML cannot hold, line breaks as ``\\n``."""
    return _ILLEGAL.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Return the text on one line, for headings, properties and names."""
    return " ".join(clean(text).split())


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make ``<w:tag>`` with attributes of the same namespace."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def text_pieces(text: str) -> Iterator[Element]:
    """Yield ``w:t``, ``w:tab`` and ``w:br`` elements for a text."""
    for piece in _PIECES.findall(clean(text)):
        if piece == "\t":
            yield w("tab")
        elif piece == "\n":
            yield w("br")
        else:
            t = w("t")
            t.text = piece
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield t


def run(text: str, *, style: str = "", bold: bool = False, highlight: bool = False) -> Element:
    """Make a run; ``style`` is a character style's id."""
    properties = []
    if style:
        properties.append(w("rStyle", val=style))
    if bold:
        properties.append(w("b"))
    if highlight:
        properties.append(w("highlight", val="yellow"))
    head = [w("rPr", *properties)] if properties else []
    return w("r", *head, *text_pieces(text))


def paragraph(
    style: str,
    content: Iterable[Element] = (),
    *,
    keep_next: bool = False,
    page_break: bool = False,
    numbered: tuple[int, int] | None = None,
    before: int | None = None,
    indent: tuple[int, int] | None = None,
) -> Element:
    """Make a paragraph.

    ``numbered`` is (level, numbering id) in place of the style's, id 0 for no number; ``before``
    the space above, ``indent`` (left, hanging), both in twentieths of a point.
    """
    properties = [w("pStyle", val=style)]
    if keep_next:
        properties.append(w("keepNext"))
    if page_break:
        properties.append(w("pageBreakBefore"))
    if numbered is not None:
        properties.append(w("numPr", w("ilvl", val=numbered[0]), w("numId", val=numbered[1])))
    if before is not None:
        properties.append(w("spacing", before=before))
    if indent is not None:
        properties.append(w("ind", left=indent[0], hanging=indent[1]))
    return w("p", w("pPr", *properties), *content)


class Ids:
    """Hand out ids that nothing in the document uses yet, from one row of numbers.

    Bookmarks, content controls, comments and tracked changes all take theirs here; ``roots`` are the body and
    whatever else the shell brings along (headers, footers, comments).
    """

    def __init__(self, *roots: Element) -> None:
        used = [el.get(qn("w:id"), "") for root in roots for el in root.iter() if isinstance(el.tag, str)]
        for root in roots:
            used += [el.get(qn("w:val"), "") for sdt in root.iter(qn("w:sdtPr")) for el in sdt.findall(qn("w:id"))]
        self._last = max((int(x) for x in used if x.isdigit()), default=0)

    def next(self) -> int:
        """Return the next free id."""
        self._last += 1
        return self._last
