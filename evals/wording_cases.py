"""More than a thousand training cases from the cards themselves: wordings asked of an index without them.

A fifth of the wordings is held out and asked of an index of the others, with a topic head that was
trained without them, so nothing is asked that is known word for word. Every card loses the same share
of its wordings, which leave-one-out would take from the right card alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.answering.matcher import AGREEING, FITTED, TOPIC, WEIGHTS, Matching, numbered, parts
from assistant.answering.sureness import FEATURES, signals
from assistant.retrieval.adapter import Adapter
from assistant.retrieval.head import TopicHead
from assistant.retrieval.keyword import KeywordIndex, tokens
from assistant.retrieval.search import SearchIndex, WordingScores
from evals.bench import Bench

Values = NDArray[np.float64]

HELD = 0.2
"""The share of wordings that are asked."""

NEAREST = 3
ABSENT = 0.2
KEPT = 30
"""Cards kept for each wording: the right ones are among the nearest, or nothing is learned from it."""


class Wordings:
    """Held-out wordings by the cards kept for each: ``parts`` (wordings, kept, weights), ``right`` as 0 or 1.

    A card counts as right when it would answer as the wording's own card does; ``outcomes`` (wordings,
    kept) tells which cards answer alike, ``length`` (wordings,) counts keywords, ``beside`` (wordings, kept)
    is the head's probability of no question about the principles, 0 for such a card; ``apart`` (wordings, kept)
    how much nearer by the learned cosine than any such card; ``leaders`` (wordings, AGREEING) the outcomes that
    single scores would choose.
    """

    def __init__(
        self,
        parts: Values,
        right: Values,
        outcomes: NDArray[np.int64],
        length: Values,
        beside: Values,
        apart: Values,
        leaders: NDArray[np.int64],
    ) -> None:
        self.parts, self.right, self.outcomes, self.length, self.beside = parts, right, outcomes, length, beside
        self.apart, self.leaders = apart, leaders

    def __len__(self) -> int:
        return len(self.parts)

    def best(self, m: Matching) -> tuple[Values, Values]:
        """Return whether each best card is right, and the features of its sureness (wordings, FEATURES)."""
        score = self.parts @ np.array([getattr(m, w) for w in WEIGHTS])
        found = np.empty((len(self), len(FEATURES)))
        right = np.empty(len(self))
        for n, top in enumerate(score.argmax(axis=1)):
            others = score[n][self.outcomes[n] != self.outcomes[n, top]]
            lead = float(score[n, top] - others.max()) if len(others) else float(score[n, top])
            found[n] = row(
                score[n, top],
                self.parts[n, top],
                lead,
                int(self.length[n]),
                float(self.beside[n, top]),
                float((self.leaders[n] == self.outcomes[n, top]).mean()),
                float(self.apart[n, top]),
            )
            right[n] = self.right[n, top]
        return right, found


def row(
    score: float, parts: Values, lead: float, length: int, beside: float, agreed: float, apart: float
) -> list[float]:
    """Return the features of a best card in the order of FEATURES; ``parts`` are its scores."""
    of = {name: float(p) for name, p in zip(WEIGHTS, parts, strict=True)}
    found = signals(
        score=float(score),
        cosine=of["cosine"],
        whole=of["whole"],
        topic=of["topic"] ** 2,
        lead=lead,
        length=length,
        beside=beside,
        agreed=agreed,
        apart=apart,
    )
    return [found[name] for name in FEATURES]


def wording_cases(bench: Bench, *, share: float = HELD, seed: int = 7) -> Wordings:
    """Ask a share of the wordings of an index that lacks them."""
    entries = bench.index.corpus.groups["wordings"]
    cards = list(bench.made.knowledge.cards.values())
    place = {c.id: n for n, c in enumerate(cards)}
    owner = np.array([place[e.owner] for e in entries])
    vectors = bench.index.vectors("wordings")
    outcomes = numbered(cards)
    is_held = np.random.default_rng(seed).random(len(entries)) < share
    rest = np.flatnonzero(~is_held)
    scored = _Held(bench.index, owner, rest, [c.id for c in cards], [c.topic for c in cards])
    made, right, kept, length, beside, apart, leaders = [], [], [], [], [], [], []
    scope = np.array([c.kind == "scope" for c in cards])
    for i in np.flatnonzero(is_held):
        count = len(tokens(entries[i].text))
        found = parts(scored.scores(entries[i].text, vectors[i]), count)
        near = np.argsort(-found.mean(axis=1), kind="stable")[:KEPT]
        fits = (outcomes[near] == outcomes[owner[i]]).astype(np.float64)
        made.append(found[near])
        right.append(fits)
        kept.append(outcomes[near])
        length.append(count)
        beside.append(np.where(scope[near], 0.0, (found[scope, TOPIC] ** 2).sum()))
        apart.append(np.where(scope[near], 0.0, found[near, FITTED] - found[scope, FITTED].max()))
        leaders.append(outcomes[found[:, AGREEING].argmax(axis=0)])
    return Wordings(
        np.array(made, dtype=np.float64),
        np.array(right),
        np.array(kept),
        np.array(length, float),
        np.array(beside),
        np.array(apart, dtype=np.float64),
        np.array(leaders),
    )


class _Held:
    """An index of some of the wordings."""

    def __init__(
        self,
        index: SearchIndex,
        owner: NDArray[np.int64],
        rows: NDArray[np.int64],
        cards: list[str],
        topics: list[str],
    ) -> None:
        texts = [e.text for e in index.corpus.groups["wordings"]]
        self._vectors, self._owner, self._count = index.vectors("wordings")[rows], owner[rows], len(topics)
        self._order = [np.flatnonzero(self._owner == c) for c in range(self._count)]
        self._words = KeywordIndex.of([texts[i] for i in rows])
        self._cards = KeywordIndex.of([" ".join(texts[rows[i]] for i in own) for own in self._order])
        self._head = TopicHead.train(self._vectors, [topics[o] for o in self._owner])
        self._topics = topics
        self._adapter = Adapter.train(self._vectors, [cards[o] for o in self._owner])
        self._index, self._cards_in_order = index, cards

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
        fitted = np.full(self._count, -1.0, np.float32)
        learned = (self._vectors @ self._adapter.turned(vector)) / self._adapter.lengths
        np.maximum.at(fitted, self._owner, learned)
        share = dict(zip(self._head.topics, self._head.probabilities(vector).tolist(), strict=True))
        topic = np.array([share.get(t, 0.0) for t in self._topics], dtype=np.float32)
        cited = self._index.cited(vector, self._cards_in_order)
        return WordingScores((), best, several, keyword, self._cards.scores(text), topic, fitted, cited)
