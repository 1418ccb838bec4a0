"""Run the suite beside the server: one run at a time, in a process of its own that gives way to everything else."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

import assistant as package
from assistant.bootstrap import now
from assistant.settings import Settings
from evals.runs import PARTS, Manifest, Outcome, Progress, Run, Runs, TaskResult, authorship, openings

__all__ = ["PARTS", "Manifest", "Outcome", "Proving", "Run", "TaskResult", "authorship", "environment", "openings"]

# The very command that anybody can type; the page only starts it and reads what it keeps.
COMMAND = (sys.executable, "-m", "assistant", "eval", "--gently")
_FINE = (0, 1)
"""Exit codes of a run that was made: as good as before, or worse."""


class Proving:
    """Start, watch and stop a run of the suite. Safe to call from several threads."""

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        self.runs = Runs(settings.data_dir)
        self._settings = settings
        self._command = tuple(command)
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = Lock()
        atexit.register(self.stop)

    @property
    def _log(self) -> Path:
        return self.runs.folder / "last-run.log"

    def start(self) -> bool:
        """Start a run; return False when one is under way, here or in another process. Raises OSError."""
        with self._lock:
            if self._alive() or self.runs.under_way() is not None:
                return False
            self.runs.folder.mkdir(parents=True, exist_ok=True)
            self._stopped = False
            lower = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
            with self._log.open("wb") as log:
                self._child = subprocess.Popen(
                    self._command,
                    env=environment(self._settings),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    creationflags=lower,
                )
            return True

    def stop(self) -> None:
        """End the run that was started here; one that was started from a shell goes on."""
        with self._lock:
            if self._child is not None and self._alive():
                self._stopped = True
                self._child.terminate()
                with suppress(subprocess.TimeoutExpired):
                    self._child.wait(5)
                if self._alive():
                    self._child.kill()

    def progress(self) -> Progress | None:
        """Return how far the run under way is; ``total`` is 1 and ``step`` empty while it is starting."""
        seen = self.runs.under_way()
        if seen is None and self._alive():
            return Progress(id="", began=now())
        return seen

    @property
    def ours(self) -> bool:
        """Whether the run under way was started here and may be stopped here."""
        return self._alive()

    def failure(self) -> str:
        """Return why the last run that was started here could not be made; empty when it was, or was stopped."""
        child = self._child
        if child is None or self._stopped or child.poll() in (None, *_FINE):
            return ""
        with suppress(OSError):
            lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            return " ".join(lines[-2:])[:500]
        return ""

    def _alive(self) -> bool:
        return self._child is not None and self._child.poll() is None


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment in which a child of ours runs on the same settings and the same code."""
    own = {f"MOU_{k.upper()}": str(v) for k, v in settings.model_dump().items() if v not in (None, "")}
    others = {k: v for k, v in os.environ.items() if not k.startswith("MOU_")}
    roots = [str(Path(package.__file__).resolve().parent.parent), others.get("PYTHONPATH", "")]
    return {**others, **own, "PYTHONPATH": os.pathsep.join(r for r in roots if r), "NO_COLOR": "1"}
