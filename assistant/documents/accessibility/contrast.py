"""Contrast of words against what is behind them, by the formula of WCAG 2.2 (success criterion 1.4.3, level AA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.documents.accessibility.looks import val
from assistant.documents.accessibility.opened import WordFile, runs
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import Barrier, Place

NEEDED, NEEDED_LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3: words, and words of 18 points or bold ones of 14
_LARGE, _LARGE_BOLD = 36, 28  # the same in half points
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_HIGHLIGHT = dict(  # ISO/IEC 29500-1, 17.18.40
    pair.split()
    for pair in (
        "black 000000,blue 0000FF,cyan 00FFFF,green 00FF00,magenta FF00FF,red FF0000,yellow FFFF00,white FFFFFF,"
        "darkBlue 000080,darkCyan 008080,darkGreen 008000,darkMagenta 800080,darkRed 800000,darkYellow 808000,"
        "darkGray 808080,lightGray C0C0C0"
    ).split(",")
)


def contrast(file: WordFile) -> Iterator[Barrier]:
    """Tell each pair of colours that is too close, once, with the number of its places.

    Seen are colours and shading of runs, paragraphs, cells and tables, their own and their styles', and the page's;
    looks that a table style gives to single rows and columns are not.
    """
    page = _page(file)
    found: dict[tuple[str, str, bool], list[Place]] = {}
    for paragraph in file.paragraphs:
        behind = _behind(paragraph.element, file, page)
        for run in runs(paragraph.element):
            if not any((t.text or "").strip() for t in run.iter(f"{W}t")):
                continue
            ground = _highlight(run, paragraph.element, file) or behind
            ink = _ink(run, paragraph.element, file, ground)
            size, bold = file.looks.half_points(run, paragraph.element), file.looks.bold(run, paragraph.element)
            large = size >= _LARGE or (bold and size >= _LARGE_BOLD)
            if ratio(ink, ground) < (NEEDED_LARGE if large else NEEDED):
                found.setdefault((ink, ground, large), []).append(paragraph.place)
    for (ink, ground, large), places in found.items():
        slots = {
            "ink": f"#{ink}",
            "ground": f"#{ground}",
            "ratio": f"{int(ratio(ink, ground) * 10) / 10:.1f}",  # cut, so that 4.49 is not told as 4.5
            "needed": f"{NEEDED_LARGE if large else NEEDED:.1f}",
        }
        yield Barrier(rule="contrast", place=places[0], slots=slots, times=len(places))


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours (six hexadecimal digits each), from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _page(file: WordFile) -> str:
    settings = file.roots.get("word/settings.xml")
    ground = file.roots["word/document.xml"].find(f"{W}background")
    if ground is None or settings is None or settings.find(f"{W}displayBackgroundShape") is None:
        return "FFFFFF"
    return _colour(ground.get(f"{W}color")) or "FFFFFF"


def _behind(paragraph: Any, file: WordFile, page: str) -> str:
    shade = _shade(file.looks.paragraph_property(paragraph, "shd"))
    if shade:
        return shade
    for above in paragraph.iterancestors():
        if above.tag == f"{W}txbxContent":
            return "FFFFFF"  # the fill of a text box is not looked at
        if above.tag == f"{W}tc" and (shade := _shade(above.find(f"{W}tcPr/{W}shd"))):
            return shade
        if above.tag == f"{W}tbl":
            places = [above.find(f"{W}tblPr/{W}shd")]
            places += [
                s.find(f"{W}{where}/{W}shd") for s in file.looks.table_chain(above) for where in ("tcPr", "tblPr")
            ]
            if shade := next((s for p in places if (s := _shade(p))), ""):
                return shade
    return page


def _highlight(run: Any, paragraph: Any, file: WordFile) -> str:
    """Return the colour behind a run itself: its highlight, else its shading."""
    colour = _HIGHLIGHT.get(val(file.looks.run_property(run, paragraph, "highlight")), "")
    return colour or _shade(file.looks.run_property(run, paragraph, "shd"))


def _ink(run: Any, paragraph: Any, file: WordFile, ground: str) -> str:
    colour = _colour(val(file.looks.run_property(run, paragraph, "color")))
    if colour:
        return colour
    return "000000" if luminance(ground) > 0.18 else "FFFFFF"  # "automatic" turns white on dark grounds


def _shade(shd: Any) -> str:
    """Return the colour that a shading gives, "" for none; a pattern of dots is mixed to one colour."""
    if shd is None or val(shd) == "nil":
        return ""
    kind = val(shd, default="clear")
    fill = _colour(shd.get(f"{W}fill"))
    if kind == "clear":
        return fill
    share = 1.0 if kind == "solid" else int(kind[3:]) / 100 if kind[:3] == "pct" and kind[3:].isdecimal() else 0.5
    over, under = _colour(shd.get(f"{W}color")) or "000000", fill or "FFFFFF"
    mixed = (round(int(over[n : n + 2], 16) * share + int(under[n : n + 2], 16) * (1 - share)) for n in (0, 2, 4))
    return "".join(f"{part:02X}" for part in mixed)


def _colour(value: Any) -> str:
    return str(value).upper() if value and _HEX.fullmatch(str(value)) else ""
