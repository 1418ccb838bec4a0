"""Intervals against known values."""

from __future__ import annotations

import numpy as np
import pytest

from evals.intervals import bootstrap, bootstrap_of, paired_bootstrap, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (10, 10, 0.7225, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_gives_the_published_intervals(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_the_bootstrap_of_many_draws_is_near_the_normal_interval() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.1, 400).tolist()
    low, high = bootstrap(values)
    half = 1.96 * float(np.std(values)) / 20
    assert (low, high) == pytest.approx((np.mean(values) - half, np.mean(values) + half), abs=0.002)


def test_the_same_values_always_give_the_same_interval() -> None:
    values = [0.0, 1.0, 1.0, 0.5]
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values) != bootstrap(values, seed=1, rounds=7)


def test_equal_values_have_no_spread_and_no_values_give_nothing() -> None:
    assert bootstrap([0.25] * 9) == (0.25, 0.25)
    assert bootstrap([]) == (0.0, 0.0)


def test_draws_without_a_value_are_left_out() -> None:
    low, high = bootstrap_of(lambda rows: float("nan") if rows[0] == 0 else 1.0, 3)
    assert (low, high) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("lost", "gained", "drop"),
    [(0, 0, False), (1, 0, False), (3, 0, False), (8, 0, True), (8, 8, False), (12, 2, True), (0, 9, False)],
)
def test_only_a_clear_loss_over_the_same_samples_is_a_significant_drop(lost: int, gained: int, drop: bool) -> None:
    before = [1.0] * lost + [0.0] * gained + [1.0] * (100 - lost - gained)
    after = [0.0] * lost + [1.0] * gained + [1.0] * (100 - lost - gained)
    found = paired_bootstrap(before, after)
    assert found.mean == pytest.approx((gained - lost) / 100)
    assert found.significant_drop is drop


def test_unequal_lengths_are_not_paired() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        paired_bootstrap([1.0], [])
