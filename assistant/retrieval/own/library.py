"""The library of the user's own documents: take in, remove, bring the indexes up to date, search.

The order of every change is the same: the catalogue first, in one transaction; then the word index;
then the vectors. A process that is killed in between leaves a list of what is still to be done, and
the next one that writes goes on there. All steps may be repeated: nothing is lost and nothing doubled.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.knowledge import Authority
from assistant.domain.library import OWN_AUTHORITIES, OwnDocument, OwnHit, OwnPassage, OwnSearch
from assistant.errors import StorageError
from assistant.retrieval.deadline import ServerAway, ServerLink
from assistant.retrieval.own.catalogue import Catalogue, passage_id, place_of
from assistant.retrieval.own.scoring import score_of
from assistant.retrieval.own.splitting import SplitText, words_of
from assistant.retrieval.own.vectors import OwnVectors
from assistant.retrieval.own.words import OwnWords, share

Vectors = NDArray[np.float32]

BATCH = 128
"""Passages embedded and written at a time: many enough to sort by length, few enough to lose nothing."""

_WORDED_AT_ONCE = 200
_CANDIDATES = 20
_LOCK_SECONDS = 600.0
_TEXTS_KEPT = 64


class Embedder(Protocol):
    """What turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, dimension)."""


class Progress(Value):
    """How far the indexing is: passages done of all that were to do when it began."""

    done: int
    total: int


class OwnLibrary:
    """The library in ``folder`` (under the data folder); ``embedder`` is asked for when it is needed."""

    def __init__(
        self, data_dir: Path, fingerprint: str, embedder: Callable[[], Embedder], link: ServerLink | None = None
    ) -> None:
        self._data = data_dir
        self._folder = data_dir / "library"
        self.catalogue = Catalogue(self._folder)
        self._words = OwnWords(self._folder)
        self._vectors = OwnVectors(fingerprint, self._folder / "chroma", link)
        self._place = f"{fingerprint}|{link.url if link else 'embedded'}"
        self._embedder = embedder
        self._writer = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._seen = ("", "")
        self._text = lru_cache(maxsize=_TEXTS_KEPT)(self._read_text)

    @staticmethod
    def is_there(data_dir: Path) -> bool:
        """Tell whether a data folder has a library, without making one."""
        return Catalogue.is_there(data_dir / "library")

    # Reading

    def text(self, document: OwnDocument) -> str:
        """Return the stored text of a document. Raises StorageError when it is gone."""
        return self._text(document.file)

    def passages(self, document: OwnDocument) -> list[OwnPassage]:
        """Return every passage of a document with its text."""
        text = self.text(document)
        return [_with_text(p, text) for p in self.catalogue.passages(document.id)]

    def passage(self, id_: str) -> tuple[OwnDocument, OwnPassage] | None:
        """Return a passage and its document, None when the library does not hold it (any more)."""
        place = place_of(id_)
        document = self.catalogue.document(place[0]) if place else None
        if place is None or document is None:
            return None
        found = self.catalogue.passages(document.id, [place[1]])
        if not found:
            return None
        with contextlib.suppress(StorageError):
            return document, _with_text(found[0], self.text(document))
        return None

    def search(self, text: str, vector: Vectors, count: int = 3) -> OwnSearch:
        """Return the current passages that fit best, best first, from each authority's index.

        Where the vectors cannot be reached the words alone decide, and ``away`` says so.
        """
        self._notice()
        hits: list[OwnHit] = []
        away = False
        for authority in self._authorities():
            found, its_away = self._search_in(authority, text, vector)
            hits.extend(found)
            away = away or its_away
        hits.sort(key=lambda h: -h.score)
        return OwnSearch(hits=tuple(hits[:count]), away=away)

    def load(self, vector: Vectors) -> None:
        """Have the indexes read into memory, so that nobody's first question waits; a server may be away."""
        self._notice()
        for authority in self._authorities():
            with contextlib.suppress(ServerAway):
                self._vectors.load(authority, vector)

    def _authorities(self) -> list[Authority]:
        there = {d for d in OWN_AUTHORITIES if self.catalogue.holds(d)}
        return [a for a in OWN_AUTHORITIES if a in there]

    def _search_in(self, authority: Authority, text: str, vector: Vectors) -> tuple[list[OwnHit], bool]:
        by_words = dict(self._words.best(authority, text, _CANDIDATES))
        away = False
        cosines: dict[str, float] = {}
        try:
            cosines = dict(self._vectors.nearest(authority, vector, _CANDIDATES))
            rest = [i for i in by_words if i not in cosines]
            cosines |= self._vectors.cosines(authority, rest, vector)
        except Exception as err:  # a server that is away, or a folder that another process is changing
            if isinstance(err, (MemoryError, KeyboardInterrupt)):
                raise
            away = True
        weights = self._words.weights(authority, text)
        hits = []
        # What was removed or superseded is passed over: the indexes may lag behind the catalogue.
        for document, place in self.catalogue.current(dict.fromkeys([*by_words, *cosines])):
            try:
                passage = _with_text(place, self.text(document))
            except StorageError:
                continue
            shared = share(weights, f"{document.title} {words_of(passage.section, passage.text)}")
            cosine = cosines.get(passage.id)
            hits.append(
                OwnHit(
                    passage=passage,
                    document=document,
                    score=score_of(cosine, shared),
                    cosine=cosine,
                    shared=shared,
                )
            )
        return hits, away

    def _notice(self) -> None:
        """Reopen what another process has changed since the last look."""
        changes, vectors, writer = (self.catalogue.fact(n) for n in ("changes", "vectors", "writer"))
        if self._seen == (changes, vectors):
            return
        if self._seen[0] != changes:
            self._words.reload()
        if self._seen[1] != vectors and writer != self._writer:
            self._vectors.reopen()
        self._seen = (changes, vectors)

    # Writing

    @contextmanager
    def writing(self, wait: float = _LOCK_SECONDS) -> Iterator[None]:
        """Hold the library's lock: one writer at a time. Raises StorageError when another one keeps it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self._folder / "write.lock"))
        try:
            lock.acquire(timeout=wait)
        except Timeout as err:
            raise StorageError("own-busy") from err
        try:
            self._settle()
            yield
        finally:
            lock.release()

    def take_in(self, document: OwnDocument, split: SplitText, *, origin: str, text_sha256: str) -> None:
        """Store a document's text and put it in the catalogue (inside ``writing``)."""
        path = self._data / document.file
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        # Bytes, because a translated line end would move every offset.
        part.write_bytes(split.text.encode("utf-8"))
        part.replace(path)
        self.catalogue.add(document, split.cuts, origin=origin, text_sha256=text_sha256)

    def remove(self, document: OwnDocument) -> None:
        """Remove a document from the catalogue and every index (inside ``writing``)."""
        self.catalogue.remove(document.id)
        self._text.cache_clear()
        with contextlib.suppress(ServerAway):  # what is left of it there is out of reach, and goes later
            self._clear_leftovers()

    def catch_up(self, tell: Callable[[Progress], None] = lambda _: None) -> int:
        """Bring the indexes up to date with the catalogue, a batch at a time; return what is left undone.

        The lock is taken for each batch, so that another document can be added in between. Something
        is left undone when the Chroma server does not answer.
        """
        with self.writing():
            while self._word_some():
                pass
        done = 0
        try:
            with self.writing():
                self._clear_leftovers()
                self._compare()
                while self._word_some():
                    pass
            total = self.catalogue.left_to_index()
            tell(Progress(done=0, total=total))
            while True:
                with self.writing():
                    count = self._index_some()
                if not count:
                    break
                done += count
                tell(Progress(done=done, total=max(total, done)))
        except ServerAway:
            return self.catalogue.left_to_index()
        finally:
            self.catalogue.remember("vectors", secrets.token_hex(4))
        return 0

    def _settle(self) -> None:
        """Whoever writes first looks at what the last writer left."""
        if self.catalogue.fact("writer") != self._writer:
            self._words.reload()
            self._vectors.reopen()
            self.catalogue.remember("writer", self._writer)
        if self._words.is_new() or self.catalogue.fact("place") != self._place:
            self.catalogue.forget_indexes(
                words=self._words.is_new(), vectors=self.catalogue.fact("place") != self._place
            )
            self.catalogue.remember("place", self._place)
            self._words.clear_other_forms()

    def _compare(self) -> None:
        """Find an index that has lost what the catalogue says it holds (a deleted folder, an emptied server)."""
        for authority in OWN_AUTHORITIES:
            words, vectors = self.catalogue.expected(authority)
            if words or vectors:
                lost_words = self._words.size(authority) < words
                lost_vectors = self._vectors.count(authority) < vectors
                if lost_words or lost_vectors:
                    self.catalogue.forget_indexes(words=lost_words, vectors=lost_vectors, authority=authority)

    def _word_some(self) -> int:
        documents = self.catalogue.unworded(_WORDED_AT_ONCE)
        for authority in OWN_AUTHORITIES:
            part = [d for d in documents if d.authority is authority]
            if part:
                self._words.replace(
                    authority,
                    {
                        d.id: [(p.id, f"{d.title} {words_of(p.section, p.text)}") for p in self.passages(d)]
                        for d in part
                    },
                )
        if documents:
            self.catalogue.worded(d.id for d in documents)
        return len(documents)

    def _index_some(self) -> int:
        """Embed and write the next passages, of as many documents as fill a batch."""
        batch: list[tuple[OwnDocument, OwnPassage]] = []
        for document in self.catalogue.unindexed(BATCH):
            text = self.text(document)
            left = self.catalogue.passages(document.id, start=document.indexed)
            batch.extend((document, _with_text(p, text)) for p in left[: BATCH - len(batch)])
            if len(batch) >= BATCH:
                break
        if not batch:
            return 0
        vectors = self._embedder().encode([words_of(p.section, p.text) for _, p in batch])
        counts: dict[str, int] = {}
        for authority in OWN_AUTHORITIES:
            rows = [n for n, (d, _) in enumerate(batch) if d.authority is authority]
            if rows:
                passages = [batch[n][1] for n in rows]
                self._vectors.put(authority, passages, [p.text for p in passages], vectors[rows])
        for document, _ in batch:
            counts[document.id] = counts.get(document.id, document.indexed) + 1
        self.catalogue.indexed(counts)
        return len(batch)

    def _clear_leftovers(self) -> None:
        for document, authority, passages in self.catalogue.leftovers():
            kept = self.catalogue.document(document)
            if kept is None:
                self._data.joinpath(text_file(document)).unlink(missing_ok=True)
            self._words.delete(Authority(authority), [document])
            self._vectors.delete(Authority(authority), [passage_id(document, n) for n in range(passages)])
            self.catalogue.cleared(document)
        self.catalogue.remember("vectors", secrets.token_hex(4))

    def _read_text(self, file: str) -> str:
        try:
            return (self._data / file).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as err:
            raise StorageError("own-text-gone") from err


def new_id() -> str:
    """Return an id for a new document."""
    return f"own-{secrets.token_hex(5)}"


def text_file(document: str) -> str:
    """Return where a document's text is stored, relative to the data folder."""
    return f"library/texts/{document[4:6]}/{document}.txt"


def _with_text(passage: OwnPassage, text: str) -> OwnPassage:
    return passage.model_copy(update={"text": text[passage.start : passage.end]})
