"""Keyword search in Spanish: stems and letter groups, whatever accents were typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import Stemmer
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
_GROUPS = (3, 4)


def fold(text: str) -> str:
    """Return text in lower case without accents, as it is typed on a phone ("¿Qué?" becomes "¿que?")."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


_SOUNDS = (
    (re.compile(r"(?<!c)h"), ""),
    (re.compile(r"qu(?=[ei])"), "k"),
    (re.compile(r"c(?=[ei])|z"), "s"),
    (re.compile(r"c(?!h)"), "k"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"v"), "b"),
    (re.compile(r"ll"), "y"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Return a word as it sounds, so that "kien deside" is "quién decide" and "vecino" is "besino"."""
    for letters, heard in _SOUNDS:
        word = letters.sub(heard, word)
    return word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return Stemmer.Stemmer("spanish")


class SpanishTerms:
    """Cut a text into terms; stop words go, and words that count as one are made one."""

    def __init__(self, words: Mapping[str, Collection[str]]) -> None:
        self._stop = frozenset(sound(w) for w in words.get("stop", ()))
        self._one = {
            sound(w): key.removeprefix("same.") for key, same in words.items() if key.startswith("same.") for w in same
        }

    def stems(self, text: str) -> list[str]:
        """Return the stems, as they sound, of the words that carry the subject; of all words when none is left."""
        found = _stemmer().stemWords([self._one.get(sound(w), w) for w in self._kept(text)])
        return [sound(w) for w in found]

    def groups(self, text: str) -> list[str]:
        """Return the groups of three and four letters in the same words: what a misspelling leaves whole."""
        padded = [f" {sound(w)} " for w in self._kept(text)]
        return [w[i : i + n] for w in padded for n in _GROUPS for i in range(len(w) - n + 1)]

    def _kept(self, text: str) -> list[str]:
        words = _WORD.findall(fold(text))
        return [w for w in words if sound(w) not in self._stop] or words


class TermTable:
    """Which terms stand in which of a few hundred short texts, each text owned by a card.

    A term's weight falls with the number of cards that use it, not of texts: a word that is in all
    wordings of one card is what tells that card from the others.
    """

    def __init__(self, texts: Sequence[Sequence[str]], owner: NDArray[np.int64]) -> None:
        self._column = {t: i for i, t in enumerate(dict.fromkeys(t for terms in texts for t in terms))}
        self.owner = owner
        self.cards = int(owner.max()) + 1 if len(owner) else 0
        self.has = np.zeros((len(texts), len(self._column)), dtype=np.uint8)
        for row, terms in enumerate(texts):
            for term in terms:
                self.has[row, self._column[term]] = 1
        # How many wordings of each card use each term.
        self.used = np.zeros((self.cards, len(self._column)), dtype=np.float32)
        np.add.at(self.used, owner, self.has)
        self.weight = np.log((1.0 + self.cards) / (1.0 + (self.used > 0).sum(axis=0))).astype(np.float32) + 0.1
        # One row for each term, because a question reads a few dozen of several thousand.
        self._unit = self._normal(self.has).T.copy()
        self._often = (self.used / (self.used + 1.0)).T.copy()

    def cosines(self, terms: Sequence[str], strange: float) -> Scores:
        """Return the cosine (0..1) with each text; ``strange`` is the weight of a term of no text."""
        columns, weights, extra = self._row(terms, strange)
        length = float(np.sqrt((weights**2).sum() + extra**2))
        out: Scores = (weights @ self._unit[columns]) / length if length else np.zeros(len(self.has), dtype=np.float32)
        return out

    def covered(self, terms: Sequence[str], strange: float, without: int | None = None) -> Scores:
        """Return for each card how much of the terms (by weight, 0..1) its wordings use, the more often the better.

        ``without`` leaves one text out, as if it had not been written.
        """
        columns, weights, extra = self._row(terms, strange)
        whole = float(weights.sum() + extra)
        often = self._often[columns]
        if without is not None:
            card = self.owner[without]
            left = self.used[card, columns] - self.has[without, columns]
            often[:, card] = left / (left + 1.0)
        out: Scores = (weights @ often) / whole if whole else np.zeros(self.cards, dtype=np.float32)
        return out

    def _row(self, terms: Sequence[str], strange: float) -> tuple[NDArray[np.int64], Scores, float]:
        """Return the columns of the known terms, their weights, and the weight of all unknown ones together."""
        distinct = list(dict.fromkeys(terms))
        columns = np.array([self._column[t] for t in distinct if t in self._column], dtype=np.int64)
        unknown = len(distinct) - len(columns)
        return columns, self.weight[columns], strange * unknown * float(self.weight.max(initial=0.0))

    def _normal(self, has: NDArray[np.uint8]) -> Scores:
        weighted = has * self.weight
        lengths = np.sqrt((weighted**2).sum(axis=1, keepdims=True))
        out: Scores = weighted / np.maximum(lengths, 1e-9)
        return out
