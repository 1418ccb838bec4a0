"""LibreOffice runs with limits, in a folder of its own, and is ended with all that it started."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assistant.documents import office
from assistant.documents.office import OfficeFailed, OfficeMissing, OfficeTooSlow, convert

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits are set by a shell")


@pytest.fixture
def stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that stands in for LibreOffice."""
    script = tmp_path / "soffice"
    monkeypatch.setattr(office, "program", lambda: str(script))
    return script


def play(script: Path, does: str) -> None:
    script.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    script.chmod(0o700)


def test_it_has_limits_and_none_of_our_settings(stands_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOU_DATABASE_URL", "postgresql://secret")
    play(stands_in, "mkdir out; { ulimit -v; ulimit -f; pwd; env; } > out/file.docx")
    memory, written, folder, *settings = convert(b"x", "odt", "docx").decode().splitlines()
    assert int(memory) * 1024 <= 4 << 30
    assert int(written) * 512 <= 200_000_000
    assert "mou-office-" in folder
    assert not Path(folder).exists()
    assert not any("MOU" in s for s in settings)


def test_macros_and_links_are_off(stands_in: Path) -> None:
    play(stands_in, "mkdir out; cat profile/user/registrymodifications.xcu > out/file.docx")
    assert b"DisableMacrosExecution" in convert(b"x", "odt", "docx")


def test_when_time_is_up_it_ends_with_all_that_it_started(stands_in: Path, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    play(stands_in, f"sleep 60 & echo $! > {told}; wait")
    begun = time.monotonic()
    with pytest.raises(OfficeTooSlow):
        convert(b"x", "odt", "docx", deadline=0.5)
    assert time.monotonic() - begun < 10
    assert not running(int(told.read_text()))


def test_it_says_what_is_missing(stands_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play(stands_in, "echo broken; exit 0")
    with pytest.raises(OfficeFailed, match="broken"):
        convert(b"x", "odt", "docx")
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(OfficeMissing):
        convert(b"x", "odt", "docx")


def running(pid: int) -> bool:
    """Whether a process still does something; one that ended and was not waited for does not."""
    try:
        os.kill(pid, 0)
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (ProcessLookupError, FileNotFoundError):
        return False
