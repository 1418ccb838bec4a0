"""Read a Word file with its tracked changes accepted: what was inserted is in, what was deleted is out.

The markup is walked, because python-docx does not see text inside content controls.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import CHARACTERS, PARAGRAPHS, Refused
from assistant.documents.reading.package_check import check_package
from assistant.documents.reading.word_numbers import Numbers, Styles, W, value_of
from assistant.domain.reading import Paragraph, ParagraphKind, ReadDocument

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {f"{W}del", f"{W}moveFrom", f"{_MC}Fallback"}
_HEADING_LETTERS = 90


def read_word(path: Path) -> ReadDocument:
    """Return a checked Word file as paragraphs. Raises Refused."""
    check_package(path)
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            body = _parse(package.read("word/document.xml")).find(f"{W}body")
            styles = Styles(_part(package, names, "word/styles.xml"))
            numbers = Numbers(_part(package, names, "word/numbering.xml"), styles)
            title = _title(package, names)
    except etree.XMLSyntaxError as err:
        raise Refused("malformed") from err
    if body is None:
        raise Refused("malformed")
    paragraphs: list[Paragraph] = []
    size = 0
    for one in _blocks(body, styles, numbers):
        size += len(one.text)
        if len(paragraphs) >= PARAGRAPHS or size > CHARACTERS:
            raise Refused("too-long")
        paragraphs.append(one)
    if not any(c.isalpha() for p in paragraphs for c in p.text):
        raise Refused("no-text")
    return ReadDocument(kind="word", title=title, paragraphs=tuple(paragraphs))


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _part(package: zipfile.ZipFile, names: set[str], name: str) -> Any:
    return _parse(package.read(name)) if name in names else None


def _title(package: zipfile.ZipFile, names: set[str]) -> str:
    root = _part(package, names, "docProps/core.xml")
    found = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return one_line(found.text or "")[:200] if found is not None else ""


def _blocks(body: Any, styles: Styles, numbers: Numbers) -> Iterator[Paragraph]:
    carried = ""  # the words of a paragraph whose end was deleted: they run on into the next one
    for element in _walk(body):
        if element.tag == f"{W}tbl":
            yield from _rows(element)
            continue
        text = carried + _text(element)
        properties = element.find(f"{W}pPr")
        carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            carried = text
            continue
        if text := one_line(text):
            yield _paragraph(element, properties, text, styles, numbers)
        for box in _boxes(element):
            if inside := one_line(_text(box)):
                yield Paragraph(text=inside)
    if rest := one_line(carried):
        yield Paragraph(text=rest)


def _walk(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a body, also those in content controls and insertions."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != f"{W}sectPr":
            yield from _walk(child)


def _paragraph(element: Any, properties: Any, text: str, styles: Styles, numbers: Numbers) -> Paragraph:
    style = value_of(properties, f"{W}pStyle")
    number, depth, listed = numbers.next(properties, style)
    level = styles.outline(style)
    kind: ParagraphKind = "paragraph"
    if styles.name(style) == "title":
        kind = "title"
    elif level:
        kind = "heading"
    elif listed and (depth > 1 or not number):
        kind = "item"
    elif not listed and _is_bold(element) and len(text) <= _HEADING_LETTERS and not text.endswith((".", ":", ";", ",")):
        kind, level = "heading", 3
    return Paragraph(text=text, kind=kind, level=level or depth, number=number)


def _rows(table: Any) -> Iterator[Paragraph]:
    for row in _inside(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells = []
        for cell in _inside(row, f"{W}tc"):
            words = [one_line(_text(p)) for p in cell.iter(f"{W}p") if not _is_gone(p, cell)]
            cells.append(" ".join(w for w in words if w))
        if any(cells):
            yield Paragraph(text=" | ".join(c for c in cells if c), kind="row")


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, through content controls but not from tables inside."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (*_GONE, f"{W}tc", f"{W}tbl", f"{W}tr"):
            yield from _inside(child, tag)


def _text(paragraph: Any) -> str:
    out: list[str] = []
    _gather(paragraph, out)
    return "".join(out)


def _gather(element: Any, out: list[str]) -> None:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _GONE or tag in (f"{W}p", f"{W}txbxContent"):
            continue
        if tag == f"{W}t":
            out.append(child.text or "")
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"):
            out.append(" ")
        elif tag == f"{W}noBreakHyphen":
            out.append("-")
        elif tag == f"{W}r" and _is_hidden(child):
            continue
        elif tag != f"{W}pPr":
            _gather(child, out)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the paragraphs of text boxes anchored in a paragraph."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not _is_gone(box, paragraph):
            yield from (p for p in box.iter(f"{W}p") if not _is_gone(p, box))


def _is_gone(element: Any, within: Any) -> bool:
    for above in element.iterancestors():
        if above is within:
            return False
        if above.tag in _GONE:
            return True
    return False


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off")


def _is_bold(paragraph: Any) -> bool:
    runs = [r for r in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in r.iter(f"{W}t"))]
    return bool(runs) and all(
        (b := r.find(f"{W}rPr/{W}b")) is not None and b.get(f"{W}val", "true") not in ("0", "false", "off")
        for r in runs
    )
