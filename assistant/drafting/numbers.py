"""Numbers in ordinary words: "eighty-four thousand", "12k", "a couple", "two thirds"."""

from __future__ import annotations

import re
from decimal import Decimal

from rapidfuzz import fuzz, process

from assistant.domain.base import Value

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty",
    "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion",
)  # fmt: skip
_LONG = [w for w in _UNITS if len(w) > 3]
_SCALES = {"hundred": 100, "thousand": 1000, "k": 1000, "grand": 1000, "million": 10**6, "m": 10**6, "billion": 10**9}
_WORD = "(?:" + "|".join(_UNITS) + ")"
_AMOUNTS = (  # quantities that number_parser does not know, written as digits
    (
        re.compile(r"(?<!\band a )(?<!\band one )\bhalf (?:a |an )?(dozen|hundred|thousand|million)\b", re.I),
        lambda m: _half(m[1]),
    ),
    (re.compile(r"\b(?:a|one) dozen\b|\bdozen\b", re.I), lambda m: "12"),
    (re.compile(r"\ba (?:couple|pair)(?: of)?\b", re.I), lambda m: "2"),
    (re.compile(r"\b(?:a|an)[ -](?=(?:hundred|thousand|million|billion)\b)", re.I), lambda m: "one "),
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SCALED = re.compile(
    rf"(?P<n>{_DIGITS})(?:\s*(?P<letter>[km])\b|[\s-]*(?P<scale>hundred|thousand|million|billion|grand)\b"
    rf"(?P<rest>(?:[\s-]+(?:and\s+)?(?:{_WORD}|\d{{1,3}}(?![\d,.%/]))\b)*))",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"(?P<n>\d+) and (?:a|one|1) half\b(?: (?P<scale>1000000|1000)\b)?", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(\w*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|elfth|elveth|eenth|ieth|dredth))(s?)\b",
    re.I,
)
_GLYPHS = {"½": " half", "¼": " quarter", "¾": " three quarters", "⅓": " third", "⅔": " two thirds"}
_FRACTION_WORDS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10,
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?:(?P<top>a|an|one|two|three|four|five|seven|nine|\d)[\s-]+)?(?:of\s+)?(?P<part>half|halves|thirds?"
    r"|quarters?|fourths?"
    r"|fifths?|sixths?|eighths?|tenths?)\b|(?<![\d/.])(?P<over>\d{1,3})\s*/\s*(?P<under>\d{1,3})(?![\d/.])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?<![A-Za-z][-/])(?P<open>\()?(?P<sign>[-−–]\s?|\b(?:minus|negative)\s+)?(?P<mark>\$|usd\s?"
    rf"|us\$)?\s?(?P<inner>[-−])?"
    rf"(?P<n>{_DIGITS})(?P<percent>\s*%)?(?P<close>\))?(?![\d,.]*\d)(?!(?:st|nd|rd|th)\b"
    rf"|[A-Za-z]+\d)(?:[\s-]*(?P<unit>[A-Za-z]+(?:\s+[A-Za-z]+)?))?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\b(?:{_DIGITS})\s*(?:to|or|through|[-–—])\s*\$?(?:{_DIGITS})\b(?![-–/]\d)"
    rf"|\bbetween\s+\$?\d[\d,.]*\s+and\s+\$?\d",
    re.IGNORECASE,
)


class Number(Value):
    """A number found in a text, with the lower-case word or two after it.

    ``money`` when a dollar sign or USD stands before it, ``percent`` when a percent sign follows.
    """

    value: Decimal
    unit: str = ""
    money: bool = False
    percent: bool = False


def numerals(text: str) -> str:
    """Rewrite the number words of a text as digits: "about twelve hundred" → "about 1200"."""
    from number_parser import parse  # imported here: only drafting needs its tables

    text = re.sub(r"[A-Za-z]{5,}", _mended, _spelled(text))
    for pattern, write in _AMOUNTS:
        text = pattern.sub(write, text)
    text = _SCALED.sub(_scale, text)
    text = re.sub(r"\b(?:no|some|any|every)[ -]?one\b", "nobody", text, flags=re.IGNORECASE)
    if re.search(rf"\b{_WORD}", text, re.IGNORECASE):
        # number_parser reads ordinals too, but "the third" is not three of anything: hide them
        text = parse(_ORDINAL.sub(r"\1\2xqx", text), language="en").replace("xqx", "")
    return _AND_A_HALF.sub(_add_half, text)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return every number of a text, in order; a number said twice ("two (2)") counts once."""
    found: list[Number] = []
    for m in _NUMBER.finditer(numerals(text)):
        value = Decimal(m["n"].replace(",", ""))
        if m["sign"] or m["inner"] or (m["open"] and m["mark"] and m["close"]):
            value = -value
        number = Number(value=value, unit=(m["unit"] or "").lower(), money=bool(m["mark"]), percent=bool(m["percent"]))
        twin = next((i for i, f in enumerate(found) if f.value == value), None)
        if twin is None:
            found.append(number)
        elif not found[twin].unit:
            found[twin] = number
    return tuple(found)


def is_range(text: str) -> bool:
    """Return whether the text gives a range or an alternative, such as "2 or 3"."""
    return bool(_RANGE.search(numerals(text)))


def find_fraction(text: str) -> Decimal | None:
    """Return the first fraction of a text, from 0 to 1 or more; None when there is none."""
    m = _FRACTION.search(_spelled(text))
    if m is None:
        return None
    if m["over"]:
        return Decimal(m["over"]) / Decimal(m["under"]) if int(m["under"]) else None
    part = m["part"].lower()
    under = _FRACTION_WORDS.get(part) or _FRACTION_WORDS[part.removesuffix("s")]
    top = (m["top"] or "a").lower()
    over = int(top) if top.isdigit() else _UNITS.index(top) if top in _UNITS else 1
    return Decimal(over) / Decimal(under)


def _spelled(text: str) -> str:
    for glyph, words in _GLYPHS.items():
        text = text.replace(glyph, words)
    return text


def _mended(match: re.Match[str]) -> str:
    """Correct a misspelt number word ("fourty"); ordinals and other words stay."""
    word = match[0].lower()
    if word in _LONG or word.endswith(("th", "st", "nd", "rd")):
        return match[0]
    near = process.extractOne(word, _LONG, scorer=fuzz.ratio, score_cutoff=89)
    return near[0] if near and near[0][0] == word[0] else match[0]


def _half(scale: str) -> str:
    return {"dozen": "6", "hundred": "50", "thousand": "500", "million": "500000"}[scale.lower()]


def _scale(m: re.Match[str]) -> str:
    by = _SCALES[(m["letter"] or m["scale"]).lower()]
    value = Decimal(m["n"].replace(",", "")) * by
    rest = _rest(m["rest"] or "")
    if rest and rest < by:
        value += rest
    elif rest:
        return f"{value:f} {rest}"
    return f"{value.normalize():f}"


def _rest(words: str) -> Decimal:
    from number_parser import parse_number

    words = " ".join(w for w in words.split() if w.lower() != "and")
    if not words:
        return Decimal(0)
    number = Decimal(words) if words.isdigit() else parse_number(words, language="en")
    return Decimal(number or 0)


def _add_half(m: re.Match[str]) -> str:
    value = Decimal(m["n"])
    if m["scale"]:
        value = (value + Decimal("0.5")) * int(m["scale"])
    else:  # "a million and a half" is a million and half a million
        value += Decimal(next(s for s in (10**6, 1000, 1) if (value and value % s == 0) or s == 1)) / 2
    return f"{value:f}"
