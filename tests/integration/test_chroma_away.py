"""A Chroma server that is stopped or frozen: answers go on, in time, with a word about it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.domain.knowledge import Knowledge
from assistant.retrieval.deadline import SEARCH_SECONDS, ServerAway, ServerLink, link_to
from assistant.retrieval.index import open_index
from assistant.retrieval.model import BUILT_IN
from assistant.retrieval.tuning import FILE
from assistant.services.library import brought
from assistant.settings import Settings
from tests.conftest import need

pytestmark = pytest.mark.chroma_server

POLICY = "# Parking\n\nVisitors park in lot C behind the gymnasium.\n"
ASKED = "Where do visitors park?"


class Server:
    """A Chroma server that can be stopped, started and frozen."""

    def __init__(self, folder: Path) -> None:
        program = Path(sys.executable).with_name("chroma")
        need(program.is_file(), "the chroma command")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [str(program), "run", "--host", "127.0.0.1", "--port", str(self.port), "--path", str(folder)]
        self.running: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        self.running = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        link_to(self.url).try_now()

    def stop(self) -> None:
        if self.running is not None:
            self.thaw()
            self.running.terminate()
            self.running.wait(timeout=20)
            self.running = None

    def freeze(self) -> None:
        assert self.running is not None
        os.kill(self.running.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        if self.running is not None:
            os.kill(self.running.pid, signal.SIGCONT)
            link_to(self.url).try_now()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "chroma")
    yield made
    made.stop()


@pytest.fixture
def made(server: Server, assistant: Assistant, data_dir: Path, tmp_path: Path) -> Assistant:
    """The assistant on the server, with a small built-in index and one own document."""
    _ = assistant.index
    folder = tmp_path / "data"
    shutil.copytree(data_dir / "models", folder / "models")
    mine = build(Settings(data_dir=folder, chroma_url=server.url))
    mine.__dict__["knowledge"] = small(assistant.knowledge)
    path = tmp_path / "parking.md"
    path.write_text(POLICY, encoding="utf-8")
    assert [a.outcome for a in mine.library.add(brought([path]))] == ["added"]
    assert mine.library.index() == 0
    return mine


def small(knowledge: Knowledge) -> Knowledge:
    some = [c.model_copy(update={"also": ()}) for n, c in enumerate(knowledge.cards.values()) if n % 40 == 0]
    cards = {c.id: c for c in some}  # the notes that they point at are left out too
    kept = {p.id: p for p in knowledge.passages.values() if p.principle is not None}
    return knowledge.model_copy(update={"cards": cards, "passages": kept})


@pytest.mark.parametrize("how", ["frozen", "stopped"])
def test_answers_go_on_while_the_server_is_away_and_say_so(made: Assistant, server: Server, how: str) -> None:
    before = made.questions.ask(ASKED)
    assert "lot C" in before.own[0].citation.quote
    assert before.notice == ""
    if how == "frozen":
        server.freeze()
    else:
        server.stop()
    start = time.monotonic()
    answer = made.questions.ask(ASKED)
    took = time.monotonic() - start
    assert "lot C" in answer.own[0].citation.quote
    assert "does not answer" in answer.notice
    assert answer.statements == before.statements
    assert took < SEARCH_SECONDS + 10
    start = time.monotonic()
    made.questions.ask(ASKED)  # the server is left alone for a while: nobody waits again
    assert time.monotonic() - start < SEARCH_SECONDS
    if how == "frozen":
        server.thaw()
    else:
        server.start()
    again = made.questions.ask(ASKED)
    assert again.notice == ""
    assert again.own == before.own


def test_the_built_in_index_is_opened_while_the_server_is_away(made: Assistant, server: Server) -> None:
    question = "detain, arrest, or use force only as a last resort"
    before = made.index.passages("principles", question, made.index.embed(question), 3)
    server.freeze()
    link_to(server.url).try_now()
    said: list[str] = []
    index = open_index(
        made.knowledge,
        made.settings.data_dir,
        model_name=BUILT_IN,
        chroma_url=server.url,
        tuning=made.content / FILE,
        say=said.append,
    )
    assert said == []  # it is not built anew
    after = index.passages("principles", question, index.embed(question), 3)
    assert [h.passage for h in after] == [h.passage for h in before]
    assert index.is_away


def test_adding_and_removing_while_the_server_is_away_is_finished_later(
    made: Assistant, server: Server, tmp_path: Path
) -> None:
    server.stop()
    path = tmp_path / "dogs.md"
    path.write_text("# Dogs\n\nA detection dog visits twice a semester.\n", encoding="utf-8")
    (added,) = made.library.add(brought([path]))
    assert made.library.index() == 1  # one passage has to wait
    assert any(
        "twice a semester" in o.citation.quote for o in made.questions.ask("How often does a detection dog visit?").own
    )
    parking = next(d for d in made.library.list() if d.title == "parking")
    made.library.remove(parking.id)
    assert made.questions.ask(ASKED).own == ()
    server.start()
    assert made.library.index() == 0
    assert added.document is not None
    assert made.own_documents._vectors.count(added.document.authority) == 1
    assert made.questions.ask(ASKED).own == ()


def test_a_call_is_given_up_at_its_deadline() -> None:
    with socket.socket() as silent:  # takes connections and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        link = ServerLink(f"http://127.0.0.1:{silent.getsockname()[1]}", search=0.3, rest=5.0)
        start = time.monotonic()
        with pytest.raises(ServerAway):
            link.call(lambda client: client.heartbeat())
        assert time.monotonic() - start < 3
        start = time.monotonic()
        with pytest.raises(ServerAway):
            link.call(lambda client: client.heartbeat())
        assert time.monotonic() - start < 0.2
