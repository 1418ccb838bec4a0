"""How likely the nearest card is to be right: a logistic over how near it is and how far ahead of others.

The weights are fitted by ``python -m evals calibrate`` and stand in ``knowledge/matching.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

FEATURES = ("bias", "score", "cosine", "whole", "topic", "lead", "length", "beside", "agreed", "apart")
"""What the probability is read from, each about 0..1; see ``signals``."""


def signals(
    *,
    score: float,
    cosine: float,
    whole: float,
    topic: float,
    lead: float,
    length: int,
    beside: float,
    agreed: float,
    apart: float,
) -> dict[str, float]:
    """Return the features of a best card.

    score: the matcher's · cosine: to its nearest wording · whole: share of keywords · topic: the head's
    probability · lead: over the best card that would answer otherwise · length: keywords of the question ·
    beside: the head's probability that the message is no question about the principles (0 for such a card) ·
    agreed: the share of the scores that, each alone, would answer as this card does · apart: how much nearer,
    by the learned cosine, than any card for what is no such question (0 for such a card).
    """
    return {
        "bias": 1.0,
        "score": score,
        "cosine": cosine,
        "whole": whole,
        "topic": math.sqrt(max(topic, 0.0)),
        "lead": min(max(lead, 0.0), 0.3) / 0.3,
        "length": min(length, 30) / 30.0,
        "beside": beside,
        "agreed": agreed,
        "apart": max(-0.5, min(0.5, apart)),
    }


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return 0..1 from the features and the weights of the same names."""
    total = sum(weights[name] * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
