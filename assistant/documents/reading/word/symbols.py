"""Letters of symbol fonts that stand for signs everybody knows: boxes to tick, bullets, marks."""

from __future__ import annotations

_WINGDINGS = {
    0x6F: "\u2610", 0x70: "\u2751", 0x71: "\u2751", 0x72: "\u2752", 0x78: "\u2612", 0xA8: "\u25fb", 0xFB: "\u2717",
    0xFC: "\u2713", 0xFD: "\u2612", 0xFE: "\u2611", 0x6C: "\u25cf", 0x6E: "\u25a0", 0x9F: "\u2022", 0xA7: "\u25aa",
    0xD8: "\u27a2", 0xE0: "\u2192", 0xE8: "\u2794",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "\u2717", 0x50: "\u2713", 0x51: "\u2612", 0x52: "\u2611", 0xA3: "\u25a1", 0x2A: "\u25a1"}
_SYMBOL = {
    0xB7: "\u2022", 0xA7: "\u2663", 0xB0: "\u00b0", 0xB1: "\u00b1", 0xA3: "\u2264", 0xB3: "\u2265", 0xB4: "\u00d7",
    0xB9: "\u2260", 0xD3: "\u00a9", 0xD2: "\u00ae", 0xD4: "\u2122", 0xE3: "\u00a9", 0xE2: "\u00ae", 0xE4: "\u2122",
    0xAE: "\u2192", 0xBE: "\u2014",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """Return the sign that a letter (hexadecimal) of a font shows, "" for one that is not known.

    In fonts that are no symbol fonts the code is the letter itself.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(number - 0xF000 if number in _PRIVATE else number, "")
    printable = number <= 0x10FFFF and chr(number).isprintable() and not 0xE000 <= number <= 0xF8FF
    return chr(number) if printable and not font.strip().lower().startswith(("wingdings", "webdings")) else ""
