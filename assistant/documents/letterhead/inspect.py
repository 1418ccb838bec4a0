"""Look at a letterhead: refuse what may not be used, cut what is not wanted, say what it brings and lacks."""

from __future__ import annotations

from pathlib import Path

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.documents import styles as looks
from assistant.documents.accessibility.looks import val
from assistant.documents.accessibility.opened import WordFile, open_word, saved
from assistant.documents.accessibility.pictures import count_of
from assistant.documents.controls import find_controls
from assistant.documents.letterhead.harm import made_harmless, refuse_harm, without_comments
from assistant.documents.letterhead.traces import without_traces
from assistant.documents.places import BODY, MARK, STAMP, TITLE
from assistant.documents.reading.limits import Refused
from assistant.documents.reading.word.names import W
from assistant.domain.letterhead import Letterhead

_PLACES = {"title": TITLE, "mark": MARK, "stamp": STAMP, "body": BODY}
# Styles that every word processor brings by itself when they are not written down.
_BY_ITSELF = frozenset({"default paragraph font", "normal table", "no list"})


def inspect_letterhead(path: Path) -> tuple[bytes, Letterhead]:
    """Return a letterhead made harmless, and what is to be told of it.

    Raises Refused: the file is not safe to open; it holds or fetches what may not travel into an agreement; its
    header, footer or cover holds tracked changes or comments; one of its styles is of another kind than needed.
    """
    file = open_word(path)
    marked = tuple(name for name, tag in _PLACES.items() if _has(file, tag))
    kept = [root for root, part in file.shown if part in ("header", "footer")]
    if "body" in marked:
        kept.append(file.body)
    refuse_harm(file, kept)
    missing, needed = missing_styles(file)
    left_out, changed = made_harmless(file)
    changed |= without_traces(file)
    if "body" not in marked:
        changed |= without_comments(file)
    report = Letterhead(
        missing=missing,
        needed=needed,
        marked=marked,
        sections=max(1, sum(1 for _ in file.body.iter(f"{W}sectPr"))),
        pictures=count_of(file),
        left_out=tuple(sorted(left_out)),
    )
    return saved(file, changed), report


def missing_styles(file: WordFile) -> tuple[tuple[str, ...], int]:
    """Return the names of the styles that an agreement needs and this file lacks, and how many it needs.

    Raises Refused for a style that has the name of a needed one and is of another kind (a character style called
    "MOU Item"): it could be neither used nor added.
    """
    root = file.roots.get("word/styles.xml")
    there = {} if root is None else {val(s, f"{W}name").lower(): str(s.get(f"{W}type")) for s in root.iter(f"{W}style")}
    missing, needed = [], 0
    for style in parse_xml(looks.part("styles.xml")).findall(qn("w:style")):
        name = val(style, f"{W}name")
        if name.lower() in _BY_ITSELF:
            continue
        needed += 1
        kind = there.get(name.lower())
        if kind is None:
            missing.append(name)
        elif kind != style.get(f"{W}type"):
            raise Refused("style-kind", style=name, kind=kind[:20])
    return tuple(missing), needed


def _has(file: WordFile, tag: str) -> bool:
    roots = [file.body] if tag == BODY else [r for r, part in file.shown if part in ("header", "footer")]
    return any(find_controls(root, tag) for root in roots)
