"""LlamaIndex: VectorStoreIndex with its own splitter and store, HuggingFaceEmbedding with the same model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.rivals.common import Rank, run


def prepare(task: dict[str, Any], folder: Path) -> Rank:
    """Open the stored index, making it the first time."""
    from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=task["model"])
    if folder.is_dir():
        context = StorageContext.from_defaults(persist_dir=str(folder))
        index = load_index_from_storage(context, embed_model=model)
    else:
        documents = [Document(text=t["text"], metadata={"principle": t["principle"]}) for t in task["texts"]]
        index = VectorStoreIndex.from_documents(documents, embed_model=model)
        index.storage_context.persist(persist_dir=str(folder))
    retriever = index.as_retriever(similarity_top_k=10)
    return lambda question: [n.metadata["principle"] for n in retriever.retrieve(question)]


if __name__ == "__main__":
    run(prepare)
