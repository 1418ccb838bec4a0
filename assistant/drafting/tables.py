"""Rows of a table field: piped, tabbed, or in words such as "SRO 1 at Riverton High School 40 hours"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from assistant.domain.templates import Column, FieldType, TemplateField
from assistant.drafting.lists import outside_brackets
from assistant.drafting.parsed import Fault, fault
from assistant.drafting.typed import one_line, quoted

CellReader = Callable[[TemplateField, str], Any]

_RULE = re.compile(r"^[\s|:+-]+$")
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+)")
_JOINT = re.compile(
    r"\s*(?:,|:|→|->|=>|\s[-–—]+)\s*|\s+(?:(?:is |will be |who is )?(?:assigned |posted |based )?(?:at|to|in|for)"
    r"|serves|serving|covers|covering|works at)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^(?:\s*(?:a|per|each|every|/)\s*(?:week|wk|month|day|year))?(?:\s*weekly)?", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"(?:[\s,;:(-]|\bfor|\bat|\bwith|\bworking|\babout|\band)*$", re.IGNORECASE)
_CELL_NUMBER = (
    r"\$?-?\d[\d,]*(?:\.\d+)?%?"
    r"|\b(?:ten|twenty|thirty|forty|fifty|sixty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?\b"
)
_NUMERIC = (FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT)


def read_table(field: TemplateField, text: str, read_cell: CellReader) -> list[dict[str, Any]] | Fault:
    """Return the rows, each a mapping from column name to typed value."""
    rows: list[dict[str, Any]] = []
    for line in _row_texts(field, text):
        cells = _cells(field.columns, line)
        if isinstance(cells, Fault):
            return cells
        if _is_header(field.columns, cells):
            continue
        row: dict[str, Any] = {}
        for column, cell in zip(field.columns, cells, strict=True):
            as_field = TemplateField(name=column.name, type=column.type, label=column.label, ask=column.label)
            value = read_cell(as_field, cell)
            if isinstance(value, Fault) or value is None:
                return fault("table.cell", typed=quoted(cell), column=column.label, row=quoted(line))
            row[column.name] = value
        rows.append(row)
    if not rows:
        return fault("table.empty", typed=text)
    if field.min_items is not None and len(rows) < field.min_items:
        return fault("list.few", least=field.min_items, count=len(rows), items=quoted(text))
    return rows


def _row_texts(field: TemplateField, text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.strip() and not _RULE.match(line)]
    if not any("|" in line or "\t" in line for line in lines):
        lines = [part for line in lines for part in line.split(";")]
        if len(lines) == 1:
            lines = _repeated(lines[0])
        lines = [re.sub(r"^\s*(?:and|&)\s+", "", _BULLET.sub("", line)).strip(" ,.") for line in lines]
    return [line.strip(" ") for line in lines if re.search(r"\w", line)]


def _repeated(line: str) -> list[str]:
    """Split "SRO 1 at A, 40 hours, and SRO 2 at B, 20 hours" where the first words return."""
    first = re.match(r"\s*([A-Za-z]+)(?=\s+#?\d)", line)
    if first is None:
        return [line]
    return re.split(rf"(?:,\s*and|,|\band\b|&)\s+(?={re.escape(first[1])}\s+#?\d)", line, flags=re.IGNORECASE)


def _cells(columns: tuple[Column, ...], line: str) -> list[str] | Fault:
    for mark in ("|", "\t"):
        if mark in line:
            cells = [c.strip() for c in line.strip(" " + mark).split(mark)]
            return cells if len(cells) == len(columns) else _wrong(columns, line)
    cells = [c.strip() for c in outside_brackets(line)]
    if len(cells) == len(columns) and all(cells):
        return cells
    return _by_words(columns, line)


def _by_words(columns: tuple[Column, ...], line: str) -> list[str] | Fault:
    """Take the numbers out from the right, then split what is left at "at", "to" or a colon."""
    cells: dict[str, str] = {}
    rest = one_line(line)
    for column in reversed([c for c in columns if c.type in _NUMERIC]):
        found = _number_for(column, rest)
        if found is None:
            return _wrong(columns, line)
        start, end = found
        cells[column.name] = rest[start:end]
        rest = _BEFORE_NUMBER.sub("", rest[:start]) + _TAIL.sub("", rest[end:]).rstrip(" ),.")
    texts = [c for c in columns if c.type not in _NUMERIC]
    parts = [p.strip() for p in _JOINT.split(rest.strip(" ,"), maxsplit=max(0, len(texts) - 1)) if p and p.strip()]
    if len(parts) != len(texts):
        return _wrong(columns, line)
    cells.update({c.name: p for c, p in zip(texts, parts, strict=True)})
    return [cells[c.name] for c in columns]


def _number_for(column: Column, text: str) -> tuple[int, int] | None:
    """Return the place of the number that a word of the column's label follows, else of one set apart at the end."""
    units = [re.escape(w[:4]) for w in re.findall(r"[a-z]{4,}", column.label.lower())] or ["hour"]
    number = _CELL_NUMBER
    with_unit = list(re.finditer(rf"({number})\s*(?:(?:{'|'.join(units)})\w*|hrs?\b\.?|h\b|%)", text, re.IGNORECASE))
    if with_unit:
        return with_unit[-1].span()
    last = re.search(rf"(?:[,:;(–-]|\bfor)\s*({number})\s*\)?$", text, re.IGNORECASE)
    return last.span(1) if last else None


def _is_header(columns: tuple[Column, ...], cells: list[str]) -> bool:
    """Return whether a row only repeats names of columns."""
    names = {w for c in columns for n in (c.label, c.name) for w in re.findall(r"[a-z]+", n.lower())}
    words = {w for c in cells for w in re.findall(r"[a-z]+", c.lower())}
    return (
        bool(words) and not any(ch.isdigit() for c in cells for ch in c) and words <= names | {"per", "name", "officer"}
    )


def _wrong(columns: tuple[Column, ...], line: str) -> Fault:
    return fault("table.row", row=quoted(line), columns=", ".join(c.label for c in columns))
