"""The figures over all questions, and the gates for what should be none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evals import gates
from evals.results import Results, TaskResult
from evals.task import Findings, Outcome
from evals.tasks.questions import overall


def outcome(number: int, **marks: float) -> Outcome:
    return Outcome(sample=f"tune-{number:03}", asked="", expected="", got="", passed=True, marks=marks)


MADE = overall(
    (
        outcome(1, status=1.0, citations=1.0, precision=0.5, recall=1.0, facts=0.5, avoid=0.0),
        outcome(2, status=1.0, citations=1.0, precision=1.0, recall=1.0, facts=1.0, avoid=1.0),
        outcome(3, status=0.0, citations=1.0, attribution=0.0),
    )
)


@pytest.mark.parametrize(
    ("name", "value", "n", "lower"),
    [
        ("right status", 2 / 3, 3, False),
        ("principle precision", 0.75, 2, False),
        ("principle recall", 1.0, 2, False),
        ("fact coverage", 0.75, 2, False),
        ("exact citations", 1.0, 3, False),
        ("forbidden claims", 0.5, 2, True),
        ("false “the principles say”", 1.0, 1, True),
    ],
)
def test_each_figure_counts_the_samples_that_it_applies_to(name: str, value: float, n: int, lower: bool) -> None:
    figure = next(f for f in MADE if f.name == name)
    assert figure.value == pytest.approx(value)
    assert (figure.n, figure.lower_is_better) == (n, lower)
    assert figure.low <= figure.value <= figure.high


def test_a_rate_of_none_is_full_and_any_more_misses_its_gate() -> None:
    rate = next(f for f in MADE if f.name == "forbidden claims")
    assert not rate.full
    assert rate.model_copy(update={"value": 0.0}).full
    task = TaskResult(
        task="overall", title="All", about="", set="tune", seconds=0.0, findings=Findings(figures=(rate,))
    )
    made = Results(
        when=datetime(2026, 11, 27, tzinfo=UTC),
        seconds=1.0,
        edition="",
        index="",
        settings={},
        versions={},
        tasks=(task,),
    )
    (miss,) = gates.missed(made, gates.Gates(block={"overall": {"forbidden claims": 0.0}}, warn={}, test={}))
    assert miss.blocking
    assert str(miss) == "tune/overall: forbidden claims is 0.500, above 0"


def test_the_shipped_gates_name_figures_that_are_measured() -> None:
    shipped = gates.load()
    measured = {f.name for f in MADE}
    for least in (shipped.block, shipped.warn, shipped.test):
        assert set(least.get("overall", {})) <= measured
