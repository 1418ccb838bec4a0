"""The index on a Chroma server instead of the embedded one."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import Knowledge
from assistant.errors import SearchIndexError
from assistant.retrieval.index import open_index
from assistant.retrieval.model import BUILT_IN
from tests.conftest import need

pytestmark = pytest.mark.chroma_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of our own on a free port."""
    program = Path(sys.executable).with_name("chroma")
    need(program.is_file(), "the chroma command")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    running = subprocess.Popen(
        [str(program), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        yield url
    finally:
        running.terminate()
        running.wait(timeout=120)


@pytest.fixture(scope="module")
def small(knowledge: Knowledge) -> Knowledge:
    cards = {c.id: c for n, c in enumerate(knowledge.cards.values()) if n % 40 == 0}
    kept = {p.id: p for p in knowledge.passages.values() if p.principle is not None}
    return knowledge.model_copy(update={"cards": cards, "passages": kept})


@pytest.fixture
def folder(tmp_path: Path, assistant: Assistant, data_dir: Path) -> Path:
    _ = assistant.questions  # exports the model once for the run
    shutil.copytree(data_dir / "models", tmp_path / "models")
    return tmp_path


def test_the_index_is_built_and_opened_on_the_server(server: str, folder: Path, small: Knowledge) -> None:
    said: list[str] = []
    built = open_index(small, folder, model_name=BUILT_IN, chroma_url=server, say=said.append)
    assert said
    said.clear()
    again = open_index(small, folder, model_name=BUILT_IN, chroma_url=server, say=said.append)
    assert said == []
    question = "detain, arrest, or use force only as a last resort"
    for index in (built, again):
        assert "principle-4" in [h.passage for h in index.passages("principles", question, index.embed(question), 3)]
    assert not list(folder.glob("index/*/chroma"))


def test_a_server_that_does_not_answer_is_said(folder: Path, small: Knowledge) -> None:
    with pytest.raises(SearchIndexError, match="chroma-silent"):
        open_index(small, folder, model_name=BUILT_IN, chroma_url="http://127.0.0.1:9")


def test_an_address_that_is_none_is_said(folder: Path, small: Knowledge) -> None:
    with pytest.raises(SearchIndexError, match="chroma-url"):
        open_index(small, folder, model_name=BUILT_IN, chroma_url="chroma")
