"""Letterheads, checks and terms on the command line; no index is needed for any of them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from tests.doors.test_cli import mou
from tests.files import word_of
from tests.unit.documents.test_letterhead import letterhead
from tests.validity import wrong


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def draft(home: Path) -> str:
    done = mou(home, "draft", "new", "--template", "essential")
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def test_a_draft_on_a_letterhead_is_written_and_its_gaps_are_told(home: Path, draft: str, tmp_path: Path) -> None:
    paper, out = tmp_path / "paper.docx", tmp_path / "mou.docx"
    paper.write_bytes(letterhead())
    done = mou(home, "export", draft, "--shell", str(paper), "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().strip() == str(out)
    assert b"8 of the 22 styles" in done.stderr
    made = docx.Document(str(out))
    assert "County of Riverton" in made.sections[0].header.paragraphs[0].text
    assert wrong(out.read_bytes()) == []
    checked = mou(home, "word", "check", str(out), "--json")
    assert json.loads(checked.stdout)["passes"] is True
    # The same paper by the setting, for a server, gives the same bytes.
    again = tmp_path / "again.docx"
    assert mou(home, "export", draft, "-o", str(again), MOU_SHELL=str(paper)).returncode == 0
    assert again.read_bytes() == out.read_bytes()


def test_a_letterhead_that_cannot_be_used_writes_nothing(home: Path, draft: str, tmp_path: Path) -> None:
    out = tmp_path / "mou.docx"
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no Word file")
    for shell, words in ((bad, b"letterhead cannot be used"), (tmp_path / "gone.docx", b"no letterhead at")):
        done = mou(home, "export", draft, "--shell", str(shell), "-o", str(out))
        assert done.returncode != 0
        assert words in done.stderr
        assert b"Traceback" not in done.stderr
        assert not out.exists()


def test_a_file_is_checked_and_mended(home: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "file.docx", tmp_path / "copy.docx"
    file.write_bytes(word_of("# Agreement", "- one", "- two"))
    before = file.read_bytes()
    done = mou(home, "word", "check", str(file))
    assert done.returncode == 1
    said = done.stdout.decode()
    for words in ("no title", "typed with dashes", "'mou word fix' can do this", "need a person"):
        assert words in said
    done = mou(home, "word", "fix", str(file), "-o", str(out), "--title", "Agreement of Riverton")
    assert done.returncode == 0, done.stderr
    assert "Put right" in done.stdout.decode()
    assert docx.Document(io.BytesIO(out.read_bytes())).core_properties.title == "Agreement of Riverton"
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_checked_is_said(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file.pdf").write_bytes(b"%PDF-1.7")
    for verb in (("check",), ("fix", "-o", str(tmp_path / "out.docx"))):
        done = mou(home, "word", verb[0], str(tmp_path / "file.pdf"), *verb[1:])
        assert done.returncode == 1
        assert b"Only Word files" in done.stderr
    assert not (tmp_path / "out.docx").exists()


def test_a_copy_never_takes_the_place_of_its_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "file.docx"
    file.write_bytes(word_of("x"))
    done = mou(home, "word", "fix", str(file), "-o", str(file))
    assert done.returncode != 0
    assert b"another name" in done.stderr
    assert b"There is no file" in mou(home, "word", "check", str(tmp_path / "gone.docx")).stderr


def test_terms_of_a_draft_are_listed(home: Path, draft: str) -> None:
    assert "used as it is defined" in mou(home, "draft", "terms", draft).stdout.decode()
    assert json.loads(mou(home, "draft", "terms", draft, "--json").stdout)["undefined"] == []
