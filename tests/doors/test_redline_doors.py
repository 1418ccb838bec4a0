"""A redline is made by the command and by the page, against a version or a file, or a sentence says why not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.bootstrap import Assistant, build
from assistant.cli.app import app as commands
from assistant.documents.reading.word_file import read_word
from assistant.domain.changes import viewed
from assistant.domain.documents import MouDocument
from assistant.settings import Settings
from assistant.web.serve import create_app
from tests.files import word_of, word_with

GIVEN = {
    "agency_name": "Riverton Police Department",
    "district_name": "Riverton School District 12",
    "signatories": ["Dana Whitfield, Chief of Police, for the Agency", "Luis Ortega, Superintendent, for the District"],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return build(Settings(data_dir=tmp_path_factory.mktemp("redlines")))


@pytest.fixture(scope="module")
def client(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def draft(made: Assistant) -> str:
    """A draft whose second version has an end of the agreement."""
    started = made.drafts.new("standard", values={**GIVEN, "start_date": "2027-07-01"}).draft.id
    made.drafts.set_values(started, {"end_date": "June 30, 2029"})
    return started


def changed(document: MouDocument) -> list[tuple[str, str]]:
    return [(s.changes[0].kind, s.text) for b in document.blocks for s in b.spans if s.changes]


ADDED = [
    ("inserted", " through June 30, 2029"),
    ("deleted", "[END DATE - fill in]"),
    ("inserted", "June 30, 2029"),
]


def test_a_redline_against_a_version_marks_what_was_set_since(client: TestClient, draft: str) -> None:
    answer = client.get(f"/redline/{draft}/v1.docx")
    assert answer.status_code == 200
    assert f'filename="{draft}-v2-redline-v1.docx"' in answer.headers["content-disposition"]
    assert changed(read_word(answer.content)) == ADDED


def test_accepted_and_rejected_are_the_clean_copies_of_both_versions(made: Assistant, draft: str) -> None:
    data, _ = made.drafts.export(draft, "redline", against=1)
    marked = read_word(data)
    for version, view in ((2, "accepted"), (1, "original")):
        clean = made.drafts.preview(draft, version)
        wanted = [(b.number, b.text) for b in clean.blocks if b.text]
        found = [(b.number.rstrip("."), b.text) for b in viewed(marked, view).blocks if b.part == "body" and b.text]  # type: ignore[arg-type]
        assert [w for w in found if w != ("", "Recitals")] == wanted


def test_our_own_clean_copy_of_an_earlier_version_makes_the_same_redline(made: Assistant, draft: str) -> None:
    old = made.drafts.new("standard", values={**GIVEN, "start_date": "2027-07-01"}).draft.id
    clean, name = made.drafts.export(old)
    data, name = made.drafts.export(draft, "redline", against=(f"C:\\old\\{name}", clean))
    assert changed(read_word(data)) == ADDED
    assert name == f"{draft}-v2-redline-file.docx"
    footers = [b.text for b in read_word(data).blocks if b.part == "footer"]
    assert any(f"changes since {old}-v1.docx are marked" in text for text in footers)


def test_a_foreign_agreement_is_compared_too(made: Assistant, draft: str) -> None:
    data, _ = made.drafts.export(
        draft, "redline", against=("county.docx", word_of("# Purpose", "The Sheriff and the Schools agree."))
    )
    found = changed(read_word(data))
    assert ("deleted", "The Sheriff and the Schools agree.") in found
    assert any(kind == "inserted" for kind, _ in found)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("notes.txt", b"words", "is not a Word file"),
        ("empty.docx", b"", "The file is empty"),
        ("broken.docx", b"PK\x03\x04 not a package at all", "not read"),
        ("page.docx", b"<html>", "not read"),
        ("huge.docx", b"PK\x03\x04" + b"0" * 10_000_000, "larger than 10 MB"),
        ("bare.docx", word_with(""), "There is no text in it"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused_in_a_sentence(
    client: TestClient, draft: str, name: str, data: bytes, said: str
) -> None:
    answer = client.post(f"/redline/{draft}", files={"file": (name, io.BytesIO(data))})
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(("version", "status", "said"), [(2, 400, "nothing to mark"), (99, 404, "no version 99")])
def test_a_version_that_cannot_be_compared_is_refused(
    client: TestClient, draft: str, version: int, status: int, said: str
) -> None:
    answer = client.get(f"/redline/{draft}/v{version}.docx")
    assert answer.status_code == status
    assert said in answer.text


def test_the_command_writes_it_and_says_what_it_needs(
    made: Assistant, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.cli.drafting.assistant", lambda **_: made)
    target = tmp_path / "out.docx"
    command = ["export", draft, "--kind", "redline", "-o", str(target), "--against"]
    done = CliRunner().invoke(commands, [*command, "v1"])
    assert done.exit_code == 0, done.output
    assert changed(read_word(target.read_bytes())) == ADDED
    for given in ("", "no-such-file.docx"):
        refused = CliRunner().invoke(commands, [*command, given])
        assert refused.exit_code != 0
