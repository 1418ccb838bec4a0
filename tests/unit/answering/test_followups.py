"""A message is read in the light of the one before only when it leans on it."""

from __future__ import annotations

import pytest

from assistant.answering.followups import read

BEFORE = "Can an SRO give a student detention?"


@pytest.mark.parametrize(
    "said",
    ["does that apply to staff too?", "and what about arrests?", "what if it's a fight", "is that common"],
)
def test_a_leaning_message_is_joined(said: str) -> None:
    assert read(said, BEFORE).kind == "joined"


@pytest.mark.parametrize(
    "said",
    [
        "How often should a program be reviewed by the district?",
        "Which training should officers receive before starting work in schools?",
    ],
)
def test_a_whole_question_stands_alone(said: str) -> None:
    assert read(said, BEFORE).kind == "alone"


@pytest.mark.parametrize(
    "said",
    ["say that shorter", "shorter please", "in short", "tl;dr", "can you make it shorter", "explain it more simply"],
)
def test_shorter_is_asked_in_many_ways(said: str) -> None:
    assert read(said, BEFORE).kind == "shorter"


def test_nothing_leans_on_nothing() -> None:
    assert read("why?", None).kind == "alone"


def test_a_new_subject_is_named() -> None:
    assert read("what about dogs?", BEFORE).topic == "dogs"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("can you show me the exact wording?", "words"),
        ("where does it say that", "words"),
        ("quote that word for word", "words"),
        ("who decides that?", "who"),
        ("whose call is it then", "who"),
        ("why?", "why"),
        ("what's the reasoning behind that", "why"),
        ("why should teachers be trained in the program at all?", "alone"),
    ],
)
def test_words_who_and_why_are_asked_for(said: str, kind: str) -> None:
    assert read(said, BEFORE).kind == kind


EARLIER = ("Can an SRO arrest a student?", "Who trains the officers?", "How often is the program reviewed?")


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("back to my first question", 0),
        ("going back to the arrest thing, is it a last resort?", 0),
        ("about the second question", 1),
        ("returning to training officers", 1),
    ],
)
def test_an_earlier_question_is_returned_to(said: str, back: int) -> None:
    reading = read(said, EARLIER[-1], EARLIER)
    assert reading.back == back
    assert reading.text.startswith(EARLIER[back])


@pytest.mark.parametrize(
    "said", ["what about parents?", "how about the teachers", "and students too?", "and for staff?"]
)
def test_people_take_a_part_in_the_subject_at_hand(said: str) -> None:
    reading = read(said, "Who sits on the selection panel?")
    assert reading.kind == "joined"
    assert not reading.topic


def test_a_must_is_asked_about() -> None:
    assert read("is that a must or a should", BEFORE).kind == "binding"
    assert read("is it mandatory?", BEFORE).kind == "binding"


def test_a_detail_names_no_subject_of_its_own() -> None:
    assert read("how often though, like every month or what", BEFORE).detail
    assert not read("how often are tasers used?", BEFORE).detail
