"""The tune questions as the matcher sees them: every card's scores, and whether each card would be right."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.answering.compose import Composer
from assistant.answering.matcher import Matching, combine
from assistant.answering.question import prepare
from assistant.answering.references import find_reference
from assistant.domain.knowledge import AnswerCard, Knowledge
from assistant.retrieval.keyword import tokens
from evals.bench import Bench
from evals.scorers import passes, score_answer
from evals.task import ExpectedAnswer, QuestionSample

Values = NDArray[np.float64]
Rows = NDArray[np.int64]

THRESHOLDS = ("answer_at", "off_topic_below", "notes_at")
WEIGHTS = tuple(name for name in Matching.model_fields if name not in THRESHOLDS)
"""The weights are whatever the matcher has besides its thresholds: ``combine`` is linear in each."""


class Cases:
    """Questions by cards: ``parts`` (cases, weights, cards), ``cosine``, ``fits`` and ``falls`` (cases, cards).

    ``fits`` is whether the card's answer is right; ``falls`` whether the cautious answer is, which is
    given when that card is best and its score too low; ``refusal`` (cases,) whether a refusal is right.
    """

    def __init__(self, parts: Values, cosine: Values, fits: Values, falls: Values, refusal: Values) -> None:
        self._parts, self._cosine, self._fits, self._falls, self._refusal = parts, cosine, fits, falls, refusal

    def __len__(self) -> int:
        return len(self._parts)

    def chosen(self, weights: Values) -> tuple[Values, Values]:
        """Return for each case whether the best card is right, and how far right cards lead wrong ones."""
        score = self._scores(weights)
        best_right = np.where(self._fits > 0, score, -1.0).max(axis=1)
        best_wrong = np.where(self._fits > 0, -1.0, score).max(axis=1)
        return (best_right >= best_wrong).astype(np.float64), best_right - best_wrong

    def right(self, matching: Matching, rows: Rows) -> Values:
        """Return for some cases whether the answer would be right under these weights and thresholds."""
        score = self._scores(np.array([getattr(matching, w) for w in WEIGHTS]), rows)
        best = score.argmax(axis=1)
        at = np.arange(len(rows))
        answered = score[at, best] >= matching.answer_at
        off_topic = self._cosine[rows, best] < matching.off_topic_below
        cautious = np.where(off_topic, self._refusal[rows], self._falls[rows, best])
        return np.where(answered, self._fits[rows, best], cautious)

    def _scores(self, weights: Values, rows: Rows | None = None) -> Values:
        parts = self._parts if rows is None else self._parts[rows]
        scores: Values = np.einsum("w,qwc->qc", weights, parts)
        return scores


def cases_of(bench: Bench, samples: Iterable[QuestionSample]) -> Cases:
    """Return the questions that are matched to cards: no follow-ups, none that name a principle by number."""
    knowledge = bench.made.knowledge
    cards = list(knowledge.cards.values())
    compose = Composer(knowledge, bench.made.wording)
    answers = [(a, bench.made.questions.text(a)) for a in map(compose.card, cards)]
    topics = {c.id: c.topic for c in cards}
    parts, cosine, fits, falls, refusal = [], [], [], [], []
    for sample in samples:
        text = prepare(sample.ask, bench.speller).text
        if sample.history or find_reference(text):
            continue
        scores = bench.index.wordings(text, bench.index.embed(text), topics)
        place = [scores.cards.index(c.id) for c in cards]
        each = [combine(scores, len(tokens(text)), _only(weight))[place] for weight in WEIGHTS]
        parts.append(np.stack(each).astype(np.float64))
        cosine.append(scores.cosine[place].astype(np.float64))
        fit = [float(passes(score_answer(sample.expect, a, shown, bench.file))) for a, shown in answers]
        fits.append(fit)
        falls.append([float(_cautious(c, sample.expect, f, knowledge)) for c, f in zip(cards, fit, strict=True)])
        refusal.append(float("refused" in sample.expect.status))
    return Cases(*(np.array(a, dtype=np.float64) for a in (parts, cosine, fits, falls, refusal)))


def _only(weight: str) -> Matching:
    return Matching.model_validate(dict.fromkeys(Matching.model_fields, 0.0) | {weight: 1.0})


def _cautious(card: AnswerCard, expect: ExpectedAnswer, fit: float, knowledge: Knowledge) -> bool:
    """Whether what the answerer says below ``answer_at`` is right; it mirrors its fallback, without the search."""
    if card.kind == "scope":
        return fit > 0
    if card.status in ("answered", "partly") and card.principles:
        cited = [knowledge.passages[c.passage].principle for s in card.answer for c in s.cites][:1]
        return "partly" in expect.status and set(expect.principles) <= set(cited)
    closest = knowledge.passages[card.closest].principle if card.closest else None
    return "not-covered" in expect.status and (not expect.closest or closest in expect.closest)
