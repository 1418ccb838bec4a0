"""Calibrate the matcher: weights, sureness and thresholds, written to ``knowledge/matching.yaml``.

Three steps, each on the output of the one before. The weights maximise the likelihood of the right cards,
on the open questions and on the messages that were kept apart from all training (``told``). The sureness is
a logistic regression: is the best card right? The thresholds follow on a grid. Cross-validation grouped
by card tells what the whole is worth on subjects that it was not fitted on.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from assistant.answering.matcher import WEIGHTS, Matching
from assistant.answering.sureness import FEATURES
from assistant.errors import PlainError
from evals.bench import Bench
from evals.following import follow
from evals.intervals import SEED, wilson
from evals.matching_cases import Cases, Rows, cases_of, sure_of
from evals.samples import read_samples
from evals.task import QuestionSample
from evals.tasks.confidence import auroc
from evals.told import Told, told_cases

Values = NDArray[np.float64]

FOLDS = 5
TOLD_WEIGH = 1.0
"""What all the messages together weigh beside the questions: fewer and by other hands, but judged whole."""

KEPT = 40
PENALTY = 0.01
_ANSWER_AT = np.arange(0.05, 0.71, 0.01)
_OFF_TOPIC = np.arange(0.20, 0.56, 0.02)

HEADER = """\
# How near a question must be to a card (assistant/answering/matcher.py says what each number does).
# Written by `python -m evals calibrate` from the open questions and evals/told.yaml; do not edit by hand.
# Right on {n} questions: {fitted:.3f} fitted; {held:.3f} ({low:.3f} to {high:.3f}) in cross-validation by card.
# AUROC of the sureness (is the best card right?) in that cross-validation: {auroc:.3f}.
"""

console = Console(stderr=True, highlight=False)


def calibrate(bench: Bench, *, write: bool) -> int:
    """Fit, tell what was found, and write it; return the exit code."""
    samples = [s for s in read_samples(["tune"]) if isinstance(s, QuestionSample)]
    now = Matching.model_validate(bench.made.knowledge.matching)
    cases, told = cases_of(bench, samples), told_cases(bench)
    everything = np.arange(len(cases))
    fitted = fit(cases, everything, told, now)
    talks = [s for s in samples if s.history]
    fitted, share_of_talks = follow(bench, talks, fitted)
    right, sure, true = [], [], []
    for train, test in folds(cases.groups(now)):
        made = fit(cases, train, told, now)
        best, found = cases.best(made, test)
        right.append(cases.right(made, test))
        sure.append(sure_of(found, made))
        true.append(cases.near[test, best])
    held, score, is_right = np.concatenate(right), np.concatenate(sure), np.concatenate(true)
    low, high = wilson(int(held.sum()), len(held))
    area = auroc(score[is_right > 0], score[is_right <= 0])
    share = float(cases.right(fitted, everything).mean())
    console.print(
        f"now    {float(cases.right(now, everything).mean()):.3f}  {_told(now)}", markup=False, soft_wrap=True
    )
    console.print(f"found  {share:.3f}  {_told(fitted)}", markup=False, soft_wrap=True)
    console.print(
        f"cross-validation by card {held.mean():.3f} ({low:.3f} to {high:.3f}) on {len(cases)} questions, "
        f"best card right {is_right.mean():.3f}, AUROC {area:.3f}; {len(told)} messages"
    )
    console.print(f"follow-ups {share_of_talks:.3f} of {len(talks)}, in-sample")
    text = HEADER.format(n=len(cases), fitted=share, held=float(held.mean()), low=low, high=high, auroc=area)
    text += as_yaml(fitted)
    if write:
        _write(bench.made.content / "knowledge" / "matching.yaml", text)
    else:
        sys.stdout.write(text)
    return 0


def fit(cases: Cases, rows: Rows, told: Told, now: Matching) -> Matching:
    """Return the matching that some of the cases and the messages ask for."""
    made = _weighted(cases, rows, told, now)
    best, found = cases.best(made, rows)
    right = cases.near[rows, best]
    known, of_told = told.best(made)
    made = made.model_copy(update=_sureness(found, right, of_told, known))
    return _thresholds(cases, made, rows)


def _weighted(cases: Cases, rows: Rows, told: Told, made: Matching) -> Matching:
    mixed = cases.asked[rows]
    near = np.argsort(-mixed.mean(axis=2), axis=1, kind="stable")[:, :KEPT]
    at = np.arange(len(rows))[:, None]
    asked, fits = mixed[at, near], cases.fits[rows][at, near]
    some = fits.any(axis=1)
    known = told.right.any(axis=1)
    sets = ((asked[some], fits[some], 1.0), (told.parts[known], told.right[known], TOLD_WEIGH))
    spread = np.maximum(asked.reshape(-1, len(WEIGHTS)).std(axis=0), 1e-6)

    def loss(w: Values) -> tuple[float, Values]:
        total, slope = PENALTY * float(w @ w), 2 * PENALTY * w
        for values, right, weigh in sets:
            if not len(values):
                continue
            scaled = values / spread
            score = scaled @ w
            share = np.exp(score - score.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
            hit = (share * right).sum(axis=1)
            total -= weigh * float(np.log(hit + 1e-9).mean())
            pull = share * right / (hit[:, None] + 1e-9) - share
            slope = slope - weigh * np.einsum("nk,nkw->w", pull, scaled) / len(values)
        return total, slope

    found = minimize(loss, np.full(len(WEIGHTS), 0.2), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(WEIGHTS))
    weights = np.asarray(found.x) / spread
    weights /= weights.sum()
    return made.model_copy(update={w: float(v) for w, v in zip(WEIGHTS, weights, strict=True)})


def _sureness(found: Values, right: Values, of_told: Values, known: Values) -> dict[str, float]:
    """Fit the sureness; questions and messages count alike as wholes, the former being few and the latter harder."""
    each = np.concatenate([np.full(len(found), 1.0 / len(found)), np.full(len(known), 1.0 / len(known))])
    model = LogisticRegression(C=10.0, max_iter=2000, fit_intercept=False)
    model.fit(np.vstack([found, of_told]), np.concatenate([right, known]) > 0, sample_weight=each * len(each) / 2)
    return {f"sure_{name}": float(v) for name, v in zip(FEATURES, model.coef_[0], strict=True)}


def _thresholds(cases: Cases, made: Matching, rows: Rows) -> Matching:
    best, found = cases.best(made, rows)
    sure = sure_of(found, made)
    grid = np.array([[cases.judged(made, rows, best, sure, a, o).mean() for o in _OFF_TOPIC] for a in _ANSWER_AT])
    # The middle of the best stretch: its edges are where the questions happen to end.
    at, below = np.nonzero(grid >= grid.max() - 1e-9)
    place = np.argsort(np.abs(at - np.median(at)) + np.abs(below - np.median(below)), kind="stable")[0]
    return made.model_copy(
        update={"answer_at": float(_ANSWER_AT[at[place]]), "off_topic_below": float(_OFF_TOPIC[below[place]])}
    )


def folds(groups: Rows, count: int = FOLDS, seed: int = SEED) -> list[tuple[Rows, Rows]]:
    """Return (train, test) rows; a group is never in both, and every row is tested once."""
    shuffled = np.random.default_rng(seed).permutation(np.unique(groups))
    parts: Sequence[Rows] = np.array_split(shuffled, count)
    return [(np.flatnonzero(~np.isin(groups, part)), np.flatnonzero(np.isin(groups, part))) for part in parts]


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
    console.print(f"Written to {path}; the next start reads it.", markup=False, soft_wrap=True)
