"""A logistic head: from a question's embedding to the topic that it is about.

Trained when the index is built, on the embeddings of all card wordings and of the principles' own
sentences; its weights are a small matrix, so answering needs numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class TopicHead:
    """Softmax over topics: weights of shape (topics, dimension) and a bias for each topic."""

    def __init__(self, topics: Sequence[str], weights: Vectors, bias: Vectors) -> None:
        self.topics = tuple(topics)
        self._weights = weights
        self._bias = bias

    @classmethod
    def train(cls, vectors: Vectors, topics: Sequence[str], *, strength: float = 20.0) -> TopicHead:
        """Fit the head; ``strength`` is the inverse of the L2 penalty (the same seed each time)."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=strength, max_iter=400, class_weight="balanced", random_state=7)
        model.fit(vectors, list(topics))
        weights, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
            weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls([str(c) for c in model.classes_], weights.astype(np.float32), bias.astype(np.float32))

    def probabilities(self, vector: Vectors) -> Vectors:
        """Return the probability of each topic for one embedding of shape (dimension,)."""
        logits = self._weights @ vector + self._bias
        exp = np.exp(logits - logits.max())
        shares: Vectors = (exp / exp.sum()).astype(np.float32)
        return shares

    def save(self, path: Path) -> None:
        """Write the head without pickle."""
        np.savez(path, topics=np.array(self.topics), weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, path: Path) -> TopicHead:
        """Read a head written by ``save``."""
        with np.load(path, allow_pickle=False) as data:
            return cls([str(t) for t in data["topics"]], data["weights"], data["bias"])
