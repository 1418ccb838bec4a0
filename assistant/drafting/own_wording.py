"""A clause's own wording as blocks: what a person typed, with placeholders and slots still filled by values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.content import markup
from assistant.domain.templates import ClauseBlock, FieldType, TemplateField

BLANK = re.compile(r"\[(?P<label>[^\[\]]{2,80}?) - fill in\]")
"""A placeholder as it stands in a document."""

# "30 days after" begins with a number that belongs to the sentence: a clause number has a dot or a bracket.
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)]|\([a-z]{1,2}\))\s+(?=\S)")
_ITEM = re.compile(r"^(?:[-•*]|\([a-z]{1,2}\))\s+(?=\S)")
_CONDITION = re.compile(r"^\[if (?P<condition>[^\]]*)\]\s*")
_ONLY_SLOT = re.compile(rf"{markup.SLOT.pattern}$")
_SECTION = re.compile(r"\bSection (?P<number>\d{1,2})\b(?!\.\d)")
_BRACES = re.compile(r"\{\{[^{}]*\}\}|\{\{|\}\}")
_HEADING = re.compile(r"^#{1,6}\s+")
_PIPE = re.compile(r"\s*\|\s*(?![^{}]*\}\})")  # not the one inside "{{ days | words }}"
_BORDERED = re.compile(r"\|.*\S.*\|")
_BORDER = re.compile(r"\|(?![^{}]*\}\})")
_RULE = re.compile(r"[\s|:-]+")
_ENDED = (".", ":", ";", "!", "?", ".”", '."', ".)", ".’", ".'")


def placeholder(field: TemplateField, part: str = "") -> str:
    """Return the visible placeholder of a field ("[AGENCY NAME - fill in]")."""
    return f"[{(field.label + (' ' + part if part else '')).upper()} - fill in]"


def own_blocks(text: str, fields: Mapping[str, TemplateField]) -> tuple[ClauseBlock, ...]:
    """Split own wording into paragraphs, list items and tables.

    Paragraphs part at blank lines, and at line ends that end a sentence; other line ends are wraps.
    Numbers that a person typed or copied are taken off, because the document numbers itself. A
    placeholder copied from the template's wording becomes its slot again. Template marks that mean
    nothing here are taken off, so that none is left in a document.
    """
    blocks: list[ClauseBlock] = []
    led = False
    for line, is_item in _lines(text, fields):
        if isinstance(line, list):
            blocks.append(ClauseBlock(kind="table", rows=tuple(_row(row, fields) for row in line)))
            continue
        words = _readable(line, fields)
        if not words:
            continue
        # A list belongs to a paragraph; items with none before them stand as paragraphs.
        item = is_item and led
        led = led or not is_item
        blocks.append(_block(words, item, fields))
    return tuple(blocks)


def own_fields(text: str, fields: Mapping[str, TemplateField]) -> list[str]:
    """Return the names of the fields that own wording still waits for or is filled by."""
    names = [n for b in own_blocks(text, fields) for n in markup.fields_of(b)]
    return [n for n in dict.fromkeys(names) if n in fields]


def own_blanks(text: str, fields: Mapping[str, TemplateField]) -> list[str]:
    """Return the labels of placeholders in own wording that belong to no field, in lower case."""
    texts = [t for b in own_blocks(text, fields) for t in (b.text, *(c for row in b.rows for c in row))]
    return list(dict.fromkeys(m["label"].lower() for t in texts for m in BLANK.finditer(t)))


def own_refs(text: str, fields: Mapping[str, TemplateField]) -> list[str]:
    """Return the clauses that own wording refers to by a reference mark."""
    return [r for b in own_blocks(text, fields) for r in markup.refs_of(b)]


def with_references(text: str, clauses: Mapping[str, str]) -> str:
    """Turn "Section 12" back into a reference mark; ``clauses`` maps section numbers to clause ids.

    Words copied from a document hold the numbers of that day, which move when a section is left out.
    """

    def mark(match: re.Match[str]) -> str:
        return f"{{{{ ref: {clauses[match['number']]} }}}}" if match["number"] in clauses else match.group()

    return _SECTION.sub(mark, text)


def unknown_marks(text: str, fields: Mapping[str, TemplateField], clauses: Mapping[str, object]) -> list[str]:
    """Return the template marks in a text that stand for no field and no clause."""
    known = markup.REF.sub(lambda m: "" if m["clause"] in clauses else m.group(), text)
    known = markup.SLOT.sub(lambda m: "" if m["name"] in fields else m.group(), known)
    return [m.group() for m in _BRACES.finditer(known)]


def _lines(text: str, fields: Mapping[str, TemplateField]) -> Iterator[tuple[str | list[str], bool]]:
    """Yield paragraphs and items as one line each, and a table as the list of its rows."""
    running, is_item, rows = "", False, list[str]()
    for raw in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        line = _unconditional(_HEADING.sub("", raw.strip()), fields)
        if (_BORDERED.fullmatch(line) or len(_cells(line)) > 1) and not _ITEM.match(line):
            if running:
                yield running, is_item
                running = ""
            rows.append(line)
            continue
        if rows:
            if len(rows) > 1 and len({len(_cells(row)) for row in rows}) == 1:
                yield [row for row in rows if not _RULE.fullmatch(row)], False
            else:
                yield from ((_NUMBER.sub("", _unbordered(row)), False) for row in rows)
            rows = []
        begins = bool(_ITEM.match(line) or _NUMBER.match(line))
        if running and (not line or begins or running.endswith(_ENDED)):
            yield running, is_item
            running = ""
        if line:
            is_item = is_item if running else bool(_ITEM.match(line))
            running = f"{running} {line}" if running else _NUMBER.sub("", _ITEM.sub("", line))


def _block(words: str, item: bool, fields: Mapping[str, TemplateField]) -> ClauseBlock:
    alone = _ONLY_SLOT.match(words)
    kind = fields[alone["name"]].type if alone else None
    if alone and kind is FieldType.TABLE:
        return ClauseBlock(kind="table-field", field=alone["name"])
    if alone and item and kind is FieldType.LIST:
        return ClauseBlock(kind="list-field", field=alone["name"])
    return ClauseBlock(kind="item" if item else "paragraph", text=words)


def _unconditional(line: str, fields: Mapping[str, TemplateField]) -> str:
    """Return a line without a condition copied from a template; "[if applicable]" is a person's own words."""
    found = _CONDITION.match(line)
    if found is None:
        return line
    try:
        known = markup.condition(found["condition"]).field in fields
    except markup.MarkupError:
        known = False
    return line[found.end() :] if known else line


def _unbordered(line: str) -> str:
    return line[1:-1].strip() if _BORDERED.fullmatch(line) else line


def _cells(line: str) -> list[str]:
    if _BORDERED.fullmatch(line):
        return [cell.strip() for cell in _BORDER.split(line[1:-1])]
    return _PIPE.split(line.removeprefix("|").removesuffix("|").strip()) if " | " in line else [line]


def _row(line: str, fields: Mapping[str, TemplateField]) -> tuple[str, ...]:
    return tuple(_readable(cell, fields) for cell in _cells(line))


def _readable(line: str, fields: Mapping[str, TemplateField]) -> str:
    """Turn placeholders into slots, and take off marks that are neither a known slot nor a reference."""

    def slot(match: re.Match[str]) -> str:
        label = match["label"].upper()
        for field in fields.values():
            if label == field.label.upper():
                return f"{{{{ {field.name} }}}}"
            part = label.removeprefix(field.label.upper()).strip().lower()
            if field.type is FieldType.PERSON and label.startswith(field.label.upper()) and part in ("name", "title"):
                return f"{{{{ {field.name} | {part} }}}}"
        return match.group()

    def keep(match: re.Match[str]) -> str:
        found = markup.SLOT.fullmatch(match.group())
        known = (found and found["name"] in fields) or markup.REF.fullmatch(match.group())
        return match.group() if known else ""

    return re.sub(r"\s{2,}", " ", _BRACES.sub(keep, BLANK.sub(slot, line))).strip()
