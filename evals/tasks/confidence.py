"""Confidence: does the assistant know what it can answer, and when it is likely to be wrong?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.domain.answers import Answer, Status
from evals.bench import Bench
from evals.intervals import Indices, bootstrap_of, wilson
from evals.task import Figure, Findings, QuestionSample
from evals.tasks.questions import judge

Values = NDArray[np.float64]
Curve = tuple[tuple[float, float], ...]

AT_COVERAGE = 0.8


def run(bench: Bench, samples: tuple[QuestionSample, ...]) -> Findings:
    """Measure how well confidence tells answerable from unanswerable, and right from wrong."""
    if not samples:
        return Findings()
    kinds = np.array([kind(s) for s in samples])
    answers = [bench.ask(s.ask, s.history)[0] for s in samples]
    answerable = np.array([answerability(a) for a in answers])
    figures = [
        *_auroc_figure("AUROC, in domain", answerable, kinds, "silent"),
        *_auroc_figure("AUROC, off topic", answerable, kinds, "off-topic"),
    ]
    sure = np.array([a.confidence for a in answers])
    right = np.array([float(judge(bench, s).passed) for s in samples])
    told = auroc(sure[right > 0], sure[right <= 0])
    if not np.isnan(told):
        low, high = bootstrap_of(lambda rows: _told(sure[rows], right[rows]), len(sure), rounds=500)
        figures.append(Figure(name="AUROC, right or wrong", value=told, low=low, high=high, n=len(sure)))
    back = np.array([float(a.how == "choice") for a in answers])[kinds == "answerable"]
    if len(back):
        low, high = wilson(int(back.sum()), len(back))
        figures.append(
            Figure(
                name="answerable, asked back",
                value=float(back.mean()),
                low=low,
                high=high,
                n=len(back),
                lower_is_better=True,
            )
        )
    curve = risk_coverage(sure, right)
    figures.append(_risk_figure("risk, everything kept", sure, right, 1.0))
    figures.append(_risk_figure(f"risk, surest {AT_COVERAGE:.0%} kept", sure, right, AT_COVERAGE))
    return Findings(figures=tuple(figures), curve=curve)


def _told(sure: Values, right: Values) -> float:
    value = auroc(sure[right > 0], sure[right <= 0])
    return 0.5 if np.isnan(value) else value


def kind(sample: QuestionSample) -> str:
    """Return whether the text answers a question, is silent on it, or it is off topic.

    Where several statuses are right the sample counts for none of the three ("either").
    """
    wanted = set(sample.expect.status)
    if wanted <= {"answered", "partly"}:
        return "answerable"
    if wanted == {"not-covered"}:
        return "silent"
    return "off-topic" if wanted <= {"refused", "unclear"} else "either"


def answerability(answer: Answer) -> float:
    """Return −1 to 1: confidence, signed by what the status claims.

    A not-covered card that fits well is sure that the text is silent, so its confidence counts
    against; a refusal or an unclear one claims least of all.
    """
    if answer.status in (Status.ANSWERED, Status.PARTLY):
        return answer.confidence
    return -answer.confidence if answer.status is Status.NOT_COVERED else -1.0


def auroc(positive: Values, negative: Values) -> float:
    """Return the chance that a positive scores above a negative, ties half; NaN when either is empty."""
    if not len(positive) or not len(negative):
        return float("nan")
    above = positive[:, None] - negative[None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def risk_coverage(sure: Values, right: Values) -> Curve:
    """Return (share of questions kept, share wrong among them), the surest kept first.

    Questions of equal confidence are kept together, since nothing tells them apart.
    """
    order = np.argsort(-sure, kind="stable")
    sorted_sure, wrong = sure[order], np.cumsum(1.0 - right[order])
    last = [i for i in range(len(order)) if i + 1 == len(order) or sorted_sure[i + 1] < sorted_sure[i]]
    return tuple(((i + 1) / len(order), float(wrong[i]) / (i + 1)) for i in last)


def risk_at(sure: Values, right: Values, coverage: float) -> float:
    """Return the share wrong among the surest ``coverage`` of the questions."""
    keep = max(1, round(coverage * len(sure)))
    return float(1.0 - right[np.argsort(-sure, kind="stable")[:keep]].mean())


def _risk_figure(name: str, sure: Values, right: Values, coverage: float) -> Figure:
    low, high = bootstrap_of(lambda rows: risk_at(sure[rows], right[rows], coverage), len(sure))
    value = risk_at(sure, right, coverage)
    return Figure(name=name, value=value, low=low, high=high, n=len(sure), lower_is_better=True)


def _auroc_figure(name: str, scores: Values, kinds: NDArray[np.str_], against: str) -> list[Figure]:
    keep = (kinds == "answerable") | (kinds == against)
    scores, positive = scores[keep], kinds[keep] == "answerable"
    if positive.all() or not positive.any():
        return []

    def of(rows: Indices) -> float:
        return auroc(scores[rows][positive[rows]], scores[rows][~positive[rows]])

    low, high = bootstrap_of(of, len(scores), rounds=500)
    return [Figure(name=name, value=of(np.arange(len(scores))), low=low, high=high, n=len(scores))]
