"""Calibrate what only follow-ups need: each number in turn, on conversations that are really held."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.matcher import Matching
from evals.bench import Bench
from evals.scorers import passes, score_answer
from evals.task import QuestionSample

GRIDS: dict[str, tuple[float, ...]] = {
    "same_subject": (0.0, 0.04, 0.08, 0.12, 0.16, 0.2),
    "same_subject_detail": (0.1, 0.15, 0.2, 0.25, 0.3),
    "own_words": (0.0, 0.15, 0.3, 0.45, 0.6),
    "own_meaning": (0.7, 0.74, 0.78, 0.82, 0.86),
    "new_word": (0.3, 0.35, 0.4, 0.45, 0.5),
}


def follow(bench: Bench, samples: Sequence[QuestionSample], made: Matching) -> tuple[Matching, float]:
    """Return the matching with the numbers of GRIDS set, and the share of conversations it answers right.

    Among values that do as well as the best, the middle one is taken: the edges of a plateau are where
    these samples happen to end. In-sample, as there are too few conversations to hold some out.
    """
    best = 0.0
    for name, values in GRIDS.items():
        shares = [_share(bench, samples, made.model_copy(update={name: value})) for value in values]
        best = max(shares)
        level = [v for v, share in zip(values, shares, strict=True) if share >= best - 1e-9]
        made = made.model_copy(update={name: level[len(level) // 2]})
    return made, best


def _share(bench: Bench, samples: Sequence[QuestionSample], tried: Matching) -> float:
    matcher = bench.made.matcher
    before, matcher.matching = matcher.matching, tried
    try:
        right = 0
        for sample in samples:
            answer = bench.made.questions.ask(sample.ask, sample.history, own=False)
            text = bench.made.questions.text(answer)
            right += passes(score_answer(sample.expect, answer, text, bench.file))
    finally:
        matcher.matching = before
    return right / max(1, len(samples))
