"""What a start sentence already says: the parties, the dates, the state, the schools, the template."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assistant.drafting.calendar_days import find_length
from assistant.drafting.dates import FoundDate, find_dates, prepared, relative_date
from assistant.drafting.numbers import numerals
from assistant.drafting.parties import NamedParty, find_parties
from assistant.drafting.places import find_state
from assistant.drafting.typed import LIMIT, clean, one_line

_END = re.compile(
    r"\b(?:to|until|till|through|thru|ending|ends|expires|expiring|and\s+ending|and\s+ends)(?:\s+on)?\s*$|[-–—]\s*$",
    re.IGNORECASE,
)
_START = re.compile(r"\b(?:start|begin|effective|commenc|from|as of|taking effect|takes effect)", re.IGNORECASE)
_TERM = re.compile(
    r"\b(?P<n>\d{1,2}(?:\.5)?|a|an|one)[\s-]*(?:and (?:a|one) half[\s-]+)?(?P<unit>years?|yrs?"
    r"|months?)\b(?!\s*(?:old|ago|of\s+(?:experience|service)))",
    re.IGNORECASE,
)
_SROS = re.compile(
    r"\b(?P<n>\d{1,3})\s+(?:full[- ]time\s+|armed\s+|sworn\s+)?(?:sros?\b|school\s+resource\s+officers?"
    r"|(?:school\s+)?(?:officers?|deput(?:y|ies)|cops?)\b)",
    re.IGNORECASE,
)
_TEMPLATES = (
    (
        "essential",
        re.compile(
            r"\b(?:essentials?|short(?:er|est)?|simple|basic|brief|compact|minimal|bare[- ]bones)\b", re.IGNORECASE
        ),
    ),
    (
        "standard",
        re.compile(r"\b(?:standard|full(?:er)?|complete|long(?:er)?|comprehensive|detailed)\b", re.IGNORECASE),
    ),
)
_TEMPLATE_NOUN = (
    r"(?=[\s\w-]{0,40}?\b(?:mou|mous|agreement|memorandum|template|version|one|form|draft|contract|document)\b)"
)


def read_opening(text: str, *, today: date) -> dict[str, Any]:
    """Return what can be read from a start sentence, under the names of the fields it fills.

    Keys: agency_name, additional_agencies, district_name, state, schools, start_date, end_date,
    and three that no field need hold: term_years (whole years, also without a start date),
    sro_count, and template ("essential" or "standard"). Only what was said is returned.
    """
    line = one_line(clean(text[: LIMIT * 2]))[:LIMIT]
    out: dict[str, Any] = {}
    parties = find_parties(line)
    out.update(_parties(parties))
    rest = _blanked(line, parties)
    if state := find_state(rest):
        out["state"] = state
    out.update(_dates(rest, today))
    if m := _SROS.search(numerals(rest)):
        out["sro_count"] = int(m["n"])
    for template, words in _TEMPLATES:
        if re.search(words.pattern + _TEMPLATE_NOUN, rest, re.IGNORECASE):
            out["template"] = template
            break
    return out


def _parties(parties: tuple[NamedParty, ...]) -> dict[str, Any]:
    agencies = list(dict.fromkeys(p.name for p in parties if p.kind == "agency"))
    districts = [p.name for p in parties if p.kind == "district"]
    schools = list(dict.fromkeys(p.name for p in parties if p.kind == "school"))
    out: dict[str, Any] = {}
    if agencies:
        out["agency_name"] = agencies[0]
    if len(agencies) > 1:
        out["additional_agencies"] = agencies[1:]
    if districts:
        out["district_name"] = districts[0]
    elif agencies and len(schools) == 1:  # a charter school signs for itself
        out["district_name"] = schools[0]
        schools = []
    if schools:
        out["schools"] = schools
    return out


def _blanked(line: str, parties: tuple[NamedParty, ...]) -> str:
    """Return the line without its names, so that "Delaware County" is no state and "District 12" no number."""
    for party in reversed(parties):
        line = line[: party.start] + " ¤ " + line[party.end :]
    return line


def _dates(line: str, today: date) -> dict[str, Any]:
    text = prepared(line)
    found = [f for f in find_dates(text, today=today) if isinstance(f.day, date)]
    start, end = _start_and_end(text, found)
    if start is None and not found and _START.search(text):
        start = relative_date(text, today=today)
    out: dict[str, Any] = {}
    if start is not None:
        out["start_date"] = start.isoformat()
    term = _TERM.search(numerals(text))
    length = find_length(term[0]) if term else None
    if length is not None and length.months:
        if length.months % 12 == 0:
            out["term_years"] = length.months // 12
        if end is None and start is not None:
            end = length.last_day(start)
    if end is not None and (start is None or end > start):
        out["end_date"] = end.isoformat()
    return out


def _start_and_end(text: str, found: list[FoundDate]) -> tuple[date | None, date | None]:
    """Tell a start from an end by the words before each date; a lone date is the start."""
    start: date | None = None
    end: date | None = None
    for at, item in enumerate(found):
        before = text[found[at - 1].end if at else 0 : item.start]
        day = item.day
        if not isinstance(day, date):
            continue
        if _END.search(before) and (start is not None or not _START.search(before)):
            end = end or day
        elif start is None:
            start = day
        elif end is None and day > start:
            end = day
    return start, end
