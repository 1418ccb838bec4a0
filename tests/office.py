"""LibreOffice in tests: ``saved`` converts as the product does; ``office_does`` drives it by hand through UNO."""

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

from assistant.documents.office import convert, profile_in, program
from tests.conftest import need

_JOB = Path(__file__).parent / "integration" / "uno_job.py"
_COMMENT = Path(__file__).parent / "data" / "annotation.ui"
_WINDOWS = Path("share/config/soffice.cfg/modules/swriter/ui")


def saved(data: bytes, to: str) -> bytes:
    """What LibreOffice makes of a .docx file: "docx" again, "odt", "doc" or "pdf"."""
    need(program() is not None, "LibreOffice (soffice)")
    return convert(data, "docx", to)


def office_does(jobs: Sequence[dict[str, Any]], folder: Path, *, seconds: float = 240) -> list[dict[str, Any]]:
    """Start LibreOffice once, let it do the jobs of ``uno_job``, and return what it tells of each."""
    office, python = program(), _bridge()
    need(office is not None, "LibreOffice (soffice)")
    need(python is not None, "LibreOffice's bridge for Python (python3-uno)")
    (folder / "jobs.json").write_text(json.dumps(list(jobs)), encoding="utf-8")
    pipe = f"mou-{folder.name}-{os.getpid()}"
    started = subprocess.Popen(
        [
            *(str(office), "--headless", "--invisible", "--norestore", "--nologo", "--nodefault"),
            f"-env:UserInstallation={profile_in(folder).as_uri()}",
            *_comments_shown(Path(str(office)), folder),
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the program is a script around another: both end together
    )
    try:
        done = subprocess.run(
            [str(python), str(_JOB), pipe, str(folder / "jobs.json")],
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


def _comments_shown(office: Path, folder: Path) -> list[str]:
    """Let a LibreOffice without a graphical interface show comments.

    Debian's packages without one leave out the descriptions of all windows, and the program ends when it lays out a
    page with a comment, of whatever file, because it finds none. It gets a folder that looks like its own and has one.
    """
    there = office.resolve().parents[1]
    if (there / _WINDOWS / _COMMENT.name).is_file() or not (there / _WINDOWS.parent).is_dir():
        return []
    here = folder / "office"
    shutil.copytree(there, here, copy_function=os.symlink)  # folders of its own, and links to the files
    (here / _WINDOWS).mkdir(parents=True, exist_ok=True)
    (here / _WINDOWS / _COMMENT.name).write_bytes(_COMMENT.read_bytes())
    return [f"-env:BRAND_BASE_DIR={here.as_uri()}"]


def _bridge() -> str | None:
    """A Python that can talk to LibreOffice; the bridge belongs to the system's, seldom to ours."""
    for python in dict.fromkeys(filter(None, (sys.executable, shutil.which("python3", path="/usr/bin"), "python3"))):
        if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return str(python)
    return None
