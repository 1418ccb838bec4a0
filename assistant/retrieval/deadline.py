"""Calls to a Chroma server with a deadline; its own client would wait for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlparse

from assistant.errors import SearchIndexError

T = TypeVar("T")

SEARCH_SECONDS = 2.0
WRITE_SECONDS = 60.0
REST_SECONDS = 10.0
"""How long a server that did not answer is left alone, so that not every question waits for it."""


class ServerAway(SearchIndexError):
    """The Chroma server does not answer in time."""


class ServerLink:
    """A Chroma server that is connected to when it is first needed, and again after it was away."""

    def __init__(self, url: str, *, search: float = SEARCH_SECONDS, rest: float = REST_SECONDS) -> None:
        parts = urlparse(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SearchIndexError("chroma-url", url=url)
        self.url, self._parts = url, parts
        self._search, self._rest = search, rest
        self._client: Any = None
        self._until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether the last call failed, and the server is being left alone."""
        return time.monotonic() < self._until

    def call(self, work: Callable[[Any], T], seconds: float | None = None) -> T:
        """Return ``work(client)``; raise ServerAway when it takes longer than ``seconds`` or cannot connect.

        What the server itself answers (no such collection) is raised as it is.
        """
        if self.is_away:
            raise self._away()
        done: list[T] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                if self._client is None:
                    self._client = self._connect()
                done.append(work(self._client))
            except BaseException as err:
                failed.append(err)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(seconds or self._search)
        if done:
            return done[0]
        if not failed or _is_connection(failed[0]):
            self._until = time.monotonic() + self._rest
            self._client = None
            raise self._away() from (failed[0] if failed else None)
        raise failed[0]

    def try_now(self) -> None:
        """Forget that the server was away: the next call is tried."""
        self._until = 0.0

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        client = chromadb.HttpClient(
            host=self._parts.hostname or "",
            port=self._parts.port or (443 if self._parts.scheme == "https" else 8000),
            ssl=self._parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
        # Our own clock gives up on the call; this frees the thread that waits for it.
        session = getattr(getattr(client, "_server", None), "_session", None)
        if session is not None:
            session.timeout = WRITE_SECONDS
        return client

    def _away(self) -> ServerAway:
        return ServerAway("chroma-silent", url=self.url)


@lru_cache(maxsize=4)
def link_to(url: str) -> ServerLink:
    """Return the one link of this process to a server, so that one failed call spares all others the wait."""
    return ServerLink(url)


def _is_connection(err: BaseException) -> bool:
    """Tell a server that cannot be reached from one that answers with an error."""
    names = {k.__module__.split(".")[0] for k in type(err).__mro__}
    return bool(names & {"httpx", "httpcore"}) or isinstance(err, OSError) or "could not connect" in str(err).lower()
