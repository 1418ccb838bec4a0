"""A message is read in the light of the one before only when it leans on it."""

from __future__ import annotations

import pytest

from assistant.answering.followups import read

BEFORE = "Can an SRO give a student detention?"


@pytest.mark.parametrize(
    "said",
    ["does that apply to staff too?", "and what about arrests?", "what if it's a fight", "is that required"],
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
