"""Keyword search (BM25) over a list of texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

Scores = NDArray[np.float32]

# Question words and the like; "not" and "no" stay, because they turn meanings.
STOP_WORDS = frozenset(
    "a an the of to in on at by for with from as is are was were be been being do does did doing have has had "
    "it its this that these those there here and or but if then so than i me my we our you your he she they them "
    "their his her what which who whom whose how when where why can could would should shall will may might must "
    "about into over any some just also please tell say says said".split()
)

_WORD = re.compile(r"[^\W_]+")

K1, B = 0.9, 0.4
"""BM25 settings that did best on short passages (k1 about 0.9 with stemming and stop words)."""


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")


def tokens(text: str) -> list[str]:
    """Return the stemmed words of a text, without stop words."""
    words = [w for w in _WORD.findall(text.lower()) if w not in STOP_WORDS]
    stems: list[str] = _stemmer().stemWords(words)
    return stems


class KeywordIndex:
    """BM25 over texts, kept in the order given."""

    def __init__(self, engine: Any, size: int) -> None:
        self._engine = engine
        self._size = size

    @classmethod
    def of(cls, texts: Sequence[str]) -> KeywordIndex:
        """Index texts; an empty list gives an index that finds nothing."""
        engine = bm25s.BM25(k1=K1, b=B)
        if texts:
            engine.index([tokens(t) or ["\0"] for t in texts], show_progress=False)
        return cls(engine, len(texts))

    @classmethod
    def load(cls, folder: Path, size: int) -> KeywordIndex:
        """Open an index saved with ``save``; the arrays stay on disk until they are read."""
        if not size:
            return cls.of([])
        return cls(bm25s.BM25.load(str(folder), mmap=True, show_progress=False), size)

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        if self._size:
            self._engine.save(str(folder), show_progress=False)

    def scores(self, text: str) -> Scores:
        """Return one score (0 or more) for each indexed text."""
        vocabulary = self._engine.vocab_dict if self._size else {}
        known = [t for t in dict.fromkeys(tokens(text)) if t in vocabulary]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._engine.get_scores(known), dtype=np.float32)
