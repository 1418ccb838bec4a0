"""Questions, abstention, false premises, follow-ups and routing: ask, score the answer, and sum up over all of them."""

from __future__ import annotations

from evals.bench import Bench
from evals.intervals import bootstrap, wilson
from evals.scorers import passes, score_answer
from evals.task import GRADED, ExpectedAnswer, Figure, Findings, Outcome, QuestionSample


def run(bench: Bench, samples: tuple[QuestionSample, ...]) -> Findings:
    """Ask every question and score every answer."""
    outcomes = tuple(judge(bench, sample) for sample in samples)
    return Findings(outcomes=outcomes, figures=mark_figures(outcomes))


def sum_up(bench: Bench, samples: tuple[QuestionSample, ...]) -> Findings:
    """Return the figures over every question of a set, whatever its task; the questions are asked once for all."""
    return Findings(figures=overall(tuple(judge(bench, sample) for sample in samples)))


OVERALL = {
    "status": "right status",
    "precision": "principle precision",
    "recall": "principle recall",
    "facts": "fact coverage",
    "citations": "exact citations",
}
"""From a mark to the name of its figure over all questions: the mean of the mark."""

RATES = {"avoid": "forbidden claims", "attribution": "false “the principles say”"}
"""From a mark to the name of the share of samples that miss it; the aim is none."""


def overall(outcomes: tuple[Outcome, ...]) -> tuple[Figure, ...]:
    """Return the figures over all questions: means that should be 1, then rates that should be 0."""
    means = {f.name: f for f in mark_figures(outcomes)}
    found = [means[mark].model_copy(update={"name": name}) for mark, name in OVERALL.items() if mark in means]
    for mark, name in RATES.items():
        if mark in means:
            f = means[mark]
            # Not 1 - x: floating point would make a risk of none look like a little.
            missed = sum(o.marks[mark] < 1.0 for o in outcomes if mark in o.marks)
            low, high = wilson(missed, f.n)
            found.append(Figure(name=name, value=missed / f.n, low=low, high=high, n=f.n, lower_is_better=True))
    return tuple(found)


def judge(bench: Bench, sample: QuestionSample) -> Outcome:
    """Ask one question and score its answer."""
    answer, text = bench.ask(sample.ask, sample.history)
    marks = score_answer(sample.expect, answer, text, bench.file)
    got = ", ".join(filter(None, (answer.status.value, _numbers(answer.principles))))
    if answer.closest is not None:
        got += f", closest: {answer.closest.label}"
    return Outcome(
        sample=sample.id,
        asked=sample.asked,
        expected=_expected(sample.expect),
        got=f"{got} · {answer.card or answer.how}, confidence {answer.confidence:.2f}",
        text=text,
        passed=passes(marks),
        marks=marks,
    )


def mark_figures(outcomes: tuple[Outcome, ...]) -> tuple[Figure, ...]:
    """Return the mean of every mark over the samples that it applies to."""
    figures = []
    for name in dict.fromkeys(name for o in outcomes for name in o.marks):
        values = [o.marks[name] for o in outcomes if name in o.marks]
        graded = name in GRADED or any(v not in (0.0, 1.0) for v in values)
        low, high = bootstrap(values) if graded else wilson(round(sum(values)), len(values))
        figures.append(Figure(name=name, value=sum(values) / len(values), low=low, high=high, n=len(values)))
    return tuple(figures)


def _numbers(numbers: tuple[int, ...]) -> str:
    """Return "principle 4", "principles 3, 4", or nothing; 0 is the introduction and the closing."""
    shown = ["introduction" if n == 0 else str(n) for n in numbers]
    if not shown:
        return ""
    return shown[0] if numbers == (0,) else f"principle{'s' if len(shown) > 1 else ''} {', '.join(shown)}"


def _expected(expect: ExpectedAnswer) -> str:
    parts = [", ".join(filter(None, (" or ".join(expect.status), _numbers(expect.principles))))]
    if expect.closest:
        parts.append(f"closest: {_numbers(expect.closest)}")
    parts += ["says " + " or ".join(f"“{words}”" for words in group) for group in expect.says]
    if expect.avoid:
        parts.append("does not say or begin with " + " or ".join(f"“{words}”" for words in expect.avoid))
    return " · ".join(parts)
