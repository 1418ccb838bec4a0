"""Search an open index: passages by fused scores, card wordings by every score that the matcher needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.wording import Saying, saying
from assistant.errors import SearchIndexError
from assistant.retrieval.adapter import Adapter
from assistant.retrieval.corpus import Corpus
from assistant.retrieval.embeddings import Encoder
from assistant.retrieval.fusion import KEYWORD_WEIGHT, KEYWORD_WEIGHTS, convex
from assistant.retrieval.head import TopicHead
from assistant.retrieval.keyword import KeywordIndex

if TYPE_CHECKING:
    from assistant.retrieval.store import PassageStore

Vectors = NDArray[np.float32]

_REMEMBERED = 15
"""Texts whose vectors are kept at hand, in memory alone."""

_NEAR = 600
_STRETCH = 256
"""Rows multiplied at once."""

_FAR = 0.2
"""What a wording beyond the nearest counts for: about the cosine of two unrelated questions."""


class Hit(Value):
    """A passage found: its id, the fused score (0..1 within this search) and the cosine."""

    passage: str
    score: float
    cosine: float


class WordingScores:
    """How near a question is to every card; arrays of shape (cards,), in the order of ``cards``.

    ``cosine``: its nearest wording · ``several``: the mean of its three nearest (one lucky wording
    counts less) · ``keyword``: BM25 of its best wording · ``whole``: BM25 of all its wordings read as
    one text · ``topic``: the probability that the head gives its topic · ``fitted``: its nearest wording by
    the learned cosine · ``cited``: the cosine of the nearest sentence of the principles that it quotes.
    """

    def __init__(
        self,
        cards: tuple[str, ...],
        cosine: Vectors,
        several: Vectors,
        keyword: Vectors,
        whole: Vectors,
        topic: Vectors,
        fitted: Vectors,
        cited: Vectors,
    ) -> None:
        self.cards = cards
        self.cosine = cosine
        self.several = several
        self.keyword = keyword
        self.whole = whole
        self.topic = topic
        self.fitted = fitted
        self.cited = cited


class SearchIndex:
    """An index that was checked and can be searched."""

    def __init__(
        self,
        corpus: Corpus,
        embeddings: Encoder,
        store: Callable[[], PassageStore],
        vectors: dict[str, Vectors],
        keywords: dict[str, KeywordIndex],
        head: TopicHead,
        adapter: Adapter,
        is_away: Callable[[], bool] = lambda: False,
    ) -> None:
        self.corpus = corpus
        self.fingerprint = corpus.fingerprint
        self._embeddings = embeddings
        self._store = store
        self._vectors = vectors
        self._keywords = keywords
        self._head = head
        self._adapter = adapter
        self._is_away = is_away
        self._embedded: dict[str, Vectors] = {}
        self._rows_of: dict[tuple[str, ...], Vectors] = {}
        owners = [e.owner for e in corpus.groups["wordings"]]
        self._cards = tuple(dict.fromkeys(owners))
        place = {card: n for n, card in enumerate(self._cards)}
        self._owner = np.array([place[o] for o in owners], dtype=np.int64)
        row = {e.owner: n for n, e in enumerate(corpus.groups["principles"])}
        pairs = [(n, row[p]) for c, n in place.items() for p in corpus.cited.get(c, ()) if p in row]
        self._citing = np.array(pairs, dtype=np.int64).reshape(-1, 2)

    @property
    def embeddings(self) -> Encoder:
        """What this index embeds with."""
        return self._embeddings

    @property
    def is_away(self) -> bool:
        """Whether the Chroma server did not answer when it was last asked; the checked copies here answer meanwhile."""
        return self._is_away()

    def verify(self) -> Saying | None:
        """Ask Chroma itself whether it holds every group whole; return what is wrong, or None.

        Takes a second or more (it imports Chroma), so a server does it after its start. Raises
        SearchIndexError when a Chroma server does not answer.
        """
        try:
            store = self._store()
        except SearchIndexError:  # a server that does not answer is no damage
            raise
        except Exception as err:  # Chroma raises kinds of its own for a damaged database
            return saying("index.why.closed", what=type(err).__name__)
        for name, entries in self.corpus.groups.items():
            if why := store.check(name, entries, self._vectors[name][:1].reshape(-1)):
                return why
        return None

    def embed(self, text: str) -> Vectors:
        """Return the unit vector of a text, shape (dimension,)."""
        # One question asks for the same vector several times: for cards, passages, notes and polarity.
        found = self._embedded.get(text)
        if found is None:
            found = np.asarray(self._embeddings.embed_query(text), dtype=np.float32)
            self._embedded = {**dict(list(self._embedded.items())[-_REMEMBERED:]), text: found}
        return found

    def embed_all(self, texts: Sequence[str]) -> None:
        """Embed several texts at once, which costs less than one by one; ``embed`` then has them at hand."""
        new = [t for t in dict.fromkeys(texts) if t not in self._embedded]
        if not new:
            return
        vectors = np.asarray(self._embeddings.encode(new), dtype=np.float32)
        kept = list(self._embedded.items())[-_REMEMBERED:]
        self._embedded = {**dict(kept), **dict(zip(new, vectors, strict=True))}

    def nearest_of(self, cards: Sequence[str], vector: Vectors) -> float:
        """Return the cosine of the wording that is nearest among those of some cards; -1 where they have none."""
        found = self._rows_of.get(tuple(cards))
        if found is None:
            wanted = {n for n, card in enumerate(self._cards) if card in set(cards)}
            rows = np.flatnonzero(np.isin(self._owner, list(wanted)))
            found = self._rows_of[tuple(cards)] = np.ascontiguousarray(self._vectors["wordings"][rows])
        return float((found @ vector).max(initial=-1.0))

    def vectors(self, group: str) -> Vectors:
        """Return the unit vectors of a group's entries, shape (entries, dimension), in their order."""
        return self._vectors[group]

    def passages(self, group: str, text: str, vector: Vectors, count: int = 5) -> list[Hit]:
        """Return the passages of a group that fit best, by cosine and keyword scores fused.

        The built-in groups are small, so every cosine is computed from the checked copy of Chroma's
        vectors: exact, and faster than asking Chroma (which takes a second to import).
        """
        entries = self.corpus.groups[group]
        if not entries:
            return []
        cosine = self._vectors[group] @ vector
        weight = KEYWORD_WEIGHTS.get(group, KEYWORD_WEIGHT)
        fused = convex(self._keywords[group].scores(text), cosine, weight)
        best = np.argsort(-fused, kind="stable")[:count]
        return [Hit(passage=entries[i].owner, score=float(fused[i]), cosine=float(cosine[i])) for i in best]

    def wordings(self, text: str, vector: Vectors, topic_of: dict[str, str]) -> WordingScores:
        """Score every card for a question; ``topic_of`` maps a card's id to its topic."""
        similarity, learned = _two_cosines(self._vectors["wordings"], vector, self._adapter.turned(vector))
        learned = learned / self._adapter.lengths
        count = len(self._cards)
        best, fitted = np.full((2, count), -1.0, dtype=np.float32)
        np.maximum.at(best, self._owner, similarity)
        np.maximum.at(fitted, self._owner, learned)
        keyword = np.zeros(count, dtype=np.float32)
        np.maximum.at(keyword, self._owner, self._keywords["wordings"].scores(text))
        probability = dict(zip(self._head.topics, self._head.probabilities(vector).tolist(), strict=True))
        topic = np.array([probability.get(topic_of[c], 0.0) for c in self._cards], dtype=np.float32)
        return WordingScores(
            self._cards,
            best,
            self._several(similarity),
            keyword,
            self._keywords["cards"].scores(text),
            topic,
            fitted,
            self.cited(vector),
        )

    def cited(self, vector: Vectors, cards: Sequence[str] = ()) -> Vectors:
        """Return for each card the cosine of the nearest sentence of the principles that it quotes.

        In the order of ``cards``, or of the index.
        """
        nearest = np.full(len(self._cards), _FAR, dtype=np.float32)
        cosine = self._vectors["principles"] @ vector
        np.maximum.at(nearest, self._citing[:, 0], cosine[self._citing[:, 1]])
        if not cards:
            return nearest
        place = {card: n for n, card in enumerate(self._cards)}
        ordered: Vectors = nearest[[place[c] for c in cards]]
        return ordered

    def nearest_wording(self, card: str, vector: Vectors) -> tuple[str, float]:
        """Return the wording of a card that is nearest to a question, and its cosine."""
        rows = np.flatnonzero(self._owner == self._cards.index(card))
        similarity = self._vectors["wordings"][rows] @ vector
        best = int(np.argmax(similarity))
        return self.corpus.groups["wordings"][int(rows[best])].text, float(similarity[best])

    def _several(self, similarity: Vectors) -> Vectors:
        """Return each card's mean over its three nearest wordings among the nearest 600 of all."""
        total = np.zeros(len(self._cards), dtype=np.float32)
        seen = np.zeros(len(self._cards), dtype=np.int64)
        near = np.argpartition(-similarity, min(_NEAR, len(similarity) - 1))[:_NEAR]
        for i in near[np.argsort(-similarity[near], kind="stable")]:
            card = self._owner[i]
            if seen[card] < 3:
                total[card] += similarity[i]
                seen[card] += 1
        several: Vectors = ((total + (3 - seen) * _FAR) / 3.0).astype(np.float32)
        return several


def _two_cosines(rows: Vectors, one: Vectors, other: Vectors) -> tuple[Vectors, Vectors]:
    """Return the products of all rows with two vectors, read from memory once.

    A stretch of rows stays in the processor's cache for the second product, and is too small for BLAS to wake its
    threads, which would go on spinning beside the encoder's: a warm answer takes 8 ms so, and 15 ms with one
    product of all rows (two cores, 11,000 rows).
    """
    first = np.empty(len(rows), dtype=np.float32)
    second = np.empty(len(rows), dtype=np.float32)
    for at in range(0, len(rows), _STRETCH):
        stretch = rows[at : at + _STRETCH]
        np.matmul(stretch, one, out=first[at : at + _STRETCH])
        np.matmul(stretch, other, out=second[at : at + _STRETCH])
    return first, second
