"""What a message wishes for instead of a new answer."""

from __future__ import annotations

import time

import pytest

from assistant.answering.wishes import Wish, questions_in, read_wish

ALL = [
    "for a board memo",
    "Board memo, please",
    "Can you turn this into a memo for the board?",
    "turn all of that into a memo for the school board",
    "put everything so far into a board memo",
]
LAST = ["make that a memo", "export that as a memo", "turn it into a board memo"]
LETTERS = ["for a parent letter", "a letter home please", "letter to parents", "ok now write a letter for families"]
MORE = ["more detail", "tell me more", "in more detail, please", "could you give me more detail on that?", "elaborate"]
ORDINARY = [
    "Draft an MOU between the Riverton Police Department and Riverton School District 12",
    "draft a memorandum of understanding",
    "does the board need a memo of understanding",
    "What does the letter of the law say?",
    "Should parents get a letter?",
    "tell me more about training",
    "say that shorter",
    "who decides?",
    "",
]


@pytest.mark.parametrize("said", ALL)
def test_a_memo_is_of_the_whole_conversation_unless_one_answer_is_meant(said: str) -> None:
    assert read_wish(said) == Wish(kind="memo")


@pytest.mark.parametrize("said", LAST)
def test_that_and_it_mean_the_last_answer(said: str) -> None:
    assert read_wish(said) == Wish(kind="memo", last=True)


@pytest.mark.parametrize("said", LETTERS)
def test_a_letter_is_asked_for_in_many_words(said: str) -> None:
    found = read_wish(said)
    assert found is not None
    assert found.kind == "letter"


@pytest.mark.parametrize("said", MORE)
def test_more_detail_is_about_the_last_answer(said: str) -> None:
    assert read_wish(said) == Wish(kind="detail", last=True)


@pytest.mark.parametrize("said", ORDINARY)
def test_an_ordinary_message_is_left_alone(said: str) -> None:
    assert read_wish(said) is None


@pytest.mark.parametrize(
    ("said", "kind", "rest"),
    [
        ("May an SRO give detention? for a board memo", "memo", "May an SRO give detention"),
        ("what training do SROs need, as a parent letter", "letter", "what training do SROs need"),
        ("write a letter to parents about body cameras", "letter", "body cameras"),
    ],
)
def test_a_question_may_stand_in_the_same_message(said: str, kind: str, rest: str) -> None:
    assert read_wish(said) == Wish.model_validate({"kind": kind, "rest": rest})


def test_wishes_are_no_questions_for_the_next_answer_to_lean_on() -> None:
    said = ["principle 4", "for a board memo", "write a letter to parents about cameras", "more detail"]
    assert questions_in(said) == ["principle 4", "cameras"]


@pytest.mark.parametrize(
    "said", ["please " * 80, "make that " * 55, "a " * 250 + "memo?", "more " * 110, "for a " * 90]
)
def test_a_message_made_to_be_slow_is_read_at_once(said: str) -> None:
    start = time.process_time()
    read_wish(said)
    assert time.process_time() - start < 0.5
