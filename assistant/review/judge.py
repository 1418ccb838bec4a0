"""Judge sentences: which requirements each is about, and whether it meets, touches or contradicts them.

A taught encoder (``knowledge/review/changes.npz``) and one layer of weights (``knowledge/review/judge.npz``), both
made by ``python -m evals review teach`` from the labelled sentences beside them; some of those sentences stay with
the weights, so that a judgement can be explained by the one it is most like.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelRefused

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]

WEIGHTS = "knowledge/review/judge.npz"
CHANGES = "knowledge/review/changes.npz"
LABELS = ("addressed", "partly", "conflict", "none")
"""What a sentence can be to a requirement, in the order of the last axis."""


class Exemplars(NamedTuple):
    """Labelled sentences to compare with: their words, what they are labelled, their unit vectors."""

    texts: Sequence[str]
    requirements: NDArray[np.int64]
    labels: NDArray[np.int64]
    vectors: Vectors


class Judged(NamedTuple):
    """``chances``: shape (texts, requirements, labels), each row of labels summing to 1; ``vectors``: a row each."""

    chances: Vectors
    vectors: Vectors


class Judge:
    """One linear layer on the vectors of sentences."""

    def __init__(
        self, requirements: Sequence[str], weights: Vectors, bias: Vectors, exemplars: Exemplars, embed: Embed
    ) -> None:
        self.requirements = tuple(requirements)
        self._weights, self._bias, self._exemplars, self._embed = weights, bias, exemplars, embed

    @classmethod
    def load(cls, path: Path, embed: Embed) -> Judge:
        """Read the weights; ``embed`` makes unit vectors of texts. Raise ModelRefused for a damaged file."""
        try:
            with np.load(path, allow_pickle=False) as data:
                names, weights, bias = data["requirements"], data["weights"], data["bias"]
                exemplars = Exemplars(
                    [str(t) for t in data["texts"]],
                    data["of_requirement"].astype(np.int64),
                    data["of_label"].astype(np.int64),
                    data["vectors"].astype(np.float32),
                )
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
            raise ModelRefused("model-tuning", file=path, why=type(err).__name__) from err
        rows = len(exemplars.texts)
        whole = weights.shape[0] == len(names) * len(LABELS) == len(bias)
        if not whole or not rows == len(exemplars.vectors) == len(exemplars.labels) == len(exemplars.requirements):
            raise ModelRefused("model-tuning", file=path, why="shape")
        return cls([str(n) for n in names], weights.astype(np.float32), bias.astype(np.float32), exemplars, embed)

    def judge(self, texts: Sequence[str]) -> Judged:
        """Judge texts, each by itself."""
        if not texts:
            none = np.zeros((0, len(self.requirements), len(LABELS)), dtype=np.float32)
            return Judged(none, np.zeros((0, self._weights.shape[1]), dtype=np.float32))
        vectors = self._embed(texts)
        logits = vectors @ self._weights.T + self._bias
        logits = logits.reshape(len(texts), len(self.requirements), len(LABELS))
        logits -= logits.max(axis=-1, keepdims=True)
        chances: Vectors = np.exp(logits)
        chances /= chances.sum(axis=-1, keepdims=True)
        return Judged(chances, vectors)

    def like(self, vector: Vectors, requirement: int, label: int) -> tuple[str, float] | None:
        """Return the labelled sentence of a requirement that a text is most like, and the cosine."""
        rows = np.flatnonzero((self._exemplars.requirements == requirement) & (self._exemplars.labels == label))
        if not len(rows):
            return None
        cosines = self._exemplars.vectors[rows] @ vector
        best = int(cosines.argmax())
        return self._exemplars.texts[int(rows[best])], float(cosines[best])
