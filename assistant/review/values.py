"""Read the values of an agreement that somebody brings: parties, schools, dates, money, notice, with the words.

What is read is a proposal to be checked: each value comes with the words that it was read from, and the product's own
readers decide what it is. Nothing is guessed from a name or a date that only might be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from assistant.domain.placing import ReadValue
from assistant.domain.reviews import Quote, ReviewParagraph, ReviewText
from assistant.drafting.numbers import numerals
from assistant.drafting.opening import read_opening
from assistant.drafting.parties import NamedParty, find_parties
from assistant.drafting.places import find_state
from assistant.verify.sentences import sentences

SROS = "sro_count"
"""Stands for the number of officers, for which no clause has a blank of its own."""

_FRONT = 14
"""Paragraphs at the beginning in which the parties are named."""

_SHERIFF = re.compile(
    r"\bOffice of the (?:Sheriff|Constable|Marshal)(?:,| of(?: the)?) (?:County of )?[A-Z]\w+(?: [A-Z]\w+){0,2}"
)
_POLICE_OF = re.compile(
    r"\b(?:(?:City|Town|Township|Village|Borough|County) of [A-Z]\w+(?: [A-Z]\w+)?)\b(?!-)(?=[^.;]{0,60}\bPolice\b)"
)
_NO_NAME = re.compile(r"^(?:which|what|when|where|who|whose|how|why|all|any|each|the|schools|preparing)\b", re.I)
_PERSON = re.compile(r"^(?:Superintendent|Principal|Chief|Sheriff|Board of Trustees of)\s+(?=[A-Z]\w+ \w+)")
_SCHOOL = re.compile(r"\b(?:High|Middle|Elementary|Junior|Intermediate|Primary|Academy|K\s?-\s?\d+|Center)\b")
_SERVES = re.compile(
    r"\b(?:assign|cover|serv|post|campus|place|station|schools?\b[^.]{0,30}\bare\b|officer|deput|SRO)\w*", re.IGNORECASE
)
_STATE = re.compile(
    r"\b(?:State|Commonwealth) of [A-Z]\w+(?: [A-Z]\w+)?|\b(?:laws?|Code) of (?:the State of )?[A-Z]\w+"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TERM = re.compile(
    r"\b(?:runs? (?:from|to)|takes? effect|effective|in (?:force|effect)|(?<!fall )(?<!spring )(?<!school )term"
    r"|commenc\w+|shall (?:begin|run)|starts? on"
    r"|expires?|agreement (?:begins|ends|starts)|years? from)\b",
    re.IGNORECASE,
)
_OTHER_DATES = re.compile(r"\b(?:signed|voted|adopted|hearing|survey|meeting|dated)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\$\s?\d[\d,]*(?:\.\d\d)?(?:\s(?:million|thousand))?")
_YEARLY = re.compile(r"\b(?:annual(?:ly)?|yearly|(?:per|a|each|first|contract|fiscal|school)\s+year)\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:cost|pay|pays|fee|amount|budget|reimburse)\b", re.IGNORECASE)
_FOR_ONE = re.compile(
    r"\b(?:for )?(?:each|per|every)\s+(?:deputy|sro|officer|position|post|day|hour|month|quarter|school\b)"
    r"|\bhourly\b|\bovertime\b",
    re.IGNORECASE,
)
_OCCURRENCE = re.compile(r"\b(?:per|each|for each|any one)\s+occurrence\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:district|schools|board|unit)\b[^.;]{0,60}?\b(?P<share>\d{1,3}) ?(?:percent|per cent|%)", re.IGNORECASE
)
_DAYS = re.compile(r"\b(?P<days>\d{1,3})(?:\s*\(\d+\))?(?:\s+(?:calendar|business|consecutive))?\s+days?\b")
_ENDS = re.compile(r"\b(?:terminat\w*|cancel\w*|be ended|can end|may end|until ended|end (?:it|this))\b", re.IGNORECASE)
_RENEWS = re.compile(r"\b(?:renew\w*|continues? thereafter|extend\w*|end of (?:a|the) term)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\bnotice\b", re.IGNORECASE)
_GIVES_SROS = re.compile(r"\b(?:assign|provid|furnish|place|post|employ)\w*\b|\bthere are\b", re.IGNORECASE)


class _Line(NamedTuple):
    """A paragraph and its words."""

    paragraph: ReviewParagraph
    words: str


def read_values_of(text: ReviewText, *, today: date) -> tuple[ReadValue, ...]:
    """Return what can be read from a text, each field once, in the order of the fields below."""
    lines = [_Line(p, text.text[p.start : p.end]) for p in text.paragraphs]
    found: dict[str, ReadValue] = {}
    for value in (*_parties(lines[:_FRONT]), *_schools(lines), *_said(lines, today)):
        found.setdefault(value.field, value)
    return tuple(found.values())


def _parties(lines: list[_Line]) -> Iterator[ReadValue]:
    for line in lines:
        for party in find_parties(line.words):
            name = _PERSON.sub("", party.name)
            field = {"agency": "agency_name", "district": "district_name"}.get(party.kind)
            if field and _is_name(party, name, line.words):
                yield _value(field, name, line, party.start, party.end)
        for pattern in (_SHERIFF, _POLICE_OF):
            if found := pattern.search(line.words):
                field = "agency_name" if pattern is _SHERIFF else "governing_body"
                yield _value(field, found[0].replace(",", " of") if "," in found[0] else found[0], line, *found.span())
        if (found := _STATE.search(line.words)) and (state := find_state(found[0])):
            yield _value("state", state, line, *found.span())


def _is_name(party: NamedParty, name: str, words: str) -> bool:
    """Say whether words name one organisation: "which schools" and "schools of the District" name none."""
    said = words[party.start : party.end]
    return len(name.split()) > 1 and said[:1].isupper() and not _NO_NAME.match(name) and "'s schools" not in said


def _schools(lines: list[_Line]) -> Iterator[ReadValue]:
    names: list[str] = []
    first: tuple[_Line, int, int] | None = None
    for line in lines:
        if line.paragraph.kind != "row" and not _SERVES.search(line.words):
            continue
        for party in find_parties(line.words):
            if party.kind == "school" and _SCHOOL.search(party.name) and _is_name(party, party.name, line.words):
                if " of the " in party.name or "Police" in party.name or party.name in names:
                    continue
                names.append(party.name)
                first = first or (line, party.start, party.end)
    if first is not None:
        line, start, _ = first
        yield _value("schools", "; ".join(names), line, start, max(start + 1, len(line.words.rstrip())))


def _said(lines: list[_Line], today: date) -> Iterator[ReadValue]:
    """Yield what single sentences say of dates, money, shares and notice."""
    for line in lines:
        if line.paragraph.kind in ("title", "heading", "signatures"):
            continue
        for sentence in sentences(line.words):
            at = (line, sentence.start, sentence.end)
            said = sentence.text
            yield from _dates(said, at, today)
            yield from _money(said, at)
            counted = numerals(said)
            days = _DAYS.search(counted)
            if days and _NOTICE.search(said) and int(days["days"]) > 0:
                if _ENDS.search(said):
                    yield _value("termination_notice_days", days["days"], *at)
                elif _RENEWS.search(said):
                    yield _value("renewal_notice_days", days["days"], *at)
            if _GIVES_SROS.search(said):
                count = read_opening(said, today=today).get(SROS)
                if isinstance(count, int) and 1 < count < 500:  # "one officer to each school" is no number in all
                    yield _value(SROS, str(count), *at)


def _dates(said: str, at: tuple[_Line, int, int], today: date) -> Iterator[ReadValue]:
    if not _TERM.search(said) or not _YEAR.search(said) or _OTHER_DATES.search(said):
        return
    read = read_opening(said, today=today)
    for field in ("start_date", "end_date"):
        if field in read:
            yield _value(field, str(read[field]), *at)


def _money(said: str, at: tuple[_Line, int, int]) -> Iterator[ReadValue]:
    amount = _AMOUNT.search(said)
    if amount and _OCCURRENCE.search(said):
        yield _value("insurance_occurrence", amount[0], *at)
    elif amount and _YEARLY.search(said) and _COST.search(said) and not _FOR_ONE.search(said):
        yield _value("annual_amount", amount[0], *at)
    share = _SHARE.search(numerals(said))
    if share and _COST.search(said) and 0 < int(share["share"]) <= 100:
        yield _value("district_share_pct", f"{share['share']} percent", *at)


def _value(field: str, said: str, line: _Line, start: int, end: int) -> ReadValue:
    at = line.paragraph.start + start
    words = line.words[start:end]
    return ReadValue(
        field=field, said=said, quote=Quote(text=words, start=at, end=at + len(words), where=line.paragraph.where)
    )
