"""Your own documents through the web page and the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.bootstrap import Assistant, build
from assistant.cli.app import app as cli
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.serve import create_app
from tests.files import word_of, word_with

HERE = {"origin": "http://127.0.0.1"}
POLICY = word_of("# Parking <b>lots</b>", "Visitors park in lot C behind the gymnasium. <script>alert(1)</script>")


@pytest.fixture(scope="module")
def made(assistant: Assistant, data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    _ = assistant.index
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(data_dir / "index", folder / "index")
    shutil.copytree(data_dir / "models", folder / "models")
    mine = build(Settings(data_dir=folder))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


@pytest.fixture(scope="module")
def page(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        yield client


def upload(client: TestClient, name: str, data: bytes, **more: str) -> str:
    files = [("files", (name, data, "application/octet-stream"))]
    return client.post("/library/own", files=files, data=more, headers=HERE).text


def test_a_file_is_added_listed_quoted_and_removed(page: TestClient, made: Assistant) -> None:
    said = upload(page, "..\\..\\Lots.docx", POLICY, authority="local-policy", date="2026-08")
    assert "added as “Lots”" in said
    document = next(d for d in made.library.list() if d.title == "Lots")
    assert document.authority.value == "local-policy"
    made.library.index()
    shown = page.get(f"/library/own/{document.id}").text
    assert "lot C behind" in shown
    assert "<script>alert" not in shown
    passage = made.library.passages(document.id)[0]
    source = page.get(f"/source/{passage.id}?from={passage.start}&to={passage.start + 8}").text
    assert "<mark>Visitors</mark>" in source
    assert "Local policy" in source
    again = upload(page, "Lots.docx", POLICY)
    assert "Nothing was added" in again
    gone = page.post(f"/library/own/{document.id}/remove", headers=HERE).text
    assert "removed from the library" in gone
    assert page.get(f"/library/own/{document.id}").status_code == 404
    assert page.get(f"/source/{passage.id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bomb.docx", lambda: word_with("", {"word/big.xml": b" " * 70_000_000}), "far larger"),
        ("macros.docm", lambda: POLICY, "macros"),
        ("fake.pdf", lambda: POLICY, "another kind"),
        ("empty.txt", lambda: b"", "empty"),
        ("table.xlsx", lambda: b"PK", "not supported"),
    ],
)
def test_a_hostile_upload_is_refused_in_a_sentence(page: TestClient, name: str, data: object, words: str) -> None:
    said = upload(page, name, data())  # type: ignore[operator]
    assert words in said
    assert 'role="alert"' in said


def test_another_site_or_another_machine_changes_nothing(page: TestClient, made: Assistant) -> None:
    files = [("files", ("x.md", b"# X\n\nwords here\n", "text/markdown"))]
    foreign = page.post("/library/own", files=files, headers={"origin": "http://evil.example"})
    assert foreign.status_code == 403
    proxied = page.post("/library/own", files=files, headers={**HERE, "x-forwarded-for": "10.0.0.9"})
    assert proxied.status_code == 403
    far = TestClient(create_app(made), base_url="http://127.0.0.1", client=("10.0.0.9", 50000))
    assert far.post("/library/own", files=files, headers=HERE).status_code == 403
    shown = far.get("/library/own").text
    assert "only at the computer" in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    assert made.library.list() == []


def test_too_large_a_request_is_refused_before_it_is_read(page: TestClient) -> None:
    refused = page.post("/library/own", content=b"x", headers={**HERE, "content-length": "70000000"})
    assert refused.status_code == 413
    endless = page.post("/drafts", content=iter([b"a"]), headers=HERE)
    assert endless.status_code == 413


@pytest.fixture
def shell(made: Assistant, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr("assistant.cli.knowledge.assistant", lambda: made)
    return CliRunner()


def test_the_commands_add_list_show_and_remove_in_json(shell: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "lots.docx"
    path.write_bytes(POLICY)
    (tmp_path / "empty.md").write_bytes(b"")
    added = shell.invoke(cli, ["knowledge", "add", str(path), "--authority", "state-law", "--json"])
    assert added.exit_code == 0, added.output
    first = json.loads(added.stdout.splitlines()[0])
    assert first["outcome"] == "added"
    id_ = first["document"]["id"]
    refused = shell.invoke(cli, ["knowledge", "add", str(tmp_path / "empty.md"), "--json"])
    assert refused.exit_code == 1
    assert json.loads(refused.stdout.splitlines()[0])["outcome"] == "refused"
    listed = json.loads(shell.invoke(cli, ["knowledge", "list", "--json"]).stdout)
    assert [(d["id"], d["authority"], d["indexed"]) for d in listed] == [(id_, "state-law", 1)]
    shown = json.loads(shell.invoke(cli, ["knowledge", "show", id_, "--json"]).stdout)
    assert "lot C" in shown["passages"][0]["text"]
    removed = json.loads(shell.invoke(cli, ["knowledge", "remove", id_, "--json"]).stdout)
    assert removed["removed"]["id"] == id_
    assert json.loads(shell.invoke(cli, ["knowledge", "list", "--json"]).stdout) == []


@pytest.mark.parametrize(
    "args",
    [["add", "none.pdf"], ["add", ".", "--title", "T"], ["show", "own-0000000000"], ["add", ".", "--authority", "law"]],
)
def test_what_cannot_be_done_is_said(shell: CliRunner, args: list[str]) -> None:
    done = shell.invoke(cli, ["knowledge", *args])
    assert isinstance(done.exception, AssistantError)
