"""Pictures: each has words that stand for it, and no words stand only in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.documents.accessibility.opened import WordFile
from assistant.documents.reading.word.names import DECORATIVE, MC, VML, WP, W
from assistant.domain.accessibility import Barrier

_FEW_LETTERS = 200
# English Metric Units: a picture of 6 by 7.5 inches is a page of its own.
_PAGE = (5_486_400, 6_858_000)
VML_SHAPES = tuple(f"{VML}{n}" for n in ("shape", "rect", "oval", "roundrect", "line", "polyline", "arc", "group"))


def pictures(file: WordFile) -> Iterator[Barrier]:
    """Every picture, shape and chart has alternative text or is said to be decoration; none replaces text."""
    bare: list[Any] = []
    count = 0
    for root, part in file.shown:
        for one in _drawn(root):
            count += 1
            if not _described(one):
                bare.append(one)
            if part == "body" and _fills_a_page(one):
                yield Barrier(rule="picture-of-page", place=file.place_of(one), advice=True)
    for one in bare:
        yield Barrier(rule="no-alternative-text", place=file.place_of(one), slots={"name": _name(one)})
    letters = sum(sum(map(str.isalpha, p.text)) for p in file.body_paragraphs)
    if count and letters < _FEW_LETTERS:
        yield Barrier(rule="only-pictures", slots={"count": str(count)})


def count_of(file: WordFile) -> int:
    """Return how many pictures, shapes and charts are shown."""
    return sum(1 for root, _ in file.shown for _ in _drawn(root))


def _drawn(root: Any) -> Iterator[Any]:
    """Yield each drawing once: shapes in the old form only where they are not the second of two forms."""
    for one in root.iter(f"{W}drawing", *VML_SHAPES):
        above = [a.tag for a in one.iterancestors()]
        if f"{MC}Fallback" in above or f"{W}del" in above:
            continue
        inner = one.tag != f"{W}drawing" and any(t in VML_SHAPES for t in above)
        if not inner and next(one.iter(f"{W}txbxContent"), None) is None:  # a text box is read by its text
            yield one


def _described(one: Any) -> bool:
    if one.tag != f"{W}drawing":
        return bool(str(one.get("alt", "")).strip()) or _is_rule(one)
    about = next(one.iter(f"{WP}docPr"), None)
    if about is None:
        return False
    if any(str(d.get("val", "0")) in ("1", "true") for d in about.iter(DECORATIVE)):
        return True
    return bool(str(about.get("descr", "")).strip())


def _is_rule(shape: Any) -> bool:
    """A horizontal rule of the old form is a line between parts."""
    return any(str(v) in ("t", "true") for k, v in shape.attrib.items() if str(k).endswith("}hr"))


def _name(one: Any) -> str:
    about = next(one.iter(f"{WP}docPr"), None) if one.tag == f"{W}drawing" else None
    return str(about.get("name", ""))[:60] if about is not None else ""


def _fills_a_page(one: Any) -> bool:
    for extent in one.iter(f"{WP}extent"):
        wide, high = (str(extent.get(n, "0")) for n in ("cx", "cy"))
        return wide.isdecimal() and high.isdecimal() and int(wide) >= _PAGE[0] and int(high) >= _PAGE[1]
    return False
