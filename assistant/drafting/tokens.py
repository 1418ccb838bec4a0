"""Cut a text into the units that a redline may change: words, numbers, dates, marks."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TOKEN = re.compile(
    "|".join(
        (
            r"\[[^\[\]\n]{1,120}\]",  # a placeholder
            rf"{_MONTH}[ \u00a0]{_DAY}(?!\w)(?:,?[ \u00a0]\d{{4}}\b)?",
            rf"{_DAY}[ \u00a0](?:day[ \u00a0]of[ \u00a0])?{_MONTH}(?!\w)(?:,?[ \u00a0]\d{{4}}\b)?",
            r"\d{1,2}(?::\d\d)?[ \u00a0]?[ap]\.m\.",
            r"\((?:\d+|[a-z]{1,4})\)",  # thirty (30), subsection (a)
            r"[$€£]?\d\w*(?:[.,:/‑–-]\w+)*(?:\(\w{1,4}\))*%?",  # $1,250.00, 30-day, 3.2(a), 12%
            r"(?:[A-Za-z]\.){2,}",  # U.S.
            r"\w[\w\u0300-\u036f]*(?:['’‑-]\w[\w\u0300-\u036f]*)*",
            r"[^\s\w]",
            r"\S",
        )
    )
)
_STOPS = frozenset(".;:!?")


class Token(NamedTuple):
    """A unit and the white space after it."""

    text: str
    space: str

    @property
    def whole(self) -> str:
        """The unit with its white space."""
        return self.text + self.space

    @property
    def word(self) -> bool:
        """Whether it is more than a mark."""
        return any(c.isalnum() for c in self.text)

    @property
    def ends(self) -> int:
        """How good a place to cut comes after it: 2 after a sentence or line, 1 after a comma or dash, else 0."""
        if self.text[-1:] in _STOPS or "\n" in self.space:
            return 2
        return 1 if self.text[-1:] in {",", "—", "–", ")"} else 0


def tokens(text: str, whole: tuple[tuple[int, int], ...] = ()) -> list[Token]:
    """Return the units of a text, which joined again are the text.

    ``whole`` are stretches (start, end; in order, apart) that no cut may fall into. White space at the
    beginning comes as a unit of its own without a text.
    """
    ends: list[tuple[int, int]] = []
    at, held = 0, 0
    while at < len(text):
        found = _TOKEN.search(text, at)
        start, end = found.span() if found else (len(text), len(text))
        while held < len(whole) and whole[held][1] <= at:
            held += 1
        if held < len(whole) and whole[held][0] < end and whole[held][0] < whole[held][1]:
            # The stretch is one unit, with what the unit that reaches into it has before it as another.
            first, last = max(whole[held][0], at), whole[held][1]
            if start < first:
                ends.append((start, first))
            start, end = first, last
        if start < end:
            ends.append((start, end))
        at = max(end, at + 1)
    out = [Token("", text[: ends[0][0]])] if ends and ends[0][0] else []
    if not ends:
        return [Token("", text)] if text else []
    for (start, end), (after, _) in zip(ends, [*ends[1:], (len(text), 0)], strict=True):
        out.append(Token(text[start:end], text[end:after]))
    return out
