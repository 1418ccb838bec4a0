"""The date that answers a date field, held against today, the start of the term and common sense."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assistant.domain.templates import TemplateField
from assistant.drafting.calendar_days import Length, find_length, month_end
from assistant.drafting.dates import FoundDate, find_dates, prepared, relative_date
from assistant.drafting.months import MONTH, NAMES
from assistant.drafting.parsed import Fault, fault

_OPEN_ENDED = re.compile(
    r"\b(?:ongoing|indefinite(?:ly)?|perpetual|forever|no end|open[- ]ended|until (?:terminated|ended|cancell?ed))\b",
    re.I,
)
_BARE_MONTH = re.compile(rf"^(?:(?:in|by|on|early|the month of)\s+)?(?P<m>{MONTH})$", re.IGNORECASE)
_SLASHED = re.compile(r"^(?P<m>\d{1,2})/(?P<d>\d{1,2})$")
_SOMEWHERE = re.compile(r"\b(?:mid|middle|early|late|around|sometime)\b", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)


def read_date(field: TemplateField, text: str, *, today: date, values: Mapping[str, Any]) -> str | Fault:
    """Return the date as an ISO string; a length of time counts from the start for an end date."""
    start = _start_of(field, values)
    found = _day(field, prepared(text).strip(" .!"), today, start)
    if isinstance(found, Fault):
        return found
    if not today.year - 60 <= found.year <= today.year + 60:
        return fault("date.far", typed=text, year=found.year)
    if start is not None and found <= start:
        return fault("date.before-start", typed=text, date=spoken(found), start=spoken(start))
    return found.isoformat()


def spoken(day: date) -> str:
    """Return a date in words: July 1, 2027."""
    return f"{NAMES[day.month - 1]} {day.day}, {day.year}"


def stored_date(value: Any) -> date | None:
    """Return a stored ISO string as a date, None when it is not one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _start_of(field: TemplateField, values: Mapping[str, Any]) -> date | None:
    """Return the date that the field must come after; ``after`` names a field or is a date itself."""
    return None if field.after is None else stored_date(values.get(field.after)) or stored_date(field.after)


def _day(field: TemplateField, text: str, today: date, start: date | None) -> date | Fault:
    past = bool(re.search(r"\bdid\b", field.ask))
    since = today if start is None else max(today, start + timedelta(days=1))
    written = find_dates(text, today=today, since=since, past=past)
    if written:
        return _chosen(field, written, text)
    if m := _SLASHED.match(text):
        return _without_year(int(m["m"]), int(m["d"]), text, since)
    if field.after is not None:
        ending = _by_length(text, start)
        if ending is not None:
            return ending
        if _OPEN_ENDED.search(text):
            return fault("date.open-ended", typed=text)
    relative = relative_date(text, today=today)
    if relative is not None:
        return relative
    m = _BARE_MONTH.match(text)
    if m and m["m"] != "may":  # a lone "may" is more often the verb
        return _chosen(field, find_dates(f"next {m['m']}", today=today, since=since, past=past), text)
    if find_length(text) is not None:
        return fault("date.length", typed=text)
    return fault("date.none", typed=text)


def _without_year(month: int, day: int, text: str, since: date) -> date | Fault:
    for year in (since.year, since.year + 1):
        found = find_dates(f"{month}/{day}/{year}", today=since)
        problem = found[0].day if found else fault("date.none", typed=text)
        if isinstance(problem, Fault) or problem >= since:
            return problem
    return fault("date.none", typed=text)


def _chosen(field: TemplateField, written: tuple[FoundDate, ...], text: str) -> date | Fault:
    """Of several dates take the first, for an end date the last; refuse "July 1 or August 1"."""
    days = [f.day for f in written]
    if len(set(map(str, days))) > 1 and _EITHER.search(text[written[0].end : written[-1].start]):
        return fault("date.several", typed=text)
    pick = written[-1] if field.after is not None else written[0]
    if pick.whole_month and _SOMEWHERE.search(text[: pick.end]):
        return fault("date.which-day", typed=text)
    if isinstance(pick.day, date) and pick.whole_month and field.after is not None:
        return month_end(pick.day.year, pick.day.month)
    return pick.day


def _by_length(text: str, start: date | None) -> date | Fault | None:
    length: Length | None = find_length(text)
    if length is None or re.search(r"\bfrom (?:now|today|tomorrow)\b", text, re.IGNORECASE):
        return None
    if re.search(r"\bschool years?\b", text, re.IGNORECASE):
        return None
    if start is None:
        return fault("date.needs-start", typed=text)
    try:
        literal = re.search(r"\bafter\b", text, re.IGNORECASE)
        return length.after(start) if literal else length.last_day(start)
    except OverflowError:
        return fault("date.far", typed=text, year="")
