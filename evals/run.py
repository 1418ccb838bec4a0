"""Run the evals: the one entry for ``python -m evals`` and ``mou eval`` (``main``) and for a page (``measure``)."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.bootstrap import build
from assistant.errors import AssistantError
from evals import baselines, gates, leaks, ledger, report
from evals.bench import Bench
from evals.measure import OPEN, measure
from evals.page import page
from evals.results import Results, save, without_questions
from evals.samples import QUESTIONS, read_samples
from evals.screen import show
from evals.task import QuestionSample, Set
from evals.tasks import TASKS

__all__ = ["app", "main", "measure"]

errors = Console(stderr=True, highlight=False)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 as good as before · 1 a significant drop, a missed gate or a leak into the test set · 2 mistyped ·
    3 could not be run.
    """
    try:
        code = app(args=None if arguments is None else list(arguments), prog_name="evals", standalone_mode=False)
    except AssistantError as err:
        errors.print(err.message, style="bold red", markup=False)
        errors.print(err.remedy, markup=False)
        return 3
    except (typer.Abort, KeyboardInterrupt):
        return 3
    except Exception as err:  # typer's own usage errors, whose base class it does not export
        if not hasattr(err, "exit_code") or not hasattr(err, "show"):
            raise
        err.show()
        return int(err.exit_code)
    return code if isinstance(code, int) else 0


@app.callback(invoke_without_command=True)
def evals(
    context: typer.Context,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", help="tune, regression or test, repeatable; the first two if none."),
    ] = None,
    tasks: Annotated[list[str] | None, typer.Option("--task", help="Only this task, repeatable.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for results.json, report.md, report.html.")] = None,
    update: Annotated[bool, typer.Option("--update-baseline", help="Make this run the baseline.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the results as JSON instead of a table.")] = False,
    release: Annotated[str, typer.Option("--release", help="The release that the test set is opened for.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who opens the test set, for the ledger.")] = "",
) -> int | None:
    """Measure the assistant and compare with the baselines."""
    if context.invoked_subcommand is not None:
        return None
    chosen = [s for s in get_args(Set) if s in (sets or OPEN)]
    names = [t.name for t in TASKS]
    wrong = [s for s in sets or [] if s not in get_args(Set)] + [t for t in tasks or [] if t not in names]
    if wrong:
        errors.print(f"There is no set or task {wrong[0]!r}. Tasks: {', '.join(names)}.", markup=False)
        return 2
    if "test" in chosen and not release:
        errors.print("The test set is opened only for a release: give --release NAME; the ledger records it.")
        return 2
    if "test" in chosen:
        ledger.check_writable()
    bench = _bench()
    wanted = [t for t in TASKS if not tasks or t.name in tasks]
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=errors, transient=True
    ) as bar:
        line = bar.add_task("evals", total=len(wanted) * len(chosen) + 1)

        def step(name: str) -> None:
            bar.update(line, description=name, advance=1)

        results = measure(bench, read_samples(chosen), wanted, chosen, step)
        step("Leaks")
        # One task alone is run while working on it; the leaks wait for a whole run.
        found = [] if tasks else _leaks(bench, chosen)
    if "test" in chosen:
        ledger.append(results, release=release, who=who or getpass.getuser())
    return _conclude(bench, results, found, out, update=update, as_json=as_json)


@app.command("leaks")
def leaks_alone() -> int:
    """Check that no question of the tune and test sets is already in the knowledge."""
    found = _leaks(_bench(), ("tune",))
    for leak in found:
        sys.stdout.write(f"{leak}\n")
    return int(any(leak.is_error for leak in found))


@app.command("calibrate")
def calibrate(
    write: Annotated[
        bool, typer.Option("--write/--dry-run", help="Write knowledge/matching.yaml, or only show it.")
    ] = True,
) -> int:
    """Find the matcher's weights and thresholds from the open questions and write knowledge/matching.yaml."""
    from evals.calibrate import calibrate as search

    return search(_bench(), write=write)


def _bench() -> Bench:
    return Bench(build(say=lambda sentence: errors.print(sentence, style="dim")))


def _leaks(bench: Bench, chosen: Sequence[Set]) -> list[leaks.Leak]:
    # The test set is compared with the wordings on every run, and only its ids are ever named.
    samples = [s for s in read_samples({*chosen, "test"} - {"regression"}) if isinstance(s, QuestionSample)]
    return leaks.check(bench, [s for s in samples if s.task in QUESTIONS])


def _conclude(
    bench: Bench, results: Results, found: Sequence[leaks.Leak], out: Path | None, *, update: bool, as_json: bool
) -> int:
    compared = baselines.compare(results)
    misses = gates.missed(results, gates.load())
    folder = out or _reports(bench)
    try:
        save(results, folder)
        report.save(report.markdown(results, compared, misses, found), folder, "report.md")
        written = report.save(page(results, compared, misses, found), folder, "report.html")
        errors.print(f"Report: {written}", markup=False, soft_wrap=True)
    except OSError as err:
        errors.print(f"The report cannot be written to {folder}: {err.strerror or err}.", markup=False)
    if as_json:
        sys.stdout.write(without_questions(results).model_dump_json() + "\n")
    else:
        show(results, compared, report.findings(results, compared, misses, found))
    if update:
        for path in baselines.update(results):
            errors.print(f"Baseline set: {path}", markup=False, soft_wrap=True)
        compared = ()
    return int(any(c.failed for c in compared) or any(m.blocking for m in misses) or any(k.is_error for k in found))


def _reports(bench: Bench) -> Path:
    """Beside the code in a checkout, else in the data folder: an installed package is not written to."""
    here = Path(__file__).resolve().parent
    if (here.parent / "pyproject.toml").is_file():
        return here / "reports"
    return bench.made.settings.data_dir / "evals"
