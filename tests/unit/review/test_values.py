"""Values read from an agreement: what is read, the words it was read from, and what is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.review.values import read_values_of
from tests.unit.review.test_placing import read

TODAY = date(2026, 11, 27)


def said(*lines: str) -> dict[str, str]:
    text = read(*lines)
    values = read_values_of(text, today=TODAY)
    for value in values:
        assert text.text[value.quote.start : value.quote.end] == value.quote.text
    return {v.field: v.said for v in values}


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Oak Elm School District 7 and Oak Elm Police Department", "district_name", "Oak Elm School District 7"),
        ("Oak Elm School District 7 and Oak Elm Police Department", "agency_name", "Oak Elm Police Department"),
        ("The Office of the Sheriff, Tamar County", "agency_name", "Office of the Sheriff of Tamar County"),
        ("SROs serve Elm High School and Pond Middle School.", "schools", "Elm High School; Pond Middle School"),
        ("This Agreement runs from July 1, 2025 through June 30, 2027.", "start_date", "2025-07-01"),
        ("This Agreement runs from July 1, 2025 through June 30, 2027.", "end_date", "2027-06-30"),
        ("Three years from July 1, 2025, with one option.", "end_date", "2028-06-30"),
        ("The annual cost of the program is $168,000.", "annual_amount", "$168,000"),
        ("The District pays 45 percent of the cost.", "district_share_pct", "45 percent"),
        ("Coverage shall be at least $1,000,000 per occurrence.", "insurance_occurrence", "$1,000,000"),
        ("The Department shall assign sixteen SROs.", "sro_count", "16"),
        ("Either Party may terminate upon sixty days' written notice.", "termination_notice_days", "60"),
        ("It continues thereafter unless notice is given ninety days before.", "renewal_notice_days", "90"),
        ("The laws of the State of Ohio govern this agreement.", "state", "Ohio"),
    ],
)  # fmt: skip
def test_a_value_is_read_from_its_words(line: str, field: str, value: str) -> None:
    assert said(line).get(field) == value


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("The District shall pay $71,400 for each Deputy for each fiscal year.", "annual_amount"),
        ("Overtime services are billed at $74.50 an hour in every fiscal year.", "annual_amount"),
        ("The decision was voted on June 8, 2025 and the hearing for the term held in May 2025.", "start_date"),
        ("The officer shall report on the first day of the fall term, September 6, 2025.", "start_date"),
        ("One officer is assigned to Elm High School and one to Pond Middle School.", "sro_count"),
        ("Which schools are covered is decided by the schools of the District.", "district_name"),
        ("A parent is given notice within ten days.", "termination_notice_days"),
        ("A graduate of the Police Academy serves as the officer.", "schools"),
    ],
)
def test_what_only_might_be_meant_is_not_read(line: str, field: str) -> None:
    assert field not in said(line)


def test_the_first_that_is_said_stands() -> None:
    read_first = said("This Agreement takes effect on July 1, 2025.", "It takes effect on July 1, 2026.")
    assert read_first["start_date"] == "2025-07-01"


def test_an_empty_text_gives_nothing() -> None:
    assert said() == {}
