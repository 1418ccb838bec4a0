"""The least that a run must reach (``gates.yaml``); the regression set must pass whole."""

from __future__ import annotations

from pathlib import Path

from assistant.content.problems import Problems
from assistant.content.strict_yaml import parse, read_text
from assistant.domain.base import Value
from assistant.errors import ContentError
from evals.results import Results, TaskResult
from evals.task import PARTS

FILE = Path(__file__).resolve().parent / "gates.yaml"

Least = dict[str, dict[str, float]]


class Gates(Value):
    """Least values by task and figure: ``block`` fails a run, ``warn`` and ``test`` are only said."""

    block: Least
    warn: Least
    test: Least


class Miss(Value):
    """A figure on the wrong side of its gate: below the least, or above the most where lower is better."""

    key: str
    figure: str
    value: float
    least: float
    blocking: bool
    above: bool = False

    def __str__(self) -> str:
        side = "above" if self.above else "below"
        return f"{self.key}: {self.figure} is {self.value:.3f}, {side} {self.least:g}"


def load(path: Path = FILE) -> Gates:
    """Read the gates; raise ContentError when the file is wrong."""
    problems = Problems()
    text = read_text(path, path.name, problems)
    value = None if text is None else parse(text, path.name, problems)
    try:
        if problems.errors:
            raise ValueError(str(problems.errors[0]))
        return Gates.model_validate(value)
    except ValueError as err:
        raise ContentError(f"The gates in {path.name} cannot be read: {err}.", "Restore the file.") from err


def missed(results: Results, gates: Gates) -> list[Miss]:
    """Return every figure that lies below its gate."""
    out = []
    for task in results.measured():
        out += _below(task, gates.block.get(task.task, {}), blocking=True)
        if task.set == "regression" and task.task not in PARTS:
            out += _below(task, {"passed": 1.0}, blocking=True)
        else:
            advisory = gates.test if task.set == "test" else gates.warn
            out += _below(task, advisory.get(task.task, {}), blocking=False)
    return out


def _below(task: TaskResult, least: dict[str, float], *, blocking: bool) -> list[Miss]:
    figures = {f.name: f for f in task.findings.figures}
    if task.score is not None:
        figures["passed"] = task.score
    out = []
    for name, wanted in least.items():
        figure = figures.get(name)
        if figure is None:
            continue
        above = figure.lower_is_better
        if figure.value > wanted + 1e-9 if above else figure.value < wanted - 1e-9:
            out.append(
                Miss(key=task.key, figure=name, value=figure.value, least=wanted, blocking=blocking, above=above)
            )
    return out
