"""Shares of a whole, in percent: "sixty percent", "two thirds", "60/40", "an even split"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain.templates import TemplateField
from assistant.drafting.absent import says_none
from assistant.drafting.numbers import find_fraction, find_numbers, is_range, numerals
from assistant.drafting.parsed import Fault, fault

_EVEN = re.compile(
    r"\b(?:even(?:ly)?|equal(?:ly)?|half and half|half[- ]half|fifty[- ]fifty|same (?:amount|share)|in (?:equal"
    r"|even) (?:parts|shares))\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|everything|entire(?:ly)?|whole|full(?:y)?|the lot|completely|100)\b", re.IGNORECASE)
_NOTHING = re.compile(r"\b(?:nothing|none|zero|not (?:a|one) (?:cent|penny|dime)|no share)\b", re.IGNORECASE)
_PAIR = re.compile(r"(?<![\d/.])(\d{1,3}(?:\.\d+)?)\s*%?\s*(?:/|-|–|:|to)\s*(\d{1,3}(?:\.\d+)?)\b")
_PAYS = re.compile(
    r"([\w' ]+?)\s+(?:pays?|covers?|picks? up|contributes?|takes?|funds?|will pay|would pay)\b", re.IGNORECASE
)
_DISTRICT = ("district", "school", "schools", "board", "isd")
_AGENCY = ("agency", "city", "county", "police", "sheriff", "department", "town", "pd", "law enforcement")


def read_percent(field: TemplateField, text: str) -> int | float | Fault:
    """Return the share in percent, whole when it is whole, else with two decimals."""
    value = _share(field, text)
    if isinstance(value, Fault):
        return value
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _share(field: TemplateField, text: str) -> Decimal | Fault:
    plain = numerals(text)
    pair = _PAIR.search(plain)
    if pair and Decimal(pair[1]) + Decimal(pair[2]) == 100:
        return _side(field, plain, [Decimal(pair[1]), Decimal(pair[2])])
    fraction = find_fraction(text)
    if fraction is not None and not _has_percent(plain):
        if re.search(r"\b(?:more|less|over|under|almost|nearly|about|around)\b", text, re.IGNORECASE):
            return fault("percent.none", typed=text)
        return _complement(field, text, fraction * 100)
    if is_range(text):
        return fault("number.several", typed=text)
    numbers = find_numbers(text)
    if len(numbers) == 2 and sum(n.value for n in numbers) == 100:
        return _side(field, plain, [n.value for n in numbers])
    if len(numbers) > 1:
        marked = tuple(n for n in numbers if n.percent or n.unit.startswith(("percent", "pct", "per cent")))
        if len(marked) != 1:
            return fault("number.several", typed=text)
        numbers = marked
    if numbers:
        value = numbers[0].value
        if numbers[0].money:
            return fault("percent.money", typed=text)
        if 0 < value < 1 and not _has_percent(plain):
            return fault("percent.fraction", typed=text, percent=f"{(value * 100).normalize():f}")
        return _complement(field, text, value)
    if _EVEN.search(text):
        return Decimal(50)
    if _NOTHING.search(text) or says_none(text):
        return Decimal(0)
    if _ALL.search(text) and not re.search(r"\b(?:not|almost|nearly)\b", text, re.IGNORECASE):
        return _complement(field, text, Decimal(100))
    return fault("percent.none", typed=text)


def _has_percent(plain: str) -> bool:
    return bool(re.search(r"\d\s*(?:%|percent|pct|per cent)", plain, re.IGNORECASE))


def _who(words: str) -> str | None:
    """Return which party some words name, None when neither or both."""
    words = words.lower()
    district = any(re.search(rf"\b{w}\b", words) for w in _DISTRICT)
    agency = any(re.search(rf"\b{w}\b", words) for w in _AGENCY)
    return None if district == agency else "district" if district else "agency"


def _side(field: TemplateField, plain: str, values: list[Decimal]) -> Decimal:
    """Of two shares that make 100, return the field's party's: by the party named nearest, else the first."""
    asked = _who(field.label) or _who(field.ask)
    places = [m for m in re.finditer(r"\d+(?:\.\d+)?", plain) if Decimal(m[0]) in values][:2]
    if asked is None or len(places) < 2:
        return values[0]
    cut = re.search(r",|;|\band\b", plain[places[0].end() : places[1].start()])
    middle = places[0].end() + (cut.start() if cut else 0)
    first, second = _who(plain[:middle]), _who(plain[middle:])
    if first == asked or (first is None and second not in (None, asked)):
        return values[0]
    if second == asked or (first is not None and first != asked):
        return values[1]
    return values[0]


def _complement(field: TemplateField, text: str, share: Decimal) -> Decimal:
    """Turn "the city pays two thirds" round when the field asks for the district's share."""
    payer = _PAYS.search(text)
    asked, named = _who(field.label) or _who(field.ask), _who(payer[1]) if payer else None
    if asked and named and asked != named and 0 <= share <= 100:
        return 100 - share
    return share
