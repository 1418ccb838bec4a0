"""Run LibreOffice: one file in, one file out, in a folder and a profile of its own that are removed afterwards.

No macro runs, no link to another file or address is followed, nothing is asked, and of this process's settings
LibreOffice gets none. Time, memory and what it may write are limited.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_SECONDS = 120.0  # the standard agreement takes about three
_MEMORY = 4 << 30  # bytes of address space, of which it reserves far more than it uses
_WRITTEN = 200_000_000  # bytes of one file
_PROGRAMS = ("soffice", "libreoffice")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class OfficeMissing(Exception):
    """LibreOffice is not installed."""


class OfficeFailed(Exception):
    """LibreOffice made no file; the text says what it said, for the log."""


class OfficeTooSlow(OfficeFailed):
    """LibreOffice was ended because its time was up."""


def program() -> str | None:
    """Return LibreOffice's program, None where it is not installed."""
    found = next((p for name in _PROGRAMS if (p := shutil.which(name))), None)
    return found or next((p for p in _USUAL if Path(p).is_file()), None)


def convert(
    data: bytes, ending: str, to: str, *, reads: str = "", writes: str = "", deadline: float = _SECONDS
) -> bytes:
    """Return a file with the ending ``ending`` converted to ``to`` ("docx", "odt", "pdf").

    ``reads`` and ``writes`` name the filters ("MS Word 97", "writer_pdf_Export:{…}"); "" lets LibreOffice choose.
    ``deadline`` is in seconds. Raise OfficeMissing, OfficeTooSlow, or OfficeFailed when nothing came out of it.
    """
    office = program()
    if office is None:
        raise OfficeMissing("soffice")
    with tempfile.TemporaryDirectory(prefix="mou-office-") as name:
        folder = Path(name)
        profile = profile_in(folder)
        source, made = folder / f"file.{ending}", folder / "out" / f"file.{to}"
        source.write_bytes(data)
        said = _run(
            [
                *(office, "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
                *("--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"),
                *([f"--infilter={reads}"] if reads else []),
                *("--convert-to", f"{to}:{writes}" if writes else to, "--outdir", str(made.parent), str(source)),
            ],
            folder,
            deadline,
        )
        if not made.is_file():
            raise OfficeFailed(said[:500])
        return made.read_bytes()


def profile_in(folder: Path) -> Path:
    """Make a profile in a folder, with macros and links switched off, and return its place."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder / "profile"


def _run(command: list[str], folder: Path, deadline: float) -> str:
    """Run a command in a session of its own, which is ended with all that it started; return what it said."""
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG")}
    process = subprocess.Popen(
        _limited(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**keep, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)},
        cwd=folder,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=deadline)
    except subprocess.TimeoutExpired as err:
        raise OfficeTooSlow("no answer in time") from err
    finally:
        # The program is started by a script that may end before it: both are of one group of their own.
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.communicate()
    return said.decode("utf-8", "replace")


def _limited(command: list[str]) -> list[str]:
    """Return the command under limits on memory and written files, where there is a shell that can set them.

    A shell sets them, because between fork and exec a process with threads may not run Python. A limit that the
    system does not know is left out.
    """
    shell = Path("/bin/sh")
    if not shell.is_file():
        return command
    most = {"v": _MEMORY >> 10, "f": _WRITTEN // 512, "c": 0}
    limits = "; ".join(f"ulimit -{what} {size}" for what, size in most.items())
    return [str(shell), "-c", f'{{ {limits}; }} 2>/dev/null; exec "$@"', "soffice", *command]
