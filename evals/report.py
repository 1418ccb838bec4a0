"""The report of a run, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.baselines import Comparison
from evals.gates import Miss
from evals.leaks import Leak
from evals.results import Results, TaskResult
from evals.task import Figure


def markdown(results: Results, comparisons: Sequence[Comparison], misses: Sequence[Miss], leaks: Sequence[Leak]) -> str:
    """Return the whole report: scores, figures, changes, what failed."""
    parts = ["# Evals", head(results), "## Scores", _table(results, comparisons)]
    said = findings(results, comparisons, misses, leaks)
    parts += ["## What needs attention", *(said or ["Nothing."])]
    for task in results.measured():
        if task.findings.figures:
            parts += [f"## {task.title} ({task.set})", task.about, _figures(task.findings.figures)]
        if task.set != "test" and (missed := [o for o in task.findings.outcomes if not o.passed]):
            rows = [(o.sample, o.asked, o.expected, o.got) for o in missed]
            parts += [f"### Missed: {len(missed)}", _rows(("sample", "asked", "expected", "got"), rows)]
    return "\n\n".join(parts) + "\n"


def head(results: Results) -> str:
    """Return the lines that say what was run."""
    settings = ", ".join(f"{k} {v}" for k, v in results.settings.items())
    versions = ", ".join(f"{k} {v}" for k, v in results.versions.items())
    return (
        f"Run on {results.when:%Y-%m-%d %H:%M} UTC in {results.seconds:.0f} s · edition {results.edition}, "
        f"index {results.index}\n\nSettings: {settings}. Versions: {versions}.\n\n"
        "Intervals are 95 % (Wilson for shares of samples, bootstrap for the rest)."
    )


def findings(
    results: Results, comparisons: Iterable[Comparison], misses: Iterable[Miss], leaks: Iterable[Leak]
) -> list[str]:
    """Return every finding as one line: drops first, then gates, leaks and what could not run."""
    out = []
    for c in comparisons:
        if c.gone:
            out.append(f"- FAIL {c.key}: measured before, and not available now.")
        elif c.failed:
            lost = ", ".join(c.lost)
            out.append(f"- FAIL {c.key}: down by {-c.difference.mean:.3f} from the baseline; lost {lost}.")
        elif c.lost and not c.key.startswith("test/"):
            gained = ", ".join(c.gained) or "none"
            out.append(f"- {c.key}: lost {', '.join(c.lost)}; gained {gained} (no significant drop).")
    out += [f"- {'FAIL' if m.blocking else 'aim'} {m}." for m in misses]
    out += [f"- {'FAIL' if leak.is_error else 'leak'} {leak}." for leak in leaks]
    out += [f"- {t.key}: not available, {t.findings.missing}." for t in results.tasks if t.findings.missing]
    return out


def shown(figure: Figure) -> str:
    """Return a figure with its interval."""
    return f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"


def change(task: TaskResult, comparisons: Iterable[Comparison]) -> str:
    """Return how a task stands to its baseline, in a few signs."""
    for c in comparisons:
        if c.key == task.key:
            d = c.difference
            return "gone" if c.gone else f"{d.mean:+.3f} ({d.low:+.3f} to {d.high:+.3f})"
    return "no baseline"


def save(text: str, folder: Path, name: str) -> Path:
    """Write a report and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _table(results: Results, comparisons: Sequence[Comparison]) -> str:
    rows = []
    for task in results.tasks:
        score = task.score
        if task.findings.missing:
            rows.append((task.set, task.title, "not available", "", ""))
        elif score is not None:
            right = sum(o.passed for o in task.findings.outcomes)
            rows.append((task.set, task.title, shown(score), f"{right}/{score.n}", change(task, comparisons)))
    return _rows(("set", "task", "passed", "samples", "against the baseline"), rows)


def _figures(figures: Iterable[Figure]) -> str:
    return _rows(("figure", "value", "n"), [(f.name, shown(f), str(f.n)) for f in figures])


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(c) for c in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
