"""Read Markdown and plain text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import CHARACTERS, PARAGRAPHS, Refused
from assistant.documents.reading.lines import number_of, paragraphs_of
from assistant.documents.reading.paragraphs import CELLS, as_blocks
from assistant.domain.documents import MouDocument
from assistant.domain.reading import Paragraph

_WITH_MARK = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,3}[.)]))\s+(?=\S)")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,400}(?:\s+\"[^\"]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)([^*_`]{1,400}?)(?<=\S)\1")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def read_plain(data: bytes, kind: str) -> MouDocument:
    """Return a text file as blocks. Raises Refused."""
    text = _decoded(data)
    if len(text) > CHARACTERS:
        raise Refused("too-long")
    if not any(c.isalpha() for c in text):
        raise Refused("empty" if not text.strip() else "no-text")
    if kind == "markdown":
        paragraphs = tuple(_markdown(text))
    else:
        paragraphs = tuple(paragraphs_of([(line, None) for line in text.splitlines()]))
    if len(paragraphs) > PARAGRAPHS:
        raise Refused("too-long")
    title = (
        next((p.text for p in paragraphs[:1] if p.kind == "heading" and p.level == 1), "") if kind == "markdown" else ""
    )
    return MouDocument(title=title[:200], blocks=as_blocks(paragraphs))


def _decoded(data: bytes) -> str:
    coding = next((name for mark, name in _WITH_MARK if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as err:
        raise Refused("encoding") from err
    if "\0" in text:
        raise Refused("encoding")
    return text


def _markdown(text: str) -> Iterator[Paragraph]:
    lines = _COMMENT.sub("", text).splitlines()
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:40]):
        lines = lines[next(n for n, line in enumerate(lines) if n and line.strip() == "---") + 1 :]
    held: list[str] = []
    kind: tuple[str, str] = ("paragraph", "")

    def made() -> Iterator[Paragraph]:
        words = _plain(" ".join(held))
        held.clear()
        if words:
            number, rest = (kind[1], words) if kind[1] else number_of(words)
            yield Paragraph(
                text=rest or words,
                number=number if rest else "",
                kind="item" if kind[0] == "item" else "paragraph",
                level=2 if kind[0] == "item" else 0,
            )

    for line in lines:
        heading = _HEADING.match(line)
        underlined = bool(held) and len(held) == 1 and re.fullmatch(r"\s*(=+|-{2,})\s*", line) is not None
        if heading or underlined:
            words = heading[2] if heading else held.pop()
            if not underlined:
                yield from made()
            number, rest = number_of(_plain(words))
            level = len(heading[1]) if heading else (1 if "=" in line else 2)
            if rest or number:
                yield Paragraph(text=rest or number, number=number if rest else "", kind="heading", level=level)
            kind = ("paragraph", "")
        elif not line.strip() or _RULE.match(line) or line.lstrip().startswith("```"):
            yield from made()
            kind = ("paragraph", "")
        elif line.lstrip().startswith("|") or _TABLE_RULE.match(line):
            yield from made()
            cells = [_plain(cell) for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            if not _TABLE_RULE.match(line) and any(cells):
                yield Paragraph(text=CELLS.join(cells), kind="row")
        elif item := _ITEM.match(line):
            yield from made()
            kind = ("item", item[1] or "")
            held.append(line[item.end() :])
        else:
            held.append(line.lstrip("> "))
    yield from made()


def _plain(text: str) -> str:
    """Return Markdown's words without the marks for links and emphasis."""
    text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return one_line(text)
