"""Join two edits of the same wording where they do not meet; where they meet a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from assistant.drafting.tokens import tokens


class _Hunk(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]


def merged(base: str, ours: str, theirs: str) -> str | None:
    """Return the base with both edits done; None where both changed the same words, or words that touch."""
    a, b, c = (_cut(text) for text in (base, ours, theirs))
    mine, their = _hunks(a, b), _hunks(a, c)
    out: list[str] = []
    at = 0
    both = sorted({*mine, *their})
    for n, hunk in enumerate(both):
        after = both[n + 1] if n + 1 < len(both) else None
        if hunk.start < at or (after is not None and after.start <= hunk.end):
            return None
        out += [*a[at : hunk.start], *hunk.words]
        at = hunk.end
    return "".join([*out, *a[at:]])


def _cut(text: str) -> list[str]:
    return [t.whole for t in tokens(text)]


def _hunks(a: Sequence[str], b: Sequence[str]) -> set[_Hunk]:
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return {_Hunk(i1, i2, tuple(b[j1:j2])) for kind, i1, i2, j1, j2 in codes if kind != "equal"}
