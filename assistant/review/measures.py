"""Read the numbers on which a requirement turns: how often, and for how many schools."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.drafting.frequencies import times_a_year
from assistant.drafting.numbers import numerals

YEARLY = "p10.annual-review"
"""Principle 10 gives the only number of the principles: no less than annually."""

REGULAR = frozenset(
    {"p06.evaluation", "p08.staff-training", "p09.agency", "p09.district", "p09.students", "p09.families", "p09.staff"}
)
"""What is done again and again; once in several years is hardly that."""

SCHOOLS = "p11.limited-schools"
MANY_SCHOOLS = 6
"""The principle says "one or a limited number" and gives none; from here on we do not call it limited."""

_N = r"(?P<n>\d{1,2}|second|third|fourth|fifth|sixth|other)"
_INTERVALS = (
    re.compile(rf"\b(?:every|each)\s+{_N}\s+(?:school\s|calendar\s|fiscal\s)?years?\b"),
    re.compile(
        rf"\b(?:once|1 (?:year|time))\s+(?:in|every|per|out of)\s+(?:every\s+|each\s+|the\s+)?{_N}\b(?!\s+months)"
    ),
    re.compile(r"\b(?P<n>\d{1,2}) year(?:ly)?\s+(?:cycle|interval|review|schedule|rotation|basis)"),
    re.compile(rf"\b(?:in|of)\s+(?:the\s+)?{_N}\s+(?:school\s|contract\s)?year of\b"),
    re.compile(r"\bat intervals of (?:no (?:less|more) than\s+)?(?P<n>\d{1,2})\s+years\b"),
    re.compile(r"\b(?:in|over) (?:the|all the|these)\s+(?P<n>\d{1,2})\s+years\s+of\b"),
)
_MONTHLY = re.compile(
    r"\b(?:every|each)\s+(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|fall|autumn|winter)\b"
)
_YEARLY = re.compile(
    r"\b(?:daily|weekly|monthly|quarterly|semi ?annual\w*|annual(?:ly)?|yearly"
    r"|(?:each|every|per) (?:school |calendar )?year)\b"
)
_WORDS = {"second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_NAMED = {"biennial": 2, "triennial": 3, "quadrennial": 4, "quinquennial": 5, "decennial": 10}
_AT_THE_END = re.compile(
    r"\b(?:at|upon|on|near|before)\s+(?:the\s+)?(?:end|expiration|expiry|close|conclusion)\s+of\s+(?:the|this|each|its)\s+"
    r"(?:\w+\s)?(?:term|agreement|contract|mou)\b"
)
_COUNT = re.compile(
    r"\b(?P<cap>(?<!no )fewer than)?\s*(?<!of the )(?<!of )(?P<n>\d{1,2})\s+(?:\w+\s){0,2}"
    r"(?:schools|campuses|buildings|sites)\b"
)
_EACH = re.compile(
    r"\b(?:each|an|1|every|the|a|single)\s+(?:school\s)?(?:\w+\s)?(?:sro|officer|deputy|constable|resource)\w*\b"
    r"|\bofficers?\s[a-z]\b|\bsro\s\d\b"
)


def years_between(text: str) -> Fraction | None:
    """Return the years from one time to the next that a sentence names, the shortest; None when it names none."""
    low = _plain(text)
    found = [Fraction(_WORDS.get(m["n"]) or int(m["n"])) for pattern in _INTERVALS for m in pattern.finditer(low)]
    found += [Fraction(years) for word, years in _NAMED.items() if word in low]
    if _MONTHLY.search(low) or _YEARLY.search(low):
        found.append(Fraction(1))
    often = times_a_year(text)
    if often:
        found.append(1 / often)
    return min(found, default=None)


def waits_for_the_end(text: str) -> bool:
    """Tell whether something happens only when the agreement runs out."""
    return _AT_THE_END.search(text.lower()) is not None


def schools_each(text: str) -> int | None:
    """Return how many schools one officer serves where a sentence says so; the largest number."""
    low = _plain(text)
    if _EACH.search(low) is None:
        return None
    found = [int(m["n"]) for m in _COUNT.finditer(low) if not m["cap"]]
    return max(found, default=None)


def _plain(text: str) -> str:
    return numerals(text.lower().replace("-", " ")).lower()
