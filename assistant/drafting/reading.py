"""Read one field's value from one message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.domain.templates import FieldType, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.absent import says_keep, says_none, says_unknown, unknown_first
from assistant.drafting.addresses import read_address
from assistant.drafting.choices import read_choice
from assistant.drafting.counts import read_integer
from assistant.drafting.lists import read_list
from assistant.drafting.moments import read_date
from assistant.drafting.money import read_money
from assistant.drafting.months import read_month
from assistant.drafting.parsed import Fault, Parsed, fault
from assistant.drafting.people import read_person
from assistant.drafting.schools import read_schools
from assistant.drafting.shares import read_percent
from assistant.drafting.tables import read_table
from assistant.drafting.texts import read_text
from assistant.drafting.typed import LIMIT, clean, one_line, quoted, without_lead_in
from assistant.drafting.yes_no import read_yes_no

_IN_WORDS = (
    FieldType.TEXT,
    FieldType.LONGTEXT,
    FieldType.LIST,
    FieldType.SCHOOL_LIST,
    FieldType.PERSON,
    FieldType.TABLE,
)
_LISTS = (FieldType.LIST, FieldType.SCHOOL_LIST)
_YES_ONLY = re.compile(r"^(?:yes|y|yep|yeah|yup|sure|ok|okay|yes please|yes,? we do|we do)[.!]*$", re.IGNORECASE)
_TODAY = date(2000, 1, 1)  # table cells hold no relative dates


def parse_value(field: TemplateField, text: str, *, today: date, values: Mapping[str, Any], wording: Wording) -> Parsed:
    """Return what a message gives for a field: a value, "not known yet", "none", or an error sentence.

    ``values`` are the draft's values so far, for dates counted from the start and for changes to a list.
    """
    result = _read(field, text, today, values)
    return result if isinstance(result, Parsed) else Parsed(error=explain(field, result, wording))


def explain(field: TemplateField, problem: Fault, wording: Wording) -> str:
    """Return the sentences for a fault: what is wrong, and the field's example."""
    slots = {"label": field.label, **problem.slots}
    if "typed" in slots:
        slots["typed"] = quoted(slots["typed"])
    sentence = wording(f"values.error.{problem.key}", **slots)
    if problem.key in ("required", "empty"):
        sentence += " " + wording("values.later")
    return f"{sentence} {wording('values.example', example=field.example)}" if field.example else sentence


def _read(field: TemplateField, raw: str, today: date, values: Mapping[str, Any]) -> Parsed | Fault:
    text = clean(raw[: LIMIT * 2])
    if len(text) > LIMIT:
        return fault("too-long", count=len(raw), limit=LIMIT)
    if not text:
        return fault("empty")
    if not re.search(r"\w", text):
        return Parsed(unknown=True) if re.fullmatch(r"\?{2,}|[-_. ]{3,}", text) else fault("unreadable", typed=text)
    if says_keep(text) and field.type is not FieldType.LONGTEXT:
        kept = values.get(field.name, field.suggested)
        return Parsed(value=kept) if kept is not None else fault("nothing-to-keep")
    if _is_unknown(field, text):
        return Parsed(unknown=True)
    if says_none(text) and not field.required and field.type not in (FieldType.YES_NO, FieldType.CHOICE):
        return Parsed(none=True)
    if field.type in _IN_WORDS:
        if says_none(text):
            return fault("required")
        if _YES_ONLY.match(text):
            return fault("only-yes")
    found = _typed_value(field, text, today, values)
    if not isinstance(found, Fault):
        found = _within(field, found, text)
    if not isinstance(found, Fault):
        return Parsed(value=found)
    if field.type not in _IN_WORDS and says_unknown(text):
        return Parsed(unknown=True)
    if field.type in (FieldType.DATE, FieldType.MONTH, FieldType.URL) and says_none(text):
        return fault("required")
    return found


def _is_unknown(field: TemplateField, text: str) -> bool:
    if field.type in _IN_WORDS:
        return says_unknown(text, prose=True)
    return unknown_first(text)


def _typed_value(field: TemplateField, text: str, today: date, values: Mapping[str, Any]) -> Any:
    """Return the typed value or a Fault."""
    current = values.get(field.name, field.suggested)
    items = [str(i) for i in current] if isinstance(current, list | tuple) else []
    line = one_line(text)
    match field.type:
        case FieldType.TEXT | FieldType.LONGTEXT:
            return read_text(field, text)
        case FieldType.DATE:
            return read_date(field, line, today=today, values=values)
        case FieldType.MONTH:
            return read_month(line)
        case FieldType.INTEGER:
            return read_integer(field, line)
        case FieldType.MONEY:
            return read_money(field, line)
        case FieldType.PERCENT:
            return read_percent(field, line)
        case FieldType.YES_NO:
            return read_yes_no(line)
        case FieldType.CHOICE:
            return read_choice(field, without_lead_in(line))
        case FieldType.LIST:
            return read_list(field, text, items)
        case FieldType.SCHOOL_LIST:
            return read_schools(field, text, items)
        case FieldType.PERSON:
            return read_person(text)
        case FieldType.URL:
            return read_address(line)
        case FieldType.TABLE:
            return read_table(field, text, _read_cell)


def _read_cell(field: TemplateField, text: str) -> Any:
    if field.type is FieldType.TEXT:
        return one_line(text) if re.search(r"\w", text) else fault("empty")
    found = _typed_value(field, text, _TODAY, {})
    return found if isinstance(found, Fault) else _within(field, found, text)


def _within(field: TemplateField, value: Any, text: str) -> Any:
    """Return the value, or a Fault when it lies outside the field's bounds."""
    if field.type not in (FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT):
        return value
    number = Decimal(str(value))
    percent = field.type is FieldType.PERCENT
    least = field.min if field.min is not None else 0
    most = field.max if field.max is not None else 100 if percent else None
    kind = "percent" if percent else "number"
    if number < 0 <= least:
        return fault("number.negative", typed=text)
    if number < Decimal(str(least)):
        return fault(f"{kind}.below", value=_shown(value), least=f"{least:g}")
    if most is not None and number > Decimal(str(most)):
        return fault(f"{kind}.above", value=_shown(value), most=f"{most:,g}")
    return value


def _shown(value: Any) -> str:
    return f"{Decimal(str(value)):,f}"
