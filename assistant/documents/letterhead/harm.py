"""What a letterhead may not hold: it would fetch something from elsewhere, run, or travel into every agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.documents.accessibility.looks import on
from assistant.documents.accessibility.opened import WordFile
from assistant.documents.reading.limits import MB, Refused
from assistant.documents.reading.word.names import RELATION, VML, W

_MOST = 5 * MB  # of one part that is markup; the styles of a large letterhead have a tenth of it
_RUNS = re.compile(r"word/(?:embeddings|activeX|controls)/|(?:^|/)(?:vbaProject|oleObject\d*)\.bin$", re.I)
_WEB = re.compile(r"(?:https?://|mailto:)", re.I)
# Fields that bring in what lies elsewhere, or start something.
_FETCHES = re.compile(
    r"\s*(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD)\b", re.I
)
_TRACKED = tuple(f"{W}{n}" for n in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange"))
# Relations that are cut, with the settings that name them: the file works as well without.
CUT = {"attachedTemplate": "template", "mailMergeSource": "mail-merge", "mailMergeHeaderSource": "mail-merge"}
# Word 2010 wrote the styles a second time; styles are added to the first ones only, and the two would differ.
_SECOND_STYLES = "stylesWithEffects"
_SETTINGS = {
    "attachedTemplate": "template",
    "mailMerge": "mail-merge",
    "documentProtection": "protection",
    "writeProtection": "read-only",
}


def refuse_harm(file: WordFile, kept: list[Any]) -> None:
    """Raise Refused, with the reason, when a letterhead must not be used; ``kept`` are the roots that stay in it."""
    for name, data in file.parts.items():
        if _RUNS.search(name):
            raise Refused("embedded")
        if name.endswith((".xml", ".rels")) and len(data) > _MOST:
            raise Refused("bomb")
    for rel in _relations(file):
        kind = str(rel.get("Type")).rpartition("/")[2]
        if kind in CUT:
            continue
        if rel.get("TargetMode") != "External":
            if kind in ("aFChunk", "subDocument", "oleObject", "package", "control"):
                raise Refused("embedded")
            continue
        address = str(rel.get("Target"))
        if kind != "hyperlink":
            raise Refused("linked", address=address[:120])
        if not _WEB.match(address) and not address.startswith("#"):
            raise Refused("local-link", address=address[:120])
    for root in kept:
        found = next((c for c in _codes(root) if _FETCHES.match(c)), None)
        if found is not None:
            raise Refused("field", field=found.split()[0][:20])
        elsewhere = next((a for i in root.iter(f"{VML}imagedata") if (a := str(i.get("src", "")))), "")
        if elsewhere:
            raise Refused("linked", address=elsewhere[:120])
        if next(root.iter(*_TRACKED), None) is not None:
            raise Refused("tracked")
        if next(root.iter(f"{W}commentReference"), None) is not None:
            raise Refused("comments")


def made_harmless(file: WordFile) -> tuple[set[str], set[str]]:
    """Cut what points elsewhere or would lock the agreement; return what was left out and the parts changed."""
    left, changed = set(), set()
    settings = file.roots.get("word/settings.xml")
    if settings is not None:
        for tag, what in _SETTINGS.items():
            for held in settings.findall(f"{W}{tag}"):
                if tag != "documentProtection" or (on(held) and held.get(f"{W}enforcement") in ("1", "true", "on")):
                    left.add(what)
                settings.remove(held)
                changed.add("word/settings.xml")
    for name, root in file.roots.items():
        for rel in list(root.iter(RELATION)) if name.endswith(".rels") else []:
            kind = str(rel.get("Type")).rpartition("/")[2]
            if kind in CUT or kind == _SECOND_STYLES:
                root.remove(rel)
                changed.add(name)
                left.update({CUT[kind]} if kind in CUT else ())
    return left, changed


def without_comments(file: WordFile) -> set[str]:
    """Empty the comments of a letterhead whose text is not kept: their places are gone."""
    changed = set()
    for name, root in file.roots.items():
        if etree.QName(root).localname in ("comments", "commentsEx", "commentsIds", "commentsExtensible") and len(root):
            for child in list(root):
                root.remove(child)
            changed.add(name)
    return changed


def _codes(root: Any) -> Iterator[str]:
    """Yield the code of each field, put together again where it is cut into runs."""
    code = ""
    for one in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if one.tag == f"{W}instrText":
            code += one.text or ""
            continue
        yield code
        code = ""
        if one.tag == f"{W}fldSimple":
            yield str(one.get(f"{W}instr"))
    yield code


def _relations(file: WordFile) -> Iterator[Any]:
    for name, root in file.roots.items():
        if name.endswith(".rels"):
            yield from root.iter(RELATION)
