"""Time things and read the memory of processes; every figure is a median with its spread."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table; ``target`` is the most (or for a rate the least) that was promised."""

    what: str
    unit: str
    median: float
    p95: float | None = None
    runs: int = 1
    target: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the promise is kept: by the 95th percentile where one is promised for it, else the median."""
        if self.target is None:
            return None
        return self.median >= self.target if self.least else self.median <= self.target

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON has it."""
        return asdict(self) | {"met": self.met}


def row(what: str, unit: str, values: Sequence[float], target: float | None = None, *, least: bool = False) -> Row:
    """Return one line from all measurements of a thing."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] if len(ordered) > 1 else None
    rounded = None if p95 is None else round(p95, 2)
    return Row(what, unit, round(statistics.median(ordered), 2), rounded, len(ordered), target, least)


def times(done: Callable[[], Any], rounds: int) -> list[float]:
    """Return the milliseconds of each round."""
    out = []
    for _ in range(rounds):
        start = time.perf_counter()
        done()
        out.append((time.perf_counter() - start) * 1000)
    return out


def resident_mb(pid: int | str = "self") -> float:
    """Return a process's resident memory in MB, or nan where there is no /proc."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def fresh(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float, bytes]:
    """Run a command in a process of its own: milliseconds, peak resident MB (nan without /proc), what it printed."""
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        # The kernel's own figure for a finished child would start from what this process had when it forked.
        peaks = [float("nan")]
        watching = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
        watching.start()
        printed, said = process.communicate()
        took = (time.perf_counter() - start) * 1000
        watching.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} … failed: {said.decode('utf-8', 'replace')[-400:]}")
    return took, peaks[-1], printed


def _watch(process: subprocess.Popen[bytes], peaks: list[float]) -> None:
    """Note a process's highest resident memory until it ends."""
    while process.returncode is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            return
        if found := _HIGHEST.search(status):
            peaks.append(int(found[1]) / 1000)
        time.sleep(0.01)


_HIGHEST = re.compile(r"VmHWM:\s+(\d+) kB")


def environment(data: Path) -> dict[str, str]:
    """Return a process's environment without the settings of this one."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MOU_")}
    return kept | {"MOU_DATA_DIR": str(data), "HF_HUB_OFFLINE": "1", "PYTHONPATH": os.getcwd()}
