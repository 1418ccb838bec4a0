"""Runs kept in the data folder, each with a hash, and the one that is under way: what a page shows.

Light on purpose: a server reads runs with this module and never loads what measures.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from assistant.domain.base import Value
from assistant.errors import NotFound, StorageError
from evals.authorship import authorship
from evals.baselines import Comparison
from evals.gates import Miss
from evals.ledger import Opening, openings
from evals.results import RESULTS_FILE, Results, TaskResult, without_questions
from evals.task import PARTS, Outcome

__all__ = [
    "PARTS",
    "Manifest",
    "Opening",
    "Outcome",
    "Progress",
    "Results",
    "Run",
    "Runs",
    "TaskResult",
    "authorship",
    "openings",
]

KEPT = 20
"""Runs that are kept; older ones give way."""

_MANIFEST = "run.json"
_WAIT = 2.0
"""Seconds to wait for the lock: whoever only looks whether it is held has it for an instant."""


class Manifest(Value):
    """A kept run: its files with their SHA-256, and how it stood to the baseline that was shipped with it."""

    id: str
    made: datetime
    passed: int
    samples: int
    seconds: float
    edition: str
    sha256: dict[str, str]
    comparisons: tuple[Comparison, ...] = ()
    misses: tuple[Miss, ...] = ()


class Run(Value):
    """A kept run with all that was measured."""

    manifest: Manifest
    results: Results


class Progress(Value):
    """A run under way: ``done`` of ``total`` samples, and what is tried now."""

    id: str
    began: datetime
    done: int = 0
    total: int = Field(default=1, ge=1)
    step: str = ""


class Runs:
    """The runs of one installation, in ``<data folder>/evals``."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "evals"
        self._lock = self.folder / "running.lock"
        self._progress = self.folder / "running.json"

    @contextmanager
    def claim(self) -> Iterator[None]:
        """Hold the right to run; raise StorageError when a run is under way or the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock, timeout=_WAIT):
                try:
                    yield
                finally:
                    self._progress.unlink(missing_ok=True)
        except Timeout as err:
            raise StorageError("run-under-way") from err
        except OSError as err:
            raise StorageError("data-folder", folder=self.folder, why=err.strerror or err) from err

    def tell(self, progress: Progress) -> None:
        """Write how far the run is, whole or not at all."""
        beside = self._progress.with_suffix(".part")
        with suppress(OSError):  # progress that cannot be told must not end a run
            beside.write_text(progress.model_dump_json(), encoding="utf-8")
            os.replace(beside, self._progress)

    def under_way(self) -> Progress | None:
        """Return the run under way in any process; None when there is none, also after a kill."""
        if not self._lock.exists():
            return None
        try:
            with FileLock(self._lock, timeout=0):
                return None
        except Timeout:
            pass
        except OSError:
            return None
        try:
            return Progress.model_validate_json(self._progress.read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            return Progress(id="", began=datetime.now(UTC))

    def keep(
        self,
        results: Results,
        comparisons: tuple[Comparison, ...],
        misses: tuple[Miss, ...],
        reports: dict[str, str],
    ) -> Manifest:
        """Store a run whole or not at all, and drop the oldest ones; raise StorageError."""
        run_id = f"{results.when:%Y%m%d-%H%M%S}"
        outcomes = [o for t in results.measured() if t.task not in PARTS for o in t.findings.outcomes]
        texts = {RESULTS_FILE: without_questions(results).model_dump_json(indent=1) + "\n", **reports}
        manifest = Manifest(
            id=run_id,
            made=results.when,
            passed=sum(o.passed for o in outcomes),
            samples=len(outcomes),
            seconds=results.seconds,
            edition=results.edition,
            sha256={name: _digest(text.encode()) for name, text in texts.items()},
            comparisons=comparisons,
            misses=misses,
        )
        target, beside = self.folder / run_id, self.folder / f"{run_id}.part"
        try:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            for name, text in texts.items():
                (beside / name).write_bytes(text.encode())
            (beside / _MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            beside.rename(target)
        except OSError as err:
            raise StorageError("run-not-stored", folder=self.folder, why=err.strerror or err) from err
        for old in self.list()[KEPT:]:
            shutil.rmtree(self.folder / old.id, ignore_errors=True)
        return manifest

    def list(self) -> tuple[Manifest, ...]:
        """Return the kept runs, newest first; a damaged one is passed over."""
        found = []
        for path in self.folder.glob(f"*/{_MANIFEST}"):
            with suppress(OSError, ValidationError):
                found.append(Manifest.model_validate_json(path.read_text(encoding="utf-8")))
        return tuple(sorted(found, key=lambda m: (m.made, m.id), reverse=True))

    def load(self, run_id: str) -> Run:
        """Return a run; raise NotFound, and StorageError when its results are not what they were."""
        manifest = next((m for m in self.list() if m.id == run_id), None)
        if manifest is None:
            raise NotFound("no-run")
        text = self.file(run_id, RESULTS_FILE, manifest)
        try:
            return Run(manifest=manifest, results=Results.model_validate(json.loads(text)))
        except ValidationError as err:  # written by another release
            raise StorageError("run-of-other-release") from err

    def file(self, run_id: str, name: str, manifest: Manifest | None = None) -> bytes:
        """Return a file of a run; raise NotFound, and StorageError when it was changed since."""
        found = manifest or next((m for m in self.list() if m.id == run_id), None)
        if found is None or name not in found.sha256:
            raise NotFound("no-run-file")
        try:
            data = (self.folder / found.id / name).read_bytes()
        except OSError as err:
            raise NotFound("run-file-gone") from err
        if _digest(data) != found.sha256[name]:
            raise StorageError("run-changed")
        return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
