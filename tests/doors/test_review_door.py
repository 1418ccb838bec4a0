"""``mou review`` and ``mou reviews``: what they write, what they keep, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from assistant.bootstrap import Assistant, build
from assistant.cli import reviewing
from assistant.cli.app import app
from assistant.documents.reading.word_file import read_word
from assistant.errors import DocumentError, NotAllowed, NotFound
from assistant.settings import Settings
from tests.files import word_of
from tests.made_reviews import AGREEMENT, HandMade

Mou = Callable[..., Result]


@pytest.fixture
def mou(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mou:
    """The commands, with a reviewer that finds what it is told to."""
    mine = build(Settings(data_dir=tmp_path / "data"))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = HandMade(assistant.knowledge.requirements, "discipline")
    monkeypatch.setattr(reviewing, "assistant", lambda: mine)
    return lambda *words: CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.md"
    path.write_text(AGREEMENT, encoding="utf-8")
    return path


def test_a_review_is_told_by_principle_state_and_words_with_their_place(mou: Mou, file: Path) -> None:
    done = mou("review", file)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "This is not legal advice." in done.stdout
    at = lines.index("Principle 3, School discipline: conflict")
    assert lines[at + 1] == "  SROs stay out of school discipline: conflict"
    assert lines[at + 2] == "      “The SRO shall enforce the dress code and may give detention.”"
    assert lines[at + 3].strip() == "section 2 School discipline, paragraph 5"
    assert mou("reviews", "list").stdout == ""


def test_json_and_reports_go_to_standard_output(mou: Mou, file: Path) -> None:
    found = json.loads(mou("review", file, "--json").stdout)
    assert found["document"]["kind"] == "sro-mou"
    assert mou("review", "--format", "html", file).stdout.startswith("<!DOCTYPE html>")
    assert mou("review", file, "--format", "md").stdout.startswith("# Review of ")
    assert "p03.no-discipline" in mou("review", file, "--format", "csv").stdout


def test_a_report_is_written_in_the_form_that_its_name_says(mou: Mou, file: Path, tmp_path: Path) -> None:
    word = tmp_path / "theirs.docx"
    word.write_bytes(word_of("# Agreement", "The SRO shall not be involved in school discipline."))
    out = tmp_path / "out.docx"
    done = mou("review", word, "-o", out)
    assert done.exit_code == 0
    assert any("SROs stay out" in c.text for c in read_word(out.read_bytes()).comments)
    assert "report of its own" not in done.stderr
    done = mou("review", file, "-o", out)
    assert "report of its own was written for agreement.md" in done.stderr
    for ending, begin in (("md", "# Review"), ("html", "<!DOCTYPE"), ("csv", "\ufeffPart"), ("json", "{")):
        target = tmp_path / f"report.{ending}"
        assert mou("review", file, "-o", target).exit_code == 0
        assert target.read_text(encoding="utf-8").startswith(begin)


def test_what_was_typed_wrong_ends_with_two_and_what_cannot_be_done_is_said(
    mou: Mou, file: Path, tmp_path: Path
) -> None:
    for words in (
        ("review", file, file),
        ("review", file, "-o", "x.txt"),
        ("review", "--grid", file),
        ("review", "--grid", file, "-o", "x.csv"),
        ("review", "--compare", file),
        ("review", "--compare", "--keep", file, file),
        ("review", "--compare", file, file, "-o", "x.docx"),
    ):
        assert mou(*words).exit_code == 2, words
    assert isinstance(mou("review", tmp_path / "none.docx").exception, NotAllowed)
    empty = tmp_path / "empty.md"
    empty.touch()
    assert isinstance(mou("review", empty).exception, DocumentError)
    word = tmp_path / "a.docx"
    word.write_bytes(word_of("The SRO shall wait."))
    assert isinstance(mou("review", word, "-o", word).exception, NotAllowed)


def test_a_document_of_another_kind_ends_with_one(mou: Mou, tmp_path: Path) -> None:
    lease = tmp_path / "lease.md"
    lease.write_text("# Lease\n\nThe tenant pays rent.\n", encoding="utf-8")
    done = mou("review", lease)
    assert done.exit_code == 1
    assert "It was not reviewed against the principles." in done.stdout


def test_a_kept_review_is_listed_shown_and_deleted(mou: Mou, file: Path, tmp_path: Path) -> None:
    done = mou("review", file, "--keep")
    ident = next(w for w in done.stderr.replace(".", " ").split() if w.startswith("rv-"))
    assert ident in mou("reviews", "list").stdout
    assert json.loads(mou("reviews", "list", "--json").stdout)["id"] == ident
    assert "Principle 3, School discipline: conflict" in mou("reviews", "show", ident).stdout
    assert mou("reviews", "show", ident, "--format", "html").stdout.startswith("<!DOCTYPE")
    assert mou("reviews", "show", ident, "-o", tmp_path / "again.docx").exit_code == 0
    assert mou("reviews", "delete", ident).exit_code == 0
    assert isinstance(mou("reviews", "show", ident).exception, NotFound)


def test_two_files_are_compared(mou: Mou, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "new.md"
    other.write_text(AGREEMENT.replace("The SRO shall enforce the dress code and may give detention.", ""))
    done = mou("review", "--compare", file, other)
    assert done.exit_code == 0
    assert "What differs: 1" in done.stdout
    target = tmp_path / "both.html"
    assert mou("review", "--compare", file, other, "-o", target).exit_code == 0
    assert "What differs: 1" in target.read_text(encoding="utf-8")
    assert json.loads(mou("review", "--compare", file, other, "--json").stdout)["before"]["name"] == "agreement.md"


def test_a_grid_goes_on_past_a_file_that_cannot_be_read(mou: Mou, file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    target = tmp_path / "grid.xlsx"
    done = mou("review", "--grid", file, bad, tmp_path / "none.docx", file, "-o", target)
    assert done.exit_code == 1
    assert "2 of 4 files were reviewed." in done.stdout
    rows = list(openpyxl.load_workbook(target)["States"].iter_rows(min_row=2, values_only=True))
    assert [r[0] for r in rows] == ["agreement.md", "bad.docx", "none.docx", "agreement.md"]
    assert rows[1][2] == rows[2][2] == "not read"
    assert "cannot be read" in str(rows[2][3])
    assert mou("review", "--grid", file, "-o", target).exit_code == 0
