"""Parts that a Word file lacks, with the content type and the relationship without which nobody would find them."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from assistant.documents.accessibility.opened import CORE, DC, WordFile
from assistant.documents.reading.limits import Refused
from assistant.documents.reading.word.names import W

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"


class NewPart(NamedTuple):
    """A part by its name and type, and the relation that leads to it from the part that ``source`` speaks for."""

    name: str
    content_type: str
    relation: str
    source: str
    target: str


_PROPERTIES = NewPart(
    CORE[0],
    "application/vnd.openxmlformats-package.core-properties+xml",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "_rels/.rels",
    CORE[0],
)
_STYLES = NewPart(
    "word/styles.xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
    "word/_rels/document.xml.rels",
    "styles.xml",
)


def new_core(file: WordFile, title: str) -> set[str]:
    """Add the part of properties with a title; return the parts changed."""
    root = etree.fromstring(f'<cp:coreProperties xmlns:cp="{_CP}" xmlns:dc="{DC[1:-1]}"/>')
    etree.SubElement(root, f"{DC}title").text = title
    return _added(file, _PROPERTIES, root)


def new_styles(file: WordFile) -> set[str]:
    """Add an empty part of styles, which holds what is set where nothing else is; return the parts changed."""
    root = etree.Element(f"{W}styles", nsmap={"w": W[1:-1]})
    return _added(file, _STYLES, root)


def _added(file: WordFile, part: NewPart, root: etree._Element) -> set[str]:
    types, rels = file.roots[_TYPES], file.roots.get(part.source)
    if rels is None:
        if part.source == "_rels/.rels":
            raise Refused("malformed")
        rels = file.roots[part.source] = etree.fromstring(f'<Relationships xmlns="{_RELS}"/>')
    file.roots[part.name] = root
    space = types.tag.rpartition("}")[0] + "}"
    etree.SubElement(types, f"{space}Override", PartName=f"/{part.name}", ContentType=part.content_type)
    taken = {str(r.get("Id")) for r in rels}
    ident = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
    space = rels.tag.rpartition("}")[0] + "}"
    etree.SubElement(rels, f"{space}Relationship", Id=ident, Type=part.relation, Target=part.target)
    return {part.name, _TYPES, part.source}
