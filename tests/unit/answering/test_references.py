"""Direct references are read as a person means them."""

from __future__ import annotations

import pytest

from assistant.answering.references import asked_word, find_reference, named_part, stepped


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("principle 4", (4,)),
        ("Principle four", (4,)),
        ("what does #7 say", (7,)),
        ("#7", (7,)),
        ("number nine", (9,)),
        ("the eleventh one", (11,)),
        ("the 2nd and 3rd principles", (2, 3)),
        ("3 through 5", (3, 4, 5)),
        ("principles 3-5", (3, 4, 5)),
        ("principles 2, 4 and 6", (2, 4, 6)),
        ("p9 says what", (9,)),
        ("the first three principles", (1, 2, 3)),
        ("the last two principles", (11, 12)),
        ("the last one", (12,)),
        ("and 5?", (5,)),
    ],
)
def test_a_number_names_its_principle(said: str, numbers: tuple[int, ...]) -> None:
    assert find_reference(said).numbers == numbers


@pytest.mark.parametrize("said", ["principle 13", "principle 0", "is there a fourteenth principle", "principle 99"])
def test_a_number_that_does_not_exist_is_outside(said: str) -> None:
    found = find_reference(said)
    assert found.numbers == ()
    assert found.outside


@pytest.mark.parametrize(
    "said",
    ["within 3 years", "two SROs at one school", "we have 2 officers", "rule 3 school", "a 12 year old", "p100", ""],
)
def test_a_number_of_something_else_is_not_a_reference(said: str) -> None:
    assert not find_reference(said).numbers


@pytest.mark.parametrize(
    ("said", "last", "number"),
    [("and the next one?", 4, 5), ("the previous one", 4, 3), ("the one after that", 11, 12)],
)
def test_next_and_previous_count_from_the_last(said: str, last: int, number: int) -> None:
    assert find_reference(said, last).numbers == (number,)


def test_the_one_after_the_twelfth_does_not_exist() -> None:
    assert find_reference("next one", 12).outside == (13,)


def test_next_without_a_last_one_is_no_reference() -> None:
    assert not find_reference("and the next one?")


@pytest.mark.parametrize("text", ["compare 2 and 11", "what's the difference between 2 and 11?", "compare 2 to 11"])
def test_a_bare_pair_is_a_reference(text: str) -> None:
    assert find_reference(text).numbers == (2, 11)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("which principles use the word school", "school"),
        ("Which of them contain the phrase “last resort”?", "last resort"),
        ("which principles mention students", ""),
    ],
)
def test_a_word_is_asked_for(text: str, word: str) -> None:
    assert asked_word(text) == word


@pytest.mark.parametrize(
    ("said", "last", "before", "numbers"),
    [
        ("give me the one after next", 7, None, (9,)),
        ("and the next one?", 7, None, (8,)),
        ("the one after that", 7, None, (8,)),
        ("and those two, who is on the hook", 9, 7, (7, 9)),
        ("does either of them name a deadline", 9, 7, (7, 9)),
        ("those two schools share a deputy", 9, 7, ()),
        ("and those two?", 9, None, ()),
    ],
)
def test_what_was_named_before_is_counted_from(
    said: str, last: int, before: int | None, numbers: tuple[int, ...]
) -> None:
    assert find_reference(said, last, before).numbers == numbers


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("the preamble, please", "preamble"),
        ("read me the introduction", "preamble"),
        ("show me the closing words", "closing"),
        ("does the preamble say anything about arrests", ""),
        ("opening a program", ""),
    ],
)
def test_a_part_beside_the_twelve_is_named(said: str, part: str) -> None:
    assert named_part(said) == part


def test_counting_on_from_the_twelfth_finds_nothing() -> None:
    assert stepped(8).numbers == (8,)
    assert stepped(13).outside == (13,)
