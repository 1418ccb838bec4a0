"""Start the server and ask a question as a browser does: the page, Gradio's queue, the answer."""

from __future__ import annotations

import http.cookiejar
import json
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, environment, resident_mb, row, times

FIRST = "Can an SRO arrest a student?"
_CONFIG = re.compile(r"window\.gradio_config\s*=\s*(\{.*?\});?\s*(?:</script>|window\.)", re.S)
_LONGEST = 120.0


class Visitor:
    """A browser's part of a conversation with the Ask page."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        found = _CONFIG.search(self._get("/ask"))
        if found is None:
            raise RuntimeError("the Ask page has no Gradio configuration")
        config: dict[str, Any] = json.loads(found[1])
        self._send = next(d for d in config["dependencies"] if d["api_name"] == "send")["id"]

    def ask(self, question: str) -> str:
        """Send a question and return what the server sends back when it is answered."""
        session = secrets.token_hex(6)
        body = {"data": [question], "fn_index": self._send, "session_hash": session, "trigger_id": None}
        self._post("/gradio_api/queue/join", body)
        with self._open.open(f"{self._root}/gradio_api/queue/data?session_hash={session}", timeout=60) as stream:
            for line in stream:
                event = json.loads(line[5:]) if line.startswith(b"data:") else {}
                if event.get("msg") == "process_completed":
                    if not event.get("success"):
                        raise RuntimeError("the server could not answer")
                    return json.dumps(event["output"])
        raise RuntimeError("the server ended the conversation")

    def _get(self, path: str) -> str:
        with self._open.open(self._root + path, timeout=60) as answer:
            return bytes(answer.read()).decode()

    def _post(self, path: str, body: dict[str, Any]) -> None:
        headers = {"Content-Type": "application/json", "Origin": self._root}
        request = urllib.request.Request(self._root + path, json.dumps(body).encode(), headers)
        with self._open.open(request, timeout=60) as answer:
            answer.read()


@contextmanager
def server(data: Path) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """Run ``mou serve``; gives its port, the process and when it was started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment(data), stdout=quiet, stderr=quiet)
    try:
        yield port, process, started
    finally:
        process.terminate()
        process.wait(timeout=30)


def first_visit(port: int, process: subprocess.Popen[bytes], started: float) -> Visitor:
    """Open the Ask page as soon as the server lets it be opened."""
    while True:
        try:
            return Visitor(port)
        except (urllib.error.URLError, ConnectionError, TimeoutError) as err:
            if process.poll() is not None or time.perf_counter() - started > _LONGEST:
                raise RuntimeError("the server did not start") from err
            time.sleep(0.02)


def serving(data: Path, questions: list[str], rounds: int) -> list[Row]:
    """Measure the first answer after a start, answers after that, and the memory they take."""
    first, later, memory = [], [], []
    for _ in range(rounds):
        with server(data) as (port, process, started):
            visitor = first_visit(port, process, started)
            visitor.ask(FIRST)
            first.append(time.perf_counter() - started)
            for question in questions:
                later += times(lambda q=question, v=visitor: v.ask(q), 1)  # type: ignore[misc]
            memory.append(resident_mb(process.pid))
    return [
        row("server, from its start to the first answer", "s", first, 5),
        row("server, a later answer over HTTP and Gradio's queue", "ms", later),
        row(f"server, resident memory after {len(questions) + 1} answers", "MB", memory, 500),
    ]
