"""Two questions are found by how they ask, not by an "and"; a story is told apart from its question."""

from __future__ import annotations

import pytest

from assistant.answering.asking import asks


@pytest.mark.parametrize(
    ("message", "first", "second"),
    [
        ("is it ok for him to search lockers, and who pays?", "is it ok for him to search lockers", "who pays?"),
        ("can they arrest kids and do they need training", "can they arrest kids", "do they need training"),
        ("Who picks them? And how often are they reviewed?", "Who picks them?", "And how often are they reviewed?"),
        ("Who supervises him, also is there a training rule?", "Who supervises him", "is there a training rule?"),
    ],
)  # fmt: skip
def test_two_questions_are_told_apart_in_order(message: str, first: str, second: str) -> None:
    assert [a.text for a in asks(message)] == [first, second]


@pytest.mark.parametrize(
    "message",
    [
        "What training do officers and teachers need?",
        "How and when should training happen?",
        "when a kid swears, does the officer step in?",
        "Can the officer ask students where they were and who they were with?",
        "Should parents and students be asked for feedback?",
        "training and discipline",
    ],
)
def test_an_and_between_nouns_or_clauses_does_not_split(message: str) -> None:
    assert len(asks(message)) == 1


def test_a_story_keeps_what_is_told_beside_the_question() -> None:
    (ask,) = asks(
        "We share one deputy with nine other buildings. We see her on Tuesdays. Is that how it's meant to go?"
    )
    assert ask.text == "Is that how it's meant to go?"
    assert ask.around.startswith("We share one deputy")
    assert ask.leans


def test_a_story_without_a_question_is_asked_whole() -> None:
    told = "two eighth graders shoved each other and the officer gave them five days"
    assert [a.text for a in asks(told)] == [told]
