"""Run tasks on samples: the part of a run that a command and a page share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from evals.bench import Bench
from evals.results import Results, TaskResult, settings_of, versions
from evals.task import Findings, Sample, Set, Task, Unavailable
from evals.tasks import TASKS

OPEN: tuple[Set, ...] = ("tune", "regression")
"""The sets that anybody may run."""

Step = Callable[[str, int, int], None]
"""Told what is tried now, how many samples are done, and of how many."""


def measure(
    bench: Bench,
    samples: Iterable[Sample],
    tasks: Sequence[Task] = TASKS,
    sets: Sequence[Set] = OPEN,
    step: Step = lambda title, done, total: None,
) -> Results:
    """Run tasks on samples, set by set; a task that cannot run says why and stops nothing."""
    began, everything = time.monotonic(), tuple(samples)
    work = [
        (set_name, task, taken)
        for set_name in sets
        for task in tasks
        if (taken := tuple(s for s in everything if s.set == set_name and s.task in task.takes))
    ]
    total, before, done = sum(len(taken) for _, _, taken in work), 0, []
    for set_name, task, taken in work:
        step(f"{task.title} ({set_name})", before, total)
        bench.asked = _counted(step, f"{task.title} ({set_name})", before, len(taken), total)
        done.append(_try(bench, task, set_name, taken))
        before += len(taken)
    bench.asked = lambda: None
    step("", total, total)
    made = bench.made
    return Results(
        when=made.clock(),
        seconds=round(time.monotonic() - began, 1),
        edition=made.knowledge.edition,
        index=bench.index.fingerprint,
        settings=settings_of(made.settings),
        versions=versions(),
        tasks=tuple(done),
    )


def _counted(step: Step, title: str, before: int, most: int, total: int) -> Callable[[], None]:
    """Return what the bench calls for each question that it asks, so that a long task is seen to move."""
    done = 0

    def asked() -> None:
        nonlocal done
        done = min(done + 1, most)
        step(title, before + done, total)

    return asked


def _try(bench: Bench, task: Task, set_name: Set, samples: tuple[Sample, ...]) -> TaskResult:
    began = time.monotonic()
    try:
        found = task.run(bench, samples)
    except Unavailable as err:
        found = Findings(missing=str(err))
    return TaskResult(
        task=task.name,
        title=task.title,
        about=task.about,
        set=set_name,
        seconds=round(time.monotonic() - began, 2),
        findings=found,
    )
