"""How often something happens: "every three months" and "quarterly" are the same."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.drafting.numbers import numerals

_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "semester": 2, "year": 1}
_NAMED: dict[str, int | Fraction] = {
    "daily": 365, "weekly": 52, "biweekly": 26, "bi-weekly": 26, "fortnightly": 26, "monthly": 12, "bimonthly": 6,
    "quarterly": 4, "semiannual": 2, "semiannually": 2, "semi-annually": 2, "biannually": 2, "yearly": 1, "annual": 1,
    "annually": 1, "biennially": Fraction(1, 2),
}  # fmt: skip
_UNIT = r"(?P<unit>day|week|month|quarter|semester|year)s?"
_SCHOOL = r"(?:school |calendar |single )?"
_PER = re.compile(
    rf"\b(?:(?P<n>\d+)(?: times?)?|(?P<word>once|twice|thrice))\s+(?:in\s+|per\s+|a\s+|an\s+|each\s+"
    rf"|every\s+)+(?P<each>\d+\s+)?{_SCHOOL}{_UNIT}\b"
)
_EVERY = re.compile(rf"\b(?:every|each|once in every)\s+(?P<n>\d+\s+|other\s+|second\s+)?{_SCHOOL}{_UNIT}\b")


def times_a_year(text: str) -> Fraction | None:
    """Return how many times a year a phrase says, None when it says no frequency."""
    low = numerals(text.lower()).lower()
    if m := _PER.search(low):
        times = int(m["n"]) if m["n"] else ("once", "twice", "thrice").index(m["word"]) + 1
        each = int(m["each"]) if m["each"] else 1
        return Fraction(times * _A_YEAR[m["unit"]], each or 1)
    if m := _EVERY.search(low):
        n = (m["n"] or "1").strip()
        each = 2 if n in ("other", "second") else int(n)
        return Fraction(_A_YEAR[m["unit"]], each or 1)
    named = [Fraction(_NAMED[w]) for w in re.findall(r"[a-z-]+", low) if w in _NAMED]
    return named[0] if len(set(named)) == 1 else None
