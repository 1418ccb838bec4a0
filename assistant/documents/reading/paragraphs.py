"""The two ways from and to paragraphs: lines that were read become blocks, and a document becomes plain paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import PARAGRAPHS, Refused
from assistant.domain.changes import viewed
from assistant.domain.documents import Block, MouDocument, Span, Spans
from assistant.domain.reading import Paragraph, ParagraphKind, ReadDocument

CELLS = " | "
_RUNNING = ("header", "footer")
_KINDS: dict[str, ParagraphKind] = {"title": "title", "heading": "heading", "item": "item"}


def as_blocks(paragraphs: Iterable[Paragraph]) -> tuple[Block, ...]:
    """Return paragraphs as the blocks of a document; rows that follow each other are one table."""
    out: list[Block] = []
    for is_row, group in groupby(paragraphs, key=lambda p: p.kind == "row"):
        if is_row:
            rows = [tuple(_spans(cell) for cell in p.text.split(CELLS)) for p in group]
            out.append(Block(kind="table", rows=tuple(rows)))
        else:
            out += [_block(p) for p in group]
    return tuple(out)


def _block(paragraph: Paragraph) -> Block:
    kind, level = "plain", paragraph.level
    if paragraph.kind in ("title", "heading"):
        kind = paragraph.kind
    elif paragraph.kind == "item":
        kind, level = "item", max(3, level)
    elif paragraph.number:
        kind, level = "paragraph", 2
    return Block.model_validate(
        {
            "kind": kind,
            "level": level,
            "number": paragraph.number,
            "spans": _spans(paragraph.text),
            "page": paragraph.page,
        }
    )


def _spans(text: str) -> Spans:
    return (Span(text=text),) if text else ()


def as_paragraphs(document: MouDocument, kind: Literal["word", "pdf", "markdown", "text"]) -> ReadDocument:
    """Return what a reader of the file sees, tracked changes accepted, as paragraphs of one line each.

    Headers and footers and the marks of notes are left out; the notes' own words are kept. Raises Refused
    when no words are left.
    """
    paragraphs = [p for b in viewed(document, "accepted").blocks if b.part not in _RUNNING for p in _paragraphs(b)]
    if not any(c.isalpha() for p in paragraphs for c in p.text):
        raise Refused("no-text")
    if len(paragraphs) > PARAGRAPHS:
        raise Refused("too-long")
    pages = document.properties.get("pages", "")
    return ReadDocument(
        kind=kind,
        title=document.title[:200],
        pages=int(pages) if pages.isdecimal() else None,
        paragraphs=tuple(paragraphs),
    )


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if block.rows:
        for row in block.rows:
            cells = [text for cell in row if (text := _text(cell))]
            if cells:
                yield Paragraph(text=CELLS.join(cells), kind="row", page=block.page)
        return
    if text := _text(block.spans):
        kind = _KINDS.get(block.kind, "paragraph")
        yield Paragraph(text=text, kind=kind, level=_level(block), number=one_line(block.number), page=block.page)


def _level(block: Block) -> int:
    return block.level if block.kind == "heading" else max(0, block.level - 1) if block.number else 0


def _text(spans: Sequence[Span]) -> str:
    marks = ("footnote:", "endnote:")
    return one_line("".join(s.text for s in spans if not (s.kind == "ref" and str(s.field).startswith(marks))))
