"""Amounts in US dollars."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain.templates import TemplateField
from assistant.drafting.absent import says_none
from assistant.drafting.numbers import find_numbers, is_range
from assistant.drafting.parsed import Fault, fault

_MOST = Decimal(10) ** 12
_OTHER = re.compile(r"[€£¥]|\b(?:euros?|eur|pounds?|gbp|pesos?|yen|cad|canadian|francs?)\b", re.IGNORECASE)
_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?: \d{3})+)(?![\d,])")
_THREE_DECIMALS = re.compile(r"(?<![\d,])\d+\.\d{3,}(?!\d|\s*(?:k|m|million|thousand|billion)\b)", re.IGNORECASE)
_CENTS = re.compile(r"(?:,|\band\b)?\s*(\d{1,2})\s+cents?\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:per|a|an|each|every)\s+(?P<p>hour|day|week|month|quarter|semester)\b|\b(?P<q>hourly|daily|weekly|monthly|quarterly)\b"
    r"|/\s*(?P<r>hr|hour|day|wk|week|mo|month)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|no (?:cost|charge)|at no (?:cost|charge)|nothing)\b", re.IGNORECASE)


def read_money(field: TemplateField, text: str) -> str | Fault:
    """Return the amount as a decimal string with two places, such as "84136.00"."""
    if _OTHER.search(text):
        return fault("money.currency", typed=text)
    if _PERIOD.search(text) and re.search(r"\b(?:year|yearly|annual|annually)\b", f"{field.ask} {field.label}", re.I):
        return fault("money.period", typed=text)
    if _THREE_DECIMALS.search(text):
        return fault("money.decimals", typed=text)
    text = _GROUPED.sub(lambda m: m[1] + m[2].replace(" ", ""), text)
    if is_range(text):
        return fault("number.several", typed=text)
    cents = _CENTS.search(text)
    if cents:
        text = text[: cents.start()] + text[cents.end() :]
    numbers = find_numbers(text)
    if len(numbers) > 1:  # "$84,136 for 2027": only one of them is an amount
        numbers = tuple(n for n in numbers if n.money or n.unit.startswith(("dollar", "usd", "buck"))) or numbers
    if len(numbers) > 1:
        return fault("number.several", typed=text)
    if numbers:
        value = numbers[0].value
    elif cents or says_none(text) or _FREE.search(text):
        value = Decimal(0)
    else:
        return fault("money.none", typed=text)
    if numbers and numbers[0].percent:
        return fault("money.percent", typed=text)
    if cents:
        value += Decimal(cents[1]) / 100
    if abs(value) > _MOST:
        return fault("number.huge", typed=text)
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
