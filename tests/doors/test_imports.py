"""A returned file through the doors: the page with its forms, and the commands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.bootstrap import Assistant, build
from assistant.cli.app import app
from assistant.errors import NotAllowed
from assistant.settings import Settings
from assistant.web.serve import create_app
from tests.integration.word_edits import EDITS, Editor, W, content

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with drafts of its own."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("web-imports")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


@pytest.fixture(scope="module")
def client(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def edited(made: Assistant) -> tuple[str, bytes]:
    """A draft, and its file with one change of each sort."""
    draft = made.drafts.new("essential", values={"agency_name": "Riverton Police Department"}).draft.id
    e = Editor(made.drafts.export(draft)[0], 5)
    for name in ("retype_tracked", "add_between", "delete_clause", "move_clause", "retitle"):
        assert EDITS[name](e) is not None
    t = next(t for t in content(e.controls()["term"]).iter(f"{W}t") if "This Agreement" in (t.text or ""))
    t.text = (t.text or "").replace("This Agreement", "This <b>Paper</b>", 1)
    return draft, e.saved()


def send(client: TestClient, data: bytes, name: str = "from counsel.docx", draft: str = "") -> str:
    answer = client.post("/import", files={"file": (name, data, WORD)}, data={"draft": draft})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_file_is_brought_and_every_change_is_shown_in_words(
    client: TestClient, made: Assistant, edited: tuple[str, bytes]
) -> None:
    place = send(client, edited[1])
    page = client.get(place)
    assert page.status_code == 200
    assert len(re.findall("<h1", page.text)) == 1
    for words in ("new text", "deleted", "moved", "changed", "taken out:", "put in:", "Counsel One"):
        assert words in page.text
    assert "This &lt;b&gt;Paper&lt;/b&gt;" in page.text
    assert "<b>Paper" not in page.text
    ids = re.findall(r'id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'for="([^"]+)"', page.text))
    assert labelled <= set(ids)
    assert place.rpartition("/")[2] in client.get("/import").text


def test_each_button_does_what_it_says(client: TestClient, made: Assistant, edited: tuple[str, bytes]) -> None:
    place = send(client, edited[1])
    file = place.rpartition("/")[2]
    returned = made.imports.get(file)
    new = next(i for i in returned.items if i.state == "new text")
    gone = next(i for i in returned.items if i.state == "deleted")

    def press(item: str, **form: str) -> str:
        answer = client.post(f"{place}/item/{item}", data=form)
        assert answer.status_code == 303, answer.text
        assert client.get(answer.headers["location"]).status_code == 200
        return str(made.imports.get(file).item(item).decision)  # type: ignore[union-attr]

    assert press("term", do="accept") == "accepted"
    assert press(gone.id, do="reject") == "rejected"
    assert press(gone.id, do="reopen") == ""
    assert press(new.id, do="place", clause="term", first="1") == "placed"
    assert "This <b>Paper</b>" in made.drafts.clause_text(made.drafts.get(edited[0]), "term")
    assert client.post(f"{place}/item/{new.id}", data={"do": "reject"}).status_code == 409
    assert client.post(f"{place}/item/nothing", data={"do": "reject"}).status_code == 404
    assert client.post(f"{place}/item/{gone.id}", data={"do": "explode"}).status_code == 400
    assert client.post(f"{place}/view", data={"view": "original"}).status_code == 409
    assert client.post(f"{place}/delete").status_code == 303
    assert client.get(place).status_code == 404


def test_a_long_clause_is_shown_where_it_changed(client: TestClient, made: Assistant) -> None:
    draft = made.drafts.new("essential").draft.id
    e = Editor(made.drafts.export(draft)[0], 5)
    last = list(content(e.controls()["sro-duties"]).iter(f"{W}t"))[-1]
    last.text = f"{last.text} Changed."
    text = client.get(send(client, e.saved())).text
    shown = re.search(r'class="redline words"[^>]*>(.*?)</div>', text, re.DOTALL)
    assert shown is not None
    assert "Changed." in shown[1]
    assert " … " in shown[1] or shown[1].startswith("…")
    assert len(shown[1]) < 600


def test_words_that_were_not_written_are_shown_again_to_be_mended(
    client: TestClient, made: Assistant, edited: tuple[str, bytes]
) -> None:
    place = send(client, edited[1])
    changed = next(i for i in made.imports.get(place.rpartition("/")[2]).items if i.state == "changed")
    text = "The SRO shall enforce the dress code."
    answer = client.post(f"{place}/item/{changed.id}", data={"do": "edit", "text": text})
    assert answer.status_code == 409
    assert re.search(rf"<details open>.*?<textarea[^>]*>{text}</textarea>", answer.text, re.DOTALL)


def test_what_goes_wrong_is_said_on_the_page(client: TestClient, edited: tuple[str, bytes]) -> None:
    bad = client.post("/import", files={"file": ("a.docx", b"PK\x03\x04 no", WORD)})
    assert bad.status_code == 400
    assert 'role="alert"' in bad.text
    assert client.get("/import/im-nothing").status_code == 404
    assert "/import?draft=" not in client.get("/import").text


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli-imports")


def mou(home: Path, *words: str) -> str:
    """Run a command in this process: starting one for each would take most of the time."""
    done = CliRunner().invoke(app, words, env={"MOU_DATA_DIR": str(home)}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_commands_bring_a_file_back_and_decide(home: Path, tmp_path: Path) -> None:
    draft = mou(home, "draft", "new", "--template", "essential").strip()
    out = tmp_path / "mou.docx"
    mou(home, "export", draft, "-o", str(out))
    e = Editor(out.read_bytes(), 5)
    t = next(t for t in content(e.controls()["term"]).iter(f"{W}t") if "This Agreement" in (t.text or ""))
    t.text = (t.text or "").replace("This Agreement", "This Paper", 1)
    out.write_bytes(e.saved())
    told = json.loads(mou(home, "import", str(out), "--json"))
    assert {i["id"]: i["state"] for i in told["items"] if i["waits"]} == {"term": "changed"}
    assert told["draft"] == draft
    shown = mou(home, "imports", "show", told["id"])
    assert "[-Agreement-]{+Paper+}" in shown
    assert "1 item(s) wait" not in mou(home, "imports", "accept", told["id"], "term")
    assert "0 waiting" in mou(home, "imports", "list")
    with pytest.raises(NotAllowed, match="import-decided"):
        mou(home, "imports", "reject", told["id"], "term")
