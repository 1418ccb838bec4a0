"""How well a passage of an added document fits a question, and from when on it is shown.

The numbers come from ``python -m benchmarks.own_documents threshold`` over
``tests/data/own_questions.yaml``; docs/own-documents.md has the figures.
"""

from __future__ import annotations

COSINE_WEIGHT = 0.6
"""The weight of meaning beside shared words."""

SHOWN_AT = 0.35
"""The least score that is shown beside an answer."""

SHOWN_BY_WORDS_AT = 0.45
"""The least share of a question's words, where meaning cannot be compared."""


def score_of(cosine: float | None, shared: float) -> float:
    """Return a score from 0 to 1; without a cosine (not indexed yet, server away) words alone count."""
    if cosine is None:
        return shared
    return COSINE_WEIGHT * max(0.0, cosine) + (1.0 - COSINE_WEIGHT) * shared
