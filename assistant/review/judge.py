"""Judge sentences: which requirements each is about, and whether it meets, touches or contradicts them.

A taught encoder (``knowledge/review/changes.npz``) and one layer of weights (``knowledge/review/judge.npz``), both
made by ``python -m evals review teach`` from the labelled sentences beside them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelRefused

Vectors = NDArray[np.float32]

WEIGHTS = "knowledge/review/judge.npz"
CHANGES = "knowledge/review/changes.npz"
LABELS = ("addressed", "partly", "conflict", "none")
"""What a sentence can be to a requirement, in the order of the last axis."""


class Judge:
    """One linear layer on the vectors of sentences."""

    def __init__(
        self, requirements: Sequence[str], weights: Vectors, bias: Vectors, embed: Callable[[Sequence[str]], Vectors]
    ) -> None:
        self.requirements = tuple(requirements)
        self._weights, self._bias, self._embed = weights, bias, embed

    @classmethod
    def load(cls, path: Path, embed: Callable[[Sequence[str]], Vectors]) -> Judge:
        """Read the weights; ``embed`` makes unit vectors of texts. Raise ModelRefused for a damaged file."""
        try:
            with np.load(path, allow_pickle=False) as data:
                names, weights, bias = data["requirements"], data["weights"], data["bias"]
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
            raise ModelRefused("model-tuning", file=path, why=type(err).__name__) from err
        if weights.shape[0] != len(names) * len(LABELS) or bias.shape != weights.shape[:1]:
            raise ModelRefused("model-tuning", file=path, why="shape")
        return cls([str(n) for n in names], weights.astype(np.float32), bias.astype(np.float32), embed)

    def judge(self, texts: Sequence[str]) -> Vectors:
        """Return probabilities, shape (texts, requirements, labels), each row of labels summing to 1."""
        if not texts:
            return np.zeros((0, len(self.requirements), len(LABELS)), dtype=np.float32)
        logits = self._embed(texts) @ self._weights.T + self._bias
        logits = logits.reshape(len(texts), len(self.requirements), len(LABELS))
        logits -= logits.max(axis=-1, keepdims=True)
        out: Vectors = np.exp(logits)
        out /= out.sum(axis=-1, keepdims=True)
        return out
