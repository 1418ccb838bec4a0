"""What is written, in order: blocks with words in them, and the headings that stand over whole parts."""

from __future__ import annotations

from typing import NamedTuple

from assistant.documents.elements import one_line
from assistant.documents.tracked import is_tracked
from assistant.domain.documents import Block, MouDocument, Span
from assistant.domain.wording import Wording

FRONT = frozenset({"title", "subtitle"})
TABLES = frozenset({"table", "signatures", "open-items"})


class Part(NamedTuple):
    """A block to write; ``page_break`` when it begins a page."""

    block: Block
    page_break: bool = False


def outline(mou: MouDocument, words: Wording) -> tuple[list[Part], list[Part]]:
    """Return the title parts and the parts after them; nothing in them is empty.

    A document with tracked changes has its headings already: one more would be in neither of its versions.
    """
    tracked = is_tracked(mou)
    blocks = [b for b in mou.blocks if not _empty(b)]
    front = [Part(b) for b in blocks if b.kind in FRONT]
    if not tracked and not any(p.block.kind == "title" for p in front) and one_line(mou.title):
        front.insert(0, Part(Block(kind="title", spans=(Span(text=mou.title),))))
    parts: list[Part] = []
    for block in blocks:
        if block.kind in FRONT:
            continue
        previous = parts[-1].block.kind if parts else ""
        if not tracked and block.kind == "recital" and previous not in {"recital", "heading"}:
            parts.append(Part(_heading(words("word.recitals"))))
        if block.kind == "open-items":
            _open_items(block, parts, words, tracked)
        parts.append(Part(block))
    return front, parts


def headings(parts: list[Part]) -> list[Block]:
    """Return the headings that the table of contents lists."""
    return [p.block for p in parts if p.block.kind == "heading" and p.block.level <= 1]


def _open_items(block: Block, parts: list[Part], words: Wording, tracked: bool) -> None:
    """Let the list of open items begin a page under a heading; one that is there is used."""
    for back in (1, 2):
        if len(parts) >= back and parts[-back].block.kind == "heading" and parts[-back].block.clause is None:
            parts[-back] = Part(parts[-back].block, page_break=True)
            return
    if tracked:
        return
    parts.append(Part(_heading(block.caption or words("word.open-items")), page_break=True))
    if block.text.strip():
        parts.append(Part(Block(kind="plain", spans=block.spans)))


def _heading(text: str) -> Block:
    return Block(kind="heading", level=1, spans=(Span(text=text),))


def _empty(block: Block) -> bool:
    if block.kind == "signatures":
        return not block.signers
    if block.kind in TABLES:
        return not any(row for row in block.rows)
    return not one_line(block.text)
