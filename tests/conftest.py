"""What every test shares: no network but loopback, real content, one real index for the whole run."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("LANGSMITH_TRACING", "false")
for name in [n for n in os.environ if n.startswith("MOU_") and n != "MOU_TEST_DATA_DIR"]:
    del os.environ[name]

from assistant.bootstrap import Assistant, build
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import TemplateSet
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
_LOOPBACK = ("127.", "::1", "localhost")


class OutboundRefused(AssertionError):
    """A test tried to reach the network."""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine, and every look-up of a foreign name."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any, *rest: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else str(address)
        if isinstance(address, tuple) and not str(host).startswith(_LOOPBACK):
            raise OutboundRefused(f"outbound connection to {address}")
        return connect(self, address, *rest)

    def guarded_look_up(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name not in ("", "None", "0.0.0.0") and not name.startswith(_LOOPBACK):
            raise OutboundRefused(f"look-up of {name}")
        return look_up(host, *rest, **more)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = guarded_look_up
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.getaddrinfo = look_up


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for the run, so that the index is built once; MOU_TEST_DATA_DIR keeps it."""
    kept = os.environ.get("MOU_TEST_DATA_DIR")
    return Path(kept) if kept else tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def assistant(data_dir: Path) -> Assistant:
    """The assistant as it ships, on the shipped content."""
    return build(Settings(data_dir=data_dir))


@pytest.fixture(scope="session")
def knowledge(assistant: Assistant) -> Knowledge:
    """The shipped knowledge."""
    return assistant.knowledge


@pytest.fixture(scope="session")
def templates(assistant: Assistant) -> TemplateSet:
    """The shipped templates."""
    return assistant.templates


def need(found: bool, what: str) -> None:
    """Skip where a program is missing; in CI a missing program is a failure."""
    if found:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is not installed here")
