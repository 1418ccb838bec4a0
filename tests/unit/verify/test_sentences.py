"""Sentences keep their place, whatever agreements do with full stops and lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Sgt. Lopez meets Dr. Grant. They agree.", ["Sgt. Lopez meets Dr. Grant.", "They agree."]),
        ("See Order No. 12 of the Board. It holds.", ["See Order No. 12 of the Board.", "It holds."]),
        ("No. The principles say less.", ["No.", "The principles say less."]),
        (
            "The U.S. Department of Justice wrote it. We read it.",
            ["The U.S. Department of Justice wrote it.", "We read it."],
        ),
        ("1.1 The SRO teaches. 1.2 is next.", ["The SRO teaches.", "1.2 is next."]),
        ("3.2. Staff call the SRO.", ["Staff call the SRO."]),
        ("It costs $1.50 a day. Fine.", ["It costs $1.50 a day.", "Fine."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        (
            "The SRO is\nassigned to one school.\nStaff handle discipline.",
            ["The SRO is\nassigned to one school.", "Staff handle discipline."],
        ),
        ("A heading\n\nA paragraph", ["A heading", "A paragraph"]),
        ("It is signed by J. Smith, Capt. of Patrol.", ["It is signed by J. Smith, Capt. of Patrol."]),
        ("Really? Yes! Good.", ["Really?", "Yes!", "Good."]),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The SRO shall not:\n- enforce rules\n- supervise detention\n\nStaff do.",
        "The SRO shall not:\n\n(a) enforce rules;\n(b) supervise detention.\n\nStaff do.",
        "The SRO shall not: enforce rules; supervise detention.\n\nStaff do.",
    ],
)
def test_an_item_of_a_list_remembers_what_introduced_it(text: str) -> None:
    found = sentences(text)
    items = [s for s in found if s.lead]
    assert [s.text.rstrip(";.") for s in items] == ["enforce rules", "supervise detention"]
    assert {s.lead for s in items} == {"The SRO shall not:"}
    assert found[-1].lead == ""


def test_a_cell_of_a_table_remembers_its_header() -> None:
    found = sentences("| Role | The SRO shall not |\n| --- | --- |\n| Safety | Enforce rules |")
    assert ("Enforce rules", "The SRO shall not") in [(s.text, s.lead) for s in found]


@given(st.text(alphabet=st.sampled_from("aB1.:;,-|()“”\n \t?!é§"), max_size=200))
def test_every_sentence_is_a_slice_of_the_text_in_order(text: str) -> None:
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert all(s.text.strip() == s.text and s.text for s in found)
