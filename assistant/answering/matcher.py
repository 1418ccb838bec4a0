"""Choose the answer card for a question: nearest wordings, keywords and the topic head together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.knowledge import Knowledge
from assistant.retrieval.search import SearchIndex, WordingScores

Vectors = NDArray[np.float32]

KEYWORD_SCALE = 12.0
"""A BM25 score of about this much means that nearly all words of a wording are in the question."""


class Matching(Value):
    """Weights of the four scores and the thresholds set by ``evals calibrate``.

    ``answer_at`` is the least score at which a card answers; below ``off_topic_below`` (best cosine
    of any wording) a question is not about the subject; ``notes_at`` is the least cosine at which
    a note from another source is shown beside a not-covered answer.
    """

    cosine: float
    second: float
    keyword: float
    topic: float
    answer_at: float
    off_topic_below: float
    notes_at: float


class Match(Value):
    """A card and how well it fits; every score is 0..1, higher is nearer."""

    card: str
    score: float
    cosine: float
    topic: float


class CardMatcher:
    """Rank the cards for a question."""

    def __init__(self, knowledge: Knowledge, index: SearchIndex, matching: Matching) -> None:
        self._knowledge = knowledge
        self._index = index
        self._topic_of = {c.id: c.topic for c in knowledge.cards.values()}
        self.matching = matching

    def match(
        self, text: str, *, count: int = 5, principles: tuple[int, ...] = (), boost: float = 0.0
    ) -> list[Match]:
        """Return the best cards, best first; cards on one of ``principles`` gain ``boost``."""
        vector = self._index.embed(text)
        return self.rank(self._index.wordings(text, vector, self._topic_of), count, principles, boost)

    def rank(
        self, scores: WordingScores, count: int = 5, principles: tuple[int, ...] = (), boost: float = 0.0
    ) -> list[Match]:
        """Combine the scores of every card and return the best."""
        combined = combine(scores, self.matching)
        if principles and boost:
            cards = self._knowledge.cards
            near = np.array(
                [bool(set(_about(cards[c].principles, cards[c].closest)) & set(principles)) for c in scores.cards]
            )
            combined = combined + boost * near.astype(np.float32)
        best = np.argsort(-combined, kind="stable")[:count]
        return [
            Match(
                card=scores.cards[i],
                score=float(combined[i]),
                cosine=float(scores.cosine[i]),
                topic=float(scores.topic[i]),
            )
            for i in best
        ]


def combine(scores: WordingScores, m: Matching) -> Vectors:
    """Return one score for each card: a weighted sum of the four."""
    keyword = np.minimum(scores.keyword / KEYWORD_SCALE, 1.0)
    return (
        m.cosine * scores.cosine + m.second * scores.second + m.keyword * keyword + m.topic * np.sqrt(scores.topic)
    ).astype(np.float32)


def _about(principles: tuple[int, ...], closest: str | None) -> tuple[int, ...]:
    if principles or closest is None or not closest.startswith("principle-"):
        return principles
    return (int(closest.removeprefix("principle-").split(".")[0]),)
