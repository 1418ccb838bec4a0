"""Notice what looks like a student's name with an incident, a birth date or an ID, before it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

Reason = Literal["name", "birth-date", "id"]

_NAME = re.compile(
    r"\b[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?(?:\s+[A-Z]\.)?\s+(?:Mc|Mac|O['’]|De|Van )?[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b"
)
_FIRST_NAME = re.compile(
    r"\b(?:student|pupil|son|daughter|grader|boy|girl|freshman|sophomore|junior|senior)s?,?\s+"
    r"(?:named\s+|called\s+)?[A-Z][a-z]+\b"
)
_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4})"
)
_BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on)?)\b[^.\n]{{0,25}}?{_DATE}", re.I
)
_ID = re.compile(
    r"\b(?:student|pupil|lunch|state student|school)\s*(?:id|i\.d\.|identification|number|no\.?|#)"
    r"(?:\s*(?:number|no\.?|#))?\s*(?:is|:|=)?\s*#?\s*[A-Z]{0,3}-?\d{4,}"
    r"|\b(?:ssn|social security(?: number)?)\b[^\n]{0,10}\d|\b\d{3}-\d{2}-\d{4}\b",
    re.I,
)


def private_matter(text: str, lists: Mapping[str, Sequence[str]]) -> Reason | None:
    """Return why a text should not be stored unasked, or None.

    ``lists`` holds the words of ``private`` in ``dialogue.yaml``: who is a student, what is an
    incident, which titles belong to adults in office, and which capitalised words are places.
    """
    if _BIRTH.search(text):
        return "birth-date"
    if _ID.search(text):
        return "id"
    incident = _word(lists.get("private.incident", ()))
    if not incident.search(text):
        return None
    student = _word(lists.get("private.student", ()))
    names = [m for m in _NAME.finditer(text) if not _official(m, text, lists)]
    for name in names:
        # A name and what happened must stand near each other: an agreement names officials and offenses all over.
        near = text[max(0, name.start() - 120) : name.end() + 120]
        if incident.search(near) and (student.search(near) or _happened(near)):
            return "name"
    if _FIRST_NAME.search(text) and _happened(text):
        return "name"
    return None


_DONE = re.compile(
    r"\b(?:was|were|got|had|has been|is being|did|brought|came|stole|fought|hit|punched|threatened|bit|kicked|ran"
    r"|took|stabbed|bullied|sold|smoked|vaped)\b",
    re.I,
)


def _happened(text: str) -> bool:
    return bool(_DONE.search(text))


def _official(name: re.Match[str], text: str, lists: Mapping[str, Sequence[str]]) -> bool:
    apart = {w.lower() for w in (*lists.get("private.titles", ()), *lists.get("private.places", ()))}
    words = [w.lower().strip(".'’") for w in name.group().split()]
    if any(w in apart for w in words):
        return True
    before = re.findall(r"[A-Za-z]+", text[max(0, name.start() - 30) : name.start()])
    after = re.findall(r"[A-Za-z]+", text[name.end() : name.end() + 40])
    titles = {w.lower() for w in lists.get("private.titles", ())}
    return bool(titles & {w.lower() for w in before[-2:]}) or (
        text[name.end() : name.end() + 1] in ",(" and bool(titles & {w.lower() for w in after[:4]})
    )


def _word(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + ("|".join(re.escape(w) for w in words) or "(?!)") + r")\b", re.I)
