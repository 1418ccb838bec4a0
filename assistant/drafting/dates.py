"""Dates as people write them, absolute and counted from today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from assistant.domain.base import Value
from assistant.drafting.calendar_days import find_length, month_end
from assistant.drafting.months import MONTH, NAMES, mend_months, number_of
from assistant.drafting.parsed import Fault, fault

_TENS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (
    *_TENS, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty {w}" for w in _TENS), "thirtieth", "thirty first",
)  # fmt: skip
_WORDS = "|".join(o.replace(" ", "[ -]") for o in reversed(_ORDINALS))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?![:/.]\d)|(?:{_WORDS})\b)"
_YEAR = r"(?:,?\s*(?:of\s+|in\s+)?(?P<{0}>\d{{4}}\b|['’]\d{{2}}\b|(?:of\s+)?(?:next|this) year\b|\d{{2}}\s*$))?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:\b(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+(?:the\s+)?)?"
_EDGE = (
    r"\b(?P<edge>end|close|last day|(?:very )?beginning|start|first day|1st day)\s+of\s+"
    r"(?:the\s+month\s+of\s+)?(?:next\s+)?"
)
_DATE = re.compile(
    "|".join(
        (
            r"(?<![\w/.-])(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?![\d/-])",
            r"(?<![\w/.$-])(?P<m2>\d{1,2})(?P<sep>[-/.])(?P<d2>\d{1,2})(?P=sep)(?P<y2>\d{4}|\d{2})(?![\w/-])",
            rf"\b(?P<nth>first|second|third|fourth|last)\s+(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\s+(?:in"
            rf"|of)\s+(?P<m8>{MONTH})" + _YEAR.format("y8"),
            rf"{_EDGE}(?P<m3>{MONTH})" + _YEAR.format("y3"),
            rf"{_WEEKDAY}(?P<m4>{MONTH})\s*(?:the\s+)?(?P<d4>{_DAY})" + _YEAR.format("y4"),
            rf"(?P<d5>{_DAY})\s*(?:day\s+)?(?:of\s+)?(?P<m5>{MONTH})" + _YEAR.format("y5"),
            rf"\b(?:next|this coming|coming|this)\s+(?P<m6>{MONTH})(?:\s+(?:the\s+)?(?P<d6>{_DAY}))?",
            rf"\b(?P<m7>{MONTH})\s*(?:,|of)?\s*(?P<y7>\d{{4}}\b|next year\b)",
        )
    ),
    re.IGNORECASE,
)


class FoundDate(Value):
    """A date in a text, at ``start`` to ``end``; ``day`` is a Fault when there is no such day.

    ``whole_month`` when only the month was named: ``day`` is then its first day.
    """

    day: date | Fault
    start: int
    end: int
    whole_month: bool = False


def find_dates(text: str, *, today: date, since: date | None = None, past: bool = False) -> tuple[FoundDate, ...]:
    """Return the written dates of a text whose months are spelt right, in order.

    A date without a year is the next one from ``since`` (``today`` when not given), or the last
    one with ``past``; "next year" always counts from ``today``.
    """
    return tuple(_found(m, today, since or today, past) for m in _DATE.finditer(text))


def _found(m: re.Match[str], today: date, since: date, past: bool) -> FoundDate:
    part = next(i for i in "12345678" if m[f"m{i}"])
    month_text, year_text = m[f"m{part}"], m[f"y{part}"] if part != "6" else None
    month = int(month_text) if month_text.isdigit() else number_of(month_text)
    if not 1 <= month <= 12:
        return FoundDate(day=fault("date.no-month", month=month, typed=m[0]), start=m.start(), end=m.end())
    edge = (m["edge"] or "").lower() if part == "3" else ""
    day_text = m[f"d{part}"] if part in "12456" else None
    number = 1 if day_text is None else _day_number(day_text)
    year = _year(year_text, today)
    if year is None:
        ends = edge.startswith(("end", "close", "last"))
        year = _near_year(month, 31 if ends else number, since, past)
    days = monthrange(year, month)[1]
    if part == "8":
        return FoundDate(
            day=_nth_weekday(year, month, m["nth"].lower(), m["day"].lower()), start=m.start(), end=m.end()
        )
    if edge.startswith(("end", "close", "last")):
        number = days
    if not 1 <= number <= days:
        problem = fault("date.impossible", typed=m[0], month=f"{NAMES[month - 1]} {year}", days=days)
        return FoundDate(day=problem, start=m.start(), end=m.end())
    made = date(year, month, number)
    weekday = m["weekday"].lower()[:3] if part == "4" and m["weekday"] else ""
    if weekday and year_text and _WEEKDAYS[made.weekday()] != weekday:
        problem = fault(
            "date.weekday", typed=m[0], weekday=made.strftime("%A"), date=f"{NAMES[month - 1]} {number}, {year}"
        )
        return FoundDate(day=problem, start=m.start(), end=m.end())
    return FoundDate(day=made, start=m.start(), end=m.end(), whole_month=day_text is None and not edge)


def _nth_weekday(year: int, month: int, which: str, weekday: str) -> date:
    wanted = _WEEKDAYS.index(weekday[:3])
    if which == "last":
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - wanted) % 7)
    first = 1 + (wanted - date(year, month, 1).weekday()) % 7
    return date(year, month, first + 7 * _TENS.index(which))


def _day_number(text: str) -> int:
    if m := re.match(r"\d+", text):
        return int(m[0])
    return _ORDINALS.index(re.sub(r"[\s-]+", " ", text.lower())) + 1


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    text = text.lower().strip()
    if text.endswith("year"):
        return today.year + (1 if "next" in text else 0)
    digits = int(re.sub(r"\D", "", text))
    return max(1, digits) if re.fullmatch(r"\d{4}", text) else digits + 2000


def _near_year(month: int, number: int, since: date, past: bool) -> int:
    """Return the year of the next such day, or of the last one; February 29 waits for a leap year."""
    if past:
        return since.year if (month, number) <= (since.month, since.day) else since.year - 1
    year = since.year if (month, number) >= (since.month, since.day) else since.year + 1
    if (month, number) == (2, 29):
        while monthrange(year, 2)[1] < 29:
            year += 1
    return year


_FROM_NOW = re.compile(r"\bin\b|\bfrom (?:now|today|tomorrow)\b|\bhence\b|\bafter today\b", re.IGNORECASE)
_NEXT_MONTH = re.compile(
    r"\b(?P<edge>first|1st|beginning|start|end|last)\b.*\bof (?P<which>next|this|the) (?P<unit>month|year)\b", re.I
)
_WEEKDAY_ONLY = re.compile(
    r"\b(?:next|this|coming|on)?\s*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.IGNORECASE
)
_SPANISH = re.compile(r"\b\d{1,2}\s+de\s+[a-zé]{4,10}\s+(?:de(?:l)?\s+)?\d{4}\b", re.IGNORECASE)


def relative_date(text: str, *, today: date) -> date | None:
    """Return a day counted from today ("tomorrow", "in two weeks", "next Monday"); None for anything else."""
    low = text.lower()
    if re.search(r"\bday after tomorrow\b", low):
        return today + timedelta(days=2)
    base = today + timedelta(days=1) if "tomorrow" in low else today
    length = find_length(low)
    if length is not None and _FROM_NOW.search(low):
        try:
            return length.after(base)
        except OverflowError:
            return None
    if re.search(r"\b(?:today|tomorrow|right now|immediately|effective now)\b", low):
        return base
    if m := _NEXT_MONTH.search(low):
        ahead = 1 if m["which"] == "next" else 0
        last = m["edge"] in ("end", "last")
        if m["unit"] == "year":
            return date(today.year + ahead, 12, 31) if last else date(today.year + ahead, 1, 1)
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        return month_end(year, month + 1) if last else date(year, month + 1, 1)
    if m := _WEEKDAY_ONLY.search(low) or _SPANISH.search(low):
        return _by_library(m[0].strip(), today)
    return None


def _by_library(words: str, today: date) -> date | None:
    """Ask dateparser, only for what it reads well: it also takes "may", "12" and "a" for dates."""
    from datetime import datetime, time

    import dateparser

    settings = {"RELATIVE_BASE": datetime.combine(today, time()), "PREFER_DATES_FROM": "future"}
    found = dateparser.parse(words.removeprefix("on ").strip(), languages=["en", "es"], settings=settings)
    return found.date() if found else None


def prepared(text: str) -> str:
    """Return the text with months spelt right and a year in words as digits, ready for ``find_dates``."""
    text = mend_months(text)
    if re.search(r"\btwenty[ -]\w+|\btwo thousand\b", text, re.IGNORECASE) and not re.search(r"\b\d{4}\b", text):
        from number_parser import parse_number

        text = re.sub(
            r"\b(?:two thousand(?: and)?|twenty)[ -]((?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five"
            r"|six|seven|eight|nine))?)\b",
            lambda m: str(2000 + int(parse_number(m[1], language="en") or 0)),
            text,
            flags=re.IGNORECASE,
        )
    return text
