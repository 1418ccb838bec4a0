"""The Chroma collections behind the index, embedded or on a server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.domain.wording import Saying, saying
from assistant.errors import SearchIndexError
from assistant.retrieval.corpus import Entry

Vectors = NDArray[np.float32]
_BATCH = 500


class PassageStore:
    """Named collections of entries with their vectors; Chroma is the store of record."""

    def __init__(self, client: Any, embeddings: Embeddings, fingerprint: str) -> None:
        self._client = client
        self._embeddings = embeddings
        self._fingerprint = fingerprint
        self._open: dict[str, Chroma] = {}

    @classmethod
    def embedded(cls, folder: Path, embeddings: Embeddings, fingerprint: str) -> PassageStore:
        """Open or make a store in a folder."""
        import chromadb
        from chromadb.config import Settings

        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        return cls(client, embeddings, fingerprint)

    @classmethod
    def server(cls, url: str, embeddings: Embeddings, fingerprint: str) -> PassageStore:
        """Connect to a Chroma server; raise SearchIndexError when it does not answer."""
        import chromadb
        from chromadb.config import Settings

        parts = urlparse(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SearchIndexError("chroma-url", url=url)
        try:
            client = chromadb.HttpClient(
                host=parts.hostname,
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        except Exception as err:  # chromadb raises ValueError, httpx errors and its own
            raise SearchIndexError("chroma-silent", url=url) from err
        return cls(client, embeddings, fingerprint)

    def _collection(self, group: str, *, create: bool) -> Chroma:
        if group not in self._open:
            self._open[group] = Chroma(
                collection_name=f"{group}-{self._fingerprint}",
                client=self._client,
                embedding_function=self._embeddings,
                collection_configuration={"hnsw": {"space": "cosine"}},
                create_collection_if_not_exists=create,
            )
        return self._open[group]

    def fill(self, group: str, entries: Sequence[Entry]) -> None:
        """Write a group's entries, embedding them; what an earlier attempt left is replaced."""
        name = f"{group}-{self._fingerprint}"
        if name in [c.name for c in self._client.list_collections()]:
            self._client.delete_collection(name)
            self._open.pop(group, None)
        collection = self._collection(group, create=True)
        for at in range(0, len(entries), _BATCH):
            part = entries[at : at + _BATCH]
            collection.add_texts(
                [e.text for e in part], metadatas=[{"owner": e.owner} for e in part], ids=[e.id for e in part]
            )

    def vectors(self, group: str, entries: Sequence[Entry]) -> Vectors:
        """Return a group's stored vectors in the order of ``entries``."""
        got = self._collection(group, create=False).get(include=["embeddings"])
        place = {id_: n for n, id_ in enumerate(got["ids"])}
        rows = np.asarray(got["embeddings"], dtype=np.float32)
        return rows[[place[e.id] for e in entries]] if entries else rows.reshape(0, 0)

    def check(self, group: str, entries: Sequence[Entry], probe: Vectors) -> Saying | None:
        """Return why a group cannot be used, or None.

        A damaged Chroma folder may open and silently answer with fewer rows, so the count and a
        query for a stored vector are both compared with what must be there.
        """
        try:
            collection = self._collection(group, create=False)
            count = collection._collection.count()
            if count != len(entries):
                return saying("index.why.count", group=group, count=count, wanted=len(entries))
            if entries:
                wanted = min(5, count)
                hits = collection.similarity_search_by_vector(probe.tolist(), k=wanted)
                if len(hits) != wanted:
                    return saying("index.why.answers", group=group, count=len(hits), wanted=wanted)
                if not any(h.metadata.get("owner") == entries[0].owner for h in hits):
                    return saying("index.why.first", group=group)
        except Exception as err:  # Chroma raises many kinds for a damaged folder
            return saying("index.why.unreadable", group=group, kind=type(err).__name__)
        return None

    def nearest(self, group: str, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Return (owner, cosine similarity) of the entries nearest to a vector, best first."""
        found = self._collection(group, create=False).similarity_search_by_vector_with_relevance_scores(
            vector.tolist(), k=count
        )
        return [(str(doc.metadata["owner"]), 1.0 - float(distance)) for doc, distance in found]
