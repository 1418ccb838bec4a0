"""Files of other word processors (.odt, .doc), turned into .docx by LibreOffice where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from assistant.documents.reading.limits import FILE_BYTES, UNPACKED_BYTES, Refused
from assistant.documents.reading.package_check import check_odt

FILTERS = {"odt": "writer8", "doc": "MS Word 97"}
"""Endings that are turned into .docx, and the filter that LibreOffice has to read them with, not another."""

_SECONDS = 60.0
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = ("soffice", "libreoffice")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# No macro runs, no link to another file or address is followed, nothing is asked.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>
</prop></item>
</oor:items>
"""


def program() -> str | None:
    """Return LibreOffice's program, None where it is not installed."""
    found = next((p for name in _PROGRAMS if (p := shutil.which(name))), None)
    return found or next((p for p in _USUAL if Path(p).is_file()), None)


def to_word(data: bytes, ending: str, deadline: float = _SECONDS) -> bytes:
    """Return a .odt or .doc file as .docx; raise Refused.

    It is looked at first, then LibreOffice reads it with a profile of its own in a folder that is removed.
    """
    if ending == "odt":
        check_odt(data)
    else:
        _check_old(data)
    office = program()
    if office is None:
        raise Refused("needs-office", ending=ending)
    with tempfile.TemporaryDirectory(prefix="mou-office-") as place:
        folder = Path(place)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (folder / f"in.{ending}").write_bytes(data)
        _run(office, folder, ending, deadline)
        made = folder / "out" / "in.docx"
        if not made.is_file():
            raise Refused("not-converted", ending=ending)
        if made.stat().st_size > min(UNPACKED_BYTES, 4 * FILE_BYTES["word"]):
            raise Refused("too-long")
        return made.read_bytes()


def _run(office: str, folder: Path, ending: str, deadline: float) -> None:
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG")}
    child = subprocess.Popen(
        [
            *(office, "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--infilter={FILTERS[ending]}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(folder / f"in.{ending}")),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**keep, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)},
        cwd=folder,
        start_new_session=True,
    )
    try:
        child.wait(deadline)
    except subprocess.TimeoutExpired as err:
        raise Refused("too-slow") from err
    finally:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):  # the starter and the program itself are one group of their own
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
        child.wait()


def _check_old(data: bytes) -> None:
    """Look into an old Word file for the streams of a text and of macros, by their names."""
    if not data.startswith(_OLD):
        raise Refused("not-what-it-says", ending="doc")
    if "_VBA_PROJECT".encode("utf-16-le") in data or "Macros".encode("utf-16-le") + b"\0\0" in data:
        raise Refused("macros", ending="doc")
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("locked-word")
    if "WordDocument".encode("utf-16-le") not in data:
        raise Refused("malformed")
