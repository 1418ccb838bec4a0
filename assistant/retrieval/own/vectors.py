"""The vectors of the user's own documents: Chroma collections of their own, one for each authority.

Searching a whole collection is many times faster than searching a filtered one, and ten thousand
agreements cannot crowd out the one local policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Authority
from assistant.domain.library import OwnPassage
from assistant.retrieval.deadline import WRITE_SECONDS, ServerLink

T = TypeVar("T")
Vectors = NDArray[np.float32]

_DELETE_AT_ONCE = 2_000


class OwnVectors:
    """The collections of one model, embedded in a folder or on a server."""

    def __init__(self, fingerprint: str, folder: Path, link: ServerLink | None = None) -> None:
        self._fingerprint = fingerprint
        self._folder = folder
        self._link = link
        self._client: Any = None
        self._open: dict[Authority, Any] = {}

    @property
    def is_away(self) -> bool:
        """Whether the server was away at the last call."""
        return self._link is not None and self._link.is_away

    def put(self, authority: Authority, passages: Sequence[OwnPassage], texts: Sequence[str], vectors: Vectors) -> None:
        """Write passages with their vectors; those already there are replaced, never doubled."""
        rows: dict[str, Any] = {
            "ids": [p.id for p in passages],
            "embeddings": vectors,
            "documents": list(texts),
            "metadatas": [
                {"document": p.document, "start": p.start, "end": p.end, "section": p.section, "page": p.page or 0}
                for p in passages
            ],
        }
        self._do(authority, lambda c: c.upsert(**rows), WRITE_SECONDS)

    def delete(self, authority: Authority, ids: Sequence[str]) -> None:
        """Remove passages; those that are not there are passed over."""
        for at in range(0, len(ids), _DELETE_AT_ONCE):
            part = list(ids[at : at + _DELETE_AT_ONCE])
            self._do(authority, _deleting(part), WRITE_SECONDS)

    def count(self, authority: Authority) -> int:
        """Return how many passages a collection holds."""
        return int(self._do(authority, lambda c: c.count()))

    def load(self, authority: Authority, vector: Vectors) -> None:
        """Search once and wait for it: the first search of half a million passages reads them all from disk."""
        self._do(authority, lambda c: c.query(query_embeddings=[vector], n_results=1, include=[]), WRITE_SECONDS)

    def nearest(self, authority: Authority, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Return (passage id, cosine) of the nearest passages, best first."""
        found = self._do(
            authority,
            lambda c: c.query(query_embeddings=[vector], n_results=count, include=["distances"]),
        )
        ids, distances = found["ids"][0], found["distances"][0]
        return [(str(i), 1.0 - float(d)) for i, d in zip(ids, distances, strict=True)]

    def cosines(self, authority: Authority, ids: Sequence[str], vector: Vectors) -> dict[str, float]:
        """Return the cosine of each of these passages; those that have no vector are left out."""
        if not ids:
            return {}
        found = self._do(authority, lambda c: c.get(ids=list(ids), include=["embeddings"]))
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        return {str(i): float(row @ vector) for i, row in zip(found["ids"], rows, strict=True)}

    def reopen(self) -> None:
        """Forget what is open: another process has written to the folder."""
        self._open.clear()
        client, self._client = self._client, None
        if client is not None and self._link is None:
            client.close()

    def _do(self, authority: Authority, work: Callable[[Any], T], seconds: float | None = None) -> T:
        if self._link is None:
            return work(self._collection(self._embedded(), authority))
        try:
            return self._link.call(lambda client: work(self._collection(client, authority)), seconds)
        except Exception:
            self._open.pop(authority, None)  # a handle may be of a collection that is gone
            raise

    def _embedded(self) -> Any:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            self._folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(self._folder), settings=Settings(anonymized_telemetry=False))
        return self._client

    def _collection(self, client: Any, authority: Authority) -> Any:
        if authority not in self._open:
            self._open[authority] = client.get_or_create_collection(
                f"own-{authority.value}-{self._fingerprint}",
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        return self._open[authority]


def _deleting(ids: list[str]) -> Callable[[Any], Any]:
    return lambda collection: collection.delete(ids=ids)
