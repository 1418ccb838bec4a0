"""Amounts in US dollars."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain.templates import TemplateField
from assistant.drafting.absent import says_none
from assistant.drafting.numbers import find_fraction, find_numbers, is_range, numerals
from assistant.drafting.parsed import Fault, fault

_MOST = Decimal(10) ** 12
_OTHER = re.compile(r"[€£¥]|\b(?:euros?|eur|pounds?|gbp|pesos?|yen|cad|canadian|francs?)\b", re.IGNORECASE)
_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?: \d{3})+)(?![\d,])")
_THREE_DECIMALS = re.compile(r"(?<![\d,])\d+\.\d{3,}(?!\d|\s*(?:k|m|million|thousand|billion)\b)", re.IGNORECASE)
_CENTS = re.compile(r"(?:,|\band\b)?\s*(\d{1,2})\s+cents?\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:per|a|an|each|every)\s+(?P<p>hour|day|week|month|quarter|semester)\b(?!\s+of\b)|\b(?P<q>hourly|daily"
    r"|weekly|monthly|quarterly)\b"
    r"|/\s*(?P<r>hr|hour|day|wk|week|mo|month)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|no (?:cost|charge)|at no (?:cost|charge)|nothing)\b", re.IGNORECASE)


def read_money(field: TemplateField, text: str) -> str | Fault:
    """Return the amount as a decimal string with two places, such as "84136.00"."""
    refused = _refused(field, text)
    if refused is not None:
        return fault(refused, typed=text)
    plain = _GROUPED.sub(lambda m: m[1] + m[2].replace(" ", ""), numerals(text))
    if is_range(plain):
        return fault("number.several", typed=text)
    if find_fraction(plain) is not None:  # "a quarter of a million"
        return fault("money.none", typed=text)
    cents = _CENTS.search(plain)
    if cents:
        plain = plain[: cents.start()] + plain[cents.end() :]
    numbers = find_numbers(plain)
    if len(numbers) > 1:  # "$84,136 for 2027": only one of them is an amount
        numbers = tuple(n for n in numbers if n.money or n.unit.startswith(("dollar", "usd", "buck"))) or numbers
    if len(numbers) > 1:
        return fault("number.several", typed=text)
    if not numbers and not (cents or says_none(text) or _FREE.search(text)):
        return fault("money.none", typed=text)
    if numbers and (numbers[0].percent or numbers[0].unit.startswith(("percent", "pct"))):
        return fault("money.percent", typed=text)
    value = (numbers[0].value if numbers else Decimal(0)) + (Decimal(cents[1]) / 100 if cents else 0)
    if abs(value) > _MOST:
        return fault("number.huge", typed=text)
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def _refused(field: TemplateField, text: str) -> str | None:
    """Return the key of a fault for what is clearly no yearly amount in dollars."""
    if _OTHER.search(text):
        return "money.currency"
    if _PERIOD.search(text) and re.search(r"\b(?:year|yearly|annual|annually)\b", f"{field.ask} {field.label}", re.I):
        return "money.period"
    return "money.decimals" if _THREE_DECIMALS.search(text) else None
