"""A card's yes or no is kept only for a question that asks the same way round."""

from __future__ import annotations

import pytest

from assistant.answering.polarity import (
    asks_duty,
    asks_more,
    asks_which,
    confirms,
    fits,
    is_open,
    turned,
    without_yes_or_no,
)
from assistant.domain.knowledge import AnswerCard, CardStatement


def card(text: str) -> AnswerCard:
    return AnswerCard(
        id="c",
        topic="t",
        label="l",
        question="q",
        kind="yes-no",
        status="answered",
        ask=("q",),
        answer=(CardStatement(text=text), CardStatement(text="More.")),
    )


@pytest.mark.parametrize(
    ("question", "wording", "cosine", "kept"),
    [
        ("can the principles change?", "may the principles change", 0.9, True),
        ("so they can never change?", "may the principles change", 0.9, False),
        ("it isn't final, is it?", "the text is not final, right", 0.9, True),
        ("can the principles change?", "may the principles change", 0.5, False),
    ],
)
def test_the_question_must_be_near_and_the_same_way_round(
    question: str, wording: str, cosine: float, kept: bool
) -> None:
    assert fits(question, wording, cosine) is kept


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yes. The text says that it may change.", "The text says that it may change."),
        ("No, where staff would handle it. The principles say more.", "The principles say more."),
        (
            "No, SROs should not take part in discipline that staff would normally handle.",
            "SROs should not take part in discipline that staff would normally handle.",
        ),
        ("Only as a last resort.", "Only as a last resort."),
        ("Nobody decides.", "Nobody decides."),
    ],
)
def test_the_first_word_goes_and_the_statement_still_reads(before: str, after: str) -> None:
    assert without_yes_or_no(card(before)).answer[0].text == after


@pytest.mark.parametrize(
    ("question", "open_"),
    [
        ("Why do the principles ban arrests?", True),
        ("Since it is the law, how do we get an exemption?", True),
        ("Why not?", True),
        ("What if the teacher asks?", False),
        ("How it works is up to us, right?", False),
        ("Can an SRO arrest a student?", False),
    ],
)
def test_why_and_how_are_not_answered_with_yes_or_no(question: str, open_: bool) -> None:
    assert is_open(question) is open_


@pytest.mark.parametrize(
    ("question", "polarity", "led"),
    [
        ("So they don't have to sign anything?", None, True),
        ("So we needn't train the staff?", "yes", True),
        ("Is the MOU optional?", "yes", True),
        ("Do we have to have an MOU?", "yes", True),
        ("Is it mandatory?", None, True),
        ("Does the mayor have to sign?", None, False),
        ("Is an SRO required?", "no", False),
        ("Should we have an MOU?", "yes", False),
    ],
)
def test_a_question_of_duty_is_told_that_the_principles_recommend(
    question: str, polarity: str | None, led: bool
) -> None:
    assert asks_duty(question, polarity) is led


@pytest.mark.parametrize(
    ("question", "wording", "opposite"),
    [
        ("Should SROs avoid using force?", "may an sro use force", True),
        ("May we keep the log secret?", "may the log be shown to everyone", True),
        ("May an SRO use force?", "can force be used", False),
    ],
)
def test_a_question_asked_the_other_way_round_is_seen(question: str, wording: str, opposite: bool) -> None:
    assert turned(question, wording) is opposite


@pytest.mark.parametrize(
    ("question", "wording", "wants"),
    [
        ("nobody ever told us. somebody was supposed to, right?", "nobody told the staff, is that ok", True),
        ("it can never change, correct?", "can it change", True),
        ("staff are trained too, right?", "staff get training as well, right?", False),
        ("is it all right to skip the review", "may we skip it", False),
        ("do they say no", "do they forbid it", False),
    ],
)
def test_a_question_that_wants_to_be_confirmed_is_seen(question: str, wording: str, wants: bool) -> None:
    assert confirms(question, wording) is wants


def test_an_open_question_may_want_more_than_the_text_says() -> None:
    assert asks_more("how many hours of training do they need?")
    assert not asks_more("who decides whether we have an officer?")
    assert not asks_more("When our district began nobody set goals. Should the program be reviewed?")


def test_which_of_the_principles_is_asked() -> None:
    assert asks_which("ok then which one is about using force")
    assert not asks_which("which officers need training?")
