"""The page on which a Word file is looked at: what it says, what it hands out, and what it keeps."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from assistant.web.pages.word import KEPT, Waiting
from assistant.web.serve import create_app
from tests.files import word_of, word_with

BOMB = word_with("<w:p/>", {"word/media/a.png": b"\0" * 100_000_000})
ORIGIN = {"origin": "http://127.0.0.1"}


@pytest.fixture(scope="module")
def client(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("word-page")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    with TestClient(create_app(mine), base_url="http://127.0.0.1") as client:
        yield client


def sent(client: TestClient, data: bytes, name: str = "file.docx", **form: str) -> tuple[int, str]:
    done = client.post("/word", files={"file": (name, data)}, data=form, headers=ORIGIN)
    return done.status_code, done.text


def test_what_is_wrong_is_said_with_its_place_and_the_mended_copy_is_handed_out(client: TestClient) -> None:
    status, page = sent(client, word_of("# Agreement", "- one", "- two"), "../<b>our paper</b>.docx")
    assert status == 200
    assert "typed with dashes" in page
    assert "in the section “Agreement”" in page
    assert "<b>our paper" not in page
    place = re.search(r"/word/[\w-]+\.docx", page)
    assert place
    copy = client.get(place[0])
    assert docx.Document(io.BytesIO(copy.content)).core_properties.title == "Agreement"
    assert re.fullmatch(r'attachment; filename="[\w-]+-mended\.docx"', copy.headers["content-disposition"])


def test_title_and_language_can_be_set(client: TestClient) -> None:
    _, page = sent(client, word_of("# Acuerdo", "Palabras."), title="Acuerdo de Riverton", language="es-US")
    assert "Title: Acuerdo de Riverton. Language: es-US." in page
    status, page = sent(client, word_of("# x"), language="Spanish, please")
    assert (status, "is no code for a language" in page) == (400, True)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [(b"%PDF-1.7", "a.pdf", "Only Word files"), (b"x", "a.docx", "a.docx"), (BOMB, "b.docx", "b.docx")],
    ids=["PDF", "no Word file", "bomb"],
)
def test_what_cannot_be_looked_at_is_said(client: TestClient, data: bytes, name: str, words: str) -> None:
    status, page = sent(client, data, name)
    assert status == 400
    assert 'role="alert"' in page
    assert words in page
    assert "/word/" not in page


def test_a_copy_that_is_gone_is_said(client: TestClient) -> None:
    gone = client.get("/word/nothing.docx")
    assert gone.status_code == 404
    assert "no longer here" in gone.text


def test_few_copies_wait_and_the_oldest_goes_first() -> None:
    waiting = Waiting()
    tokens = [waiting.keep(f"{n}.docx", b"x") for n in range(KEPT + 1)]
    assert waiting.take(tokens[0]) is None
    assert waiting.take(tokens[-1]) == (f"{KEPT}.docx", b"x")
