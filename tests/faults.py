"""Find what would make a word processor repair or refuse a file that we wrote: parts, ids and references.

The order of elements is not looked at here: tests hold it against the schema (docs/word/validity.md).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "/officeDocument"
_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
    *("sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    *("moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart", "customXmlDelRangeStart"),
)
_RANGES = (
    ("bookmarkStart", "bookmarkEnd"),
    ("commentRangeStart", "commentRangeEnd"),
    ("moveFromRangeStart", "moveFromRangeEnd"),
    ("moveToRangeStart", "moveToRangeEnd"),
)
_STYLED = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
_TO_BOOKMARK = re.compile(r"^\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)")


class Fault(NamedTuple):
    """What is wrong (a short code for developers), in which part, and with what."""

    code: str
    part: str
    detail: str = ""


def faults(data: bytes) -> tuple[Fault, ...]:
    """Return every fault of a .docx file that we wrote, in the order of its parts; () for a sound one.

    Raise zipfile.BadZipFile or lxml's XMLSyntaxError for a file that cannot be taken apart at all. The file is
    trusted: one that somebody brought goes through ``reading`` first.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        doubled = [name for name, times in Counter(package.namelist()).items() if times > 1]
        parts = {name: package.read(name) for name in package.namelist()}
    roots = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    found = [Fault("part-twice", name) for name in doubled]
    found += _types(parts, roots)
    found += _relations(parts, roots)
    found += _ids(roots)
    found += _references(roots)
    found += _fields(roots)
    return tuple(found)


def _types(parts: Iterable[str], roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """Every part has a content type, and every type that is given by name has its part."""
    table = roots.get("[Content_Types].xml")
    if table is None:
        yield Fault("no-content-types", "[Content_Types].xml")
        return
    endings = {str(e.get("Extension", "")).lower() for e in table.iter(f"{_TYPES}Default")}
    named = {str(e.get("PartName", "")).lstrip("/") for e in table.iter(f"{_TYPES}Override")}
    for name in parts:
        if name != "[Content_Types].xml" and name not in named and name.rpartition(".")[2].lower() not in endings:
            yield Fault("no-content-type", name)
        elif name not in named and name in roots and str(roots[name].tag).startswith(W):
            yield Fault("content-type-general", name)  # "some XML" says nothing of what a Word part is
    for name in sorted(named - set(parts)):
        yield Fault("content-type-without-part", name)


def _relations(parts: Iterable[str], roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """Every relationship leads to a part, every id in the text to a relationship, every part is reached."""
    names = set(parts)
    reached: set[str] = set()
    mains = 0
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        source = folder + file.removesuffix(".rels")
        if source and source not in names:
            yield Fault("relations-of-no-part", name)
        known = set()
        for rel in root.iter(f"{_RELS}Relationship"):
            ident, target = str(rel.get("Id")), str(rel.get("Target"))
            if ident in known:
                yield Fault("relation-id-twice", name, ident)
            known.add(ident)
            mains += not source and str(rel.get("Type")).endswith(_MAIN)
            if rel.get("TargetMode") == "External":
                continue
            base = posixpath.dirname(source)
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
            reached.add(path)
            if path not in names:
                yield Fault("relation-to-nothing", name, target)
        used = _used_ids(roots[source]) if source in roots else set()
        for ident in sorted(used - known):
            yield Fault("relation-missing", source, ident)
    for name, root in roots.items():
        rels = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels".lstrip("/")
        if not name.endswith(".rels") and rels not in roots and _used_ids(root):
            yield Fault("relation-missing", name, ", ".join(sorted(_used_ids(root))))
    if mains != 1:
        yield Fault("main-document", "_rels/.rels", str(mains))
    for name in sorted(names - reached):
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            yield Fault("part-not-reached", name)


def _used_ids(root: etree._Element) -> set[str]:
    return {str(v) for e in root.iter() for k, v in e.attrib.items() if str(k).startswith(_R) and v}


def _ids(roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """Ids are unique where Word wants them so, and what begins also ends."""
    controls = Counter(
        str(ident.get(f"{W}val"))
        for root in roots.values()
        for props in root.iter(f"{W}sdtPr")
        for ident in props.findall(f"{W}id")
    )
    yield from (Fault("control-id-twice", "", ident) for ident, times in controls.items() if times > 1)
    for name, root in roots.items():
        if root.tag == f"{W}document":
            marks = Counter(str(e.get(f"{W}name")).lower() for e in root.iter(f"{W}bookmarkStart"))
            yield from (Fault("bookmark-name-twice", name, mark) for mark, times in marks.items() if times > 1)
        changed = Counter(str(e.get(f"{W}id")) for e in root.iter(*(f"{W}{c}" for c in _CHANGES)))
        yield from (Fault("change-id-twice", name, ident) for ident, times in changed.items() if times > 1)
        for start, end in _RANGES:
            starts = Counter(str(e.get(f"{W}id")) for e in root.iter(f"{W}{start}"))
            ends = Counter(str(e.get(f"{W}id")) for e in root.iter(f"{W}{end}"))
            yield from (Fault(f"{start}-id-twice", name, ident) for ident, times in starts.items() if times > 1)
            for ident in sorted(set(starts) ^ set(ends)):
                yield Fault(f"{start}-without-{end}" if ident in starts else f"{end}-without-{start}", name, ident)
        if root.tag == f"{W}comments":
            notes = Counter(str(e.get(f"{W}id")) for e in root.iter(f"{W}comment"))
            yield from (Fault("comment-id-twice", name, ident) for ident, times in notes.items() if times > 1)
        paras = Counter(str(e.get(f"{_W14}paraId")) for e in root.iter(f"{W}p") if e.get(f"{_W14}paraId"))
        yield from (Fault("paragraph-id-twice", name, ident) for ident, times in paras.items() if times > 1)


def _references(roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """What is pointed at is there: styles, lists, comments, notes."""
    styles = {str(s.get(f"{W}styleId")) for r in _of(roots, "styles") for s in r.iter(f"{W}style")}
    lists = {str(n.get(f"{W}numId")) for r in _of(roots, "numbering") for n in r.findall(f"{W}num")} | {"0"}
    kinds = {str(n.get(f"{W}abstractNumId")) for r in _of(roots, "numbering") for n in r.findall(f"{W}abstractNum")}
    notes = {str(c.get(f"{W}id")) for r in _of(roots, "comments") for c in r.iter(f"{W}comment")}
    for name, root in roots.items():
        for tag in _STYLED:
            yield from _missing(root, tag, styles, "style", name)
        yield from _missing(root, "numId", lists, "list", name)
        if root.tag == f"{W}numbering":
            for num in root.findall(f"{W}num"):
                yield from _missing(num, "abstractNumId", kinds, "list-definition", name)
        for mark in root.iter(f"{W}commentReference"):
            if str(mark.get(f"{W}id")) not in notes:
                yield Fault("comment-missing", name, str(mark.get(f"{W}id")))
        for kind in ("footnote", "endnote"):
            known = {str(n.get(f"{W}id")) for r in _of(roots, f"{kind}s") for n in r.iter(f"{W}{kind}")}
            for mark in root.iter(f"{W}{kind}Reference"):
                if str(mark.get(f"{W}id")) not in known:
                    yield Fault(f"{kind}-missing", name, str(mark.get(f"{W}id")))
    anchored = {str(m.get(f"{W}id")) for r in _of(roots, "document") for m in r.iter(f"{W}commentReference")}
    yield from (Fault("comment-without-place", "word/comments.xml", ident) for ident in sorted(notes - anchored))
    paragraphs = {str(p.get(f"{_W14}paraId")) for r in _of(roots, "comments") for p in r.iter(f"{W}p")}
    for extended in (r for r in roots.values() if r.tag == f"{_W15}commentsEx"):
        for entry in extended.iter(f"{_W15}commentEx"):
            for attribute in ("paraId", "paraIdParent"):
                ident = entry.get(f"{_W15}{attribute}")
                if ident is not None and ident not in paragraphs:
                    yield Fault("comment-paragraph-missing", "word/commentsExtended.xml", str(ident))


def _fields(roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """Fields are whole, and those that point at a bookmark find it."""
    marks = {str(m.get(f"{W}name")).lower() for r in roots.values() for m in r.iter(f"{W}bookmarkStart")}
    for name, root in roots.items():
        depth = 0
        for char in root.iter(f"{W}fldChar"):
            kind = char.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if depth < 0 or (kind == "separate" and depth == 0):
                yield Fault("field-not-whole", name, str(kind))
                depth = max(depth, 0)
        if depth:
            yield Fault("field-not-whole", name, "begin")
        codes = [c.text or "" for c in root.iter(f"{W}instrText")]
        codes += [str(f.get(f"{W}instr")) for f in root.iter(f"{W}fldSimple")]
        targets = [found[1] for code in codes if (found := _TO_BOOKMARK.match(code))]
        targets += [str(h.get(f"{W}anchor")) for h in root.iter(f"{W}hyperlink") if h.get(f"{W}anchor")]
        for target in dict.fromkeys(targets):
            if target.lower() not in marks and target != "_top":
                yield Fault("bookmark-missing", name, target)


def _of(roots: dict[str, etree._Element], tag: str) -> list[etree._Element]:
    return [root for root in roots.values() if root.tag == f"{W}{tag}"]


def _missing(root: etree._Element, tag: str, known: set[str], code: str, part: str) -> Iterator[Fault]:
    used = {str(e.get(f"{W}val")) for e in root.iter(f"{W}{tag}")}
    yield from (Fault(f"{code}-missing", part, ident) for ident in sorted(used - known))
