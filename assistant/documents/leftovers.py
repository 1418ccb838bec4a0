"""Look whether a file still holds what a publication copy must not hold; knows nothing of how it was made.

Every part of the package is read as raw XML and as raw bytes, so that a mistake of the writer is not
repeated here. A publication copy in which something is found is not handed out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = (
    ("comments", re.compile(r"word/(?:comments[^/]*|people)\.xml")),
    ("properties", re.compile(r"docProps/custom\.xml")),
    ("custom-xml", re.compile(r"customXml/.*")),
    ("thumbnail", re.compile(r"docProps/thumbnail.*")),
    ("macros", re.compile(r".*vbaProject\.bin")),
)
_ELEMENTS = {
    "comments": ("commentRangeStart", "commentRangeEnd", "commentReference", "comment", "annotationRef"),
    "controls": ("sdt", "sdtPr", "sdtContent", "customXml", "smartTag"),
    "highlights": ("highlight",),
    "changes": (
        *("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "delText", "delInstrText"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
        *("tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "trackRevisions"),
    ),
    "properties": ("docVars", "docVar", "attachedTemplate", "rsids", "rsid", "rsidRoot", "mailMerge"),
}
_BY_ELEMENT = {f"{_W}{name}": what for what, names in _ELEMENTS.items() for name in names}
_AUTHORS = frozenset({"author", "initials", "userId", "providerId"})
_CORE = frozenset({"title", "language"})
_OUR_BOOKMARK = re.compile(r"_?(?:clause|mou)[_:.-]", re.IGNORECASE)
_PERSONAL_FIELD = re.compile(
    r"^\s*(?:AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|DOCPROPERTY|DOCVARIABLE|COMMENTS|TEMPLATE"
    r"|REVNUM|EDITTIME|SAVEDATE|CREATEDATE|INFO)\b",
    re.IGNORECASE,
)
# What pictures of any format tell of place, device and author: EXIF with more in it than how to turn it, XMP, IPTC,
# and the words that a PNG may hold (a length, a name, a keyword and a zero).
_IN_PICTURE = re.compile(
    rb"Exif\0\0(?!MM\0\*\0\0\0\x08\0\x01\x01\x12)|http://ns\.adobe\.com/xap/|<x:xmpmeta|Photoshop 3\.0\0"
    rb"|\0[\0-\xff]{3}(?:eXIf(?:II|MM)|[tz]EXt[\x20-\x7e\xa1-\xff]{1,79}\0|iTXt[\x20-\x7e\xa1-\xff]{1,79}\0)"
)
_OFF = frozenset({"0", "false", "off", "none"})
_NEEDS_NOTHING = frozenset({"word/document.xml", "[Content_Types].xml", "_rels/.rels"})


class Leftover(NamedTuple):
    """Something that should be gone: ``what`` names its kind, ``part`` where it is, ``words`` what was seen."""

    what: str
    part: str
    words: str = ""


def leftovers(data: bytes, *, private: Sequence[str] = ()) -> tuple[Leftover, ...]:
    """Return what a publication copy must not hold, each finding once.

    ``what``: ``unreadable`` · ``comments`` · ``controls`` · ``highlights`` · ``changes`` · ``properties`` ·
    ``authors`` · ``bookmarks`` · ``fields`` · ``hidden`` · ``custom-xml`` · ``thumbnail`` · ``macros`` ·
    ``links`` · ``pictures`` · ``private``. ``private`` are words that may stand nowhere, such as the draft's id.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
            note = package.comment
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return (Leftover("unreadable", ""),)
    found = [Leftover("unreadable", n) for n in sorted(_NEEDS_NOTHING - parts.keys())]
    if note:
        found.append(Leftover("properties", ""))
    for name, content in sorted(parts.items()):
        found += [Leftover(what, name) for what, pattern in _PARTS if pattern.fullmatch(name)]
        if name.endswith((".xml", ".rels", ".vml")):
            found += _in_xml(name, content)
        elif _IN_PICTURE.search(content):
            found.append(Leftover("pictures", name))
        found += [Leftover("private", name, word) for word in private if word and _stands_in(word, content)]
    return tuple(dict.fromkeys(found))


def _stands_in(word: str, content: bytes) -> bool:
    return any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le"))


def _in_xml(name: str, content: bytes) -> Iterator[Leftover]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        yield Leftover("unreadable", name)
        return
    if name == "docProps/core.xml":
        for child in root:
            if isinstance(child.tag, str) and etree.QName(child).localname not in _CORE and (child.text or "").strip():
                yield Leftover("properties", name, etree.QName(child).localname)
    elif name == "docProps/app.xml":
        for child in root:
            if isinstance(child.tag, str) and "".join(str(t) for t in child.itertext()).strip():
                yield Leftover("properties", name, etree.QName(child).localname)
    elif name.endswith(".rels"):
        yield from _in_relations(name, root)
    else:
        for element in root.iter():
            if isinstance(element.tag, str):
                yield from _in_element(name, element)
            elif not isinstance(element, etree._ProcessingInstruction):
                yield Leftover("properties", name, str(element.text or "")[:40])  # an XML comment or an entity
        yield from _in_fields(name, root)


def _in_relations(name: str, root: Any) -> Iterator[Leftover]:
    for relation in root:
        kind, target = relation.get("Type") or "", relation.get("Target") or ""
        if kind.endswith("/attachedTemplate") or target.lower().startswith(("file:", "\\\\")):
            yield Leftover("links", name, target[:80])
        if re.search(r"/(?:comments\w*|people|customXml|custom-properties|thumbnail)$", kind):
            yield Leftover("properties", name, kind.rsplit("/", 1)[-1])


def _in_element(name: str, element: Any) -> Iterator[Leftover]:
    tag = element.tag
    if (what := _BY_ELEMENT.get(tag)) and not (tag == f"{_W}highlight" and element.get(f"{_W}val") in _OFF):
        yield Leftover(what, name, etree.QName(tag).localname)
    if tag == f"{_W}bookmarkStart" and _OUR_BOOKMARK.match(element.get(f"{_W}name") or ""):
        yield Leftover("bookmarks", name, element.get(f"{_W}name") or "")
    if tag == f"{_W}hyperlink" and _OUR_BOOKMARK.match(element.get(f"{_W}anchor") or ""):
        yield Leftover("bookmarks", name, element.get(f"{_W}anchor") or "")
    if tag in (f"{_W}vanish", f"{_W}specVanish") and element.get(f"{_W}val", "true") not in _OFF and _on_words(element):
        yield Leftover("hidden", name)
    for key in element.attrib:
        local = etree.QName(key).localname
        if local in _AUTHORS:
            yield Leftover("authors", name, str(element.get(key))[:40])
        elif local.startswith("rsid"):
            yield Leftover("properties", name, local)


def _on_words(vanish: Any) -> bool:
    run = vanish.getparent().getparent() if vanish.getparent() is not None else None
    return run is not None and run.tag == f"{_W}r" and any((t.text or "").strip() for t in run.iter(f"{_W}t"))


def _in_fields(name: str, root: Any) -> Iterator[Leftover]:
    codes = ["".join(c.text or "" for c in p.iter(f"{_W}instrText")) for p in root.iter(f"{_W}r")]
    codes += [e.get(f"{_W}instr") or "" for e in root.iter(f"{_W}fldSimple")]
    for code in codes:
        if _PERSONAL_FIELD.match(code):
            yield Leftover("fields", name, code.strip()[:40])
        for target in re.findall(r"\w+", code):
            if _OUR_BOOKMARK.match(target):
                yield Leftover("bookmarks", name, target)
