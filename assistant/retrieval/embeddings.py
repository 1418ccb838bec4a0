"""Turn text into unit vectors: sentence-transformers as reference, ONNX Runtime to answer with.

Both give the same vectors (cosine 0.999 or more, checked when the ONNX file is made); ONNX Runtime
starts in a fraction of a second, where importing torch takes several.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.tuning import Tuning

Vectors = NDArray[np.float32]

_MAX_TOKENS = 256
_BATCH = 16


class Encoder(Protocol):
    """What turns texts into unit vectors; LangChain's interface without importing LangChain."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector for each text."""

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of one text."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors as an array of shape (texts, dimension)."""


class SentenceTransformerEmbeddings:
    """Embed with sentence-transformers; imported only when first used.

    ``tuning`` is a file of changes that are added to the model's weights (see ``tuning.py``), or nothing.
    """

    def __init__(self, folder: Path, tuning: str = "") -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer

        self.model: Any = SentenceTransformer(str(folder), device="cpu")
        if tuning:
            Tuning.load(Path(tuning)).add_to(self.model)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector for each text."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of one text."""
        return self.embed_documents([text])[0]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors as an array of shape (texts, dimension)."""
        out = self.model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(out, dtype=np.float32)


class OnnxEmbeddings:
    """Embed with ONNX Runtime from a model exported by ``make_export``."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 0, max_tokens: int = _MAX_TOKENS) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Without the arena, memory stays where it was after a long text (measured: 170 MB, not 430).
        options.enable_cpu_mem_arena = False
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        # The shipped tokenizer pads everything to 128 tokens, which makes short texts ten times slower.
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(max_tokens)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector for each text."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of one text."""
        return self.embed_documents([text])[0]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors as an array of shape (texts, dimension), batched by length."""
        encodings = self.tokenizer.encode_batch(list(texts))
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        out: Vectors | None = None
        for at in range(0, len(order), _BATCH):
            rows = order[at : at + _BATCH]
            width = max(len(encodings[i].ids) for i in rows)
            ids = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros((len(rows), width), dtype=np.int64)
            for r, i in enumerate(rows):
                n = len(encodings[i].ids)
                ids[r, :n] = encodings[i].ids
                mask[r, :n] = 1
            vectors = self.session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            if out is None:
                out = np.zeros((len(order), vectors.shape[1]), dtype=np.float32)
            out[rows] = vectors
        return np.zeros((0, 0), dtype=np.float32) if out is None else out
