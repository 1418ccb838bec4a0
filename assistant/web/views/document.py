"""The agreement as accessible HTML: real headings, lists and tables; what is missing is marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.domain.documents import Block, MouDocument
from assistant.web.rendering import Renderer


def document_html(render: Renderer, document: MouDocument, current: str | None, titles: dict[str, str]) -> str:
    """Return a document; ``current`` is the clause to mark, ``titles`` the clauses' names for their links."""
    blanks = sum(s.kind == "placeholder" for b in document.blocks for s in _spans(b) if b.kind != "open-items")
    return render(
        "draft_document",
        title=document.title,
        mark=document.mark,
        parts=_parts(document.blocks),
        current=current,
        titles=titles,
        blanks=blanks,
    )


def _spans(block: Block) -> Iterable[Any]:
    yield from block.spans
    for row in block.rows:
        for cell in row:
            yield from cell


def _parts(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Group blocks: those of one clause together, and items that follow each other into one list."""
    parts: list[dict[str, Any]] = []
    for block in blocks:
        if block.kind == "title":
            continue
        if not parts or parts[-1]["clause"] != block.clause or block.kind == "open-items":
            parts.append({"clause": block.clause, "groups": []})
        groups = parts[-1]["groups"]
        if block.kind in ("item", "recital"):
            if not groups or groups[-1]["kind"] != block.kind:
                groups.append({"kind": block.kind, "blocks": []})
            groups[-1]["blocks"].append(block)
        else:
            groups.append({"kind": block.kind, "blocks": [block]})
    return parts
