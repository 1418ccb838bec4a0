"""Texts that are alike are found without weighing each with each, and nothing is weighed without end."""

from __future__ import annotations

from random import Random

import pytest

from assistant.drafting import alignment
from assistant.drafting.alignment import Likeness, aligned

WORDS = "the officer shall report to a principal who decides in writing whether parents and students are told".split()


def texts(random: Random, count: int) -> list[str]:
    return [" ".join(random.choice(WORDS) for _ in range(random.randrange(1, 12))) for _ in range(count)]


@pytest.mark.parametrize("least", [0.5, 0.6, 0.8, 1.0])
def test_the_pairs_found_are_those_that_weighing_each_with_each_finds(least: float) -> None:
    random, alike = Random(7), Likeness()
    ones, others = texts(random, 60), texts(random, 60)
    wanted = {(i, j) for i, a in enumerate(ones) for j, b in enumerate(others) if alike(a, b) >= least}
    assert {(i, j) for _, i, j in alike.alike(ones, others, least)} == wanted
    assert wanted


def test_texts_with_nothing_in_common_are_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    ones = [f"one{n} word{n} here{n}" for n in range(500)]
    others = [f"other{n} thing{n} there{n}" for n in range(500)]
    monkeypatch.setattr(Likeness, "__call__", lambda *_: pytest.fail("weighed"))
    assert list(Likeness().alike(ones, others, 0.8)) == []


def test_texts_of_one_set_of_words_are_weighed_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST", 1000)
    same = [" ".join(WORDS[n:] + WORDS[:n]) for n in range(15)] * 20
    assert len(list(Likeness().alike(same, same, 0.8))) == 1000


def test_what_is_too_long_to_weigh_is_aligned_by_equal_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST", 8)
    old, new = ["a", "b", "c", "same", "d"], ["x", "y", "z", "same", "w"]
    assert aligned(old, new, lambda _i, _j: 1.0) == [(3, 3), (4, 4)]
