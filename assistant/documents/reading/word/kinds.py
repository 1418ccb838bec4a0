"""What a paragraph of a Word file is: by its style, by its number, and else by its look."""

from __future__ import annotations

import re
from typing import Any

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.lines import heading_level, number_of
from assistant.documents.reading.word.lines import Line
from assistant.documents.reading.word.names import W, value_of, whole
from assistant.documents.reading.word.numbering import Number
from assistant.documents.reading.word.styles import Styles

_OWN = {
    "title": ("title", 0),
    "subtitle": ("subtitle", 0),
    "mou recital": ("recital", 0),
    "mou paragraph": ("paragraph", 2),
    "mou item": ("item", 3),
    "mou continued": ("plain", 0),
    "mou plain": ("plain", 0),
}
_LETTERS = frozenset({"lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "bullet"})
_HEADING_LETTERS = 90
_ENDS = (".", ":", ";", ",", "?", "!", "|")
_BETWEEN = re.compile(r"[ \t\u00a0]+")


def kind_of(
    properties: Any, style: str, styles: Styles, number: Number, typed: str, line: Line, part: str
) -> tuple[str, int]:
    """Return a block's kind and level; ``typed`` is a number that stood before its words in ``line``."""
    own = value_of(properties, f"{W}outlineLvl")
    level = (whole(own, 9) + 1) % 10 if own else styles.outline(style)
    if level:
        return "heading", level
    name = styles.name(style)
    if name in _OWN:
        return _OWN[name]
    shown, words = number.text or typed, one_line(line.text)
    if part == "body" and (level := _by_look(line, number, typed, words)):
        return "heading", level
    if number.depth:
        if number.depth > 2 or not number.text or number.form in _LETTERS:
            return "item", 2 + max(1, number.depth - 1 if number.form not in _LETTERS else 1)
        return "paragraph", 2
    if re.fullmatch(r"\(?[a-zA-Z]{1,5}\)|\(\d+\)", shown):
        return "item", 3
    return ("paragraph", 2) if shown else ("plain", 0)


def _by_look(line: Line, number: Number, typed: str, words: str) -> int:
    """Return the level of a heading that no style calls one, 0 for any other paragraph."""
    letters = [c for c in words if c.isalpha()]
    if len(words) > _HEADING_LETTERS or len(letters) < 2 or words.endswith(_ENDS) or "\n" in line.text.strip():
        return 0
    if number.form in ("bullet",):
        return 0
    loud = line.bold or (len(letters) >= 4 and (line.capitals or all(c.isupper() for c in letters)))
    shown = number.text or typed
    if number.depth:
        return number.depth if loud else 0
    if shown and (level := heading_level(shown, words)):
        return level
    if not loud:
        return 0
    if shown:
        return shown.strip(".)").count(".") + 1
    return heading_level("", words) or 3


def looks_like_title(properties: Any, style: str, styles: Styles, line: Line) -> bool:
    """Tell whether the first words of a file are its title: in the middle or in capitals, not by a style."""
    if styles.outline(style) or value_of(properties, f"{W}outlineLvl"):
        return False
    side = value_of(properties, f"{W}jc") or styles.value(style, f"{W}pPr/{W}jc")
    letters = [c for c in line.text if c.isalpha()]
    return side == "center" or line.capitals or all(c.isupper() for c in letters)


def split_number(line: Line) -> str:
    """Take a typed number ("4.2", "(a)") off the beginning of a line and return it, "" where none stands.

    Only words that nobody changed are taken, or the views would have different numbers.
    """
    if not line.pieces or line.pieces[0][1] != "text" or line.pieces[0][3]:
        return ""
    first, kind, of, changes = line.pieces[0]
    lead = len(first) - len(first.lstrip())
    number, _ = number_of(first[lead:])
    if not number or not first[lead:].startswith(number):
        return ""
    end = lead + len(number)
    gap = _BETWEEN.match(first, end)
    if gap is None or (gap.end() == len(first) and len(line.pieces) == 1):
        return ""
    cut = gap.end()
    line.pieces[0] = (first[cut:], kind, of, changes)
    if cut == len(first):
        del line.pieces[0]
    line.size -= cut
    line.anchors = [(side, ident, max(0, at - cut)) for side, ident, at in line.anchors]
    return number
