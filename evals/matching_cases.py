"""The open questions as the matcher sees them: every card's scores, and whether each card would be right."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asking import asks
from assistant.answering.compose import Composer
from assistant.answering.matcher import AGREEING, COSINE, FITTED, TOPIC, WEIGHTS, Matching, numbered, parts
from assistant.answering.openings import answers_whole
from assistant.answering.question import prepare
from assistant.answering.references import find_reference
from assistant.answering.sureness import FEATURES
from assistant.domain.answers import Answer
from assistant.domain.knowledge import AnswerCard, Knowledge
from assistant.retrieval.keyword import tokens
from evals.bench import Bench
from evals.scorers import passes, score_answer
from evals.task import ExpectedAnswer, QuestionSample
from evals.told import row

Values = NDArray[np.float64]
Rows = NDArray[np.int64]

REFUSED_WRONGLY = -0.5
"""What refusing a question on the subject counts, where missing it counts 0."""


class Cases:
    """Questions by cards.

    ``asked`` (cases, cards, weights): the scores of the message · ``fits`` (cases, cards): whether the card's answer
    is right · ``falls``: whether the cautious answer is, given when that card is best and not sure ·
    ``near``: whether at least its status and principles are · ``refusal`` (cases,): whether a refusal is right ·
    ``length`` (cases,): keywords of the question.
    """

    def __init__(
        self,
        asked: Values,
        fits: Values,
        near: Values,
        falls: Values,
        refusal: Values,
        length: Values,
        outcomes: Rows,
        scope: Rows,
    ) -> None:
        self.asked, self.fits, self.near = asked, fits, near
        self._falls, self._refusal = falls, refusal
        self._length, self._outcomes, self._scope = length, outcomes, scope

    def __len__(self) -> int:
        return len(self.asked)

    def scores(self, m: Matching, rows: Rows) -> Values:
        """Return (cases, cards): the matcher's scores."""
        weights = np.array([getattr(m, w) for w in WEIGHTS])
        scored: Values = self.asked[rows] @ weights
        return scored

    def best(self, m: Matching, rows: Rows) -> tuple[Rows, Values]:
        """Return each case's best card, and the features of its sureness (cases, FEATURES)."""
        mixed, score = self.asked[rows], self.scores(m, rows)
        leaders = self._outcomes[mixed[:, :, AGREEING].argmax(axis=1)]
        best = score.argmax(axis=1)
        found = np.empty((len(rows), len(FEATURES)))
        for n, card in enumerate(best):
            other = score[n][self._outcomes != self._outcomes[card]].max()
            beside = 0.0 if self._scope[card] else float((mixed[n, self._scope, TOPIC] ** 2).sum())
            apart = 0.0 if self._scope[card] else mixed[n, card, FITTED] - mixed[n, self._scope, FITTED].max()
            found[n] = row(
                score[n, card],
                mixed[n, card],
                float(score[n, card] - other),
                int(self._length[rows[n]]),
                beside,
                float((leaders[n] == self._outcomes[card]).mean()),
                float(apart),
            )
        return best, found

    def right(self, m: Matching, rows: Rows) -> Values:
        """Return for some cases whether the answer would be right under these weights and thresholds."""
        best, found = self.best(m, rows)
        judged = self.judged(m, rows, best, sure_of(found, m), m.answer_at, m.off_topic_below)
        return np.maximum(judged, 0.0)

    def judged(self, m: Matching, rows: Rows, best: Rows, sure: Values, at: float, below: float) -> Values:
        """Return the same for best cards and their sureness, with thresholds to try."""
        cosine = self.asked[rows, best, COSINE]
        # A refusal of what the text is about is worse than a cautious answer that misses.
        refused = np.where(self._refusal[rows] > 0, 1.0, REFUSED_WRONGLY)
        cautious = np.where(cosine < below, refused, self._falls[rows, best])
        return np.where(sure >= at, self.fits[rows, best], cautious)

    def groups(self, m: Matching) -> Rows:
        """Return each case's right card (the best scored of those that fit), for folds grouped by card."""
        score = self.scores(m, np.arange(len(self)))
        groups: Rows = np.where(self.fits > 0, score, -np.inf).argmax(axis=1)
        return groups


def sure_of(found: Values, m: Matching) -> Values:
    """Return the probability of each row of features."""
    weights = np.array([getattr(m, f"sure_{name}") for name in FEATURES])
    probability: Values = 1.0 / (1.0 + np.exp(-np.clip(found @ weights, -30, 30)))
    return probability


def cases_of(bench: Bench, samples: Iterable[QuestionSample]) -> Cases:
    """Return the questions that are matched to cards.

    Left out are follow-ups, those that name a principle by number, and those that ask two things.
    """
    knowledge = bench.made.knowledge
    cards = list(knowledge.cards.values())
    compose = Composer(knowledge, bench.made.wording)
    answers = [(a, bench.made.questions.text(a)) for a in map(compose.card, cards)]
    topics = {c.id: c.topic for c in cards}
    rows: list[tuple[Values, list[float], list[float], list[float], float, float]] = []
    for sample in samples:
        text = prepare(sample.ask, bench.speller).text
        asked = asks(text)
        if sample.history or find_reference(text) or len(asked) > 1:
            continue
        scores = bench.index.wordings(text, bench.index.embed(text), topics)
        place = [scores.cards.index(c.id) for c in cards]
        words = len(tokens(text))
        found = parts(scores, words)[place].astype(np.float64)
        marks = [_marks(sample, bench, c, a, shown) for c, (a, shown) in zip(cards, answers, strict=True)]
        fit = [float(passes(m)) for m in marks]
        near = [m["status"] * m.get("principles", 1.0) for m in marks]
        fall = [float(_cautious(c, sample.expect, f, knowledge)) for c, f in zip(cards, fit, strict=True)]
        rows.append((found, fit, near, fall, float("refused" in sample.expect.status), float(words)))
    asked_of, fits, near_of, falls, refusal, length = (
        np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)
    )
    return Cases(
        asked_of,
        fits,
        near_of,
        falls,
        refusal,
        length,
        outcomes=numbered(cards),
        scope=np.array([c.kind == "scope" for c in cards]),
    )


def _marks(sample: QuestionSample, bench: Bench, card: AnswerCard, answer: Answer, shown: str) -> dict[str, float]:
    if answer.status.value == "partly" and answers_whole(card, sample.ask):
        answer = answer.model_copy(update={"status": type(answer.status)("answered")})
    return score_answer(sample.expect, answer, shown, bench.file)


def _cautious(card: AnswerCard, expect: ExpectedAnswer, fit: float, knowledge: Knowledge) -> bool:
    """Whether what the answerer says when it is not sure is right; it mirrors its fallback, without the search."""
    if card.kind == "scope":
        return fit > 0
    if card.status in ("answered", "partly") and card.principles:
        cited = [knowledge.passages[c.passage].principle for s in card.answer for c in s.cites][:1]
        return "partly" in expect.status and set(expect.principles) <= set(cited)
    closest = knowledge.passages[card.closest].principle if card.closest else None
    return "not-covered" in expect.status and (not expect.closest or closest in expect.closest)
