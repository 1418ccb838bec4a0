"""A wish for a short answer is heard in a question, and a bare wish is left to the conversation."""

from __future__ import annotations

import pytest

from assistant.answering.shortened import shortened, wants_short
from assistant.domain.answers import Answer, Statement, Status


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("in one sentence, who picks the SRO?", "who picks the SRO?"),
        ("what does principle 4 say, briefly", "what does principle 4 say"),
        ("tl;dr the rule on discipline", "the rule on discipline"),
    ],
)
def test_a_question_that_asks_for_little_is_heard(asked: str, rest: str) -> None:
    assert wants_short(asked) == (True, rest)


@pytest.mark.parametrize(
    "asked", ["say that shorter", "make it shorter please", "in one sentence", "give me the short version", "briefly"]
)
def test_a_bare_wish_is_about_the_last_answer(asked: str) -> None:
    assert wants_short(asked) == (False, asked)


@pytest.mark.parametrize("asked", ["Is a short training enough?", "Who pays when staff are short?", "short term MOU"])
def test_a_question_about_what_is_short_stays_whole(asked: str) -> None:
    assert wants_short(asked)[1].count("short") == asked.count("short")


def test_a_short_answer_keeps_its_first_statement_alone() -> None:
    long = Answer(
        status=Status.ANSWERED, statements=(Statement(text="One."), Statement(text="Two.")), who_decides="x", lead=1
    )
    assert [s.text for s in shortened(long).statements] == ["One."]
    assert shortened(long).who_decides == ""
