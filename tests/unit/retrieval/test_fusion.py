"""Scores are fused after each is brought to the same scale."""

from __future__ import annotations

import numpy as np

from assistant.retrieval.fusion import convex, min_max


def test_scores_are_brought_between_nought_and_one() -> None:
    assert np.allclose(min_max(np.array([0.0, 4.0, 6.0], dtype=np.float32)), [0.0, 4 / 6, 1.0])


def test_equal_scores_tell_nothing() -> None:
    assert min_max(np.zeros(3, dtype=np.float32)).tolist() == [0, 0, 0]


def test_the_weight_is_the_share_of_the_keywords() -> None:
    keyword = np.array([1.0, 0.0], dtype=np.float32)
    vector = np.array([0.0, 1.0], dtype=np.float32)
    assert np.allclose(convex(keyword, vector, 0.4), [0.4, 0.6])
