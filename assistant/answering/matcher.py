"""Choose the answer card for a question: nearest wordings, keywords and the topic head together."""

from __future__ import annotations

import re
from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from assistant.answering.sureness import FEATURES, probability, signals
from assistant.domain.base import Value
from assistant.domain.knowledge import AnswerCard, Knowledge
from assistant.retrieval.keyword import tokens
from assistant.retrieval.search import SearchIndex, WordingScores

Vectors = NDArray[np.float32]

KEYWORD_SCALE = 12.0
"""A BM25 score of about this much means that nearly all words of a wording are in the question."""


WEIGHTS = ("cosine", "several", "keyword", "whole", "topic")
"""The scores that ``combine`` adds up."""


class Matching(Value):
    """Weights of the scores (see WordingScores) and the thresholds, set by ``evals calibrate``.

    ``story`` is what the whole message weighs beside the sentence that asks; ``sure_…`` are the weights
    of ``sureness``; ``answer_at`` is the least probability at which a card answers; below
    ``off_topic_below`` (best cosine of any wording) a question is not about the subject; ``notes_at`` is
    the least cosine at which a note from another source is shown beside a not-covered answer.
    """

    cosine: float
    several: float
    keyword: float
    whole: float
    topic: float
    story: float
    sure_bias: float
    sure_score: float
    sure_cosine: float
    sure_whole: float
    sure_topic: float
    sure_lead: float
    sure_length: float
    sure_beside: float
    answer_at: float
    off_topic_below: float
    notes_at: float

    def sureness(self) -> dict[str, float]:
        """Return the weights of the features of ``sureness``."""
        return {name: float(getattr(self, f"sure_{name}")) for name in FEATURES}


class Match(Value):
    """A card and how well it fits; every score is 0..1, higher is nearer.

    ``sure`` is the probability that the card is right, as the best one; ``lead`` how far its score lies
    above the best card that would answer otherwise (below 0 when it is not the best).
    """

    card: str
    score: float
    cosine: float
    topic: float
    sure: float
    lead: float


class CardMatcher:
    """Rank the cards for a question."""

    def __init__(self, knowledge: Knowledge, index: SearchIndex, matching: Matching) -> None:
        self._knowledge = knowledge
        self._index = index
        self._topic_of = {c.id: c.topic for c in knowledge.cards.values()}
        self._outcome: dict[str, Hashable] = {c.id: outcome(c) for c in knowledge.cards.values()}
        self._beside = {c.id for c in knowledge.cards.values() if c.kind == "scope"}
        self.matching = matching

    def match(
        self,
        text: str,
        *,
        around: str = "",
        count: int = 5,
        principles: tuple[int, ...] = (),
        boost: float = 0.0,
    ) -> list[Match]:
        """Return the best cards, best first; cards on one of ``principles`` gain ``boost``.

        ``around`` is what was told beside the question; it weighs ``story``.
        """
        m = self.matching
        scores, combined, length = self._scored(text)
        if around:
            wider, other, _ = self._scored(f"{around} {text}")
            combined = (1.0 - m.story) * combined + m.story * other
            scores = WordingScores(
                scores.cards,
                np.maximum(scores.cosine, wider.cosine),
                scores.several,
                scores.keyword,
                np.maximum(scores.whole, wider.whole),
                np.maximum(scores.topic, wider.topic),
            )
        if principles and boost:
            cards = self._knowledge.cards
            near = np.array(
                [bool(set(_about(cards[c].principles, cards[c].closest)) & set(principles)) for c in scores.cards]
            )
            combined = combined + boost * near.astype(np.float32)
        best = np.argsort(-combined, kind="stable")[: max(count, 1)]
        beside = float(sum(scores.topic[j] for j, card in enumerate(scores.cards) if card in self._beside))
        return [self._made(scores, combined, int(i), length, beside) for i in best]

    def _scored(self, text: str) -> tuple[WordingScores, Vectors, int]:
        scores = self._index.wordings(text, self._index.embed(text), self._topic_of)
        length = len(tokens(text))
        return scores, combine(scores, length, self.matching), length

    def _made(self, scores: WordingScores, combined: Vectors, i: int, length: int, beside: float) -> Match:
        lead = lead_of(combined, scores.cards, self._outcome, i)
        found = signals(
            score=float(combined[i]),
            cosine=float(scores.cosine[i]),
            whole=float(scores.whole[i]) / evened(length),
            topic=float(scores.topic[i]),
            lead=lead,
            length=length,
            beside=0.0 if scores.cards[i] in self._beside else beside,
        )
        return Match(
            card=scores.cards[i],
            score=float(combined[i]),
            cosine=float(scores.cosine[i]),
            topic=float(scores.topic[i]),
            sure=probability(found, self.matching.sureness()),
            lead=lead,
        )


def outcome(card: AnswerCard) -> Hashable:
    """Return what is the same for cards that answer alike: two of them nearly tied is no doubt."""
    if card.status in ("answered", "partly") and card.principles and card.kind != "scope":
        return tuple(sorted(card.principles))
    return re.sub(r"^nc-", "", card.id)


def lead_of(combined: Vectors, cards: tuple[str, ...], outcomes: dict[str, Hashable], i: int) -> float:
    """Return how far card ``i`` lies above the best card of another outcome."""
    for j in np.argsort(-combined, kind="stable")[:60]:
        if outcomes[cards[j]] != outcomes[cards[i]]:
            return float(combined[i] - combined[j])
    return float(combined[i])


def evened(length: int) -> float:
    """Return what a whole card's keyword score is divided by: a long question matches more of it."""
    return max(6.0, 2.5 * length)


def parts(scores: WordingScores, length: int) -> Vectors:
    """Return the scores that are added up, each about 0..1, shape (cards, WEIGHTS); ``length`` is in keywords."""
    each = (
        scores.cosine,
        scores.several,
        np.minimum(scores.keyword / KEYWORD_SCALE, 1.0),
        scores.whole / evened(length),
        np.sqrt(scores.topic),
    )
    return np.stack(each, axis=1).astype(np.float32)


def combine(scores: WordingScores, length: int, m: Matching) -> Vectors:
    """Return one score for each card: a weighted sum; ``length`` is the question's count of keywords."""
    weights = np.array([getattr(m, name) for name in WEIGHTS], dtype=np.float32)
    combined: Vectors = parts(scores, length) @ weights
    return combined


def _about(principles: tuple[int, ...], closest: str | None) -> tuple[int, ...]:
    if principles or closest is None or not closest.startswith("principle-"):
        return principles
    return (int(closest.removeprefix("principle-").split(".")[0]),)
