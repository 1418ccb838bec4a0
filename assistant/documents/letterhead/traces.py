"""Take out of a letterhead what tells who made it and when: it would travel into every agreement."""

from __future__ import annotations

from typing import Any

from lxml import etree

from assistant.documents.accessibility.opened import WordFile
from assistant.documents.picture_data import without_metadata
from assistant.documents.reading.word.names import RELATION, W

# Numbers of editing sessions, variables of a document, and what a document system keeps beside the text.
_ELEMENTS = frozenset(f"{W}{name}" for name in ("rsid", "rsids", "docVars", "dataBinding"))
_LOCAL = frozenset({"docId"})  # w14 and w15: the number of one document
_RELATIONS = frozenset({"customXml", "thumbnail", "custom-properties", "people"})


def without_traces(file: WordFile) -> set[str]:
    """Remove the traces of who worked on a letterhead, and when; return the parts changed.

    Words and looks stay as they are; pictures lose what they tell of place, device and author. A content control that
    was bound to data elsewhere keeps its words.
    """
    changed = set()
    for name in file.parts.keys() - file.roots.keys():
        file.parts[name] = without_metadata(file.parts[name])
    for name, root in file.roots.items():
        if name.endswith(".rels"):
            gone = [r for r in root.iter(RELATION) if str(r.get("Type")).rpartition("/")[2] in _RELATIONS]
        elif name.startswith("word/"):
            gone = [e for e in root.iter() if _is_trace(e)]
            if _sessions(root):
                changed.add(name)
        else:
            continue
        for element in gone:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                changed.add(name)
    return changed


def _is_trace(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return isinstance(element, etree._Comment)
    return element.tag in _ELEMENTS or etree.QName(element).localname in _LOCAL


def _sessions(root: Any) -> bool:
    found = False
    for element in root.iter():
        for key in [k for k in element.attrib if etree.QName(k).localname.startswith("rsid")]:
            del element.attrib[key]
            found = True
    return found
