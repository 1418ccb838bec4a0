"""The text of one view of a document, with the place of every paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from assistant.domain.changes import viewed
from assistant.domain.citing import cited
from assistant.domain.documents import Block, MouDocument, View
from assistant.domain.reviews import Place, ReviewParagraph, ReviewText

Kind = Literal["title", "heading", "paragraph", "item", "row", "signatures"]
_KINDS: dict[str, Kind] = {"title": "title", "subtitle": "title", "heading": "heading", "item": "item"}
_LONGEST_SECTION = 90


def text_of(document: MouDocument, view: View) -> ReviewText:
    """Return the text of a view; headers and footers, which repeat, are left out."""
    shown = viewed(document, view)
    numbers = cited(shown.blocks)
    lines: list[str] = []
    out: list[ReviewParagraph] = []
    at, section = 0, ""
    for index, (block, number) in enumerate(zip(shown.blocks, numbers, strict=True)):
        if block.part in ("header", "footer"):
            continue
        if block.kind == "heading":
            section = _section(block, number)
        for kind, line in _lines(block):
            if not line.strip():
                continue
            where = Place(section=_where(section, number, kind), page=block.page, paragraph=len(out) + 1)
            paragraph = ReviewParagraph(
                start=at, end=at + len(line), block=index, kind=kind, level=block.level, number=number, where=where
            )
            out.append(paragraph)
            lines.append(line)
            at += len(line) + 1
    return ReviewText(text="\n".join(lines), paragraphs=tuple(out))


def _lines(block: Block) -> Iterator[tuple[Kind, str]]:
    if block.rows:
        for row in block.rows:
            cells = ("".join(s.text for s in cell).strip().replace("\n", " ") for cell in row)
            yield "row", " | ".join(c for c in cells if c)
        return
    if block.signers:
        for signer in block.signers:
            yield "signatures", ", ".join(x for x in (signer.name, signer.title, signer.party) if x)
        return
    yield _KINDS.get(block.kind, "paragraph"), block.text.replace("\n", " ")


def _section(block: Block, number: str) -> str:
    words = " ".join(block.text.split())
    if len(words) > _LONGEST_SECTION:
        words = words[:_LONGEST_SECTION].rsplit(" ", 1)[0] + " …"
    return f"{number} {words}".strip()


def _where(section: str, number: str, kind: Kind) -> str:
    """Name the section as a person would: its number and heading, or the paragraph's own number beside them."""
    if kind == "heading" or not number or section.startswith(number):
        return section
    return f"{number} ({section})" if section else number
