"""What was left open in a form: blanks, boxes without a tick, lines for signatures."""

from __future__ import annotations

import pytest

from assistant.domain.reviews import ReviewText
from assistant.review.blanks import blanks
from tests.agreements import read_text

BODY = "# Agreement\n\n" + "The District and the Department agree that an SRO serves at the school.\n\n" * 4

SIGNATURES = [
    ("Chief of Police: ________ Date: ____\n\nSuperintendent: ________ Date: ____", "unsigned"),
    ("/s/ Ana Ruiz, Superintendent, June 3, 2024\n\n/s/ Bo Lind, Chief of Police, June 4, 2024", "signed"),
    ("Signed: Ana Ruiz, Superintendent\n\nSigned: Bo Lind, Chief of Police", "undated"),
    ("Signed: Ana Ruiz, Superintendent, June 3, 2024\n\nChief of Police: __________", "partly"),
    ("For the District: (signature illegible) Superintendent. Date: not legible", "illegible"),
    ("| Party | Name | Date |\n|---|---|---|\n| District | Ana Ruiz, Superintendent | June 3, 2024 |", "signed"),
    ("CITY OF ALDER, by Ana Ruiz, City Manager, date: 11/04/2019", "signed"),
    ("The SRO reports to the Chief of Police.", "none"),
    ("Term. Three years from July 1, 2019, with options exercised by letter of the City Manager.", "none"),
]


@pytest.mark.parametrize(("lines", "expected"), SIGNATURES)
def test_the_signatures_are_summed_up(lines: str, expected: str) -> None:
    text, _ = read_text(BODY + lines)
    found = blanks(text)
    assert found.execution == expected
    assert bool(found.lines) == (expected != "none")
    assert all(text.text[q.start : q.end] == q.text for q in found.lines)


UNFILLED = [
    ("The term begins on ____________ and ends on ____________.", 2),
    ("The [NAME OF AGENCY] assigns an SRO to [insert school].", 2),
    ("The {{district}} pays $______ a year.", 2),
    ("The Chief [sic] agrees.", 0),
    ("See the footnote [3] and the note [reserved].", 0),
]


@pytest.mark.parametrize(("sentence", "count"), UNFILLED)
def test_blanks_are_found_with_the_words_around_them(sentence: str, count: int) -> None:
    text, _ = read_text(BODY + sentence + "\n\n" + BODY)
    found = blanks(text).unfilled
    assert len(found) == count
    assert all(text.text[q.start : q.end] == q.text for q in found)


def test_what_stands_beside_an_empty_box_is_known() -> None:
    text, _ = read_text(
        BODY + "[x] SROs serve one school. [ ] SROs serve all schools.\n\n☐ SROs enforce the dress code."
    )
    unticked = [text.text[a:b].strip() for a, b in blanks(text).unticked]
    assert unticked == ["[ ] SROs serve all schools.", "☐ SROs enforce the dress code."]


def test_a_blank_for_a_signature_is_no_open_field() -> None:
    text, _ = read_text(BODY + "Superintendent: ____________")
    assert blanks(text).unfilled == ()


def test_an_empty_text_has_no_blanks() -> None:
    assert blanks(ReviewText(text="", paragraphs=())).execution == "none"
