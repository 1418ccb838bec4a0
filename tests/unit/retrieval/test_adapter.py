"""The learned cosine: drawn together is what stands for one card, and a damaged file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.retrieval.adapter import Adapter

WIDTH, CARDS, EACH = 16, 12, 20


@pytest.fixture(scope="module")
def wordings() -> tuple[NDArray[np.float32], list[str]]:
    """Cards that differ in a few dimensions only, under noise that is larger in all the others."""
    random = np.random.default_rng(3)
    owners = np.repeat(np.arange(CARDS), EACH)
    vectors = random.normal(size=(CARDS * EACH, WIDTH))
    vectors[:, :4] = random.normal(size=(CARDS, 4))[owners] + 0.1 * vectors[:, :4]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32), [f"card-{n}" for n in owners]


def _right(similarity: NDArray[np.float32], owners: list[str], asked: list[str]) -> float:
    return float(np.mean([owners[i] == card for i, card in zip(similarity.argmax(axis=1), asked, strict=True)]))


def test_questions_it_never_saw_find_their_card_more_often(
    wordings: tuple[NDArray[np.float32], list[str]],
) -> None:
    vectors, owners = wordings
    known, asked = vectors[::2], vectors[1::2]
    adapter = Adapter.train(known, owners[::2], epochs=60)
    learned = np.stack([(known @ adapter.turned(v)) / adapter.lengths for v in asked])
    plain = _right(asked @ known.T, owners[::2], owners[1::2])
    assert _right(learned, owners[::2], owners[1::2]) > plain + 0.05


def test_a_wording_is_its_own_nearest_and_the_same_seed_gives_the_same_map(
    wordings: tuple[NDArray[np.float32], list[str]],
) -> None:
    vectors, owners = wordings
    one, two = (Adapter.train(vectors, owners, epochs=2) for _ in range(2))
    cosine = (vectors @ one.turned(vectors[7])) / one.lengths
    assert cosine.argmax() == 7
    assert cosine[7] == pytest.approx(1.0, abs=1e-4)
    np.testing.assert_allclose(one.turned(vectors[7]), two.turned(vectors[7]), rtol=1e-4)


def test_it_is_read_as_it_was_written_and_only_for_as_many_wordings(
    tmp_path: Path, wordings: tuple[NDArray[np.float32], list[str]]
) -> None:
    vectors, owners = wordings
    made = Adapter.train(vectors, owners, epochs=1)
    made.save(tmp_path / "adapter.npz")
    read = Adapter.load(tmp_path / "adapter.npz", len(vectors))
    np.testing.assert_array_equal(read.turned(vectors[0]), made.turned(vectors[0]))
    with pytest.raises(ValueError, match="each wording"):
        Adapter.load(tmp_path / "adapter.npz", len(vectors) + 1)
