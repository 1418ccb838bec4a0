"""Choose the answer card for a question: nearest wordings, keywords and the topic head together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.knowledge import Knowledge
from assistant.retrieval.keyword import tokens
from assistant.retrieval.search import SearchIndex, WordingScores

Vectors = NDArray[np.float32]

KEYWORD_SCALE = 12.0
"""A BM25 score of about this much means that nearly all words of a wording are in the question."""


class Matching(Value):
    """Weights of the scores (see WordingScores) and the thresholds, set by ``evals calibrate``.

    ``answer_at`` is the least score at which a card answers; below ``off_topic_below`` (best cosine
    of any wording) a question is not about the subject; ``notes_at`` is the least cosine at which
    a note from another source is shown beside a not-covered answer.
    """

    cosine: float
    several: float
    keyword: float
    whole: float
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

    def match(self, text: str, *, count: int = 5, principles: tuple[int, ...] = (), boost: float = 0.0) -> list[Match]:
        """Return the best cards, best first; cards on one of ``principles`` gain ``boost``."""
        scores = self._index.wordings(text, self._index.embed(text), self._topic_of)
        combined = combine(scores, len(tokens(text)), self.matching)
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


def combine(scores: WordingScores, length: int, m: Matching) -> Vectors:
    """Return one score for each card: a weighted sum; ``length`` is the question's count of keywords."""
    keyword = np.minimum(scores.keyword / KEYWORD_SCALE, 1.0)
    # A card's wordings read as one text match more of a long question; its length evens that out.
    whole = scores.whole / max(6.0, 2.5 * length)
    combined: Vectors = (
        m.cosine * scores.cosine
        + m.several * scores.several
        + m.keyword * keyword
        + m.whole * whole
        + m.topic * np.sqrt(scores.topic)
    ).astype(np.float32)
    return combined


def _about(principles: tuple[int, ...], closest: str | None) -> tuple[int, ...]:
    if principles or closest is None or not closest.startswith("principle-"):
        return principles
    return (int(closest.removeprefix("principle-").split(".")[0]),)
