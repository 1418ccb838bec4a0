"""How values read in an agreement, and how they come back from an input box."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.knowledge import read_knowledge
from assistant.content.problems import Problems
from assistant.domain.templates import FieldType, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.format import edit_text, in_words, show_person, show_value
from assistant.drafting.values import parse_value

ROOT = Path(__file__).resolve().parents[3]
ROW = {"position": "SRO 1", "school": "Riverton High School", "hours": 40}


def field_of(kind: str) -> TemplateField:
    return TemplateField.model_validate(
        {
            "name": "field",
            "type": kind,
            "label": "The field",
            "ask": "What is it?",
            "options": [
                {"id": "always", "label": "Always", "text": "before any arrest"},
                {"id": "never", "label": "Never"},
            ],
            "columns": [
                {"name": "position", "type": "text", "label": "SRO position"},
                {"name": "school", "type": "text", "label": "School"},
                {"name": "hours", "type": "integer", "label": "Hours a week"},
            ],
        }
    )


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("date", "2027-07-01", "July 1, 2027"),
        ("month", 5, "May"),
        ("integer", 1250, "1,250"),
        ("money", "84136.00", "$84,136.00"),
        ("percent", 50, "50 percent"),
        ("percent", 66.67, "66.67 percent"),
        ("yes-no", True, "yes"),
        ("yes-no", False, "no"),
        ("choice", "always", "before any arrest"),
        ("choice", "never", "Never"),
        ("list", ["a", "b", "c"], "a, b and c"),
        ("list", ["a, b", "c"], "a, b; and c"),
        ("list", ["a"], "a"),
        ("school-list", [], ""),
        ("person", {"name": "Dana Whitfield", "title": "Chief"}, "Dana Whitfield, Chief"),
        ("person", {"name": "", "title": "Chief"}, "Chief"),
        ("person", {"name": "Dana Whitfield", "title": None}, "Dana Whitfield"),
        ("table", [ROW, ROW], "SRO 1, Riverton High School, 40; SRO 1, Riverton High School, 40"),
        ("text", "Riverton PD", "Riverton PD"),
        ("url", "https://rsd12.org", "https://rsd12.org"),
        ("text", None, ""),
    ],
)
def test_a_value_reads_as_it_stands_in_a_sentence(kind: str, value: Any, shown: str) -> None:
    assert show_value(field_of(kind), value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "three (3)"), (90, "ninety (90)"), (115, "one hundred fifteen (115)")]
)
def test_a_number_is_written_in_words_and_digits_where_asked(value: int, shown: str) -> None:
    assert show_value(field_of("integer"), value, words=True) == shown


def test_parts_of_a_person_are_shown_apart() -> None:
    person = {"name": "Dana Whitfield", "title": "Chief"}
    assert (show_person(person, "name"), show_person(person, "title")) == ("Dana Whitfield", "Chief")


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize(
    "value", ["plain", "9999-99-99", 13, -1, 2.5, True, [], [1, None], {}, {"name": None}, [[1], {"hours": "x"}, 3]]
)
def test_a_stored_value_of_the_wrong_kind_is_shown_and_does_not_raise(kind: FieldType, value: Any) -> None:
    assert isinstance(show_value(field_of(kind.value), value, words=True), str)
    assert isinstance(edit_text(field_of(kind.value), value), str)


@given(number=st.integers(0, 999_999))
def test_a_number_in_words_is_read_back_as_the_same_number(number: int) -> None:
    parsed = parse_value(field_of("integer"), in_words(number), today=date(2026, 11, 23), values={}, wording=WORDING)
    assert parsed.value == number


WORDING = Wording(read_knowledge(ROOT, Problems()).messages)
_NAME = st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True)
_ITEM = st.from_regex(r"[b-z]{3,9} [b-z]{3,9}(, [b-z]{3,9})?", fullmatch=True)


@given(
    given_value=st.one_of(
        st.tuples(st.just("date"), st.dates(date(2000, 1, 1), date(2080, 1, 1)).map(str)),
        st.tuples(st.just("month"), st.integers(1, 12)),
        st.tuples(st.just("integer"), st.integers(0, 10**8)),
        st.tuples(st.just("money"), st.decimals(0, 10**9, places=2).map(lambda d: f"{d:.2f}")),
        st.tuples(st.just("percent"), st.integers(0, 100)),
        st.tuples(st.just("yes-no"), st.booleans()),
        st.tuples(st.just("choice"), st.sampled_from(["always", "never"])),
        st.tuples(st.just("list"), st.lists(_ITEM, min_size=1, max_size=5, unique=True)),
        st.tuples(
            st.just("table"),
            st.lists(st.builds(lambda n: {**ROW, "hours": n}, st.integers(0, 60)), min_size=1, max_size=4),
        ),
    )
)
def test_what_an_input_box_shows_is_read_back_as_the_same_value(given_value: tuple[str, Any]) -> None:
    kind, value = given_value
    parsed = parse_value(
        field_of(kind), edit_text(field_of(kind), value), today=date(2026, 11, 23), values={}, wording=WORDING
    )
    assert parsed.value == value
