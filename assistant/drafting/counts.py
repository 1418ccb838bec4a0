"""Whole numbers: counts of people and things, and stretches of time in the unit that a field asks for."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from assistant.domain.templates import TemplateField
from assistant.drafting.absent import says_none
from assistant.drafting.numbers import Number, find_fraction, find_numbers, is_range
from assistant.drafting.parsed import Fault, fault

_MOST = 10**9
_TIME = {
    "minute": "minutes", "min": "minutes", "hour": "hours", "hr": "hours", "h": "hours", "day": "days", "week": "weeks",
    "wk": "weeks", "month": "months", "mo": "months", "semester": "semesters", "year": "years", "yr": "years",
}  # fmt: skip
_ASKED = re.compile(
    r"\b(?:how many|number of|within)\s+(?P<kind>(?:[a-z]+\s+){0,3}?)(?P<unit>minutes|hours|days|weeks|months|years)\b",
    re.I,
)
_LABELLED = re.compile(
    r"\b(?P<kind>(?:school|business|working)\s+)?(?P<unit>minutes|hours|days|weeks|months|years)\b", re.I
)
_EXACT = {  # (typed, asked): factor; only what is the same whatever the calendar says
    ("weeks", "days"): Fraction(7),
    ("hours", "minutes"): Fraction(60),
    ("days", "hours"): Fraction(24),
    ("hours", "days"): Fraction(1, 24),
    ("minutes", "hours"): Fraction(1, 60),
    ("years", "months"): Fraction(12),
    ("months", "years"): Fraction(1, 12),
}


def read_integer(field: TemplateField, text: str) -> int | Fault:
    """Return the whole number that a message gives, in the field's unit."""
    numbers = find_numbers(text)
    unit, kind = _unit_of(field)
    if is_range(text):
        return fault("number.several", typed=text)
    if len(numbers) > 1:
        numbers = _meant(numbers, unit)
    if len(numbers) > 1:
        return fault("number.several", typed=text)
    if numbers:
        value, typed_unit = numbers[0].value, _time_unit(numbers[0].unit)
        if typed_unit is None and (glued := _lone_unit(text, unit)):
            typed_unit = glued
    elif (amount := _fraction_or_one(text)) is not None:
        value, typed_unit = amount
    elif says_none(text):
        return 0
    else:
        return fault("number.none", typed=text)
    if typed_unit and unit and typed_unit != unit:
        factor = None if kind else _EXACT.get((typed_unit, unit))
        if factor is None or (unit == "hours" and typed_unit == "days" and not _deadline(field)):
            return fault("number.unit", typed=text, unit=f"{kind}{unit}")
        value = Decimal(value * factor.numerator) / factor.denominator
    if value != value.to_integral_value():
        return fault("number.whole", typed=text)
    if abs(value) > _MOST:
        return fault("number.huge", typed=text)
    return int(value)


def _unit_of(field: TemplateField) -> tuple[str | None, str]:
    """Return the unit of time that a field counts in, and "school " or "business " before it."""
    m = _ASKED.search(field.ask) or _LABELLED.search(field.label)
    if m is None:
        return None, ""
    kind = re.search(r"\b(?:school|business|working)\b", m["kind"] or "", re.IGNORECASE)
    return m["unit"].lower(), f"{kind[0].lower()} " if kind else ""


def _meant(numbers: tuple[Number, ...], unit: str | None) -> tuple[Number, ...]:
    """Of several numbers, keep those in the field's unit; for a plain count, those not in a unit of time."""
    if unit is None:
        picked = tuple(n for n in numbers if _time_unit(n.unit) is None)
    else:
        picked = tuple(n for n in numbers if _time_unit(n.unit) == unit)
    return picked or numbers


def _time_unit(words: str) -> str | None:
    for word in words.split():
        for form in (word, word.removesuffix("s")):
            if form in _TIME:
                return _TIME[form]
    return None


def _lone_unit(text: str, unit: str | None) -> str | None:
    """Return the only unit of time in a message ("60 (sixty) calendar days"), None when it is not clear."""
    found = {u for w in re.findall(r"[a-z]+", text.lower()) if len(w) > 2 and (u := _time_unit(w))}
    return found.pop() if len(found) == 1 and unit in (None, *found) else None


def _fraction_or_one(text: str) -> tuple[Decimal, str | None] | None:
    """Read "half an hour" and "a day"; None for anything else."""
    fraction = find_fraction(text)
    m = re.search(
        r"\b(?:an?|one|half an?)\s+(?:[a-z]+\s+)??(minute|hour|day|week|month|semester|year)\b", text, re.IGNORECASE
    )
    if fraction is not None:
        return fraction, _time_unit(m[1].lower()) if m else None
    if m and not re.search(r"\b(?:times|once|twice|per|every)\b", text, re.IGNORECASE):
        return Decimal(1), _time_unit(m[1].lower())
    if m := re.search(r"\b(once|twice|thrice)\b", text, re.IGNORECASE):
        return Decimal(("once", "twice", "thrice").index(m[1].lower()) + 1), None
    return None


def _deadline(field: TemplateField) -> bool:
    """A day is 24 hours of waiting, not 24 hours of training."""
    return bool(re.search(r"\bwithin\b", field.ask, re.IGNORECASE))
