"""A question made ready for matching: cleaned, cut to a sensible length, spelling mended."""

from __future__ import annotations

import re
import unicodedata

from assistant.answering.spelling import Speller
from assistant.domain.base import Value

LONGEST_READ = 2000
"""Characters of a question that are read; a person's question is never longer."""

_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,200}>")
_SCRIPT = re.compile(r"<\s*(script|style)\b.*?(?:<\s*/\s*\1\s*>|$)", re.I | re.S)  # code is no question


class Question(Value):
    """``raw`` as typed (cleaned of control characters), ``text`` as matched; ``cut`` when too long."""

    raw: str
    text: str
    cut: bool = False

    @property
    def words(self) -> list[str]:
        """The words of the question in lower case."""
        return re.findall(r"[a-z0-9'’-]+", self.text.lower())


def clean(text: str) -> str:
    """Return text without control and invisible characters, markup and runs of blanks."""
    # Cut before cleaning, so that 100,000 characters cost no more than a long question.
    text = unicodedata.normalize("NFKC", text[: LONGEST_READ * 4])
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return _SPACE.sub(" ", _TAG.sub(" ", _SCRIPT.sub(" ", text))).strip()


def prepare(text: str, speller: Speller) -> Question:
    """Clean a question and mend its spelling."""
    raw = clean(text)
    cut = len(raw) > LONGEST_READ or len(text) > LONGEST_READ * 4
    raw = raw[:LONGEST_READ]
    return Question(raw=raw, text=speller.mend(raw), cut=cut)
