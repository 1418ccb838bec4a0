"""Values as they read in an agreement, and as a person can edit them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.domain.templates import FieldType, TemplateField
from assistant.drafting.moments import spoken, stored_date
from assistant.drafting.months import NAMES

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def show_value(field: TemplateField, value: Any, *, words: bool = False) -> str:
    """Return a value as it stands in a sentence; with ``words`` a number reads "three (3)".

    "" when there is no value. A stored value of an unexpected kind is shown as plain text.
    """
    if value is None:
        return ""
    match field.type:
        case FieldType.DATE:
            day = stored_date(value)
            return spoken(day) if day else str(value)
        case FieldType.MONTH:
            return NAMES[value - 1] if isinstance(value, int) and 1 <= value <= 12 else str(value)
        case FieldType.INTEGER:
            return _number(value, words)
        case FieldType.MONEY:
            return _money(value)
        case FieldType.PERCENT:
            return f"{_number(value, words)} percent"
        case FieldType.YES_NO:
            return ("yes" if value else "no") if isinstance(value, bool) else str(value)
        case FieldType.CHOICE:
            return next((o.text or o.label for o in field.options if o.id == value), str(value))
        case FieldType.PERSON:
            return show_person(value)
        case FieldType.LIST | FieldType.SCHOOL_LIST:
            return show_list([str(i) for i in value]) if isinstance(value, list | tuple) else str(value)
        case FieldType.TABLE:
            return "; ".join(", ".join(row) for row in show_rows(field, value))
        case _:
            return str(value)


def show_person(value: Any, part: str = "") -> str:
    """Return "Name, Title", or only the ``part`` "name" or "title"; "" for what is not known."""
    if not isinstance(value, Mapping):
        return "" if part == "title" else str(value)
    name, title = str(value.get("name") or ""), str(value.get("title") or "")
    if part:
        return {"name": name, "title": title}[part]
    return ", ".join(p for p in (name, title) if p)


def show_list(items: list[str]) -> str:
    """Return "a, b and c"; with semicolons when an item holds a comma."""
    if len(items) < 2:
        return "".join(items)
    if any("," in i for i in items):
        return "; ".join(items[:-1]) + "; and " + items[-1]
    return ", ".join(items[:-1]) + " and " + items[-1]


def show_rows(field: TemplateField, value: Any) -> tuple[tuple[str, ...], ...]:
    """Return a table's rows as the text of their cells, in the order of the columns."""
    rows = []
    for row in value if isinstance(value, list | tuple) else ():
        cells = []
        for at, column in enumerate(field.columns):
            cell = row.get(column.name) if isinstance(row, Mapping) else _at(row, at)
            as_field = TemplateField(name=column.name, type=column.type, label=column.label, ask=column.label)
            cells.append(show_value(as_field, cell))
        rows.append(tuple(cells))
    return tuple(rows)


def _at(row: Any, place: int) -> Any:
    cells = row if isinstance(row, list | tuple) else (row,)
    return cells[place] if place < len(cells) else None


def edit_text(field: TemplateField, value: Any) -> str:
    """Return a value as text for an input box, which ``parse_value`` reads back as the same value.

    Lists come one item per line, tables one row per line with "|" between cells.
    """
    if value is None:
        return ""
    match field.type:
        case FieldType.LIST | FieldType.SCHOOL_LIST if isinstance(value, list | tuple):
            return "\n".join(f"- {i}" for i in value)
        case FieldType.TABLE:
            return "\n".join(" | ".join(row) for row in show_rows(field, value))
        case FieldType.CHOICE:
            return next((o.label for o in field.options if o.id == value), str(value))
        case _:
            return show_value(field, value)


def in_words(number: int) -> str:
    """Return a whole number from 0 to 999,999 in English words; other numbers as digits."""
    if not 0 <= number < 10**6:
        return f"{number:,}"
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" {in_words(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{in_words(thousands)} thousand" + (f" {in_words(rest)}" if rest else "")


def _number(value: Any, words: bool) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    digits = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    whole = isinstance(value, int) or value.is_integer()
    return f"{in_words(int(value))} ({digits})" if words and whole and 0 <= value < 10**6 else digits


def _money(value: Any) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not amount.is_finite():
        return str(value)
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"
