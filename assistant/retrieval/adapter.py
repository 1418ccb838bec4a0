"""A linear map of the embeddings under which wordings of one card lie close together, and other cards apart.

Trained when the index is built, on the card wordings alone, with numpy: each wording of a batch is drawn
to its card's nearest other wordings and pushed from the rest (a contrastive softmax over cosines). It
starts as the identity, so what it has not learned to change it leaves as the model gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

EPOCHS = 15
BATCH = 1024
RATE = 0.002
SHARP = 14.0
"""What cosines are multiplied by before the softmax; larger looks at the very nearest alone."""

_SEED = 7
_FAR = -1e9


class Adapter:
    """A learned cosine between questions and the wordings it was trained on.

    Only the metric (the map times its transpose) and each wording's length under it are kept: a question is
    turned by the metric, and its product with the model's own vectors is all that is left to do.
    """

    def __init__(self, metric: Vectors, lengths: Vectors) -> None:
        self._metric = metric
        self.lengths = lengths

    @classmethod
    def train(cls, vectors: Vectors, owners: Sequence[str], *, epochs: int = EPOCHS) -> Adapter:
        """Fit to unit vectors (wordings, dimension) and what each stands for; the same seed each time."""
        owner = np.unique(np.asarray(owners), return_inverse=True)[1]
        random = np.random.default_rng(_SEED)
        matrix = np.eye(vectors.shape[1], dtype=np.float32)
        first, second = np.zeros_like(matrix), np.zeros_like(matrix)
        step = 0
        for _ in range(epochs):
            order = random.permutation(len(vectors))
            for batch in np.array_split(order, max(1, round(len(vectors) / BATCH))):
                slope = _slope(matrix, vectors[batch], owner[batch])
                step += 1  # Adam
                first = 0.9 * first + 0.1 * slope
                second = 0.999 * second + 0.001 * slope**2
                matrix = matrix - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        matrix = matrix.astype(np.float32)
        return cls(matrix @ matrix.T, _unit(vectors @ matrix)[1].reshape(-1))

    def turned(self, vector: Vectors) -> Vectors:
        """Return what a wording's vector times gives its cosine, once divided by its length."""
        turned = self._metric @ vector
        out: Vectors = turned / np.sqrt(max(float(turned @ vector), 1e-9)).astype(np.float32)
        return out

    def save(self, path: Path) -> None:
        """Write the adapter without pickle."""
        np.savez(path, metric=self._metric, lengths=self.lengths)

    @classmethod
    def load(cls, path: Path, count: int) -> Adapter:
        """Read an adapter for ``count`` wordings; raise OSError, KeyError or ValueError when it is none."""
        with np.load(path, allow_pickle=False) as data:
            metric, lengths = data["metric"], data["lengths"]
        if metric.ndim != 2 or metric.shape[0] != metric.shape[1] or lengths.shape != (count,):
            raise ValueError("an adapter is a square matrix and a length for each wording")
        return cls(metric, lengths)


def _slope(matrix: Vectors, vectors: Vectors, owner: NDArray[np.int64]) -> Vectors:
    """Return the gradient of the mean contrastive loss of one batch, of the matrix's shape."""
    unit, length = _unit(vectors @ matrix)
    near = SHARP * (unit @ unit.T)
    np.fill_diagonal(near, _FAR)
    same = owner[:, None] == owner[None, :]
    np.fill_diagonal(same, False)
    told = same.any(axis=1)  # a wording alone in the batch has nothing to be drawn to
    pull = _softmax(near) - _softmax(np.where(same, near, np.float32(_FAR)))
    pull *= (told / max(1, told.sum()))[:, None].astype(np.float32)
    to_unit = SHARP * ((pull + pull.T) @ unit)
    inner = (to_unit * unit).sum(axis=1, keepdims=True)
    slope: Vectors = vectors.T @ ((to_unit - inner * unit) / length)
    return slope


def _softmax(values: Vectors) -> Vectors:
    exp = np.exp(values - values.max(axis=1, keepdims=True))
    shares: Vectors = exp / exp.sum(axis=1, keepdims=True)
    return shares


def _unit(vectors: Vectors) -> tuple[Vectors, Vectors]:
    length = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9).astype(np.float32)
    unit: Vectors = (vectors / length).astype(np.float32)
    return unit, length
