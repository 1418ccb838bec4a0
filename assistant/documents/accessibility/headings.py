"""Headings: people who cannot see the page go from heading to heading, and trust their levels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant.documents.accessibility.opened import Para, WordFile, runs
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import Barrier

_LONG = 12  # paragraphs; a shorter paper can do without headings
_LETTERS = 90
_ENDS = (".", ":", ";", ",", "]")
# Styles whose paragraphs are bold for a reason of their own.
_NAMED = ("title", "subtitle", "toc heading", "caption", "mou signature")


def headings(file: WordFile) -> Iterator[Barrier]:
    """Headings are there, begin at level 1 and skip no level; none is empty."""
    found = [p for p in file.body_paragraphs if p.level]
    full = [p for p in found if p.text]
    if not full:
        if sum(1 for p in file.body_paragraphs if p.text) >= _LONG:
            yield Barrier(rule="no-headings")
    elif full[0].level != 1:
        yield Barrier(rule="first-heading", place=full[0].place, slots={"level": str(full[0].level)})
    for before, after in pairwise(full):
        if after.level > before.level + 1:
            slots = {"before": str(before.level), "after": str(after.level)}
            yield Barrier(rule="heading-jump", place=after.place, slots=slots)
    empty = [p for p in found if not p.text and "\ufffc" not in p.raw]
    if empty:
        yield Barrier(rule="empty-heading", place=empty[0].place, times=len(empty))


def typed_headings(file: WordFile) -> Iterator[Barrier]:
    """A short bold line looks like a heading and is none."""
    found = [p for p in file.body_paragraphs if _looks_like_one(p, file)]
    if found:
        yield Barrier(rule="typed-heading", place=found[0].place, times=len(found))


def _looks_like_one(paragraph: Para, file: WordFile) -> bool:
    if paragraph.level or paragraph.listed or paragraph.in_table or not paragraph.text:
        return False
    if len(paragraph.text) > _LETTERS or paragraph.text.endswith(_ENDS):
        return False
    if file.looks.name(file.looks.style_of(paragraph.element)).startswith(_NAMED):
        return False
    shown = [r for r in runs(paragraph.element) if any((t.text or "").strip() for t in r.iter(f"{W}t"))]
    return bool(shown) and all(file.looks.bold(r, paragraph.element) for r in shown)
