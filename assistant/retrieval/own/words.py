"""The word index of the user's own documents: BM25 on disk (tantivy), one index for each authority.

Measured at 100,000 passages beside bm25s and SQLite FTS5, it was the only one that both searches in
about a millisecond and takes a change without indexing everything again (docs/own-documents.md).
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.domain.knowledge import Authority
from assistant.retrieval.keyword import tokens

FORM = "words-1"
"""How words are indexed; another form is built anew."""

_HEAP = 50_000_000
_MOST_TERMS = 40


class OwnWords:
    """Word indexes in a folder; only whoever holds the library's lock writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FORM
        self._open: dict[Authority, Any] = {}

    def replace(self, authority: Authority, documents: dict[str, Sequence[tuple[str, str]]]) -> None:
        """Put in documents as (passage id, words); what was there of them is replaced in the same step."""
        import tantivy

        index = self._index(authority)
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for document, passages in documents.items():
            writer.delete_documents_by_term("document", document)
            for id_, words in passages:
                # Added after the deletion, so that it is not touched by it.
                writer.add_document(tantivy.Document(id=id_, document=document, words=" ".join(tokens(words))))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

    def delete(self, authority: Authority, documents: Iterable[str]) -> None:
        """Remove documents; those that are not there are passed over."""
        self.replace(authority, dict.fromkeys(documents, ()))

    def best(self, authority: Authority, text: str, count: int) -> list[tuple[str, float]]:
        """Return (passage id, BM25 score) of the passages that share most with a text, best first."""
        import tantivy

        index = self._index(authority)
        wanted = list(dict.fromkeys(tokens(text)))[:_MOST_TERMS]
        if not wanted:
            return []
        schema = index.schema
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", w, "freq")) for w in wanted]
        searcher = index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(terms), count, count=False)
        return [(str(searcher.doc(at)["id"][0]), float(score)) for score, at in found.hits]

    def weights(self, authority: Authority, text: str) -> dict[str, float]:
        """Return how much each word of a text tells here: rare words much, common ones little."""
        searcher = self._index(authority).searcher()
        size = searcher.num_docs
        return {w: _idf(size, searcher.doc_freq("words", w)) for w in list(dict.fromkeys(tokens(text)))[:_MOST_TERMS]}

    def size(self, authority: Authority) -> int:
        """Return how many passages an index holds."""
        return int(self._index(authority).searcher().num_docs)

    def reload(self) -> None:
        """Notice what another process has written."""
        for index in self._open.values():
            index.reload()

    def is_new(self) -> bool:
        """Whether there is no index of this form yet."""
        return not self._folder.is_dir()

    def clear_other_forms(self) -> None:
        """Remove indexes of an earlier form."""
        for other in self._folder.parent.glob("words-*"):
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)

    def _index(self, authority: Authority) -> Any:
        if authority not in self._open:
            import tantivy

            schema = tantivy.SchemaBuilder()
            schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            schema.add_text_field("document", stored=False, tokenizer_name="raw", index_option="basic")
            schema.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
            place = self._folder / authority.value
            place.mkdir(parents=True, exist_ok=True)
            self._open[authority] = tantivy.Index(schema.build(), path=str(place))
        return self._open[authority]


def _idf(size: int, holding: int) -> float:
    return math.log(1.0 + (size - holding + 0.5) / (holding + 0.5)) if size else 0.0


def share(weights: dict[str, float], words: str) -> float:
    """Return how much of a question's weight the words of a passage hold, 0 to 1."""
    total = sum(weights.values())
    if total <= 0:
        return 0.0
    there = set(tokens(words))
    return sum(w for term, w in weights.items() if term in there) / total
