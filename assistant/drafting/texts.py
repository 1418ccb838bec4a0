"""Plain words: names, places, policies and phrases that stand in a sentence of the agreement."""

from __future__ import annotations

import re

from assistant.domain.templates import FieldType, TemplateField
from assistant.drafting.places import state_name
from assistant.drafting.typed import capitalised, one_line, without_final_stop, without_lead_in

_ARTICLE = re.compile(r"^the\s+(?=[A-Z0-9])", re.IGNORECASE)


def read_text(field: TemplateField, text: str) -> str:
    """Return the words as they should stand in a sentence, on one line."""
    line = without_final_stop(one_line(text))
    if field.type is FieldType.LONGTEXT:
        return line
    line = without_lead_in(_without_label(field, line))
    if field.name == "state" and (name := state_name(line)):
        return name
    # a clause writes its own "the" before a name, unless the field's example shows one
    if not re.match(r"(?:the|a|an) ", field.example):
        line = _ARTICLE.sub("", line) or line
    return capitalised(line) if is_named_like(field.example) else line


def is_named_like(example: str) -> bool:
    """Return whether an example is a proper name, every longer word of it capitalised."""
    words = re.findall(r"[^\W\d_]{4,}", example)
    return bool(words) and all(w[0].isupper() for w in words)


def _without_label(field: TemplateField, line: str) -> str:
    """Drop "our agency is" or "the full name is" where the label's own words stand before the answer."""
    words = "|".join(re.escape(w) for w in {"name", "title", *re.findall(r"[a-z]{4,}", field.label.lower())})
    lead = rf"(?:(?:the|our|its|my)\s+)?(?:full\s+|legal\s+|official\s+)*(?:(?:{words})\s+){{1,4}}is\s+"
    return re.sub(rf"^{lead}(?:called\s+|named\s+)?(?=\S)", "", line, flags=re.IGNORECASE)
