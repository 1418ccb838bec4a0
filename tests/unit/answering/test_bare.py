"""A follow-up that names nothing of its own asks a part of the subject at hand, and of no other."""

from __future__ import annotations

import pytest

from assistant.answering.bare import (
    asks_consequence,
    asks_silence,
    asks_surely,
    extends,
    facet,
    is_bare,
    names_nothing,
    step,
)
from assistant.answering.followups import read
from assistant.answering.people import names_people

BEFORE = "Can an SRO give a student detention?"


@pytest.mark.parametrize(
    "said",
    [
        "who does it, us or the police?",
        "and how often?",
        "us or them?",
        "with whom?",
        "just them?",
        "who then",
        "always?",
    ],
)
def test_a_message_of_small_words_is_bare(said: str) -> None:
    assert is_bare(said)
    assert read(said, BEFORE).inside


@pytest.mark.parametrize(
    "said", ["what about arrests?", "and what about parents?", "what if it's a fight", "who pays?"]
)
def test_a_message_that_names_something_is_not_bare(said: str) -> None:
    assert not is_bare(said)


@pytest.mark.parametrize(
    "said",
    [
        "what if we don't?",
        "what if they don't?",
        "and if nobody does?",
        "what happens if he won't do it",
        "or else what?",
    ],
)
def test_what_comes_of_not_doing_it_is_asked(said: str) -> None:
    assert asks_consequence(said)
    assert read(said, BEFORE).kind == "if-not"


@pytest.mark.parametrize(
    "said", ["what if they do?", "what if the officer doesn't have training?", "if not, who trains them?"]
)
def test_another_condition_is_no_such_question(said: str) -> None:
    assert not asks_consequence(said)


@pytest.mark.parametrize("said", ["really?", "are you sure?", "is that true?", "says who?"])
def test_a_doubt_asks_for_the_words(said: str) -> None:
    assert read(said, BEFORE).kind == "words"


def test_doubt_and_silence_are_told_from_questions() -> None:
    assert asks_surely("seriously?")
    assert asks_silence("nothing at all?")
    assert asks_silence("so it's silent on that?")
    assert not asks_surely("are you sure about the training hours?")
    assert not asks_silence("nothing about cameras?")


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("and before that?", -1),
        ("what comes after that", 1),
        ("after", 1),
        ("before school?", 0),
        ("after an arrest?", 0),
    ],
)
def test_the_numbers_are_stepped_through(said: str, way: int) -> None:
    assert step(said) == way


def test_a_party_to_pick_asks_who_does_it() -> None:
    assert facet("us or the police?") == "who does it"
    assert facet("how often?") == "how often?"


@pytest.mark.parametrize(
    "said", ["does that apply to staff too?", "does that go for lunch ladies and teachers as well?"]
)
def test_what_was_said_is_extended_to_people(said: str) -> None:
    assert names_people(extends(said))
    assert read(said, BEFORE).inside


def test_what_was_said_is_not_extended_to_things() -> None:
    assert not names_people(extends("does that apply to dogs?"))
    assert not read("does that cover a fight?", BEFORE).inside


@pytest.mark.parametrize(
    "said", ["so the thing they said about the thing at the meeting, does that count", "that matter"]
)
def test_a_first_message_may_point_at_nothing_known(said: str) -> None:
    assert names_nothing(said)


@pytest.mark.parametrize("said", ["who decides?", "is it mandatory", "the thing about arrests", "the officer thing"])
def test_a_first_message_that_names_something_does_not(said: str) -> None:
    assert not names_nothing(said)


@pytest.mark.parametrize("said", ["ok", "yes", "ok so", "what can you do?", "who are you"])
def test_what_is_heard_or_put_to_the_program_asks_nothing_of_the_subject(said: str) -> None:
    assert not is_bare(said)
