"""Calibrate the matcher: find its weights and thresholds on the tune set, and write ``knowledge/matching.yaml``.

A seeded random search over weights; the mean of the best hundredth is taken, because a single winner on
two hundred questions is luck. The thresholds follow on a grid. Five-fold cross-validation tells what the
whole procedure is worth on questions it has not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from assistant.answering.matcher import Matching
from assistant.errors import PlainError
from evals.bench import Bench
from evals.intervals import SEED, wilson
from evals.matching_cases import WEIGHTS, Cases, cases_of
from evals.samples import read_samples
from evals.task import QuestionSample

Values = NDArray[np.float64]

FOLDS = 5
BEST = 0.01
_ANSWER_AT = np.arange(0.20, 0.71, 0.01)
_OFF_TOPIC = np.arange(0.20, 0.56, 0.02)
_MARGIN_WEIGHT = 0.5
"""How much of a clear lead over the best wrong card (at most 0.1) counts beside being right."""

HEADER = """\
# How near a question must be to a card (assistant/answering/matcher.py says what each number does).
# Written by `python -m evals calibrate` from the tune set; do not edit by hand.
# Right on {n} tune questions: {fitted:.3f} fitted, {held:.3f} ({low:.3f} to {high:.3f}) in five-fold cross-validation.
"""

console = Console(stderr=True, highlight=False)


def calibrate(bench: Bench, *, rounds: int, write: bool) -> int:
    """Search, tell what was found, and write it; return the exit code."""
    samples = [s for s in read_samples(["tune"]) if isinstance(s, QuestionSample)]
    cases = cases_of(bench, samples)
    now = Matching.model_validate(bench.made.knowledge.matching)
    everything = np.arange(len(cases))
    search = Search(cases, now, rounds)
    fitted = search.fit(everything)
    held = np.concatenate([cases.right(search.fit(train), test) for train, test in folds(len(cases))])
    low, high = wilson(int(held.sum()), len(held))
    share = float(cases.right(fitted, everything).mean())
    console.print(
        f"now    {float(cases.right(now, everything).mean()):.3f}  {_told(now)}", markup=False, soft_wrap=True
    )
    console.print(f"found  {share:.3f}  {_told(fitted)}", markup=False, soft_wrap=True)
    console.print(f"five-fold cross-validation {held.mean():.3f} ({low:.3f} to {high:.3f}) on {len(cases)} questions")
    text = HEADER.format(n=len(cases), fitted=share, held=float(held.mean()), low=low, high=high) + as_yaml(fitted)
    if write:
        _write(bench.made.content / "knowledge" / "matching.yaml", text)
    else:
        sys.stdout.write(text)
    return 0


class Search:
    """A seeded random search whose candidates are scored once, for every fold."""

    def __init__(self, cases: Cases, now: Matching, rounds: int, seed: int = SEED) -> None:
        self._cases, self._now = cases, now
        drawn = np.random.default_rng(seed).dirichlet(np.ones(len(WEIGHTS)), size=rounds)
        current = np.array([[getattr(now, w) for w in WEIGHTS]])
        self._candidates = np.vstack([current / current.sum(), drawn])
        self._worth = np.array([self._each(w) for w in self._candidates])

    def fit(self, rows: NDArray[np.int64]) -> Matching:
        """Return the matching that does best on some of the cases."""
        worth = self._worth[:, rows].mean(axis=1)
        best = np.argsort(-worth, kind="stable")[: max(1, round(BEST * len(worth)))]
        weights = self._candidates[best].mean(axis=0)
        made = self._now.model_copy(update={w: float(v) for w, v in zip(WEIGHTS, weights, strict=True)})
        return self._thresholds(made, rows)

    def _each(self, weights: Values) -> Values:
        """What a candidate is worth on each case: right or not, and by how clear a lead."""
        right, lead = self._cases.chosen(weights)
        return right + _MARGIN_WEIGHT * np.clip(lead, -0.1, 0.1)

    def _thresholds(self, made: Matching, rows: NDArray[np.int64]) -> Matching:
        def share(answer_at: float, off_topic: float) -> float:
            tried = made.model_copy(update={"answer_at": float(answer_at), "off_topic_below": float(off_topic)})
            return float(self._cases.right(tried, rows).mean())

        grid = np.array([[share(a, o) for o in _OFF_TOPIC] for a in _ANSWER_AT])
        # The middle of the best stretch: its edges are where the tune set happens to end.
        at, below = np.nonzero(grid >= grid.max() - 1e-9)
        place = np.argsort(np.abs(at - np.median(at)) + np.abs(below - np.median(below)), kind="stable")[0]
        return made.model_copy(
            update={
                "answer_at": float(_ANSWER_AT[at[place]]),
                "off_topic_below": float(_OFF_TOPIC[below[place]]),
            }
        )


def folds(n: int, count: int = FOLDS, seed: int = SEED) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (train, test) rows of a seeded shuffle; every row is tested once."""
    parts: Sequence[NDArray[np.int64]] = np.array_split(np.random.default_rng(seed).permutation(n), count)
    return [(np.concatenate([p for p in parts if p is not part]), part) for part in parts]


def as_yaml(matching: Matching) -> str:
    """Return the numbers as the file holds them, three decimals at most."""
    return "".join(f"{name}: {round(value, 3):g}\n" for name, value in matching.model_dump().items())


def _told(matching: Matching) -> str:
    return " ".join(as_yaml(matching).replace(": ", " ").split("\n")).strip()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as err:
        raise PlainError(
            f"{path} cannot be written ({err.strerror or err}).",
            "Calibrate in a checkout, or set MOU_CONTENT_DIR to one.",
        ) from err
    console.print(f"Written to {path}; the next start rebuilds the index.", markup=False, soft_wrap=True)
