"""Let LibreOffice convert a file, in a profile and a folder of its own, so that two runs never meet."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_DEADLINE = 120.0  # seconds; the standard agreement takes about three
_LOCKED_DOWN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>'
    '<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>'
    '<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>'
    "</oor:items>"
)


class OfficeFailed(Exception):
    """LibreOffice is there and did not convert the file; the text says what it said, for the log."""


def office() -> str | None:
    """Return the path of LibreOffice's program, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, ending: str, to: str, *, options: str = "", deadline: float = _DEADLINE) -> bytes:
    """Return a file converted from ``ending`` to ``to`` ("docx", "pdf", …); ``options`` are its export filter's.

    Macros are not run and links to other places not followed. Raise FileNotFoundError when LibreOffice is
    not installed, OfficeFailed when nothing came out of it within ``deadline`` seconds.
    """
    program = office()
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory(prefix="mou-office-") as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_LOCKED_DOWN, encoding="utf-8")
        source = folder / f"file.{ending}"
        source.write_bytes(data)
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", f"{to}:{options}" if options else to, "--outdir", str(folder / "out"), str(source)]
        said = _run(command, deadline)
        made = folder / "out" / f"file.{to}"
        if not made.is_file():
            raise OfficeFailed(said[:500])
        return made.read_bytes()


def _run(command: list[str], deadline: float) -> str:
    """Run a command in a session of its own, which is ended with all that it started when time is up."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        said, _ = process.communicate(timeout=deadline)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.communicate()
        return "no answer in time"
    return said.decode("utf-8", "replace")
