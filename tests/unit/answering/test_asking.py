"""Two questions are found by how they ask, not by an "and"; a story is told apart from its question."""

from __future__ import annotations

import pytest

from assistant.answering.asking import asks, is_remark


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


@pytest.mark.parametrize(
    "message",
    [
        "Is it binding, or is it merely advisory?",
        "Whose deputy has authority in the gym, which is on the far side?",
        "Will he hand our kids over or not, what does the document say?",
        "What about students with IEPs, does it say anything separate for them?",
    ],
)
def test_the_other_half_of_one_question_is_no_second_one(message: str) -> None:
    assert len(asks(message)) == 1


def test_two_subjects_after_one_verb_are_two_questions() -> None:
    assert [a.text for a in asks("What do they say about punishments and about arrests?")] == [
        "What do they say about punishments",
        "What do they say about arrests?",
    ]


@pytest.mark.parametrize(
    "message",
    [
        "our officer walks the halls and I like it.",
        "Nobody keeps a list of what the deputy does.",
        "kids here love the SRO",
        "two eighth graders shoved each other and the officer gave them five days",
    ],
)
def test_a_remark_asks_nothing(message: str) -> None:
    assert is_remark(message)


@pytest.mark.parametrize(
    "message",
    [
        "is our officer allowed to walk the halls",
        "our officer walks the halls, is that ok",
        "we get a different deputy every week. should it not be the same one",
        "tell me about training",
        "the principles let SROs give detention",
        "tickets for vaping",
        "our chief says it is required",
        "drug dogs in our lockers, yes or no",
    ],
)
def test_a_question_a_demand_a_search_and_a_claim_are_no_remarks(message: str) -> None:
    assert not is_remark(message)
