"""Privacy, hygiene, variants, edits: the small readers of the dialogue room."""

from __future__ import annotations

import time

import pytest

from assistant.dialogue import edits
from assistant.dialogue.hygiene import LONGEST, clean_message
from assistant.dialogue.labels import in_order
from assistant.dialogue.privacy import private_matter
from assistant.dialogue.variants import choose
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import TemplateSet


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Tyler Brooks was suspended for fighting on May 3", "name"),
        ("the student Maria Gomez got caught with a vape", "name"),
        ("his date of birth is 3/14/2011", "birth-date"),
        ("born on March 14, 2011 in Ohio", "birth-date"),
        ("student ID 4471902", "id"),
        ("SSN 123-45-6789", "id"),
        ("Dana Whitfield, Chief of Police", None),
        ("Chief Dana Whitfield was charged with leading the program", None),
        ("Luis Ortega, Superintendent, and Sergeant Maria Lopez", None),
        ("Riverton High School had a weapon incident last year", None),
        ("The Agency shall report each student arrested at Lincoln High School", None),
        ("can an officer search a student who was caught vaping?", None),
        ("General Order 305, Firearms, adopted March 14, 2011", None),
        ("start date: July 1, 2027", None),
        ("Professional Standards Unit, 555-0142, complaints@rivertonpd.example", None),
        ("my son got arrested, what do the principles say", None),
    ],
)
def test_what_looks_like_a_students_data_is_noticed(knowledge: Knowledge, message: str, reason: str | None) -> None:
    assert private_matter(message, knowledge.dialogue) == reason


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("x" * 100_000, "too-long"),
        ("\x00\x01\x02", "controls"),
        ("\u200b\u200b", "controls"),
        ("<script>alert(1)</script>", "markup"),
        ("<b>bold</b> words", "markup"),
        ("<img src=x onerror=alert(1)", "markup"),
        ("a < b and b > c", ""),
        ("see <https://cops.usdoj.gov/supportingsafeschools>", ""),
        ("hello\x00 there", ""),
    ],
)
def test_what_cannot_be_read_is_told_apart(message: str, problem: str) -> None:
    assert clean_message(message).problem == problem


def test_control_characters_are_taken_out_and_lines_stay() -> None:
    assert clean_message("one\x07two\r\nthree").text == "one two\nthree"


def test_colours_of_a_terminal_leave_nothing_behind() -> None:
    assert clean_message("\x1b[31mred\x1b[0m").text == "red"


@pytest.mark.parametrize("message", ["学校警察可以搜查吗？", "Может ли офицер арестовать ученика?"])
def test_another_script_is_said_to_be_no_english(message: str) -> None:
    assert clean_message(message).problem == "language"


@pytest.mark.parametrize("message", ["Peña Blanca Police Department", "Dana Whitfield (王丹), Chief of Police", "12"])
def test_a_name_with_letters_of_its_own_is_read(message: str) -> None:
    assert clean_message(message).problem == ""


def test_the_longest_message_is_cleaned_in_seconds_not_minutes() -> None:
    start = time.perf_counter()
    clean_message("a b " * (LONGEST // 4))
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("words", "variant"),
    [
        ("the second one", "graduated"),
        ("option c", "consult-first"),
        ("strict list", "strict-list"),
        ("graduated response", "graduated"),
        ("consult first", "consult-first"),
        ("the last one", "consult-first"),
        ("stricter", "strict-list"),
        ("something about llamas", None),
    ],
)
def test_a_variant_is_found_by_place_name_or_kind(templates: TemplateSet, words: str, variant: str | None) -> None:
    assert choose(templates.clauses["school-discipline"], words, "strict-list") == variant


def test_words_are_replaced_wherever_they_stand() -> None:
    text = "The Chief gives thirty days. After thirty days it ends."
    assert (
        edits.replaced(text, "'thirty days'", "“sixty days”") == "The Chief gives sixty days. After sixty days it ends."
    )
    assert edits.replaced(text, "forty days", "sixty days") is None


def test_a_sentence_is_taken_out_by_its_place() -> None:
    assert edits.without_part("One. Two. Three.", "last", "sentence") == "One. Two."
    assert edits.without_part("One. Two. Three.", "second", "sentence") == "One. Three."
    assert edits.without_part("One.", "third", "sentence") is None


def test_an_addition_becomes_a_sentence() -> None:
    assert edits.with_added("One.", "the board gets a copy", sentence=True) == "One.\n\nThe board gets a copy."


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("July 1, 2027 to June 30, 2029", 2, ("July 1, 2027", "June 30, 2029")),
        ("Ohio\nDana Whitfield, Chief", 4, ("Ohio", "Dana Whitfield, Chief")),
        ("Ohio; Dana Whitfield, Chief; Luis Ortega", 4, ("Ohio", "Dana Whitfield, Chief", "Luis Ortega")),
        ("Riverton High and Eastside Middle", 3, ("Riverton High and Eastside Middle",)),
    ],
)
def test_values_in_the_order_asked_are_split(text: str, count: int, parts: tuple[str, ...]) -> None:
    assert in_order(text, count) == parts
