"""A brief as Markdown: what the terminal shows, and what the copy button takes."""

from __future__ import annotations

from assistant.domain.briefs import Brief, BriefBlock, BriefKind


def brief_markdown(brief: Brief) -> str:
    """Return a brief as Markdown; a letter has no title."""
    parts = [] if brief.kind is BriefKind.LETTER else [f"# {brief.title}"]
    return "\n\n".join([*parts, *map(_block, brief.blocks)])


def brief_plain(brief: Brief) -> str:
    """Return a brief as plain text, for pasting into a letter or an e-mail."""
    parts = [] if brief.kind is BriefKind.LETTER else [brief.title]
    return "\n\n".join([*parts, *map(_plain, brief.blocks)])


def _block(block: BriefBlock) -> str:
    match block.kind:
        case "field":
            return f"**{block.label}:** {block.text}"
        case "heading":
            return f"{'#' * (block.level + 1)} {block.text}"
        case "quote":
            return f"> “{block.text}”\n> — {block.label}"
        case "note":
            return f"*{block.label}:* {block.text}"
        case "item":
            return f"- {block.text}"
        case _:
            return block.text


def _plain(block: BriefBlock) -> str:
    match block.kind:
        case "field" | "note":
            return f"{block.label}: {block.text}"
        case "quote":
            return f"“{block.text}”\n({block.label})"
        case "item":
            return f"- {block.text}"
        case _:
            return block.text
