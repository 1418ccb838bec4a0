"""What a start sentence says before any question is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.opening import read_opening

_WORDS = [
    *("Riverton", "police", "department", "schools", "district", "12", "of", "and", "between", "PD"),
    *("in", "Ohio", "July", "1", "2027", "for", "two", "years", ",", "."),
]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Draft an MOU between the Riverton Police Department and Riverton School District 12 "
                "starting July 1, 2027 for two years"
            ),
            {
                "agency_name": "Riverton Police Department",
                "district_name": "Riverton School District 12",
                "start_date": "2027-07-01",
                "end_date": "2029-06-30",
                "term_years": 2,
            },
        ),
        (
            "draft mou riverton pd and riverton isd starting next july",
            {"agency_name": "Riverton PD", "district_name": "Riverton ISD", "start_date": "2027-07-01"},
        ),
        (
            (
                "An agreement between the School District of Lancaster and the Lancaster Bureau of Police, "
                "PA, from July 1, 2027 through June 30, 2029"
            ),
            {
                "agency_name": "Lancaster Bureau of Police",
                "district_name": "School District of Lancaster",
                "state": "Pennsylvania",
                "start_date": "2027-07-01",
                "end_date": "2029-06-30",
            },
        ),
        (
            "MOU for Delaware County Sheriff's Office and Delaware City Schools, Delaware, Ohio",
            {
                "agency_name": "Delaware County Sheriff's Office",
                "district_name": "Delaware City Schools",
                "state": "Ohio",
            },
        ),
        (
            "Start the short version for Millbrook PD, Riverton PD and the Riverton School District with two SROs",
            {
                "agency_name": "Millbrook PD",
                "additional_agencies": ["Riverton PD"],
                "district_name": "Riverton School District",
                "sro_count": 2,
                "template": "essential",
            },
        ),
        (
            (
                "Board of Education of Harford County and Harford County Sheriff's Office, covering Bel "
                "Air High School and Aberdeen Middle School"
            ),
            {
                "agency_name": "Harford County Sheriff's Office",
                "district_name": "Board of Education of Harford County",
                "schools": ["Bel Air High School", "Aberdeen Middle School"],
            },
        ),
        (
            (
                "New York City Police Department with Oak Park Elementary School District 97, eighteen "
                "months from January 1, 2028"
            ),
            {
                "agency_name": "New York City Police Department",
                "district_name": "Oak Park Elementary School District 97",
                "start_date": "2028-01-01",
                "end_date": "2029-06-30",
            },
        ),
        (
            "lets get one going for Ash Valley Charter Academy and Ash Valley PD, one year",
            {"agency_name": "Ash Valley PD", "district_name": "Ash Valley Charter Academy", "term_years": 1},
        ),
        ("i need a full agreement, two year term", {"term_years": 2, "template": "standard"}),
        ("I need an agreement between the city police department and our school district", {}),
        ("Draft an MOU between the Sheriff and the schools starting February 30, 2027", {}),
        ("we may want an MOU with 12 schools", {}),
        ("new mou please", {}),
        ("", {}),
    ],
)
def test_a_start_sentence_gives_what_it_says_and_no_more(text: str, expected: dict[str, Any]) -> None:
    assert read_opening(text, today=TODAY) == expected


def test_an_end_that_is_not_after_the_start_is_left_to_be_asked() -> None:
    read = read_opening("an MOU from July 1, 2027 until June 1, 2027", today=TODAY)
    assert read == {"start_date": "2027-07-01"}


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(_WORDS),
            max_size=20,
        ).map(" ".join),
    )
)
def test_no_start_sentence_raises(text: str) -> None:
    read = read_opening(text, today=TODAY)
    assert all(value not in (None, "", []) for value in read.values())
