"""Choose the answer card for a question: nearest wordings, keywords, quoted sentences and the topic head together."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

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


WEIGHTS = ("cosine", "several", "keyword", "whole", "topic", "fitted", "cited")
"""The scores that are added up."""

COSINE, WHOLE, TOPIC, FITTED = (WEIGHTS.index(name) for name in ("cosine", "whole", "topic", "fitted"))
AGREEING = tuple(WEIGHTS.index(name) for name in ("keyword", "whole", "topic", "fitted"))
"""The scores that are asked, each alone, which card it would choose; they are the most unlike each other."""


class Matching(Value):
    """Weights of the scores (see WordingScores) and the thresholds, set by ``evals calibrate``.

    ``sure_…`` are the weights of ``sureness``; ``answer_at`` is the least probability at which a card answers; below
    ``off_topic_below`` (best cosine of any wording) a question is not about the subject; ``notes_at`` is
    the least cosine at which a note from another source is shown beside a not-covered answer.

    Of follow-ups: ``same_subject`` is what a card gains when it is about the principle that the
    conversation is on, ``same_subject_detail`` the same for one that names no subject of its own ("how
    often?"); ``own_words`` is what its own words weigh beside the two questions together;
    ``own_meaning`` the least cosine at which a leaning message ("is that a law?") has a card of its own;
    ``new_word`` the least score, by its own words, of a card that knows the word which it brings in.
    """

    cosine: float
    several: float
    keyword: float
    whole: float
    topic: float
    fitted: float
    cited: float
    sure_bias: float
    sure_score: float
    sure_cosine: float
    sure_whole: float
    sure_topic: float
    sure_lead: float
    sure_length: float
    sure_beside: float
    sure_agreed: float
    sure_apart: float
    answer_at: float
    off_topic_below: float
    notes_at: float
    same_subject: float
    same_subject_detail: float
    own_words: float
    own_meaning: float
    new_word: float

    def weights(self) -> Vectors:
        """Return the weights of WEIGHTS, in their order."""
        return np.array([getattr(self, name) for name in WEIGHTS], dtype=np.float32)

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
        self._order: tuple[str, ...] = ()
        self.matching = matching

    def match(
        self,
        text: str,
        *,
        count: int = 5,
        principles: tuple[int, ...] = (),
        boost: float = 0.0,
    ) -> list[Match]:
        """Return the best cards, best first; cards on one of ``principles`` gain ``boost``."""
        m = self.matching
        weights = m.weights()
        cards, mixed, length = self._parts(text)
        combined = mixed @ weights
        if principles and boost:
            known = self._knowledge.cards
            near = np.array([bool(set(_about(known[c].principles, known[c].closest)) & set(principles)) for c in cards])
            combined = combined + boost * near.astype(np.float32)
        best = np.argsort(-combined, kind="stable")[: max(count, 1)]
        outcomes, is_beside = self._seen(cards)
        leaders = outcomes[mixed[:, AGREEING].argmax(axis=0)]
        beside = float((mixed[is_beside, TOPIC] ** 2).sum())
        other = float(mixed[is_beside, FITTED].max(initial=0.0))
        out = []
        for i in best:
            lead = lead_of(combined, outcomes, int(i))
            is_on = not is_beside[i]
            found = signals(
                score=float(combined[i]),
                cosine=float(mixed[i, COSINE]),
                whole=float(mixed[i, WHOLE]),
                topic=float(mixed[i, TOPIC]) ** 2,
                lead=lead,
                length=length,
                beside=beside if is_on else 0.0,
                agreed=float((leaders == outcomes[i]).mean()),
                apart=float(mixed[i, FITTED]) - other if is_on else 0.0,
            )
            out.append(
                Match(
                    card=cards[i],
                    score=float(combined[i]),
                    cosine=float(mixed[i, COSINE]),
                    topic=float(mixed[i, TOPIC]) ** 2,
                    sure=probability(found, m.sureness()),
                    lead=lead,
                )
            )
        return out

    def near(self, texts: Sequence[str], cards: Sequence[str], least: float) -> list[str]:
        """Return the texts that have a wording of some cards at ``least`` so near (cosine)."""
        self._index.embed_all(texts)
        return [t for t in texts if self._index.nearest_of(cards, self._index.embed(t)) >= least]

    def _parts(self, text: str) -> tuple[tuple[str, ...], Vectors, int]:
        scores = self._index.wordings(text, self._index.embed(text), self._topic_of)
        length = len(tokens(text))
        return scores.cards, parts(scores, length), length

    def _seen(self, cards: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the number of each card's outcome, and whether it is about no question of the text."""
        if self._order != cards:
            known = [self._knowledge.cards[c] for c in cards]
            self._order, self._numbers = cards, numbered(known)
            self._is_beside = np.array([c.kind == "scope" for c in known])
        return self._numbers, self._is_beside


def outcome(card: AnswerCard) -> Hashable:
    """Return what is the same for cards that answer alike: two of them nearly tied is no doubt."""
    if card.status in ("answered", "partly") and card.principles and card.kind != "scope":
        return tuple(sorted(card.principles))
    return re.sub(r"^nc-", "", card.id)


def numbered(cards: Iterable[AnswerCard]) -> NDArray[np.int64]:
    """Return a number for each card; the same one for cards that answer alike."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(outcome(c), len(seen)) for c in cards], dtype=np.int64)


def lead_of(combined: NDArray[Any], outcomes: NDArray[np.int64], i: int) -> float:
    """Return how far card ``i`` lies above the best card of another outcome; all of it when there is none."""
    others = combined[outcomes != outcomes[i]]
    return float(combined[i] - others.max()) if len(others) else float(combined[i])


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
        scores.fitted,
        scores.cited,
    )
    return np.stack(each, axis=1).astype(np.float32)


def _about(principles: tuple[int, ...], closest: str | None) -> tuple[int, ...]:
    if principles or closest is None or not closest.startswith("principle-"):
        return principles
    return (int(closest.removeprefix("principle-").split(".")[0]),)
