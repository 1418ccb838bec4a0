"""Embed many texts once: vectors are kept on disk under the hash of the model and the text."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embeddings import Encoder

Vectors = NDArray[np.float32]

BLOCK = 2048
"""Texts that are embedded, kept and taken up again together."""


def embedded(encoder: Encoder, name: str, texts: Sequence[str], cache: Path) -> Vectors:
    """Return the vectors of ``texts``, shape (texts, dimension), memory-mapped from one file.

    ``name`` tells one encoder from another. A run that was stopped goes on after its last block:
    each block is a file named by the hash of the encoder and its texts.
    """
    cache.mkdir(parents=True, exist_ok=True)
    blocks = [list(texts[at : at + BLOCK]) for at in range(0, len(texts), BLOCK)]
    keys = [_key(name, block) for block in blocks]
    whole = cache / f"{_key(name, keys)}.npy"
    if not whole.is_file():
        for n, (key, block) in enumerate(zip(keys, blocks, strict=True)):
            path = cache / f"{key}.npy"
            if not path.is_file():
                _save(path, encoder.encode(block))
                print(f"embedded {min((n + 1) * BLOCK, len(texts))} of {len(texts)}", file=sys.stderr)
        if len(keys) == 1:
            return np.load(cache / f"{keys[0]}.npy", mmap_mode="r", allow_pickle=False)  # type: ignore[no-any-return]
        _join(whole, [cache / f"{key}.npy" for key in keys], len(texts))
    return np.load(whole, mmap_mode="r", allow_pickle=False)  # type: ignore[no-any-return]


def _key(name: str, texts: Sequence[str]) -> str:
    digest = hashlib.sha256(name.encode())
    for text in texts:
        digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _save(path: Path, vectors: Vectors) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as handle:
        np.save(handle, vectors, allow_pickle=False)
    part.replace(path)


def _join(whole: Path, parts: Sequence[Path], count: int) -> None:
    """Put the blocks into one file, one block in memory at a time, and remove them."""
    first = np.load(parts[0], mmap_mode="r", allow_pickle=False)
    part = whole.with_name(f"{whole.name}.{os.getpid()}.part")
    out = np.lib.format.open_memmap(part, mode="w+", dtype=np.float32, shape=(count, first.shape[1]))
    at = 0
    for path in parts:
        block = np.load(path, allow_pickle=False)
        out[at : at + len(block)] = block
        at += len(block)
    out.flush()
    part.replace(whole)
    for path in parts:
        path.unlink(missing_ok=True)
