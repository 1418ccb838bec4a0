"""LibreOffice driven through UNO: one start for as many files as a test has."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.conftest import need

_JOB = Path(__file__).parent / "integration" / "uno_job.py"


def bridge() -> str | None:
    """A Python that can talk to LibreOffice; the bridge belongs to the system's, seldom to ours."""
    for python in dict.fromkeys(filter(None, (sys.executable, shutil.which("python3", path="/usr/bin"), "python3"))):
        if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return str(python)
    return None


def office_does(
    jobs: Sequence[dict[str, Any]], folder: Path, *, seconds: float = 240, script: Path = _JOB
) -> list[dict[str, Any]]:
    """Start LibreOffice once, let it do the jobs of ``uno_job`` (or another script), and return what it tells."""
    office, python = shutil.which("soffice"), bridge()
    need(office is not None, "LibreOffice (soffice)")
    need(python is not None, "LibreOffice's bridge for Python (python3-uno)")
    (folder / "jobs.json").write_text(json.dumps(list(jobs)), encoding="utf-8")
    pipe = f"mou-{folder.name}-{id(jobs)}"
    started = subprocess.Popen(
        [
            *(str(office), "--headless", "--invisible", "--norestore", "--nologo", "--nodefault"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the program is a script around another: both end together
    )
    try:
        done = subprocess.run(
            [str(python), str(script), pipe, str(folder / "jobs.json")],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))
    finally:
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait(20)
