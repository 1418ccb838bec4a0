"""Names of months, also short and misspelt, and the month of a yearly event."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from assistant.drafting.numbers import find_numbers
from assistant.drafting.parsed import Fault, fault

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LOWER = tuple(n.lower() for n in NAMES)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
_MONTH = re.compile(rf"\b{MONTH}", re.IGNORECASE)
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip


def mend_months(text: str) -> str:
    """Correct misspelt names of months ("jully", "Septembr"); all else stays as it is."""
    return re.sub(r"[A-Za-z]{4,10}", _mended, text)


def _mended(match: re.Match[str]) -> str:
    word = match[0].lower()
    if word in _LOWER or _MONTH.fullmatch(word):
        return match[0]
    near = process.extractOne(word, _LOWER, scorer=fuzz.ratio, score_cutoff=85)
    return near[0].capitalize() if near and near[0][0] == word[0] else match[0]


def number_of(name: str) -> int:
    """Return 1 to 12 for a month's name or its first three letters."""
    return [n[:3] for n in _LOWER].index(name[:3].lower()) + 1


def read_month(text: str) -> int | Fault:
    """Return the month that a message names, 1 to 12."""
    text = mend_months(text)
    # "may" is a verb unless it stands where a month does
    verb = re.compile(r"\bmay\b(?=\s+(?:\w+\s+)*(?:be|do|have|meet|hold|change|want|need|review|assess|move|take)\b)")
    named = {number_of(m[0]) for m in _MONTH.finditer(verb.sub("", text))}
    if len(named) > 1:
        return fault("month.several", typed=text)
    if named:
        return named.pop()
    numbers = find_numbers(text)
    if len(numbers) == 1:
        value = numbers[0].value
        if value == value.to_integral_value() and 1 <= value <= 12 and not numbers[0].money and not numbers[0].percent:
            return int(value)
        return fault("month.number", typed=text)
    for number, word in enumerate(_ORDINALS, 1):
        if re.search(rf"\b(?:the\s+)?{word}\s+month\b", text, re.IGNORECASE):
            return number
    if m := re.search(r"\b(\d{1,2})(?:st|nd|rd|th)\s+month\b", text):
        return int(m[1]) if 1 <= int(m[1]) <= 12 else fault("month.number", typed=text)
    return fault("month.none", typed=text)
