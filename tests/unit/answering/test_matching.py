"""What the matcher reads a card's chance of being right from."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answering.matcher import AGREEING, WEIGHTS, lead_of
from assistant.answering.sureness import FEATURES, probability, signals

SEEN = {
    "score": 0.6,
    "cosine": 0.7,
    "whole": 0.4,
    "topic": 0.25,
    "lead": 0.05,
    "length": 6,
    "beside": 0.1,
    "agreed": 0.5,
    "apart": 0.1,
}


def test_every_signal_has_a_weight_and_stays_near_one() -> None:
    found = signals(**{**SEEN, "length": 400, "lead": 9.0, "apart": 9.0})  # type: ignore[arg-type]
    assert tuple(found) == FEATURES
    assert max(found.values()) <= 1.0


@pytest.mark.parametrize("name", ["agreed", "apart"])
def test_scores_that_agree_and_distance_from_small_talk_make_surer(name: str) -> None:
    weights = {**dict.fromkeys(FEATURES, 0.0), name: 2.0}
    low, high = (probability(signals(**{**SEEN, name: v}), weights) for v in (0.1, 0.4))  # type: ignore[arg-type]
    assert high > low


def test_a_card_that_answers_alike_is_no_rival() -> None:
    combined, outcomes = np.array([0.9, 0.89, 0.6]), np.array([1, 1, 2])
    assert lead_of(combined, outcomes, 0) == pytest.approx(0.3)
    assert lead_of(combined, outcomes, 2) == pytest.approx(-0.3)
    assert lead_of(combined[:2], outcomes[:2], 0) == pytest.approx(0.9)


def test_the_scores_asked_one_by_one_are_among_those_added_up() -> None:
    assert {WEIGHTS[i] for i in AGREEING} == {"keyword", "whole", "topic", "fitted"}
