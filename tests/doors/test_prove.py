"""The page that proves: starting, watching and stopping a run, its cases, its files, the sealed set's score."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from assistant.web.frame import Frame
from assistant.web.pages import prove
from assistant.web.proving import Proving, environment
from tests.runs import keep_run

RUNNING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from evals.runs import Progress, Runs
runs = Runs(Path(sys.argv[1]))
with runs.claim():
    runs.tell(Progress(id="r", began=datetime.now(UTC), done=3, total=9, step="Answers (tune)"))
    time.sleep(60)
"""
FAILING = "import sys; print('The index is gone.', file=sys.stderr); print('Build it.', file=sys.stderr); sys.exit(3)"


def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


@pytest.fixture
def made(assistant: Assistant, tmp_path: Path) -> Assistant:
    mine = build(Settings(data_dir=tmp_path))
    for shared in ("knowledge", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


def site(made: Assistant, script: str = RUNNING) -> tuple[TestClient, Proving]:
    data = made.settings.data_dir
    proving = Proving(made.settings, (sys.executable, "-c", script, str(data)))
    app = FastAPI()
    app.include_router(prove.router(Frame(made), proving))
    return TestClient(app, follow_redirects=True), proving


@pytest.fixture
def client(made: Assistant) -> Iterator[TestClient]:
    client, proving = site(made)
    yield client
    proving.stop()


def test_before_any_run_the_page_says_so_and_shows_the_sealed_score_with_its_authorship(client: TestClient) -> None:
    page = client.get("/prove").text
    assert "No run has been made on this installation yet" in page
    assert "never opens the test set" in page
    assert "had not seen the answer cards" in page


def test_one_run_at_a_time_is_watched_and_stopped(made: Assistant) -> None:
    client, proving = site(made)
    try:
        assert "Stop this run" in client.post("/prove/run").text
        until(lambda: client.get("/prove/progress").json()["done"] == 3)
        seen = client.get("/prove/progress").json()
        assert (seen["running"], seen["total"]) == (True, 9)
        assert "Answers (tune): 3 of 9" in seen["words"]
        assert '<progress max="9" value="3"' in client.get("/prove").text
        assert proving.start() is False
        assert Proving(made.settings).start() is False, "a run in another process counts too"
        assert "Run the suite on" not in client.post("/prove/stop").text
        assert client.get("/prove/progress").json()["running"] is False
        assert client.get("/prove").text.count('class="problem"') == 0
    finally:
        proving.stop()


def test_a_run_that_cannot_be_made_says_why(made: Assistant) -> None:
    client, proving = site(made, FAILING)
    client.post("/prove/run")
    until(lambda: proving.progress() is None)
    assert "The index is gone. Build it." in client.get("/prove").text


def test_the_child_runs_on_the_same_settings_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOU_CHROMA_URL", "http://127.0.0.1:1")
    env = environment(Settings(data_dir=tmp_path, chroma_url=""))
    assert env["MOU_DATA_DIR"] == str(tmp_path)
    assert "MOU_CHROMA_URL" not in env


def test_a_run_shows_what_failed_why_and_what_it_was_run_on(client: TestClient, made: Assistant) -> None:
    manifest = keep_run(made.settings.data_dir)
    page = client.get("/prove").text
    for words in (
        "1 of 2 samples passed",
        "Worse than the baseline",
        "words that a right answer holds were missing",
        "answered, principle 2",
        "nc-signing",
        "<strong>Not covered.</strong>",
        "d157b1d9561a1d52",
        "53aa51172d142c89",
        "1.5.9",
        "it is not there",
        "aim is at least 0.95",
        manifest.sha256["results.json"],
    ):
        assert words in page
    assert "does it have to be signed <b>" not in page  # a question is text, never markup
    assert "overlap" not in page.split('id="cases"')[1].split("<footer")[0]


@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("", 1),
        ("?show=passed", 1),
        ("?show=all", 2),
        ("?task=retrieval", 1),
        ("?task=fields", 0),
        ("?show=all&page=2", 0),
    ],
)
def test_cases_are_filtered_and_search_alone_is_shown_only_when_asked_for(
    client: TestClient, made: Assistant, query: str, cases: int
) -> None:
    keep_run(made.settings.data_dir)
    assert client.get(f"/prove{query}").text.count('class="case"') == cases


def test_the_files_of_a_run_are_downloaded_as_they_were_hashed(client: TestClient, made: Assistant) -> None:
    manifest = keep_run(made.settings.data_dir)
    for name, digest in manifest.sha256.items():
        answer = client.get(f"/prove/runs/{manifest.id}/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize("path", ["none/results.json", "{run}/run.json", "{run}/..%2F..%2Fmou.sqlite3"])
def test_nothing_else_is_downloaded(client: TestClient, made: Assistant, path: str) -> None:
    manifest = keep_run(made.settings.data_dir)
    assert client.get(f"/prove/runs/{path.format(run=manifest.id)}").status_code == 404


def test_a_run_that_was_changed_is_not_shown_as_if_it_were_true(client: TestClient, made: Assistant) -> None:
    manifest = keep_run(made.settings.data_dir)
    path = made.settings.data_dir / "evals" / manifest.id / "results.json"
    path.write_text(path.read_text().replace("false", "true"))
    page = client.get("/prove").text
    assert "changed after the run" in page
    assert "1 of 2 samples passed" not in page
    assert client.get(f"/prove/runs/{manifest.id}/results.json").status_code == 409


def test_the_promises_are_read_from_one_file(client: TestClient) -> None:
    page = client.get("/prove/claims").text
    assert "the quotation is cut from the stored text by offsets" in page
    assert "Every quotation of every card is a slice of its file" in page
