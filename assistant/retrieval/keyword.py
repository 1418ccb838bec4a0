"""Keyword search (BM25) over a list of texts.

bm25s computes the scores when an index is made. Answering only adds up rows of the finished matrix,
so it reads the arrays with numpy: importing bm25s brings scipy, which takes longer than the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

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

K1, B = 0.9, 0.4
"""BM25 settings that did best on short passages (k1 about 0.9 with stemming and stop words).

On our own two data sets k1 from 0.6 to 1.5 and b of 0.4 or 0.75 differ by less than 0.01 nDCG@10.
"""

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")


def tokens(text: str) -> list[str]:
    """Return the stemmed words of a text, without stop words."""
    words = [w for w in _WORD.findall(text.lower()) if w not in STOP_WORDS]
    stems: list[str] = _stemmer().stemWords(words)
    return stems


class KeywordIndex:
    """BM25 over texts, kept in the order given.

    ``weights`` and ``rows`` hold, token after token, the score that a text gains from the token and
    the text's number; the token numbered ``t`` has the stretch ``starts[t]`` to ``starts[t + 1]``.
    """

    def __init__(self, vocabulary: dict[str, int], weights: Scores, rows: Any, starts: Any, size: int) -> None:
        self._vocabulary = vocabulary
        self._weights = weights
        self._rows = rows
        self._starts = starts
        self._size = size

    @classmethod
    def of(cls, texts: Sequence[str], k1: float = K1, b: float = B) -> KeywordIndex:
        """Index texts; an empty list gives an index that finds nothing."""
        if not texts:
            return cls({}, np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64), 0)
        import bm25s

        engine = bm25s.BM25(k1=k1, b=b)
        engine.index([tokens(t) or ["\0"] for t in texts], show_progress=False)
        scores = engine.scores
        starts = scores["indptr"]
        # bm25s numbers one token more than it has rows for, the empty one.
        vocabulary = {t: n for t, n in engine.vocab_dict.items() if n < len(starts) - 1}
        return cls(vocabulary, scores["data"], scores["indices"], starts, len(texts))

    @classmethod
    def load(cls, folder: Path, size: int) -> KeywordIndex:
        """Open an index saved with ``save``; the arrays stay on disk until they are read.

        Raises OSError or ValueError when a part is missing, damaged or of another size.
        """
        if not size:
            return cls.of([])
        vocabulary = {t: n for n, t in enumerate(json.loads((folder / "tokens.json").read_bytes()))}
        arrays = [np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS]
        weights, rows, starts = arrays
        if len(starts) != len(vocabulary) + 1 or len(weights) != len(rows) or int(starts[-1]) != len(rows):
            raise ValueError("the parts of a keyword index do not fit together")
        return cls(vocabulary, weights, rows, starts, size)

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        if not self._size:
            return
        folder.mkdir(parents=True, exist_ok=True)
        ordered = sorted(self._vocabulary, key=self._vocabulary.__getitem__)
        (folder / "tokens.json").write_text(json.dumps(ordered), encoding="utf-8")
        for name, array in zip(_ARRAYS, (self._weights, self._rows, self._starts), strict=True):
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    def scores(self, text: str) -> Scores:
        """Return one score (0 or more) for each indexed text."""
        out = np.zeros(self._size, dtype=np.float32)
        for token in dict.fromkeys(tokens(text)):
            number = self._vocabulary.get(token)
            if number is not None:
                start, end = self._starts[number], self._starts[number + 1]
                out[self._rows[start:end]] += self._weights[start:end]
        return out


_ARRAYS = ("weights", "rows", "starts")
