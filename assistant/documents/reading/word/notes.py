"""What stands beside the body: footnotes and endnotes, headers and footers."""

from __future__ import annotations

import re
from typing import Any

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.word.gathered import Gathered
from assistant.documents.reading.word.names import R, W, on
from assistant.documents.reading.word.story import Story

_DIGITS = re.compile(r"\d+")  # of page numbers
_ODD = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_notes(gathered: Gathered) -> None:
    """Read the notes that the body points to, in that order, footnotes first."""
    package = gathered.package
    for part in ("footnote", "endnote"):
        names = package.related(package.main, f"{part}s")
        root = package.part(names[0]) if names else None
        found = {} if root is None else {str(n.get(f"{W}id")): n for n in root.iter(f"{W}{part}")}
        done: set[str] = set()
        for kind, ident, changes, clause in list(gathered.notes):
            if kind != part or ident in done:
                continue
            done.add(ident)
            number = gathered.note_numbers.get(f"{part}:{ident}", "")
            note = found.get(ident)
            if note is None or note.get(f"{W}type") in _ODD:
                gathered.report("note-missing", {"number": number})
                continue
            before = len(gathered.blocks)
            Story(gathered, note, names[0], part, clause).read(note, number, changes)
            if len(gathered.blocks) == before:
                gathered.report("note-empty", {"number": number})


def read_running(gathered: Gathered, root: Any) -> None:
    """Read the headers and footers that pages show, each once; one that is switched off is reported."""
    package = gathered.package
    relations = package.relations(package.main)
    settings = package.one("settings")
    even = bool(on(settings, f"{W}evenAndOddHeaders"))
    shown: dict[str, bool] = {}
    parts: dict[str, str] = {}
    for section in root.iter(f"{W}sectPr"):
        first = bool(on(section, f"{W}titlePg"))
        for part in ("header", "footer"):
            for pointer in section.findall(f"{W}{part}Reference"):
                kind = pointer.get(f"{W}type", "default")
                target = relations.get(str(pointer.get(f"{R}id", "")))
                if target is None or target.outside:
                    continue
                parts[target.target] = part
                on_pages = {"first": first, "even": even}.get(str(kind), True)
                shown[target.target] = shown.get(target.target, False) or on_pages
    told: set[tuple[str, tuple[str, ...]]] = set()
    for part in ("header", "footer"):
        for name in [n for n, its in parts.items() if its == part]:
            content = package.part(name)
            if content is None:
                continue
            if not shown[name]:
                words = one_line(" ".join(t.text or "" for t in content.iter(f"{W}t")))
                if words:
                    gathered.report("running-off", {"words": words[:120]}, "")
                continue
            before = len(gathered.blocks)
            Story(gathered, content, name, part).read(content)
            text = tuple(_DIGITS.sub("#", b.text) for b in gathered.blocks[before:])
            if (part, text) in told and not any(s.changes for b in gathered.blocks[before:] for s in b.spans):
                del gathered.blocks[before:]  # the same words on the first page as on the others
            told.add((part, text))
