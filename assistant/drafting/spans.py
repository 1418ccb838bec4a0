"""Fill the slots of a text: values as words, unknown ones as visible placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.content import markup
from assistant.domain.documents import Span, Spans
from assistant.domain.templates import FieldType, TemplateField
from assistant.drafting.conditions import value_of
from assistant.drafting.format import show_person, show_value
from assistant.drafting.own_wording import BLANK, placeholder

_ANY_SLOT = re.compile(f"{markup.SLOT.pattern}|{markup.REF.pattern}")
_PLURAL = re.compile(
    r"^(?P<before>(?:[ -][a-z]+)?(?: [a-z]+)? )(?P<noun>days|hours|weeks|months|years|minutes|meetings|events|schools|"
    r"officers|sessions|conferences|members|SROs)\b"
)


def fill(
    text: str, values: Mapping[str, Any], fields: Mapping[str, TemplateField], numbers: Mapping[str, str]
) -> Spans:
    """Return a text as spans; ``numbers`` maps the clauses that stand in the document to their numbers."""
    out: list[Span] = []
    at = 0
    one = False
    for match in _ANY_SLOT.finditer(text):
        _add(out, text[at : match.start()], one)
        at = match.end()
        if match["clause"]:
            out.append(_reference(match["clause"], numbers))
            one = False
            continue
        field = fields.get(match["name"])
        if field is None:
            blank = f"[{match['name'].replace('_', ' ').upper()} - fill in]"
            out.append(Span(text=blank, kind="placeholder"))
            one = False
            continue
        value = value_of(field.name, values, fields)
        one = field.type is FieldType.INTEGER and value == 1
        out.append(_value(field, value, match["filter"] or ""))
    _add(out, text[at:], one)
    return tuple(out)


def value_span(field: TemplateField, value: Any) -> Span:
    """Return a whole value, or its placeholder."""
    return _value(field, value, "")


def plain(spans: Spans) -> str:
    """Return spans as text."""
    return "".join(s.text for s in spans)


def _value(field: TemplateField, value: Any, filter_: str) -> Span:
    if field.type is FieldType.PERSON and filter_ in ("name", "title"):
        shown = show_person(value, filter_) if value is not None else ""
    else:
        shown = show_value(field, value, words=filter_ == "words")
    if not shown:
        part = filter_ if filter_ in ("name", "title") else ""
        return Span(text=placeholder(field, part), kind="placeholder", field=field.name)
    return Span(text=shown.lower() if filter_ == "lower" else shown, field=field.name)


def _reference(clause: str, numbers: Mapping[str, str]) -> Span:
    number = numbers.get(clause)
    if number:
        return Span(text=f"Section {number}", kind="ref", field=clause)
    return Span(text=f"[SECTION ON {clause.replace('-', ' ').upper()} - left out]", kind="placeholder")


def _add(out: list[Span], text: str, after_one: bool) -> None:
    if after_one:  # "one (1) school days" reads wrongly
        text = _PLURAL.sub(lambda m: m["before"] + m["noun"][:-1], text)
    at = 0
    for blank in BLANK.finditer(text):  # one that a person typed or copied, of no field that is known
        out.extend([Span(text=text[at : blank.start()])] if blank.start() > at else [])
        out.append(Span(text=blank.group(), kind="placeholder"))
        at = blank.end()
    if text[at:]:
        out.append(Span(text=text[at:]))
