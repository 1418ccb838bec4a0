"""The numbers that Word makes before paragraphs: "4.", "4.2", "(a)"."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 20
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def value_of(element: Any, path: str, default: str = "") -> str:
    """Return the ``w:val`` of the first element at a path."""
    found = element.find(path) if element is not None else None
    return default if found is None else str(found.get(f"{W}val", default))


def whole(text: str, default: int = 0) -> int:
    """Return a small whole number, or the default for anything else."""
    return int(text) if text.isdecimal() and len(text) < 7 else default


class Styles:
    """What styles say of their paragraphs: outline level and numbering, through what they are based on."""

    def __init__(self, root: Any) -> None:
        self._styles = {} if root is None else {str(s.get(f"{W}styleId")): s for s in root.iter(f"{W}style")}

    def name(self, style: str) -> str:
        """Return a style's name in lower case ("heading 1")."""
        return value_of(self._styles.get(style), f"{W}name").lower()

    def chain(self, style: str) -> list[Any]:
        """Return a style and those that it is based on, nearest first."""
        out: list[Any] = []
        while style in self._styles and len(out) < _DEEPEST:
            out.append(self._styles[style])
            style = value_of(self._styles[style], f"{W}basedOn")
        return out

    def outline(self, style: str) -> int:
        """Return the heading level of a style (1 is the highest), 0 when it is no heading."""
        for one in self.chain(style):
            name = value_of(one, f"{W}name").lower()
            if name.startswith("heading ") and name[8:].isdecimal():
                return whole(name[8:])
            level = value_of(one, f"{W}pPr/{W}outlineLvl")
            if level:
                return whole(level, 9) + 1 if whole(level, 9) < 9 else 0
        return 0


class Numbers:
    """Counts numbered paragraphs in the order of the document."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for one in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in one.iter(f"{W}lvl"):
                levels[whole(str(level.get(f"{W}ilvl", "0")))] = (
                    value_of(level, f"{W}numFmt", "decimal"),
                    value_of(level, f"{W}lvlText"),
                    whole(value_of(level, f"{W}start", "1"), 1),
                )
            self._levels[str(one.get(f"{W}abstractNumId"))] = levels
        for one in root.iter(f"{W}num"):
            self._lists[str(one.get(f"{W}numId"))] = value_of(one, f"{W}abstractNumId")

    def next(self, properties: Any, style: str) -> tuple[str, int, bool]:
        """Count one paragraph; return its number, its depth (1 is the outermost) and whether it is in a list."""
        places = [properties, *(s.find(f"{W}pPr") for s in self._styles.chain(style))]
        list_id = next((v for p in places if (v := value_of(p, f"{W}numPr/{W}numId"))), "")
        depth = next((v for p in places if (v := value_of(p, f"{W}numPr/{W}ilvl"))), "0")
        kind = self._lists.get(list_id, "")
        levels = self._levels.get(kind)
        level = whole(depth)
        if list_id in ("", "0") or levels is None or level not in levels:
            return "", 0, False
        counts = self._counts.setdefault(kind, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return "", level + 1, True

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            its_form, _, start = levels.get(at, ("decimal", "", 1))
            return in_form(counts.get(at, start), its_form)

        return _PLACE.sub(shown, text).strip(), level + 1, True


def in_form(number: int, form: str) -> str:
    """Return a number in one of Word's forms (decimal, letters, Roman)."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 5) if number > 0 else ""
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        out = ""
        for value, letters in (*_ROMAN, *_ROMAN_LOW):
            while number >= value:
                out += letters
                number -= value
        return out if form == "lowerRoman" else out.upper()
    return str(number)
