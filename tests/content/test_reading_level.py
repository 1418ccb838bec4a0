"""Visitors read the short answers: plain words, about grade 8, quotations left out."""

from __future__ import annotations

import statistics

import pytest

from assistant.domain.knowledge import Knowledge
from evals.readability import grade, grades, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("school", 1), ("officer", 3), ("agencies", 3), ("SROs", 1), ("training", 2), ("used", 1), ("community", 4)],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_quotation_does_not_count_and_long_words_do() -> None:
    plain = "The officer should stay out of it."
    assert grade(f"{plain} “Collaborative specialized qualifications notwithstanding”") == grade(plain)
    assert grade("Collaborative organizational implementation necessitates evaluation.") > 15 > 5 > grade(plain)


def test_the_short_answers_read_at_about_grade_eight(knowledge: Knowledge) -> None:
    found = sorted(grades(knowledge).values())
    assert statistics.median(found) <= 8.0
    assert statistics.quantiles(found, n=10)[-1] <= 10.5
    # One hard sentence is as bad for whoever reads it as many; the text's own terms need some room.
    assert found[-1] <= 15.0
