"""A pick is a number or the words of one choice; anything else is a new question."""

from __future__ import annotations

import pytest

from assistant.answering.choices import picked

CHOICES = ("How should SROs be trained?", "Who pays for the officer?", "How are SROs supervised?")


@pytest.mark.parametrize(
    "said", ["2", "2.", "#2", "the second one", "option 2 please", "Who pays for the officer?", "pays"]
)
def test_a_choice_is_picked_by_number_or_words(said: str) -> None:
    assert picked(said, CHOICES) == CHOICES[1]


@pytest.mark.parametrize("said", ["principle 2", "Can they arrest a child?", "officer and sro things", "4", ""])
def test_anything_else_is_no_pick(said: str) -> None:
    assert picked(said, CHOICES) is None


def test_the_last_one_is_the_last() -> None:
    assert picked("the last one", CHOICES) == CHOICES[2]


def test_nothing_is_picked_when_nothing_was_offered() -> None:
    assert picked("2", ()) is None
