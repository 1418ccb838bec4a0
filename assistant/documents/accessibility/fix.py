"""Mend what can be mended in a copy of a Word file without touching a word of its text.

Parts that need no change are copied byte for byte.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from assistant.documents.accessibility.about import language_of, title_in
from assistant.documents.accessibility.check import report_on
from assistant.documents.accessibility.looks import Looks, on
from assistant.documents.accessibility.new_parts import new_core, new_styles
from assistant.documents.accessibility.opened import DC, WordFile, open_word, saved
from assistant.documents.accessibility.tables import holds_data, looks_like_header, rows_of
from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import Refused
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import FixReport

_USUAL = "en-US"
_AFTER_LANG = ("eastAsianLayout", "specVanish", "oMath", "rPrChange")  # ISO/IEC 29500-1, CT_RPr
_AFTER_HEADER = ("tblCellSpacing", "jc", "hidden", "ins", "del", "trPrChange")  # a choice, then tracked changes


def fix_word(path: Path, *, title: str = "", language: str = "") -> tuple[bytes, FixReport]:
    """Return a mended copy of a Word file, and what was mended and what was not.

    ``title`` and ``language`` are what to write where none is set ("": the title that stands in the text, the
    language of most words, else en-US). Raises Refused: the file is not safe to open, or is signed digitally.
    """
    file = open_word(path)
    if any(name.startswith("_xmlsignatures/") for name in file.parts):
        raise Refused("signed")
    before = report_on(file)
    words = {name: _words(root) for name, root in file.roots.items() if name.startswith("word/")}
    changed: set[str] = set()
    rules = {b.rule for b in before.barriers}
    new_title = one_line(title)[:255] or (title_in(file) if rules & {"no-title", "empty-title"} else "")
    if new_title and new_title != file.title:
        changed |= _set_title(file, new_title)
    code = language or language_of(file) or _USUAL
    if "no-language" in rules or language:
        changed |= _set_language(file, code)
    changed |= _mark_headers(file)
    if any(_words(file.roots[name]) != text for name, text in words.items()):
        raise Refused("malformed")  # never seen: the promise is kept even so
    data = saved(file, changed)
    fresh = WordFile(file.parts, file.roots, Looks(file.roots.get("word/styles.xml")))
    after = report_on(fresh)
    left = {(b.rule, b.place) for b in after.barriers}
    fixed = tuple(b for b in before.barriers if (b.rule, b.place) not in left)
    return data, FixReport(fixed=fixed, left=after.barriers, title=fresh.title, language=after.language)


def _words(root: Any) -> list[str]:
    return [t.text or "" for t in root.iter(f"{W}t", f"{W}delText", f"{W}instrText")]


def _set_title(file: WordFile, title: str) -> set[str]:
    if not file.cores:
        return new_core(file, title)
    for root in file.cores.values():
        held = root.find(f"{DC}title")
        if held is None:
            held = etree.SubElement(root, f"{DC}title")
        held.text = title
    return set(file.cores)


def _set_language(file: WordFile, code: str) -> set[str]:
    """Set the language that holds where no other is set; words that are said to have none get it too."""
    changed: set[str] = set()
    if not any(r.tag == f"{W}styles" for n, r in file.roots.items() if n.startswith("word/")):
        changed |= new_styles(file)
    # Files of Word 2010 hold their styles twice, and both must say the same.
    for name, styles in [(n, r) for n, r in file.roots.items() if r.tag == f"{W}styles" and n.startswith("word/")]:
        properties = _child(_child(_child(styles, "docDefaults", 0), "rPrDefault", 0), "rPr", 0)
        held = properties.find(f"{W}lang")
        if held is None:
            held = etree.Element(f"{W}lang")
            after = [n for n, c in enumerate(properties) if etree.QName(c).localname in _AFTER_LANG]
            properties.insert(after[0] if after else len(properties), held)
        held.set(f"{W}val", code)
        changed.add(name)
    for name, root in file.roots.items():
        for lang in root.iter(f"{W}lang"):
            if name.startswith("word/") and str(lang.get(f"{W}val", "")).lower() == "x-none":
                lang.set(f"{W}val", code)
                changed.add(name)
    return changed


def _child(element: Any, tag: str, at: int) -> Any:
    found = element.find(f"{W}{tag}")
    if found is None:
        found = etree.Element(f"{W}{tag}")
        element.insert(at, found)
    return found


def _mark_headers(file: WordFile) -> set[str]:
    """Mark the first row of each table of data as its header, where it plainly is one."""
    changed = set()
    for table in file.body.iter(f"{W}tbl"):
        if next(table.iterancestors(f"{W}tbl"), None) is not None or not holds_data(table, file):
            continue
        row = rows_of(table)[0]
        if on(row.find(f"{W}trPr/{W}tblHeader")) or not looks_like_header(table, file):
            continue
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            ahead = row.find(f"{W}tblPrEx")
            row.insert(0 if ahead is None else row.index(ahead) + 1, properties)
        for old in properties.findall(f"{W}tblHeader"):
            properties.remove(old)
        after = [n for n, c in enumerate(properties) if etree.QName(c).localname in _AFTER_HEADER]
        properties.insert(after[0] if after else len(properties), etree.Element(f"{W}tblHeader"))
        changed.add("word/document.xml")
    return changed
