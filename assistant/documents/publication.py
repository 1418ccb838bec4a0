"""Take out of a Word file what is for its makers only, so that it can be posted: the publication copy.

It works on the XML of every part, whoever wrote it. ``leftovers`` looks afterwards whether anything is left.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from functools import partial

from docx.oxml.ns import qn
from lxml import etree

from assistant.documents.elements import Element
from assistant.documents.package import packed
from assistant.documents.picture_data import without_metadata
from assistant.documents.stamps import BOOKMARK

_GONE_PARTS = re.compile(
    r"docProps/(?:custom\.xml|thumbnail\..+)|customXml/.+|word/(?:comments\w*|people)\.xml|word/_rels/comments\w*\.xml\.rels"
)
_TARGETS = re.compile(r"\b(?:REF|PAGEREF|NOTEREF|HYPERLINK\s+\\l)\s+\"?(\w+)")
_KEPT_CORE = frozenset({"title", "language"})
_REMOVED = tuple(
    qn(f"w:{name}")
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "highlight", "proofErr"),
        *("rsids", "docVars", "attachedTemplate", "mailMerge", "saveThroughXslt"),
    )
)
_PLACEHOLDER_STYLE = "mou placeholder"


def published(data: bytes) -> bytes:
    """Return a file without comments, content controls, our bookmarks, highlights, authors and properties.

    Pictures lose what they tell beside what they show. Title and language stay, for readers and screen readers. A
    bookmark that a cross-reference needs stays under a name that says nothing. Equal input gives equal bytes.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {n: without_metadata(package.read(n)) for n in package.namelist() if not _GONE_PARTS.fullmatch(n)}
    trees = {n: etree.fromstring(b) for n, b in parts.items() if n.endswith((".xml", ".rels"))}
    names = _neutral_names(trees)
    placeholder = _style_id(trees.get("word/styles.xml"), _PLACEHOLDER_STYLE)
    for name, root in trees.items():
        if name == "[Content_Types].xml":
            _forget(root, _is_type_of_gone)
        elif name.endswith(".rels"):
            _forget(root, partial(_leads_to_gone, posixpath.dirname(posixpath.dirname(name))))
        elif name == "docProps/core.xml":
            _forget(root, lambda e: etree.QName(e).localname not in _KEPT_CORE)
        elif name == "docProps/app.xml":
            _forget(root, lambda _: True)
        else:
            _scrub(root, names, placeholder)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _is_type_of_gone(entry: Element) -> bool:
    return _GONE_PARTS.fullmatch((entry.get("PartName") or "").lstrip("/")) is not None


def _leads_to_gone(folder: str, relation: Element) -> bool:
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    if kind.endswith(("/attachedTemplate", "/custom-properties", "/thumbnail", "/customXml")):
        return True
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return _GONE_PARTS.fullmatch(path) is not None


def _neutral_names(trees: dict[str, Element]) -> dict[str, str]:
    """Return new names for those of our bookmarks that something refers to."""
    wanted: set[str] = set()
    for root in trees.values():
        for code in root.iter(qn("w:instrText")):
            wanted.update(_TARGETS.findall(code.text or ""))
        wanted.update(f for e in root.iter(qn("w:fldSimple")) for f in _TARGETS.findall(e.get(qn("w:instr"), "")))
        wanted.update(e.get(qn("w:anchor"), "") for e in root.iter(qn("w:hyperlink")))
    there = [b.get(qn("w:name"), "") for root in trees.values() for b in root.iter(qn("w:bookmarkStart"))]
    ours = [n for n in dict.fromkeys(there) if n.startswith(BOOKMARK) and n in wanted]
    return {name: f"_Ref{number:08}" for number, name in enumerate(ours, 1)}


def _scrub(root: Element, names: dict[str, str], placeholder: str) -> None:
    for control in list(root.iter(qn("w:sdt"))):
        _unwrap(control)
    for tag in _REMOVED:
        for element in list(root.iter(tag)):
            _remove(element)
    for style in list(root.iter(qn("w:rStyle"))):
        if placeholder and style.get(qn("w:val")) == placeholder:
            _remove(style)
    for empty in [r for r in root.iter(qn("w:r")) if not [c for c in r if c.tag != qn("w:rPr")]]:
        _remove(empty)
    _rename_bookmarks(root, names)
    for element in root.iter():
        for key in [k for k in element.attrib if etree.QName(k).localname.startswith("rsid")]:
            del element.attrib[key]


def _rename_bookmarks(root: Element, names: dict[str, str]) -> None:
    gone: set[str] = set()
    for start in list(root.iter(qn("w:bookmarkStart"))):
        name = start.get(qn("w:name"), "")
        if name in names:
            start.set(qn("w:name"), names[name])
        elif name.startswith(BOOKMARK):
            gone.add(start.get(qn("w:id"), ""))
            _remove(start)
    for end in list(root.iter(qn("w:bookmarkEnd"))):
        if end.get(qn("w:id")) in gone:
            _remove(end)
    for link in root.iter(qn("w:hyperlink")):
        anchor = link.get(qn("w:anchor"))
        if anchor in names:
            link.set(qn("w:anchor"), names[anchor])

    def renamed(text: str) -> str:
        return _TARGETS.sub(lambda m: m.group().replace(m[1], names.get(m[1], m[1])), text)

    for code in root.iter(qn("w:instrText")):
        code.text = renamed(code.text or "")
    for simple in root.iter(qn("w:fldSimple")):
        simple.set(qn("w:instr"), renamed(simple.get(qn("w:instr"), "")))


def _unwrap(control: Element) -> None:
    parent = control.getparent()
    if parent is None:
        return
    content = control.find(qn("w:sdtContent"))
    for child in list(content) if content is not None else []:
        control.addprevious(child)
    parent.remove(control)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _forget(root: Element, which: Callable[[Element], bool]) -> None:
    for child in list(root):
        if isinstance(child.tag, str) and which(child):
            root.remove(child)


def _style_id(styles: Element | None, name: str) -> str:
    for style in styles.iter(qn("w:style")) if styles is not None else ():
        label = style.find(qn("w:name"))
        if label is not None and (label.get(qn("w:val")) or "").lower() == name:
            return style.get(qn("w:styleId")) or ""
    return ""
