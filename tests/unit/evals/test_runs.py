"""Runs kept in the data folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import NotFound, StorageError
from evals import runs as kept
from evals.results import Results, TaskResult
from evals.runs import Progress, Runs, authorship, openings
from evals.task import Findings, Outcome

WHEN = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def results(when: datetime = WHEN) -> Results:
    right = Outcome(sample="tune-001", asked="q", expected="e", got="g", passed=True)
    found = Findings(outcomes=(right, right.model_copy(update={"sample": "tune-002", "passed": False})))
    task = TaskResult(task="answers", title="Answers", about="", set="tune", seconds=1.0, findings=found)
    return Results(
        when=when, seconds=2.0, edition="abc", index="def", settings={"a": "b"}, versions={"python": "3"}, tasks=(task,)
    )


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def test_a_run_is_kept_with_hashes_and_read_back_whole(runs: Runs) -> None:
    manifest = runs.keep(results(), (), (), {"report.md": "# Evals\n"})
    assert (manifest.passed, manifest.samples) == (1, 2)
    assert runs.load(manifest.id).results == results()
    assert runs.file(manifest.id, "report.md") == b"# Evals\n"


def test_results_that_were_changed_after_the_run_are_not_shown(runs: Runs) -> None:
    manifest = runs.keep(results(), (), (), {})
    path = runs.folder / manifest.id / "results.json"
    path.write_text(path.read_text().replace('"passed": false', '"passed": true'))
    with pytest.raises(StorageError, match="run-changed"):
        runs.load(manifest.id)


@pytest.mark.parametrize("name", ["../run.json", "run.json", "other"])
def test_only_the_files_of_a_run_can_be_had(runs: Runs, name: str) -> None:
    manifest = runs.keep(results(), (), (), {})
    with pytest.raises(NotFound):
        runs.file(manifest.id, name)
    with pytest.raises(NotFound):
        runs.file("../..", "results.json")


def test_the_newest_runs_stay(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 2)
    made = [runs.keep(results(WHEN + timedelta(minutes=n)), (), (), {}).id for n in range(3)]
    assert [m.id for m in runs.list()] == made[:0:-1]


def test_one_run_at_a_time_and_whoever_looks_sees_how_far_it_is(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_WAIT", 0.0)
    assert runs.under_way() is None
    with runs.claim():
        runs.tell(Progress(id="r", began=WHEN, done=3, total=9, step="Answers"))
        seen = Runs(runs.folder.parent).under_way()
        assert seen is not None
        assert (seen.done, seen.total) == (3, 9)
        with pytest.raises(StorageError, match="run-under-way"), Runs(runs.folder.parent).claim():
            pass
    assert runs.under_way() is None


def test_progress_left_by_a_run_that_was_killed_is_no_run(runs: Runs) -> None:
    runs.folder.mkdir(parents=True)
    runs.tell(Progress(id="r", began=WHEN))
    assert runs.under_way() is None


def test_every_set_says_who_wrote_it_and_the_ledger_has_an_opening() -> None:
    assert "had not seen the answer cards" in authorship()["test"]
    assert openings()[0].scores["answers"].n > 100
