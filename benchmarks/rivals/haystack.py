"""Haystack: DocumentSplitter, InMemoryDocumentStore and its retriever, SentenceTransformers embedders, same model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.rivals.common import Rank, run


def prepare(task: dict[str, Any], folder: Path) -> Rank:
    """Open the stored documents, embedding them the first time."""
    from haystack import Document
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    kept = folder.with_suffix(".json")
    if kept.is_file():
        store = InMemoryDocumentStore.load_from_disk(str(kept))
    else:
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        documents = [Document(content=t["text"], meta={"principle": t["principle"]}) for t in task["texts"]]
        splitter = DocumentSplitter()
        splitter.warm_up()
        embedder = SentenceTransformersDocumentEmbedder(model=task["model"], progress_bar=False)
        embedder.warm_up()
        split = splitter.run(documents=documents)["documents"]
        store.write_documents(embedder.run(documents=split)["documents"])
        store.save_to_disk(str(kept))
    asks = SentenceTransformersTextEmbedder(model=task["model"], progress_bar=False)
    asks.warm_up()
    retriever = InMemoryEmbeddingRetriever(document_store=store, top_k=10)

    def rank(question: str) -> list[int]:
        found = retriever.run(query_embedding=asks.run(text=question)["embedding"])
        return [d.meta["principle"] for d in found["documents"]]

    return rank


if __name__ == "__main__":
    run(prepare)
