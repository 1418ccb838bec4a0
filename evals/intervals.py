"""How sure a figure is: Wilson's interval for shares, the bootstrap for everything else.

All draws use one fixed seed, so the same outcomes always give the same intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value

SEED = 20261123
ROUNDS = 2000
Z95 = 1.959963984540054

Indices = NDArray[np.int64]


class Difference(Value):
    """The mean change from one run to another over the same samples, with its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def significant_drop(self) -> bool:
        """Whether the whole interval lies below zero."""
        return self.high < 0.0


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's score interval for a share; (0, 1) when nothing was tried."""
    if n == 0:
        return 0.0, 1.0
    share, spread = successes / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    # Rounding must not put the ends beyond what a share can be.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high


def bootstrap(values: Sequence[float], *, seed: int = SEED, rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the 95 % percentile interval of the mean; (0, 0) for no values."""
    data = np.asarray(values, dtype=np.float64)
    return bootstrap_of(lambda rows: float(data[rows].mean()), len(data), seed=seed, rounds=rounds)


def bootstrap_of(
    statistic: Callable[[Indices], float], n: int, *, seed: int = SEED, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Return the 95 % percentile interval of a statistic of the rows drawn, 0 to n-1 with replacement.

    A draw for which the statistic is not defined may return NaN and is left out.
    """
    if n == 0:
        return 0.0, 0.0
    draws = np.random.default_rng(seed).integers(0, n, size=(rounds, n))
    low, high = np.nanpercentile([statistic(rows) for rows in draws], [2.5, 97.5])
    return float(low), float(high)


def paired_bootstrap(
    before: Sequence[float], after: Sequence[float], *, seed: int = SEED, rounds: int = ROUNDS
) -> Difference:
    """Return the mean of after − before over the same samples, with its interval.

    Raises ValueError when the two do not have the same length.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} values cannot be paired with {len(after)}")
    change = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    if not len(change):
        return Difference(mean=0.0, low=0.0, high=0.0, n=0)
    low, high = bootstrap(change.tolist(), seed=seed, rounds=rounds)
    return Difference(mean=float(change.mean()), low=low, high=high, n=len(change))
