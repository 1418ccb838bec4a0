"""The leak check on made-up questions and wordings."""

from __future__ import annotations

import numpy as np
import pytest

from evals.leaks import find_leaks, find_twins, grams
from evals.task import ExpectedAnswer, QuestionSample, Set

WORDINGS = {"card p04-backpack": ["May the officer look into a backpack when the bell has rung for lunch?"]}


def sample(ask: str, set_name: Set = "test") -> QuestionSample:
    return QuestionSample(
        id=f"{set_name}-001", task="answers", set=set_name, ask=ask, expect=ExpectedAnswer(status=("answered",))
    )


def far(_: str) -> tuple[str, float]:
    return "card p04-backpack", 0.6


def test_eight_words_in_a_row_are_a_leak_whatever_case_and_punctuation() -> None:
    (leak,) = find_leaks([sample("Well: may the Officer look into a backpack, when asked?")], WORDINGS, far)
    assert (leak.where, leak.is_error) == ("card p04-backpack", True)


def test_seven_words_in_a_row_are_not() -> None:
    assert find_leaks([sample("tell me, the officer look into a backpack when?")], WORDINGS, far) == []


@pytest.mark.parametrize(("cosine", "leaks"), [(0.95, 1), (0.949, 0)])
def test_a_question_as_near_as_itself_is_a_leak(cosine: float, leaks: int) -> None:
    found = find_leaks([sample("may they peek in a bag")], WORDINGS, lambda _: ("card p04-backpack", cosine))
    assert len(found) == leaks


def test_a_message_of_a_few_words_is_the_same_for_everybody() -> None:
    assert find_leaks([sample("tell me more")], WORDINGS, lambda _: ("card scope", 1.0)) == []


def test_a_leak_into_the_tune_set_is_only_a_warning_and_no_message_quotes_the_question() -> None:
    (leak,) = find_leaks([sample("may they peek in a bag", "tune")], WORDINGS, lambda _: ("card p04-backpack", 1.0))
    assert not leak.is_error
    assert str(leak) == "tune-001: warning: cosine 1.00 with card p04-backpack"


def test_a_text_shorter_than_a_gram_has_none() -> None:
    assert list(grams("what about it")) == []


def pointing(directions: dict[str, tuple[float, float]]):  # type: ignore[no-untyped-def]
    return lambda text: np.array(directions[text], dtype=np.float32)


def test_a_sealed_question_that_an_open_one_asks_already_is_a_leak() -> None:
    near = {
        "may they peek in a bag": (1.0, 0.0),
        "can they look in a bag": (0.96, 0.28),
        "who pays for the car we use": (0.0, 1.0),
    }
    (leak,) = find_twins(
        [sample("may they peek in a bag")],
        [sample("who pays for the car we use", "tune"), sample("can they look in a bag", "tune")],
        pointing(near),
    )
    assert leak.is_error
    assert leak.where.startswith("sample tune-")
    assert "bag" not in str(leak)


def test_open_questions_alone_have_no_twins() -> None:
    assert find_twins([], [sample("may they peek in a bag", "tune")], pointing({})) == []
