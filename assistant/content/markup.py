"""The small markup of clause files: conditions, slots and blocks. It holds no code.

A block is a paragraph, ``- item``, ``- {{ list: field }}``, ``{{ table: field }}``, a pipe table or
``{{ signatures }}``; it may begin with one plain condition, ``[if field is value]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.templates import ClauseBlock, Condition

SLOT = re.compile(r"\{\{\s*(?P<name>[a-z][a-z0-9_]*)\s*(?:\|\s*(?P<filter>words|name|title|lower)\s*)?\}\}")
REF = re.compile(r"\{\{\s*ref:\s*(?P<clause>[a-z][a-z0-9-]*)\s*\}\}")
_LIST = re.compile(r"^- *\{\{\s*list:\s*(?P<field>[a-z][a-z0-9_]*)\s*\}\}$")
_TABLE = re.compile(r"^\{\{\s*table:\s*(?P<field>[a-z][a-z0-9_]*)\s*\}\}$")
_SIGNATURES = re.compile(r"^\{\{\s*signatures\s*\}\}$")
_IF = re.compile(r"^\[if (?P<condition>[^\]]+)\]\s*")
_OPENING_QUOTE = re.compile(r'(?:(?<=^)|(?<=[\s(\[/—–-]))"')
_CONDITION = re.compile(
    r"^(?P<field>[a-z][a-z0-9_]*) (?:(?P<given>is given|is missing)|(?P<op>is not|is) (?P<value>.+))$"
)


class MarkupError(ValueError):
    """The text is not in the clause markup; the message says how to mend it."""


def condition(text: str) -> Condition:
    """Parse one plain condition; raise MarkupError when it is not one."""
    found = _CONDITION.match(text.strip())
    if not found:
        raise MarkupError(f"condition {text!r} must read 'field is value', 'is not', 'is given' or 'is missing'")
    if found["given"]:
        return Condition(field=found["field"], op=found["given"])
    return Condition(field=found["field"], op=found["op"], value=found["value"].strip())


def blocks(body: str) -> Iterator[tuple[int, ClauseBlock]]:
    """Yield (line from 0, block) for each block of a variant's text; raise MarkupError."""
    rows: list[tuple[str, ...]] = []
    when: Condition | None = None
    table_line = 0
    for number, raw in enumerate([*body.split("\n"), ""]):
        line = curly(raw.strip())
        if line.startswith("|"):
            cells = tuple(c.strip() for c in line.strip("|").split("|"))
            if not rows:
                table_line = number
            if not all(re.fullmatch(r":?-+:?", c) for c in cells):
                rows.append(cells)
            continue
        if rows:
            yield table_line, ClauseBlock(kind="table", rows=tuple(rows), when=when)
            rows, when = [], None
        if not line:
            continue
        when = None
        if found := _IF.match(line):
            when = condition(found["condition"])
            line = line[found.end() :].strip()
            if not line:  # a condition alone on its line governs the table below it
                continue
        yield number, _block(line, when)
        when = None


def curly(text: str) -> str:
    """Return text with typographic quotation marks, as an agreement is printed."""
    return _OPENING_QUOTE.sub("“", text).replace('"', "”").replace("'", "’")


def _block(line: str, when: Condition | None) -> ClauseBlock:
    if found := _LIST.match(line):
        return ClauseBlock(kind="list-field", field=found["field"], when=when)
    if found := _TABLE.match(line):
        return ClauseBlock(kind="table-field", field=found["field"], when=when)
    if _SIGNATURES.match(line):
        return ClauseBlock(kind="signatures", when=when)
    left = REF.sub("", SLOT.sub("", line))
    if "{{" in left or "}}" in left or left.startswith("[if"):
        raise MarkupError(f"cannot read the slot or condition in {line[:60]!r}")
    if line.startswith("- "):
        return ClauseBlock(kind="item", text=line[2:].strip(), when=when)
    return ClauseBlock(kind="paragraph", text=line, when=when)


def fields_of(block: ClauseBlock) -> list[str]:
    """Return the names of the fields that a block uses, its condition's too, in order."""
    names = [block.when.field] if block.when else []
    if block.field:
        names.append(block.field)
    if block.kind == "signatures":
        names.append("signatories")
    for text in (block.text, *(c for row in block.rows for c in row)):
        names.extend(m["name"] for m in SLOT.finditer(text))
    return list(dict.fromkeys(names))


def refs_of(block: ClauseBlock) -> list[str]:
    """Return the ids of the clauses that a block refers to."""
    return [m["clause"] for text in (block.text, *(c for r in block.rows for c in r)) for m in REF.finditer(text)]
