"""The number by which a block is cited: "3.2(a)" for an item that itself shows only "(a)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.documents import Block

_BARE = re.compile(r"(?:article|section|part)\s+|[.:)\s]+$", re.I)
_INNER = re.compile(r"\(?([a-z]{1,5}|\d{1,3})[.)]*\Z", re.I)
_DEPTH = {"heading": 0, "paragraph": 2, "recital": 2}


def cited(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return for each block the number that a citation of it has, "" for one without a number.

    An item is cited with the number of the numbered block that it stands under, in the same part and clause;
    a number that holds those above it already ("3.2" under "3.") stands alone.
    """
    out: list[str] = []
    above: list[tuple[int, str]] = []
    part = ""
    for block in blocks:
        if block.part != part:
            above, part = [], block.part
        depth = block.level if block.kind == "heading" else _DEPTH.get(block.kind, block.level)
        if block.kind == "heading":
            above = [(d, n) for d, n in above if d < depth]
        number = _bare(block.number)
        if not number:
            out.append("")
            continue
        above = [(d, n) for d, n in above if d < depth]
        inner = _INNER.match(block.number.strip()) if block.kind == "item" else None
        if inner is not None and above:
            number = f"{above[-1][1]}({inner[1]})"
        above.append((depth, number))
        out.append(number)
    return tuple(out)


def _bare(number: str) -> str:
    """Return a number without the word before it and the stop behind it: "Article II." is "II"."""
    number = number.strip()
    return number if number.startswith("(") else _BARE.sub("", _BARE.sub("", number, count=1))
