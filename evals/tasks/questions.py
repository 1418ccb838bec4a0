"""Questions, abstention, false premises, follow-ups and routing: ask, and score the answer."""

from __future__ import annotations

from evals.bench import Bench
from evals.intervals import bootstrap, wilson
from evals.scorers import GRADED, passes, score_answer
from evals.task import ExpectedAnswer, Figure, Findings, Outcome, QuestionSample


def run(bench: Bench, samples: tuple[QuestionSample, ...]) -> Findings:
    """Ask every question and score every answer."""
    outcomes = tuple(judge(bench, sample) for sample in samples)
    return Findings(outcomes=outcomes, figures=mark_figures(outcomes))


def judge(bench: Bench, sample: QuestionSample) -> Outcome:
    """Ask one question and score its answer."""
    answer, text = bench.ask(sample.ask, sample.history)
    marks = score_answer(sample.expect, answer, text, bench.file)
    got = f"{answer.status.value} {_numbers(answer.principles)}"
    if answer.closest is not None:
        got += f" closest {answer.closest.label}"
    return Outcome(
        sample=sample.id,
        asked=sample.asked,
        expected=_expected(sample.expect),
        got=f"{got} · {answer.card or answer.how} · {answer.confidence:.2f}",
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
    return f"[{', '.join(map(str, numbers))}]"


def _expected(expect: ExpectedAnswer) -> str:
    parts = [f"{' or '.join(expect.status)} {_numbers(expect.principles)}"]
    if expect.closest:
        parts.append(f"closest {_numbers(expect.closest)}")
    parts += [f"says {' / '.join(group)}" for group in expect.says]
    if expect.avoid:
        parts.append(f"avoids {' / '.join(expect.avoid)}")
    return " · ".join(parts)
