"""BM25 alone, with rank_bm25 and words split at blanks: LangChain's BM25Retriever in essence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.rivals.common import Rank, run


def prepare(task: dict[str, Any], folder: Path) -> Rank:
    """Index in memory; there is nothing to keep."""
    from rank_bm25 import BM25Okapi

    numbers = [t["principle"] for t in task["texts"]]
    index = BM25Okapi([t["text"].split() for t in task["texts"]])

    def rank(question: str) -> list[int]:
        scores = index.get_scores(question.split())
        return [numbers[i] for i in scores.argsort()[::-1][:10]]

    return rank


if __name__ == "__main__":
    run(prepare)
