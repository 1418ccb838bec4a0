"""LangChain: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings with the same model, Chroma retriever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.rivals.common import Rank, run


def prepare(task: dict[str, Any], folder: Path) -> Rank:
    """Open the Chroma folder, filling it the first time."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    there = folder.is_dir()
    store = Chroma("principles", HuggingFaceEmbeddings(model_name=task["model"]), persist_directory=str(folder))
    if not there:
        documents = [Document(t["text"], metadata={"principle": t["principle"]}) for t in task["texts"]]
        store.add_documents(RecursiveCharacterTextSplitter().split_documents(documents))
    retriever = store.as_retriever(search_kwargs={"k": 10})
    return lambda question: [d.metadata["principle"] for d in retriever.invoke(question)]


if __name__ == "__main__":
    run(prepare)
