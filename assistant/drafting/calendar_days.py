"""Days counted on the calendar: adding months, the ends of months, lengths of time."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from assistant.domain.base import Value
from assistant.drafting.numbers import numerals


class Length(Value):
    """A stretch of calendar time, such as two years or 90 days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Return the day that lies this long after ``day``; raise OverflowError beyond the calendar."""
        return add_months(day, self.months) + timedelta(days=self.days)

    def last_day(self, start: date) -> date:
        """Return the last day of a term of this length that starts on ``start``."""
        return self.after(start) - timedelta(days=1)


_LENGTH = re.compile(
    r"(?<![\w.,/-])(?P<n>\d{1,4}(?:\.\d+)?|an?|one)[\s-]*(?P<half1>and (?:a|one|1) half[\s-]+)?(?:(?:full|calendar"
    r"|fiscal)\s+)?"
    r"(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)\b(?P<half2> and (?:a|one|1) half\b)?",
    re.IGNORECASE,
)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later (or earlier) month, or that month's last day; raise OverflowError."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def find_length(text: str) -> Length | None:
    """Return the first length of time in a text ("two years", "an 18-month term"); None when there is none."""
    m = _LENGTH.search(numerals(text))
    if m is None:
        return None
    number = 1.0 if m["n"].lower() in ("a", "an", "one") else float(m["n"])
    if m["half1"] or m["half2"]:
        number += 0.5
    unit = m["unit"].lower()
    if unit.startswith(("y", "mo")):
        months = number * (12 if unit.startswith("y") else 1)
        return Length(months=int(months)) if months == int(months) else None
    days = number * (7 if unit.startswith("w") else 1)
    return Length(days=int(days)) if days == int(days) else None
