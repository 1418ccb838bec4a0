"""Search a data set with the product's own keyword index, vectors and fusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.fusion import KEYWORD_WEIGHT, convex
from assistant.retrieval.keyword import K1, B, KeywordIndex

Scores = NDArray[np.float32]
Ranking = dict[str, float]

DEPTH = 100
"""How many passages of each question are ranked."""

RANK_CONSTANT = 60
"""Of reciprocal rank fusion, which is measured beside ours."""


@dataclass(frozen=True)
class Fusion:
    """How keyword and vector scores are put together."""

    weight: float = KEYWORD_WEIGHT
    k1: float = K1
    b: float = B


def searches(
    passages: Sequence[tuple[str, str]],
    questions: Mapping[str, str],
    passage_vectors: Scores,
    question_vectors: Scores,
    fusion: Fusion,
) -> Iterator[tuple[str, dict[str, Ranking]]]:
    """Yield for each question the ranking of every search: keyword, vector, fused and rrf.

    One question's scores are in memory at a time, whatever the size of the corpus.
    """
    ids = [id_ for id_, _ in passages]
    words = KeywordIndex.of([text for _, text in passages], fusion.k1, fusion.b)
    for n, (question, text) in enumerate(questions.items()):
        keyword = words.scores(text)
        cosine = np.asarray(passage_vectors @ question_vectors[n], dtype=np.float32)
        fused = convex(keyword, cosine, fusion.weight)
        yield (
            question,
            {
                # A passage that shares no word with the question is not found by keywords.
                "keyword": {k: s for k, s in _best(ids, keyword).items() if s > 0},
                "vector": _best(ids, cosine),
                "fused": _best(ids, fused),
                "rrf": _best(ids, _reciprocal(keyword) + _reciprocal(cosine)),
            },
        )


def _best(ids: Sequence[str], scores: Scores) -> Ranking:
    count = min(DEPTH, len(scores))
    found = np.argpartition(-scores, count - 1)[:count]
    return {ids[i]: float(scores[i]) for i in found[np.argsort(-scores[found], kind="stable")]}


def _reciprocal(scores: Scores) -> Scores:
    count = min(DEPTH, len(scores))
    found = np.argpartition(-scores, count - 1)[:count]
    out = np.zeros(len(scores), dtype=np.float32)
    out[found[np.argsort(-scores[found], kind="stable")]] = 1.0 / (RANK_CONSTANT + 1 + np.arange(count))
    return out
