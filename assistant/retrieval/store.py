"""The Chroma collections behind the index, embedded or on a server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.domain.wording import Saying, saying
from assistant.retrieval.corpus import Entry
from assistant.retrieval.deadline import WRITE_SECONDS, ServerAway, ServerLink, link_to

T = TypeVar("T")
Vectors = NDArray[np.float32]
_BATCH = 500
_FILL_SECONDS = 300.0
"""For a batch with its embedding, which a slow machine does on our side of the wire."""


class PassageStore:
    """Named collections of entries with their vectors; Chroma is the store of record."""

    def __init__(self, client: Any, embeddings: Embeddings, fingerprint: str, link: ServerLink | None = None) -> None:
        self._client = client
        self._embeddings = embeddings
        self._fingerprint = fingerprint
        self._link = link
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
        """Return a store on a Chroma server, connected to at its first use.

        Raises SearchIndexError when the address is none; what is asked of a server that does not
        answer in time raises ServerAway.
        """
        return cls(None, embeddings, fingerprint, link_to(url))

    @property
    def is_away(self) -> bool:
        """Whether the server did not answer the last call."""
        return self._link is not None and self._link.is_away

    def _do(self, work: Callable[[Any], T], seconds: float | None = None) -> T:
        """Do something with the client, under a deadline when it is a server's."""
        if self._link is None:
            return work(self._client)
        try:
            return self._link.call(work, seconds)
        except ServerAway:
            self._open.clear()  # their client is gone
            raise

    def _collection(self, client: Any, group: str, *, create: bool) -> Chroma:
        if group not in self._open:
            self._open[group] = Chroma(
                collection_name=f"{group}-{self._fingerprint}",
                client=client,
                embedding_function=self._embeddings,
                collection_configuration={"hnsw": {"space": "cosine"}},
                create_collection_if_not_exists=create,
            )
        return self._open[group]

    def fill(self, group: str, entries: Sequence[Entry]) -> None:
        """Write a group's entries, embedding them; what an earlier attempt left is replaced."""
        name = f"{group}-{self._fingerprint}"
        self._do(lambda client: self._emptied(client, group, name), WRITE_SECONDS)
        for at in range(0, len(entries), _BATCH):
            part = entries[at : at + _BATCH]
            texts, ids = [e.text for e in part], [e.id for e in part]
            owners: list[dict[str, Any]] = [{"owner": e.owner} for e in part]
            self._do(
                lambda client, texts=texts, ids=ids, owners=owners: self._collection(  # type: ignore[misc]
                    client, group, create=True
                ).add_texts(texts, metadatas=owners, ids=ids),
                _FILL_SECONDS,
            )

    def _emptied(self, client: Any, group: str, name: str) -> None:
        if name in [c.name for c in client.list_collections()]:
            client.delete_collection(name)
            self._open.pop(group, None)
        self._collection(client, group, create=True)

    def vectors(self, group: str, entries: Sequence[Entry]) -> Vectors:
        """Return a group's stored vectors in the order of ``entries``."""
        got = self._do(lambda c: self._collection(c, group, create=False).get(include=["embeddings"]), WRITE_SECONDS)
        place = {id_: n for n, id_ in enumerate(got["ids"])}
        rows = np.asarray(got["embeddings"], dtype=np.float32)
        return rows[[place[e.id] for e in entries]] if entries else rows.reshape(0, 0)

    def check(self, group: str, entries: Sequence[Entry], probe: Vectors) -> Saying | None:
        """Return why a group cannot be used, or None.

        A damaged Chroma folder may open and silently answer with fewer rows, so the count and a
        query for a stored vector are both compared with what must be there. Raises ServerAway.
        """
        try:
            return self._do(lambda client: self._checked(client, group, entries, probe), WRITE_SECONDS)
        except ServerAway:
            raise
        except Exception as err:  # Chroma raises many kinds for a damaged folder
            return saying("index.why.unreadable", group=group, kind=type(err).__name__)

    def _checked(self, client: Any, group: str, entries: Sequence[Entry], probe: Vectors) -> Saying | None:
        collection = self._collection(client, group, create=False)
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
        return None

    def nearest(self, group: str, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Return (owner, cosine similarity) of the entries nearest to a vector, best first. Raises ServerAway."""
        try:
            found = self._do(
                lambda client: self._collection(
                    client, group, create=False
                ).similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=count)
            )
        except ServerAway:
            raise
        except Exception as err:
            if self._link is None:
                raise
            self._open.clear()
            raise ServerAway("chroma-lost") from err
        return [(str(doc.metadata["owner"]), 1.0 - float(distance)) for doc, distance in found]
