"""Run the evals: the one entry for ``python -m evals``, for ``mou eval`` and for the page that proves (``main``)."""

from __future__ import annotations

import getpass
import os
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.bootstrap import build
from assistant.cli.console import fail
from assistant.errors import AssistantError
from evals import baselines, gates, leaks, ledger, report
from evals.bench import Bench
from evals.measure import OPEN, measure
from evals.page import page
from evals.results import RESULTS_FILE, Results, save, without_questions
from evals.review.command import app as review
from evals.runs import Progress as Told
from evals.runs import Runs
from evals.samples import QUESTIONS, newest_file, read_samples
from evals.screen import show
from evals.task import QuestionSample, Set, Task
from evals.tasks import TASKS

__all__ = ["app", "main", "measure"]

_HERE = Path(__file__).resolve().parent
_TELL_EVERY = 0.5
"""Seconds between two words on how far a run is."""

errors = Console(stderr=True, highlight=False)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.add_typer(review, name="review", help="Teach, calibrate and measure the review of agreements.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 as good as before · 1 a significant drop, a missed gate or a leak into the test set · 2 mistyped ·
    3 could not be run.
    """
    try:
        code = app(args=None if arguments is None else list(arguments), prog_name="evals", standalone_mode=False)
    except AssistantError as err:
        fail(err)
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
    gently: Annotated[bool, typer.Option("--gently", help="Give way to everything else that runs here.")] = False,
    release: Annotated[str, typer.Option("--release", help="The release that the test set is opened for.")] = "",
    newest: Annotated[bool, typer.Option("--newest", help="Of the test set, its last file alone.")] = False,
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
    if gently:
        _give_way()
    bench = _bench()
    wanted = [t for t in TASKS if not tasks or t.name in tasks]
    # A whole run of the open sets proves something, so it is kept; a part is run while working on it.
    whole = not tasks and tuple(chosen) == OPEN
    runs = Runs(bench.made.settings.data_dir)
    with runs.claim() if whole else nullcontext():
        results = _measured(bench, wanted, chosen, runs if whole else None, newest=newest)
        if "test" in chosen:
            ledger.append(results, release=release, who=who or getpass.getuser(), file=newest_file() if newest else "")
        compared, misses = baselines.compare(results), gates.missed(results, gates.load())
        # Leaks are looked for where samples and cards are written: they say nothing about an installation.
        found = _leaks(bench, chosen) if not tasks and _in_checkout() and not gently else []
        reports = {
            "report.md": report.markdown(results, compared, misses, found),
            "report.html": page(results, compared, misses, found),
        }
        if whole:
            kept = runs.keep(results, compared, tuple(misses), reports)
            place = runs.folder / kept.id
            errors.print(f"Kept: {place}, SHA-256 {kept.sha256[RESULTS_FILE]}", markup=False, soft_wrap=True)
    if out is not None or not whole:
        _write(results, reports, out or _reports(bench))
    return _conclude(results, compared, misses, found, update=update, as_json=as_json)


def _measured(
    bench: Bench, wanted: Sequence[Task], chosen: Sequence[Set], runs: Runs | None, *, newest: bool
) -> Results:
    """Run the tasks; how far it is, is shown here and told to whoever watches the runs."""
    began, told = bench.made.clock(), 0.0
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=errors, transient=True
    ) as bar:
        line = bar.add_task("evals", total=1)

        def step(name: str, done: int, total: int) -> None:
            nonlocal told
            bar.update(line, description=name, completed=done, total=total)
            if runs is not None and time.monotonic() - told > _TELL_EVERY:
                told = time.monotonic()
                runs.tell(Told(id=f"{began:%Y%m%d-%H%M%S}", began=began, done=done, total=max(total, 1), step=name))

        return measure(bench, read_samples(chosen, newest=newest), wanted, chosen, step)


def _give_way() -> None:
    """Take the lowest priority: whoever asks a question meanwhile is answered first."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(15)


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


@app.command("tune")
def tune(steps: Annotated[int, typer.Option(help="Steps of training (0: the usual number).")] = 0) -> int:
    """Teach the encoder from the cards' wordings and the messages beside them; write knowledge/encoder/changes.npz."""
    from evals.tuning import STEPS
    from evals.tuning import tune as teach

    made = build()
    return teach(made.knowledge, made.content, steps=steps or STEPS)


@app.command("spanish")
def spanish(
    write: Annotated[bool, typer.Option("--write", help="Write knowledge/spanish/matching.yaml.")] = False,
) -> int:
    """Calibrate the Spanish matching on its wordings, and measure it on fresh questions."""
    from evals.spanish import run

    made = build()
    return run(made.knowledge, made.content, write=write)


def _bench() -> Bench:
    return Bench(build(say=lambda sentence: errors.print(sentence, style="dim")))


def _leaks(bench: Bench, chosen: Sequence[Set]) -> list[leaks.Leak]:
    # The test set is compared with the wordings on every run, and only its ids are ever named.
    samples = [s for s in read_samples({*chosen, "test"} - {"regression"}) if isinstance(s, QuestionSample)]
    return leaks.check(bench, [s for s in samples if s.task in QUESTIONS])


def _write(results: Results, reports: dict[str, str], folder: Path) -> None:
    try:
        save(results, folder)
        for name, text in reports.items():
            written = report.save(text, folder, name)
        errors.print(f"Report: {written}", markup=False, soft_wrap=True)
    except OSError as err:
        errors.print(f"The report cannot be written to {folder}: {err.strerror or err}.", markup=False)


def _conclude(
    results: Results,
    compared: Sequence[baselines.Comparison],
    misses: Sequence[gates.Miss],
    found: Sequence[leaks.Leak],
    *,
    update: bool,
    as_json: bool,
) -> int:
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
    return _HERE / "reports" if _in_checkout() else bench.made.settings.data_dir / "evals" / "reports"


def _in_checkout() -> bool:
    return (_HERE.parent / "pyproject.toml").is_file()
