"""A clause's own wording as blocks: what a person typed, with placeholders and slots still filled by values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.content import markup
from assistant.domain.templates import ClauseBlock, TemplateField

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+|\([a-z]{1,2}\)\s+)(?=\S)")
_PLACEHOLDER = re.compile(r"\[(?P<label>[^\[\]]{2,80}?) - fill in\]")


def placeholder(field: TemplateField, part: str = "") -> str:
    """Return the visible placeholder of a field ("[AGENCY NAME - fill in]")."""
    return f"[{(field.label + (' ' + part if part else '')).upper()} - fill in]"


def own_blocks(text: str, fields: Mapping[str, TemplateField]) -> tuple[ClauseBlock, ...]:
    """Split own wording into paragraphs and list items.

    Numbers that a person typed or copied are taken off, because the document numbers itself. A
    placeholder copied from the template's wording becomes its slot again; any other "{{" is text.
    """
    by_label = {f.label.upper(): f.name for f in fields.values()}

    def slot(match: re.Match[str]) -> str:
        name = by_label.get(match["label"].upper())
        return f"{{{{ {name} }}}}" if name else match.group()

    out = []
    for raw in re.split(r"\n+", text):
        line = _PLACEHOLDER.sub(slot, raw.strip())
        item = line.startswith(("- ", "• ", "* ")) or bool(re.match(r"^\([a-z]\)\s", line))
        line = _NUMBER.sub("", line.removeprefix("- ").removeprefix("• ").removeprefix("* ")).strip()
        if line:
            out.append(ClauseBlock(kind="item" if item and out else "paragraph", text=line))
    return tuple(out)


def own_fields(text: str, fields: Mapping[str, TemplateField]) -> list[str]:
    """Return the names of the fields that own wording still waits for or is filled by."""
    names = [n for b in own_blocks(text, fields) for n in markup.fields_of(b)]
    return [n for n in dict.fromkeys(names) if n in fields]
