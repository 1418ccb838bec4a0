"""Weigh what the judge says of every provision into the state of a requirement in the whole document.

A multinomial regression over a few numbers that a person can follow: how likely the best and the second provision
address the requirement, touch it, contradict it, and whether explicit rules found a contradiction. Its weights
(``knowledge/review/states.json``) are made by ``python -m evals review calibrate`` from the development documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from assistant.domain.base import Value
from assistant.domain.reviews import State
from assistant.errors import ModelRefused
from assistant.review.judge import LABELS

Chances = NDArray[np.float32]

FILE = "knowledge/review/states.json"

STATES: tuple[State, ...] = ("addressed", "partly", "conflict", "missing")
FEATURES = (
    "addressed",
    "addressed-second",
    "partly",
    "partly-second",
    "conflict",
    "conflict-second",
    "about",
    "about-second",
    "about-third",
    "addressed-at-the-conflict",
    "addressed-squared",
    "conflict-squared",
    "ruled",
    "taken-back",
    "qualified",
)
"""In the order of the weights: chances of the likeliest provisions as log odds, then what rules found."""

_LEAST = 1e-4
_CONFLICT = LABELS.index("conflict")
_NONE = LABELS.index("none")


class Weights(Value):
    """For each state the constant and a weight for each of FEATURES; ``towards`` is added to its score."""

    weights: dict[State, tuple[float, ...]]
    constants: dict[State, float]
    towards: dict[State, float] = Field(default_factory=dict)


def read_weights(path: Path) -> Weights:
    """Read the weights; raise ModelRefused for a damaged file."""
    try:
        read = Weights.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as err:
        raise ModelRefused("model-tuning", file=path, why=type(err).__name__) from err
    if set(read.weights) != set(STATES) or any(len(w) != len(FEATURES) for w in read.weights.values()):
        raise ModelRefused("model-tuning", file=path, why="shape")
    return read


def features(
    chances: Chances, *, ruled: bool = False, taken_back: float = 0.0, qualified: float = 0.0
) -> NDArray[np.float64]:
    """Return the numbers that a requirement's state is weighed from; ``chances`` has shape (provisions, labels)."""
    about = chances[:, :_NONE].sum(axis=1)
    where = chances[int(chances[:, _CONFLICT].argmax()), 0] if len(chances) else 0.0
    columns = [_top(chances[:, 0], 2), _top(chances[:, 1], 2), _top(chances[:, _CONFLICT], 2), _top(about, 3)]
    odds = np.clip(np.concatenate([*columns, [where]]), _LEAST, 1 - _LEAST)
    sure = [4 * columns[0][0] ** 2, 4 * columns[2][0] ** 2]
    return np.concatenate([np.log(odds / (1 - odds)), sure, [2.0 * ruled, 2.0 * taken_back, 2.0 * qualified]])


def weigh(numbers: NDArray[np.float64], weights: Weights) -> Mapping[State, float]:
    """Return the chance of each state; they sum to 1."""
    constants = {s: weights.constants[s] + weights.towards.get(s, 0.0) for s in STATES}
    scores = np.array([float(np.dot(weights.weights[s], numbers)) + constants[s] for s in STATES])
    scores -= scores.max()
    chances = np.exp(scores) / np.exp(scores).sum()
    return dict(zip(STATES, chances.tolist(), strict=True))


def _top(values: Sequence[float] | Chances, count: int) -> NDArray[np.float64]:
    best = np.sort(np.asarray(values, dtype=np.float64))[::-1][:count]
    return np.concatenate([best, np.zeros(count - len(best))])
