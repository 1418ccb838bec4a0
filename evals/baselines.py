"""Baselines: what passed when they were last set, sample by sample, and whether a run fell below."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.domain.base import Value
from assistant.errors import ContentError, PlainError
from evals.intervals import Difference, paired_bootstrap
from evals.results import Results, TaskResult
from evals.task import Set

FOLDER = Path(__file__).resolve().parent / "baselines"


class Baseline(Value):
    """What passed in one set: task name → sample id → passed; ``edition`` is of the knowledge then."""

    set: Set
    made: str
    edition: str
    tasks: dict[str, dict[str, bool]]


class Comparison(Value):
    """One task against its baseline, over the samples that both have.

    ``lost`` and ``gained`` are sample ids; ``gone`` says that a task measured before is not any more.
    """

    key: str
    difference: Difference
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    gone: bool = False

    @property
    def failed(self) -> bool:
        """Whether this is a significant drop; in the regression set one lost sample is."""
        return self.gone or self.difference.significant_drop or (self.key.startswith("regression/") and bool(self.lost))


def load(set_name: Set, folder: Path = FOLDER) -> Baseline | None:
    """Read a set's baseline; None when there is none; raise ContentError when it is damaged."""
    path = folder / f"{set_name}.json"
    if not path.exists():
        return None
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except ValueError as err:
        raise ContentError(
            f"The baseline {path.name} cannot be read.", "Restore it, or set it anew with --update-baseline."
        ) from err


def compare(results: Results, folder: Path = FOLDER) -> tuple[Comparison, ...]:
    """Compare every task of a run that has a baseline."""
    out = []
    baselines = {s: load(s, folder) for s in dict.fromkeys(t.set for t in results.tasks)}
    for task in results.tasks:
        baseline = baselines[task.set]
        before = baseline.tasks.get(task.task) if baseline else None
        if before:
            out.append(compared(task, before))
    return tuple(out)


def compared(task: TaskResult, before: Mapping[str, bool]) -> Comparison:
    """Compare one task with what passed before; samples that only one side has are left out."""
    after = passed(task)
    shared = [i for i in before if i in after]
    difference = paired_bootstrap([float(before[i]) for i in shared], [float(after[i]) for i in shared])
    return Comparison(
        key=task.key,
        difference=difference,
        lost=tuple(i for i in shared if before[i] and not after[i]),
        gained=tuple(i for i in shared if after[i] and not before[i]),
        gone=bool(task.findings.missing),
    )


def passed(task: TaskResult) -> dict[str, bool]:
    """Return what passed, by sample id."""
    return {o.sample: o.passed for o in task.findings.outcomes}


def update(results: Results, folder: Path = FOLDER) -> list[Path]:
    """Set the baselines of the tasks that ran; tasks that did not keep theirs. Raises PlainError."""
    written = []
    for set_name in dict.fromkeys(t.set for t in results.tasks):
        old = load(set_name, folder)
        tasks = dict(old.tasks) if old else {}
        tasks |= {t.task: passed(t) for t in results.measured() if t.set == set_name and t.findings.outcomes}
        made = Baseline(set=set_name, made=results.when.date().isoformat(), edition=results.edition, tasks=tasks)
        path = folder / f"{set_name}.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(_json(made), encoding="utf-8")
        except OSError as err:
            raise PlainError(
                f"The baseline cannot be written to {path} ({err.strerror or err}).",
                "Update baselines from a checkout, where the evals folder can be written.",
            ) from err
        written.append(path)
    return written


def _json(baseline: Baseline) -> str:
    # One line for each task keeps a diff readable: which samples changed stands in one place.
    head = {"set": baseline.set, "made": baseline.made, "edition": baseline.edition}
    lines = [f' "{k}": {json.dumps(v)},' for k, v in head.items()]
    tasks = [f'  "{name}": {json.dumps(ids)}' for name, ids in sorted(baseline.tasks.items())]
    return "\n".join(["{", *lines, ' "tasks": {', ",\n".join(tasks), " }", "}"]) + "\n"
