"""A document as lines that can be compared: a paragraph, a list item, or a row of a table each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from assistant.domain.documents import Block
from assistant.drafting.spans import plain

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NOTES = ("footnote:", "endnote:")
# Word sets typographic marks while one types: a mark of another shape is no change of words.
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‑": "-"})
# "30 days after" begins with a number that belongs to the sentence: a number of a clause has a dot or a bracket.
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|\(?[a-z]{1,2}[.)]|[•●▪◦–-])\s+(?=\S)")
CELLS = " | "
_PAIRED = 45.0
"""Likeness (0 to 100) from which two lines are taken for one that was changed."""


class Line(NamedTuple):
    """``text`` as it is shown; ``kind`` heading, paragraph, item or row; ``block`` its place in the document."""

    text: str
    kind: str
    block: int

    @property
    def key(self) -> str:
        """What two lines of the same words have in common."""
        return key_of(self.text)


def tidy(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


@lru_cache(maxsize=1 << 14)
def key_of(text: str) -> str:
    """Return a text as it is compared: one line, plain marks, no cell borders without words around them."""
    return tidy(text).translate(_MARKS)


def without_number(text: str) -> str:
    """Return a line without the number or bullet before it, which some editors turn into words."""
    return _NUMBER.sub("", text)


def lines_of(block: Block, at: int) -> list[Line]:
    """Return the lines of a block that have words, in reading order."""
    if block.rows:
        rows = [CELLS.join(tidy(plain(cell)) for cell in row) for row in block.rows]
        found = [Line(row, "row", at) for row in rows if row.replace("|", "").strip()]
    elif block.signers:
        found = [Line(tidy(" ".join((s.party, s.name, s.title))), "row", at) for s in block.signers]
    else:
        found = []
    # The mark of a note is no word of the agreement: the note is told of by itself.
    if text := tidy("".join(s.text for s in block.spans if not (s.field or "").startswith(_NOTES))):
        kind = block.kind if block.kind in ("heading", "item") else "paragraph"
        found.insert(0, Line(text, kind, at))
    return found


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much of two texts is the same, 0 to 1."""
    if not one and not other:
        return 1.0
    return fuzz.ratio(" ".join(map(key_of, one)), " ".join(map(key_of, other))) / 100


Pair = tuple[int | None, int | None]


def paired(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Pair the lines of two texts in reading order; a line without a partner was added or taken out."""
    a, b = [key_of(t) for t in left], [key_of(t) for t in right]
    out: list[Pair] = []
    for kind, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            out.extend(zip(range(i, j), range(k, n), strict=True))
        else:
            out.extend(_nearest(a, b, range(i, j), range(k, n)))
    return out


def _nearest(a: Sequence[str], b: Sequence[str], left: range, right: range) -> Iterable[Pair]:
    """Pair what is most alike, in order: the best sum of likenesses over two runs of lines."""
    if not left or not right:
        return [(i, None) for i in left] or [(None, k) for k in right]
    if len(left) * len(right) > 40_000:  # a whole document in one run: lines pair by place
        both = min(len(left), len(right))
        head: list[Pair] = list(zip(left[:both], right[:both], strict=True))
        return [*head, *((i, None) for i in left[both:]), *((None, k) for k in right[both:])]
    like = [[_alike(a[i], b[k]) for k in right] for i in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for k in range(len(right) - 1, -1, -1):
            joined = like[i][k] + best[i + 1][k + 1] if like[i][k] else 0.0
            best[i][k] = max(best[i + 1][k], best[i][k + 1], joined)
    out: list[Pair] = []
    i = k = 0
    while i < len(left) and k < len(right):
        if like[i][k] and best[i][k] == like[i][k] + best[i + 1][k + 1]:
            out.append((left[i], right[k]))
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            out.append((left[i], None))
            i += 1
        else:
            out.append((None, right[k]))
            k += 1
    return [*out, *((n, None) for n in left[i:]), *((None, n) for n in right[k:])]


def _alike(one: str, other: str) -> float:
    ratio = fuzz.ratio(one, other, score_cutoff=_PAIRED)
    return ratio if ratio else fuzz.token_set_ratio(one, other, score_cutoff=90) / 2
