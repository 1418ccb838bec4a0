"""Plain words: names, places, policies and phrases that stand in a sentence of the agreement."""

from __future__ import annotations

import re

from assistant.domain.templates import FieldType, TemplateField
from assistant.drafting.places import state_name
from assistant.drafting.typed import one_line, without_final_stop, without_lead_in

_ARTICLE = re.compile(r"^the\s+(?=[A-Z0-9])", re.IGNORECASE)


def read_text(field: TemplateField, text: str) -> str:
    """Return the words as they should stand in a sentence, on one line."""
    line = without_final_stop(one_line(text))
    if field.type is FieldType.LONGTEXT:
        return line
    line = without_lead_in(line)
    if field.name == "state" and (name := state_name(line)):
        return name
    # a clause writes its own "the" before a name, unless the field's example shows one
    if not re.match(r"(?:the|a|an) ", field.example):
        line = _ARTICLE.sub("", line) or line
    return line
