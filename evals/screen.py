"""Show a run in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from evals.baselines import Comparison
from evals.report import change, shown
from evals.results import Results

_LEAST_WIDTH = 120
"""Below this the numbers would be cut; a narrow terminal wraps whole lines instead."""


def show(results: Results, comparisons: Sequence[Comparison], said: Sequence[str]) -> None:
    """Print the table of scores, then every finding on a line of its own.

    Marks that are full are left to the report: a table is read for what is wrong.
    """
    console = Console(highlight=False)
    console.width = max(console.width, _LEAST_WIDTH)
    table = Table(title=f"Evals, edition {results.edition}, {results.seconds:.0f} s", title_justify="left")
    for name in ("task", "measure", "value (95 %)", "n", "against the baseline"):
        table.add_column(name, justify="right" if name == "n" else "left", no_wrap=True)
    for task in results.tasks:
        title = f"{task.title} ({task.set})"
        if task.findings.missing:
            table.add_row(title, "not available")
            continue
        score = task.score
        if score is not None:
            table.add_row(title, "[bold]passed", shown(score), str(score.n), change(task, comparisons))
        # A task without samples of its own sums up others: its figures are the table's headline.
        figures = [f for f in task.findings.figures if score is None or not f.full]
        for n, figure in enumerate(figures):
            name = title if n == 0 and score is None else ""
            table.add_row(name, figure.name, shown(figure), str(figure.n), style="dim")
    console.print(table)
    for line in said:
        style = "bold red" if line.startswith("- FAIL") else ""
        console.print(line.removeprefix("- "), style=style, markup=False, soft_wrap=True)
