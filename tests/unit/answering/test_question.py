"""Questions are cleaned without losing what they say."""

from __future__ import annotations

import pytest

from assistant.answering.question import LONGEST_READ, clean, prepare
from assistant.answering.spelling import Speller

SPELLER = Speller(
    ["Can the officer arrest a student?", "training for school staff", "discipline of students", "data about arrests"],
    {"u": "you", "sros": "SROs"},
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("can the oficer arest a studnet", "can the officer arrest a student"),
        ("trainning for stafff", "training for staff"),
        ("can u", "can you"),
        ("is vaping allowed", "is vaping allowed"),
        ("Riverton Police", "Riverton Police"),
        ("diciplin", "discipline"),
    ],
)
def test_misspelt_words_are_mended_and_real_words_left(typed: str, read: str) -> None:
    assert SPELLER.mend(typed) == read


def test_control_characters_and_markup_are_taken_out() -> None:
    assert clean("what\x00 is\u202e <b>an</b>\tSRO\x1b[31m?") == "what is an SRO [31m?"


def test_code_in_markup_is_no_question() -> None:
    assert clean("<script>alert(1)</script>") == ""
    assert clean("<style>p {color: red}</style> May an SRO arrest?") == "May an SRO arrest?"


def test_a_hundred_thousand_characters_are_cut_and_said_so() -> None:
    asked = prepare("why " * 25_000, SPELLER)
    assert asked.cut
    assert len(asked.text) <= LONGEST_READ + 10


def test_a_short_question_is_not_cut() -> None:
    assert not prepare("why?", SPELLER).cut


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("thret", "threat"), ("oficer", "officer"), ("privit", "private"), ("speshul", "special"), ("persen", "person")],
)
def test_a_word_is_mended_by_its_sound(typed: str, meant: str) -> None:
    speller = Speller(["threat officer private special person spread three rape"] * 6)
    assert speller.mend(typed) == meant


@pytest.mark.parametrize("word", ["vape", "vaping", "snapchats"])
def test_an_unknown_word_does_not_become_another_with_a_new_first_letter(word: str) -> None:
    speller = Speller(["rape raping threat"] * 6)
    assert speller.mend(word) == word


def test_the_name_of_the_cops_office_is_no_short_form() -> None:
    speller = Speller(["Can the police officers search you?"], {"cops": "police officers", "u": "you"})
    assert speller.mend("Does the COPS Office give out money?") == "Does the COPS Office give out money?"
    assert speller.mend("can the cops search u") == "can the police officers search you"


def test_a_slip_that_authors_wrote_on_purpose_is_mended_too() -> None:
    speller = Speller(["the agreement is signed"] * 80 + ["the agrement is signed"] * 8 + ["a taser is vaping"] * 8)
    assert speller.mend("an agrement, a vaping taser") == "an agreement, a vaping taser"


def test_short_forms_in_the_plural_are_left() -> None:
    assert Speller(["apps and an IEP"] * 9).mend("students with IEPs") == "students with IEPs"
