"""A number in the forms that Word counts in: "4", "iv", "dd", "04", "4th", "four"."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
_CHICAGO = "*†‡§"

KNOWN = frozenset(
    {
        *("decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal"),
        *("cardinalText", "ordinalText", "bullet", "none", "numberInDash", "hex", "chicago"),
        *("decimalEnclosedParen", "decimalEnclosedFullstop", "decimalHalfWidth", "decimalFullWidth"),
    }
)


def in_form(number: int, form: str) -> str:
    """Return a number in one of Word's forms; a form that is not known gives plain digits."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 30) if number > 0 else ""
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        return f"{number}{_ending(number)}"
    if form in ("cardinalText", "ordinalText"):
        return _spelled(number, form == "ordinalText")
    if form == "numberInDash":
        return f"- {number} -"
    if form == "hex":
        return f"{number:X}"
    if form == "chicago":
        return _CHICAGO[(number - 1) % 4] * min(1 + (number - 1) // 4, 30) if number > 0 else ""
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def _ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _spelled(number: int, ordinal: bool) -> str:
    if not 0 <= number < 100:
        return f"{number}{_ending(number)}" if ordinal else str(number)
    lead, last = "", number
    if number >= 20:
        lead, last = _TENS[number // 10], number % 10
        if not last:
            return (lead[:-1] + "ieth" if ordinal else lead).capitalize()
    word = _SMALL[last]
    if ordinal:
        word = _ORDINALS.get(word, word + "th")
    return f"{lead}-{word}".strip("-").capitalize()
