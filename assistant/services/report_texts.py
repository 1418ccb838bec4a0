"""A report as Markdown, and as one web page that needs nothing else; what it quotes may hold any characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from assistant.domain.briefs import Brief, BriefBlock

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_LIST = re.compile(r"^(\s*)([-+=]|\d+[.)])")
_STYLE = Path(__file__).with_name("report.css")


def markdown_of(brief: Brief) -> str:
    """Return a report as Markdown in which nothing that is quoted is taken for markup."""
    parts = [f"# {_plain(brief.title)}"]
    for kind, blocks in groupby(brief.blocks, key=lambda b: b.kind):
        lines = [_markdown(b) for b in blocks]
        parts.append(("\n" if kind == "item" else "  \n" if kind == "field" else "\n\n").join(lines))
    return "\n\n".join(parts) + "\n"


def html_of(brief: Brief) -> str:
    """Return a report as a web page: headings in order, lists and quotations as such, its looks within it."""
    body = "\n".join(_html(brief))
    style = _STYLE.read_text(encoding="utf-8")
    title = escape(brief.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(brief.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _markdown(block: BriefBlock) -> str:
    text, label = _plain(block.text), _plain(block.label)
    match block.kind:
        case "field":
            return f"**{label}:** {text}"
        case "heading":
            return f"{'#' * (block.level + 1)} {text}"
        case "quote":
            return f"> “{text}”\n>\n> — {label}"
        case "note":
            return f"**{label}:** {text}"
        case "item":
            return f"- {text}"
        case _:
            return text


def _plain(text: str) -> str:
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _html(brief: Brief) -> Iterator[str]:
    for kind, blocks in groupby(brief.blocks, key=lambda b: b.kind):
        if kind == "field":
            rows = (f"<dt>{escape(b.label)}</dt><dd>{_shown(b.text)}</dd>" for b in blocks)
            yield f"<dl>\n{_lines(rows)}\n</dl>"
        elif kind == "item":
            yield f"<ul>\n{_lines(f'<li>{_shown(b.text)}</li>' for b in blocks)}\n</ul>"
        else:
            yield from map(_block, blocks)


def _block(block: BriefBlock) -> str:
    text, label = _shown(block.text), _shown(block.label)
    match block.kind:
        case "heading":
            return f"<h{block.level + 1}>{text}</h{block.level + 1}>"
        case "quote":
            return f"<blockquote><p>“{text}”</p><footer>{label}</footer></blockquote>"
        case "note":
            return f"<p><b>{label}:</b> {text}</p>"
        case _:
            return f"<p>{text}</p>"


def _shown(text: str) -> str:
    """Return text for a page; text that runs from right to left turns nothing around it."""
    return f"<bdi>{escape(text)}</bdi>" if any("\u0590" <= c <= "\u08ff" for c in text) else escape(text)


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines)
