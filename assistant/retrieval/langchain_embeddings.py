"""Our embeddings behind LangChain's interface, for its Chroma store.

Apart from the encoders themselves because importing langchain_core costs more than answering does.
"""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.retrieval.embeddings import Encoder


class ForLangChain(Embeddings):
    """Pass LangChain's calls on to an encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector for each text."""
        return self._encoder.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of one text."""
        return self._encoder.embed_query(text)
