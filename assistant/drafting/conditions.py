"""Evaluate the one plain condition of a clause or block, on the values given, else on those suggested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.domain.templates import Condition, TemplateField


def value_of(name: str, values: Mapping[str, Any], fields: Mapping[str, TemplateField]) -> Any:
    """Return a field's value: what the user gave (None when left empty on purpose), else what is suggested."""
    if name in values:
        return values[name]
    field = fields.get(name)
    return field.suggested if field is not None else None


def holds(condition: Condition | None, values: Mapping[str, Any], fields: Mapping[str, TemplateField]) -> bool:
    """Say whether a condition holds; no condition always does.

    ``is`` compares without regard to case; yes-no values read "yes" and "no". A value that is not
    known is not equal to anything, so ``is not`` then holds.
    """
    if condition is None:
        return True
    value = value_of(condition.field, values, fields)
    given = value is not None and value != "" and value != [] and value != ()
    match condition.op:
        case "is given":
            return given
        case "is missing":
            return not given
        case "is":
            return given and _plain(condition.value) in _words(value)
        case _:
            return not given or _plain(condition.value) not in _words(value)


def _words(value: Any) -> set[str]:
    if isinstance(value, bool):
        return {"yes", "true"} if value else {"no", "false"}
    return {_plain(str(value))}


def _plain(text: str) -> str:
    return text.strip().strip("'\"").lower()
