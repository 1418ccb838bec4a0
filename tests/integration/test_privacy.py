"""Nothing that people write is logged, and nothing leaves the machine."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress

import pytest

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from assistant.web.bridge import problem_of
from assistant.web.frame import Frame
from assistant.web.visits import Unsaid, Visits

SECRET = "zanzibarquokka"


def test_a_connection_out_of_this_machine_ends_a_test() -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="outbound connection"):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="look-up"):
        socket.getaddrinfo("example.org", 80)


def test_what_people_write_is_in_no_log(
    assistant: Assistant,
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("privacy")))
    for shared in ("knowledge", "templates", "wording", "questions"):
        mine.__dict__[shared] = getattr(assistant, shared)
    visits = Visits(mine)
    with caplog.at_level(logging.INFO):
        for text in (
            f"May an SRO {SECRET} hand out detention?",
            f"Draft an MOU between the {SECRET} Police Department and Riverton School District 12",
            f"<{SECRET}>",
        ):
            with suppress(Unsaid):
                visits.ask("p" * 32, text)
        problem_of(Frame(mine).render, ValueError(f"the driver saw {SECRET}"))
    said = capfd.readouterr()
    assert "unexpected ValueError" in caplog.text  # the log itself works
    assert SECRET not in (caplog.text + said.out + said.err).lower()
