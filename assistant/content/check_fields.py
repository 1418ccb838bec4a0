"""Cross-checks of fields: suggestions that fit their type, limits that make sense, fields that are used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.content.markup import fields_of
from assistant.content.places import Place, entries
from assistant.content.problems import Problems, nearest
from assistant.domain.knowledge import Requirement
from assistant.domain.templates import FieldType, TemplateField, TemplateSet
from assistant.verify.conflicts import find_conflicts

_NEVER_SUGGESTED = (FieldType.DATE, FieldType.MONEY, FieldType.PERSON, FieldType.SCHOOL_LIST, FieldType.URL)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def check_fields(content: Path, rules: tuple[Requirement, ...], templates: TemplateSet, problems: Problems) -> None:
    """Note what is wrong with any field."""
    places = entries(content, "mou_templates/fields", "name")
    recitals = [name for t in templates.templates.values() for block in t.recitals for name in fields_of(block)]
    used = {name for clause in templates.clauses.values() for name in clause.fields} | set(recitals)
    for field in templates.fields.values():
        place = places[field.name]
        _check_limits(field, templates.fields, place, problems)
        if field.suggested is not None:
            wrong = _wrong_suggestion(field, field.suggested)
            if wrong:
                problems.error(place.file, place.line("suggested"), f"field {field.name!r}: {wrong}")
        for option in field.options:
            for conflict in find_conflicts(option.text, rules):
                problems.error(
                    place.file,
                    place.line("options"),
                    f"option {option.id!r} of {field.name!r}: rule {conflict.rule!r} finds {conflict.words!r}",
                    conflict.instead,
                )
        if field.name not in used:
            problems.warning(
                place.file, place.line(), f"field {field.name!r} is used by no clause", "use it, or drop it"
            )


def _check_limits(field: TemplateField, fields: dict[str, TemplateField], place: Place, problems: Problems) -> None:
    if field.min is not None and field.max is not None and field.min > field.max:
        problems.error(
            place.file, place.line("min"), f"field {field.name!r}: min {field.min:g} is above max {field.max:g}"
        )
    if field.min_items is not None and field.max_items is not None and field.min_items > field.max_items:
        problems.error(place.file, place.line("min_items"), f"field {field.name!r}: min_items is above max_items")
    if field.after is not None:
        other = fields.get(field.after)
        if other is None or other.type is not FieldType.DATE:
            dates = [f.name for f in fields.values() if f.type is FieldType.DATE]
            problems.error(
                place.file,
                place.line("after"),
                f"field {field.name!r}: {field.after!r} is not a date field",
                nearest(field.after, dates),
            )
    if field.type is FieldType.TABLE and not field.columns:
        problems.error(place.file, place.line(), f"table {field.name!r} has no columns")
    if field.type is not FieldType.CHOICE and field.options:
        problems.error(place.file, place.line("options"), f"field {field.name!r} is not a choice, so it has no options")
    ids = [o.id for o in field.options]
    if len(set(ids)) < len(ids):
        problems.error(place.file, place.line("options"), f"field {field.name!r} has an option id twice")


def _wrong_suggestion(field: TemplateField, value: Any) -> str:
    """Return why a suggested value does not fit its field; empty when it does."""
    kind = field.type
    if kind in _NEVER_SUGGESTED:
        return f"a {kind.value} is never suggested; the parties give it"
    if kind is FieldType.YES_NO:
        return "" if isinstance(value, bool) else f"suggested {value!r} must be true or false"
    if kind in (FieldType.INTEGER, FieldType.PERCENT):
        return _wrong_number(field, value)
    if kind is FieldType.CHOICE:
        ids = [o.id for o in field.options]
        return "" if value in ids else f"suggested {value!r} is not an option ({', '.join(ids)})"
    if kind is FieldType.LIST:
        return _wrong_list(field, value)
    if kind is FieldType.MONTH:
        good = str(value).lower() in _MONTHS or value in range(1, 13)
        return "" if good else f"suggested {value!r} is not a month"
    if kind is FieldType.TABLE:
        return "" if isinstance(value, list) and value else "suggested must be a list of rows"
    return "" if isinstance(value, str) and value.strip() else f"suggested {value!r} must be text"


def _wrong_number(field: TemplateField, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"suggested {value!r} must be a number"
    if field.type is FieldType.INTEGER and int(value) != value:
        return f"suggested {value!r} must be a whole number"
    if field.min is not None and value < field.min:
        return f"suggested {value!r} is below min {field.min:g}"
    if field.max is not None and value > field.max:
        return f"suggested {value!r} is above max {field.max:g}"
    return ""


def _wrong_list(field: TemplateField, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        return "suggested must be a list of texts"
    if field.min_items is not None and len(value) < field.min_items:
        return f"suggested has {len(value)} items, fewer than min_items {field.min_items}"
    if field.max_items is not None and len(value) > field.max_items:
        return f"suggested has {len(value)} items, more than max_items {field.max_items}"
    return ""
