"""More than a thousand training cases from the cards themselves: wordings asked of an index without them.

A fifth of the wordings is held out and asked of an index of the others, with a topic head that was
trained without them, so nothing is asked that is known word for word. Every card loses the same share
of its wordings, which leave-one-out would take from the right card alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.answering.matcher import WEIGHTS, outcome, parts
from assistant.retrieval.head import TopicHead
from assistant.retrieval.keyword import KeywordIndex, tokens
from assistant.retrieval.search import WordingScores
from evals.bench import Bench

Values = NDArray[np.float64]

HELD = 0.2
"""The share of wordings that are asked."""

NEAREST = 3
ABSENT = 0.2
KEPT = 30
"""Cards kept for each wording: the right ones are among the nearest, or nothing is learned from it."""


def wording_cases(bench: Bench, *, share: float = HELD, seed: int = 7) -> tuple[Values, Values]:
    """Return ``parts`` (wordings, cards kept, weights) and ``right`` (wordings, cards kept) as 0 or 1.

    A card counts as right when it would answer as the wording's own card does (``outcome``).
    """
    entries = bench.index.corpus.groups["wordings"]
    cards = list(bench.made.knowledge.cards.values())
    place = {c.id: n for n, c in enumerate(cards)}
    owner = np.array([place[e.owner] for e in entries])
    vectors = bench.index.vectors("wordings")
    alike = {o: n for n, o in enumerate(dict.fromkeys(map(outcome, cards)))}
    outcomes = np.array([alike[outcome(c)] for c in cards])
    is_held = np.random.default_rng(seed).random(len(entries)) < share
    rest = np.flatnonzero(~is_held)
    scored = _Held(vectors, owner, rest, [e.text for e in entries], [c.topic for c in cards])
    made, right = [], []
    for i in np.flatnonzero(is_held):
        found = parts(scored.scores(entries[i].text, vectors[i]), len(tokens(entries[i].text)))
        near = np.argsort(-found.mean(axis=1), kind="stable")[:KEPT]
        fits = (outcomes[near] == outcomes[owner[i]]).astype(np.float64)
        if fits.any():
            made.append(found[near])
            right.append(fits)
    return np.array(made, dtype=np.float64).reshape(-1, KEPT, len(WEIGHTS)), np.array(right, dtype=np.float64)


class _Held:
    """An index of some of the wordings."""

    def __init__(
        self, vectors: NDArray[np.float32], owner: NDArray[np.int64], rows: NDArray[np.int64], texts: list[str], topics: list[str]
    ) -> None:
        self._vectors, self._owner, self._count = vectors[rows], owner[rows], len(topics)
        self._order = [np.flatnonzero(self._owner == c) for c in range(self._count)]
        self._words = KeywordIndex.of([texts[i] for i in rows])
        self._cards = KeywordIndex.of([" ".join(texts[rows[i]] for i in own) for own in self._order])
        self._head = TopicHead.train(self._vectors, [topics[o] for o in self._owner])
        self._topics = topics

    def scores(self, text: str, vector: NDArray[np.float32]) -> WordingScores:
        similarity = self._vectors @ vector
        best, several = np.full(self._count, -1.0, np.float32), np.full(self._count, ABSENT, np.float32)
        for card, own in enumerate(self._order):
            if len(own):
                top = np.sort(similarity[own])[-NEAREST:]
                best[card] = top[-1]
                several[card] = (top.sum() + ABSENT * (NEAREST - len(top))) / NEAREST
        keyword = np.zeros(self._count, dtype=np.float32)
        np.maximum.at(keyword, self._owner, self._words.scores(text))
        share = dict(zip(self._head.topics, self._head.probabilities(vector).tolist(), strict=True))
        topic = np.array([share.get(t, 0.0) for t in self._topics], dtype=np.float32)
        return WordingScores((), best, several, keyword, self._cards.scores(text), topic)
