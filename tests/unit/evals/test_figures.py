"""Figures over made-up scores: ranking, separation, risk against coverage, folds, gates."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from assistant.domain.answers import Answer, Status
from evals import gates
from evals.calibrate import folds
from evals.results import Results, TaskResult, without_questions
from evals.task import Figure, Findings, Outcome, Set
from evals.tasks.confidence import answerability, auroc, risk_at, risk_coverage
from evals.tasks.retrieval import measure


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.3], [0.5, 0.3], 0.625)],
)
def test_auroc_is_the_chance_that_a_positive_scores_higher(
    positive: list[float], negative: list[float], area: float
) -> None:
    assert auroc(np.array(positive), np.array(negative)) == pytest.approx(area)


def test_confidence_counts_against_answering_when_the_status_says_silent() -> None:
    def made(status: Status) -> float:
        return answerability(Answer(status=status, statements=(), confidence=0.8))

    assert made(Status.ANSWERED) > made(Status.NOT_COVERED) > made(Status.REFUSED)


def test_the_curve_keeps_equal_confidence_together() -> None:
    sure, right = np.array([0.9, 0.5, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0])
    assert risk_coverage(sure, right) == ((0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5))
    assert risk_at(sure, right, 0.25) == 0.0


def test_retrieval_measures_are_those_of_trec() -> None:
    wanted = {"a": {"3": 1}, "b": {"4": 1, "5": 1}, "c": {"6": 1}}
    ranked = {"a": {"3": 0.9, "1": 0.1}, "b": {"1": 0.9, "4": 0.8, "2": 0.3, "5": 0.1}, "c": {}}
    found = {f.name: f.value for f in measure("x", wanted, ranked)}
    assert found["x P@1"] == pytest.approx(1 / 3)
    assert found["x R@3"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert found["x MRR"] == pytest.approx((1 + 0.5 + 0) / 3)


def test_every_case_is_held_out_once() -> None:
    groups = np.array([n // 2 for n in range(23)])
    parts = folds(groups)
    assert sorted(np.concatenate([test for _, test in parts]).tolist()) == list(range(23))
    assert all(not set(groups[train].tolist()) & set(groups[test].tolist()) for train, test in parts)


def results(set_name: Set, *passed: bool) -> Results:
    outcomes = tuple(
        Outcome(sample=f"{set_name}-{n}", asked="secret words", expected="e", got="g", text="t", passed=p)
        for n, p in enumerate(passed)
    )
    share = sum(passed) / len(passed)
    figure = Figure(name="citations", value=share, low=0, high=1, n=len(passed))
    task = TaskResult(
        task="answers",
        title="A",
        about="",
        set=set_name,
        seconds=0,
        findings=Findings(outcomes=outcomes, figures=(figure,)),
    )
    return Results(
        when=datetime(2026, 11, 23, tzinfo=UTC),
        seconds=0,
        edition="e",
        index="i",
        settings={},
        versions={},
        tasks=(task,),
    )


@pytest.mark.parametrize(
    ("set_name", "passed", "blocked"),
    [("tune", (True, True), False), ("tune", (True, False), True), ("regression", (True, False), True)],
)
def test_one_wrong_citation_or_one_lost_regression_blocks(
    set_name: Set, passed: tuple[bool, ...], blocked: bool
) -> None:
    missed = gates.missed(results(set_name, *passed), gates.load())
    assert any(m.blocking for m in missed) is blocked


def test_saved_results_of_the_test_set_keep_no_question() -> None:
    assert "secret words" not in without_questions(results("test", True)).model_dump_json()
    assert "secret words" in without_questions(results("tune", True)).model_dump_json()
