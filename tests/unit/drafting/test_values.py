"""What people type for a value, and what the drafting room makes of it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.knowledge import read_knowledge
from assistant.content.problems import Problems
from assistant.content.templates import read_templates
from assistant.domain.templates import FieldType, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.typed import LIMIT
from assistant.drafting.values import Parsed, find_values, parse_value

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 23)
STARTED = {"start_date": "2027-07-01"}


@cache
def shipped() -> dict[str, TemplateField]:
    return read_templates(ROOT, Problems()).fields


@cache
def wording() -> Wording:
    return Wording(read_knowledge(ROOT, Problems()).messages)


def field_of(kind: str, **more: Any) -> TemplateField:
    return TemplateField.model_validate(
        {"name": "field", "type": kind, "label": "The field", "ask": "What is it?"} | more
    )


START = field_of("date", name="start_date", ask="On what date does it start?", example="July 1, 2027")
END = field_of("date", name="end_date", after="start_date", example="June 30, 2029")
DAYS = field_of("integer", ask="How many days' notice?", min=1, max=365, example="60")
MONEY = field_of("money", ask="What is the yearly cost?", min=0)
SHARE = field_of("percent", label="District share", ask="What percentage does the district pay?")
YES_NO = field_of("yes-no")
MEET = field_of(
    "choice",
    options=[
        {"id": "weekly", "label": "Once a week"},
        {"id": "monthly", "label": "Once a month"},
        {"id": "semester", "label": "Twice a semester"},
        {"id": "off", "label": "Not at all", "text": "do not meet"},
    ],
)
PANEL = field_of("list", min_items=2, suggested=["the Principal", "the SRO Supervisor", "a parent of a student"])
SCHOOLS = field_of("school-list")
PERSON = field_of("person")
URL = field_of("url")
TABLE = field_of(
    "table",
    columns=[
        {"name": "position", "type": "text", "label": "SRO position"},
        {"name": "school", "type": "text", "label": "School"},
        {"name": "hours", "type": "integer", "label": "Hours a week"},
    ],
)


def read(field: TemplateField, text: str, values: dict[str, Any] | None = None) -> Parsed:
    return parse_value(field, text, today=TODAY, values={**STARTED, **(values or {})}, wording=wording())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the first of July 2027", "2027-07-01"),
        ("7/1/27", "2027-07-01"),
        ("7/4", "2027-07-04"),
        ("2027-07-01", "2027-07-01"),
        ("next July", "2027-07-01"),
        ("August", "2027-08-01"),
        ("jully 1st 2027, same as our fiscal year", "2027-07-01"),
        ("Wednesday, July 7, 2027", "2027-07-07"),
        ("the 21st of may", "2027-05-21"),
        ("July first, twenty twenty-seven", "2027-07-01"),
        ("the end of June 2028", "2028-06-30"),
        ("first Monday in August 2027", "2027-08-02"),
        ("January 1 of next year", "2027-01-01"),
        ("first day of next month", "2026-12-01"),
        ("in two weeks", "2026-12-07"),
        ("30 days from today", "2026-12-23"),
        ("tomorrow", "2026-11-24"),
        ("next Monday", "2026-11-30"),
        ("1 de julio de 2027", "2027-07-01"),
        ("July 1, 2027 - June 30, 2029", "2027-07-01"),
        ("Feb 29", "2028-02-29"),
    ],
)
def test_a_date_is_read_in_ordinary_words(text: str, expected: str) -> None:
    assert read(START, text).value == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("February 30, 2027", "February 2027 has 28 days"),
        ("02/29/2027", "February 2027 has 28 days"),
        ("13/45/2027", "no month 13"),
        ("Monday, July 6, 2027", "is a Tuesday"),
        ("July 1 or August 1", "more than one date"),
        ("mid-March 2027", "names no day"),
        ("July 1, 2207", "looks like a slip"),
        ("two years", "asks for a date"),
        ("may", "could not read a date"),
        ("12", "could not read a date"),
        ("2027", "could not read a date"),
        ("we may start in july", "could not read a date"),
        ("as soon as possible", "could not read a date"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason_and_an_example(text: str, words: str) -> None:
    parsed = read(START, text)
    assert parsed.value is None
    assert words in parsed.error
    assert "For example: July 1, 2027" in parsed.error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two years", "2029-06-30"),
        ("a two-year term", "2029-06-30"),
        ("18 months", "2028-12-31"),
        ("one and a half years", "2028-12-31"),
        ("one year after the start", "2028-07-01"),
        ("June 30", "2028-06-30"),
        ("June 2029", "2029-06-30"),
        ("July 1, 2027 to June 30, 2029", "2029-06-30"),
    ],
)
def test_a_length_of_time_ends_the_day_before_it_comes_round(text: str, expected: str) -> None:
    assert read(END, text).value == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("June 30, 2027", "not after the start on July 1, 2027"),
        ("July 1, 2027", "not after the start"),
        ("ongoing", "needs a date"),
    ],
)
def test_an_end_must_come_after_the_start(text: str, words: str) -> None:
    assert words in read(END, text).error


def test_a_length_of_time_without_a_start_asks_for_the_start() -> None:
    parsed = parse_value(END, "two years", today=TODAY, values={}, wording=wording())
    assert "start date" in parsed.error


def test_a_question_about_the_past_takes_the_last_such_day() -> None:
    approved = field_of("date", ask="On what date did the board approve it?")
    assert read(approved, "June 8").value == "2026-06-08"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", 60),
        ("sixty (60) calendar days", 60),
        ("fourty five", 45),
        ("a couple", 2),
        ("a dozen", 12),
        ("8 weeks", 56),
        ("at least 45 days, as in the last agreement of 2024", 45),
        ("one hundred twenty", 120),
    ],
)
def test_a_count_is_read_in_the_unit_of_its_field(text: str, expected: int) -> None:
    assert read(DAYS, text).value == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2 or 3", "more than one number"),
        ("30-60 days", "more than one number"),
        ("two months", "not given in days"),
        ("60.5", "not a whole number"),
        ("-4", "below zero"),
        ("400", "the most is 365"),
        ("0", "the least is 1"),
        ("lots", "could not read a number"),
        ("1e2", "could not read a number"),
        ("9" * 30, "too large"),
    ],
)
def test_a_count_that_cannot_be_is_refused(text: str, words: str) -> None:
    assert words in read(DAYS, text).error


@pytest.mark.parametrize(
    ("ask", "text", "expected"),
    [
        ("Within how many hours must it be reported?", "two days", 48),
        ("Within how many minutes must a parent be called?", "half an hour", 30),
        ("For how many months should an SRO stay?", "two years", 24),
    ],
)
def test_time_in_another_unit_is_converted_only_when_that_is_exact(ask: str, text: str, expected: int) -> None:
    assert read(field_of("integer", ask=ask), text).value == expected


def test_a_week_of_training_is_not_turned_into_hours() -> None:
    assert "hours" in read(field_of("integer", ask="How many hours of training?"), "a full week").error


def test_a_school_day_is_not_a_seventh_of_a_week() -> None:
    assert "school days" in read(field_of("integer", ask="How many school days ahead?"), "two weeks").error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$84k", "84000.00"),
        ("eighty-four thousand dollars", "84000.00"),
        ("97 thousand five hundred", "97500.00"),
        ("about 1.2 million", "1200000.00"),
        ("two and a half million", "2500000.00"),
        ("half a million", "500000.00"),
        ("$ 71 250", "71250.00"),
        ("$168,000 for two SROs", "168000.00"),
        ("eighty dollars and fifty cents", "80.50"),
        ("free", "0.00"),
    ],
)
def test_money_is_read_in_ordinary_words(text: str, expected: str) -> None:
    assert read(MONEY, text).value == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("minus ten thousand dollars", "below zero"),
        ("($5,000)", "below zero"),
        ("50,000 euros", "not in US dollars"),
        ("$14,000 a month", "not an amount for a whole year"),
        ("$168.000", "not sure how to read"),
        ("60 to 70 thousand", "more than one number"),
        ("a quarter of a million", "could not read an amount"),
        ("50 percent", "is a percentage"),
        ("an arm and a leg", "could not read an amount"),
    ],
)
def test_money_that_cannot_be_is_refused(text: str, words: str) -> None:
    assert words in read(MONEY, text).error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75%", 75),
        ("half", 50),
        ("two thirds", 66.67),
        ("½", 50),
        ("3/4", 75),
        ("33.3", 33.3),
        ("60/40", 60),
        ("40% city, 60% district", 60),
        ("the city pays a third", 66.67),
        ("the county covers everything", 0),
        ("an even split", 50),
        ("all of it", 100),
        ("nothing at all", 0),
    ],
)
def test_a_share_is_read_for_the_party_asked_about(text: str, expected: float) -> None:
    assert read(SHARE, text).value == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("140%", "more than 100"),
        ("-10%", "below zero"),
        ("0.5", "mean 50 percent"),
        ("$500", "amount of money"),
        ("a bit more than half", "could not read a percentage"),
    ],
)
def test_a_share_that_cannot_be_is_refused(text: str, words: str) -> None:
    assert words in read(SHARE, text).error


@pytest.mark.parametrize(
    "text", ["yep", "YES!!!", "yse", "sure, why not", "of course", "they do", "yes, but not on Fridays"]
)
def test_yes_in_many_words(text: str) -> None:
    assert read(YES_NO, text).value is True


@pytest.mark.parametrize(
    "text", ["nope", "nah", "absolutely not", "they won't", "I don't think so", "not at all", "no way"]
)
def test_no_in_many_words(text: str) -> None:
    assert read(YES_NO, text).value is False


@pytest.mark.parametrize("text", ["maybe", "it depends", "yes and no", "either", "purple"])
def test_neither_yes_nor_no_is_asked_again(text: str) -> None:
    assert "yes or no" in read(YES_NO, text).error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Once a month", "monthly"),
        ("monthly", "monthly"),
        ("2", "monthly"),
        ("the second", "monthly"),
        ("b", "monthly"),
        ("option 3", "semester"),
        ("every week please", "weekly"),
        ("two times per semester", "semester"),
        ("the last one", "off"),
        ("never", "off"),
    ],
)
def test_a_choice_is_taken_by_label_id_place_or_nearly(text: str, expected: str) -> None:
    assert read(MEET, text).value == expected


@pytest.mark.parametrize("text", ["5", "every two months", "daily", "the mayor", "either is fine"])
def test_a_choice_that_was_not_offered_is_refused_with_the_choices(text: str) -> None:
    assert "1. Once a week; 2. Once a month" in read(MEET, text).error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the superintendent, two principals and a parent", ["the superintendent", "two principals", "a parent"]),
        ("principal; counselor; and the dean", ["principal", "counselor", "the dean"]),
        ("Panel:\n- a student\n- a teacher, or an aide", ["a student", "a teacher, or an aide"]),
        ("1) principal 2) parent", ["principal", "parent"]),
        ("principal,\nparent,\nnurse", ["principal", "parent", "nurse"]),
        ("dean, supervisor (agency, or its designee)", ["dean", "supervisor (agency, or its designee)"]),
        ("add a nurse and a coach", [*PANEL.suggested, "a nurse", "a coach"]),
        ("keep those but remove the parent", ["the Principal", "the SRO Supervisor"]),
        ("keep the suggested ones", PANEL.suggested),
    ],
)
def test_a_list_is_split_as_it_was_meant(text: str, expected: list[str]) -> None:
    assert read(PANEL, text).value == expected


def test_an_addition_changes_the_list_that_the_draft_holds() -> None:
    assert read(PANEL, "add a nurse", {"field": ["a dean", "a coach"]}).value == ["a dean", "a coach", "a nurse"]


def test_items_that_hold_commas_are_kept_whole_where_the_example_shows_it() -> None:
    signers = field_of("list", example="Dana Whitfield, Chief, for the Agency; Luis Ortega, Head, for the District")
    text = "Ann Fox, Sheriff, for the Agency and Bo Lee, Superintendent, for the District"
    expected = ["Ann Fox, Sheriff, for the Agency", "Bo Lee, Superintendent, for the District"]
    assert read(signers, text).value == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [("the principal", "at least 2"), ("remove the mayor", "not in the list"), (" , , ", "letters or numbers")],
)
def test_a_list_that_cannot_be_is_refused(text: str, words: str) -> None:
    assert words in read(PANEL, text).error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lincoln High and Oak Street Elementary", ["Lincoln High", "Oak Street Elementary"]),
        ("Washington and Lee High School", ["Washington and Lee High School"]),
        ("School for the Arts and Sciences", ["School for the Arts and Sciences"]),
        ("Lincoln and Roosevelt high schools", ["Lincoln High School", "Roosevelt High School"]),
        ("Martin Luther King, Jr. High School", ["Martin Luther King, Jr. High School"]),
        ("P.S. 118, P.S. 9", ["P.S. 118", "P.S. 9"]),
        ("she'll be at Pine Ridge Elementary", ["Pine Ridge Elementary"]),
        ("riverton high school", ["Riverton High School"]),
    ],
)
def test_schools_keep_their_own_and(text: str, expected: list[str]) -> None:
    assert read(SCHOOLS, text).value == expected


@pytest.mark.parametrize("text", ["3", "three schools", "all of them"])
def test_schools_must_be_named(text: str) -> None:
    assert "name each school" in read(SCHOOLS, text).error


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Sgt. Maria Lopez, Youth Services Supervisor", "Sgt. Maria Lopez", "Youth Services Supervisor"),
        ("Maria Lopez is the supervisor", "Maria Lopez", "supervisor"),
        ("Chief Dana Whitfield", "Dana Whitfield", "Chief"),
        ("Chief of Police Dana Whitfield", "Dana Whitfield", "Chief of Police"),
        ("Dana Whitfield (Chief)", "Dana Whitfield", "Chief"),
        ("Superintendent: Luis Ortega", "Luis Ortega", "Superintendent"),
        ("our city manager, Kofi Mensah", "Kofi Mensah", "city manager"),
        ("Luis Ortega, Ed.D., Superintendent", "Luis Ortega, Ed.D.", "Superintendent"),
        ("Director of Public Safety Joe Bloggs", "Joe Bloggs", "Director of Public Safety"),
        ("Joe Bloggs, Director of Safety and Security", "Joe Bloggs", "Director of Safety and Security"),
        ("Superintendent of Schools", "", "Superintendent of Schools"),
        ("robert o'neil", "Robert O'Neil", ""),
        ("Interim Chief Ana María Núñez", "Ana María Núñez", "Interim Chief"),
    ],
)
def test_a_person_is_read_as_name_and_title(text: str, name: str, title: str) -> None:
    assert read(PERSON, text).value == {"name": name, "title": title}


@pytest.mark.parametrize("text", ["12345", "it is me", "whoever is chief", "Dana Whitfield and Luis Ortega"])
def test_what_is_no_one_person_is_refused(text: str) -> None:
    assert read(PERSON, text).error


ROWS = [
    {"position": "SRO 1", "school": "Riverton High School", "hours": 40},
    {"position": "SRO 2", "school": "P.S. 118", "hours": 20},
]


@pytest.mark.parametrize(
    "text",
    [
        "SRO 1 at Riverton High School 40 hours; SRO 2 at P.S. 118 20 hours",
        "SRO 1 at Riverton High School for 40 hours a week and SRO 2 at P.S. 118 for 20 hours a week",
        "SRO 1, Riverton High School, 40\nSRO 2, P.S. 118, 20",
        (
            "| SRO position | School | Hours a week |\n|---|---|---|\n| SRO 1 | Riverton High School | "
            "40 |\n| SRO 2 | P.S. 118 | 20 |"
        ),
        "SRO position\tSchool\tHours\nSRO 1\tRiverton High School\t40\nSRO 2\tP.S. 118\t20",
        "- SRO 1: Riverton High School (40 hrs)\n- SRO 2: P.S. 118 (20 hrs)",
    ],
)
def test_a_table_is_read_from_words_and_from_cells(text: str) -> None:
    assert read(TABLE, text).value == ROWS


@pytest.mark.parametrize(
    "text", ["SRO 1 at P.S. 118", "one at each school", "SRO 1 | P.S. 118", "SRO 1, P.S. 118, many"]
)
def test_a_row_without_every_cell_is_refused(text: str) -> None:
    parsed = read(TABLE, text)
    assert parsed.value is None
    assert "Hours a week" in parsed.error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rsd12.org/sro.", "https://rsd12.org/sro"),
        ("It's at https://riverton.gov/police.", "https://riverton.gov/police"),
        ("Web page: www.rsd12.org", "https://www.rsd12.org"),
    ],
)
def test_a_web_address_is_made_whole(text: str, expected: str) -> None:
    assert read(URL, text).value == expected


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "http://", "sro@rsd12.org", "our website", "https://localhost/x", "http://a:b@rsd12.org"],
)
def test_what_is_no_public_web_address_is_refused(text: str) -> None:
    assert read(URL, text).error


@pytest.mark.parametrize(
    ("text", "expected"), [("May", 5), ("in may", 5), ("Septembr", 9), ("12", 12), ("we may do it in June", 6)]
)
def test_a_month_is_read(text: str, expected: int) -> None:
    assert read(field_of("month"), text).value == expected


@pytest.mark.parametrize("text", ["13", "june or july", "springtime"])
def test_what_is_no_month_is_refused(text: str) -> None:
    assert read(field_of("month"), text).error


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize(
    "text", ["not sure yet", "TBD", "skip for now", "I don't know", "still being worked out", "leave it blank"]
)
def test_not_known_yet_is_understood_for_every_type(kind: FieldType, text: str) -> None:
    parsed = read(field_of(kind.value, options=[{"id": "a", "label": "A"}]), text)
    assert parsed.unknown
    assert parsed.value is None


@pytest.mark.parametrize("kind", ["text", "list", "person", "date", "url"])
@pytest.mark.parametrize("text", ["none", "no", "n/a", "There are none."])
def test_none_leaves_a_field_empty_that_may_be_empty(kind: str, text: str) -> None:
    assert read(field_of(kind, required=False), text).none
    assert "cannot be empty" in read(field_of(kind), text).error


def test_prose_that_speaks_of_open_matters_is_still_an_answer() -> None:
    text = "three public meetings; the board has not approved the survey yet but will publish what was decided in May"
    assert read(field_of("longtext"), text).value == text


def test_a_bare_yes_is_no_answer_to_a_question_for_words() -> None:
    assert "Please say which" in read(field_of("list"), "yes").error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it's the Cedar Falls Police Department", "Cedar Falls Police Department"),
        ("put down Harlan County Sheriff's Office", "Harlan County Sheriff's Office"),
        ("  Riverton   Police\tDepartment. ", "Riverton Police Department"),
        ("<b>Riverton</b> <script>alert(1)</script>", "<b>Riverton</b> <script>alert(1)</script>"),
        ("River\x00ton\u202e Police\ufeff", "Riverton Police"),
        ("Use of Force Policy 300", "Use of Force Policy 300"),
    ],
)
def test_text_is_cleaned_and_kept_as_typed(text: str, expected: str) -> None:
    assert read(field_of("text"), text).value == expected


def test_a_value_may_have_4000_characters_and_no_more() -> None:
    assert read(field_of("longtext"), "x" * LIMIT).value == "x" * LIMIT
    assert "at most 4000" in read(field_of("longtext"), "x" * (LIMIT + 1)).error
    assert read(field_of("longtext"), "y " * 50_000).error


@pytest.mark.parametrize("field", [f for f in shipped().values() if f.example], ids=lambda f: f.name)
def test_every_example_that_the_templates_give_is_understood(field: TemplateField) -> None:
    # the example of a list may show one entry only
    parsed = parse_value(
        field.model_copy(update={"min_items": None}), field.example, today=TODAY, values=STARTED, wording=wording()
    )
    assert parsed.value is not None, parsed.error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "start July 1 2027, two years, chief is Dana Whitfield, 2 SROs",
            {
                "start_date": "2027-07-01",
                "end_date": "2029-06-30",
                "agency_head": {"name": "Dana Whitfield", "title": "Chief"},
            },
        ),
        (
            "district liaison: Aisha Grant, Director; publish at https://riverton12.example/sro",
            {
                "district_liaison": {"name": "Aisha Grant", "title": "Director"},
                "publish_url": "https://riverton12.example/sro",
            },
        ),
        (
            "the district pays 60 percent and the notice is 90 days",
            {"district_share_pct": 60, "termination_notice_days": 90},
        ),
        ("from July 1, 2027 through June 30, 2029", {"start_date": "2027-07-01", "end_date": "2029-06-30"}),
        ("start: July 1 2027 end: June 30 2029", {"start_date": "2027-07-01", "end_date": "2029-06-30"}),
        (
            (
                "Agency: Riverton PD\nDistrict: Riverton SD 12\nSuperintendant: Luis Ortega\nSchools: "
                "Riverton High, Eastside Middle"
            ),
            {
                "agency_name": "Riverton PD",
                "district_name": "Riverton SD 12",
                "superintendent": {"name": "Luis Ortega", "title": "Superintendent"},
                "schools": ["Riverton High", "Eastside Middle"],
            },
        ),
        (
            "schools: Lincoln High, Oak Street Elementary and Jefferson Middle, start 7/1/27",
            {"schools": ["Lincoln High", "Oak Street Elementary", "Jefferson Middle"], "start_date": "2027-07-01"},
        ),
        ("change the notice to 90 days", {"termination_notice_days": 90}),
        ("two public meetings in March 2027, a survey of students in April 2027", {}),
        ("counselor, nurse and the dean", {}),
        ("The officer's desk is in the front office, next to the nurse", {}),
        ("what is the start date?", {}),
        ("start tbd", {}),
        ("", {}),
    ],
)
def test_several_named_values_are_read_from_one_message(text: str, expected: dict[str, Any]) -> None:
    assert find_values(text, shipped(), today=TODAY, values={}, wording=wording()) == expected


def test_a_number_before_the_thing_counted_names_it() -> None:
    count = field_of("integer", name="sro_count", label="Number of SROs")
    assert find_values("chief is Dana Whitfield, 2 SROs", [count], today=TODAY, values={}, wording=wording()) == {
        "sro_count": 2
    }


def test_every_fault_that_the_readers_name_has_its_sentence() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "assistant/drafting").glob("*.py"))
    named = set(re.findall(r'(?:fault\(|return )"([a-z-]+(?:\.[a-z-]+)?)"', source)) - {"fault"}
    sentences = {k for k in read_knowledge(ROOT, Problems()).messages if k.startswith("values.error.")}
    asked = {f"values.error.{n}" for n in named if "." in n or n in ("empty", "required", "unreadable", "too-long")}
    asked |= {f"values.error.{kind}.{side}" for kind in ("number", "percent") for side in ("above", "below")}
    assert len(asked) > 40
    assert asked <= sentences


_WORDS = [
    *("may", "12", "7/1/27", "July", "30", "$", "%", "and", "or", ",", ";", ":", "|", "\n", "\t", "-", "–", "(", ")"),
    *("half", "1/0", "0/0", "two", "hundred", "million", "years", "SRO", "at", "High", "School", "chief", "is", "the"),
    *("none", "not", "yet", "99999999999999", "next", "end", "of", "first", "https://", "www.", ".", "'", '"', "<b>"),
    *("¼", "é", "月", "add", "remove", "keep", "minus", "from", "today", "Feb", "29", "1e9", "{example}", "both"),
]
ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(_WORDS),
        max_size=14,
    ).map(" ".join),
)
EVERY_KIND = [
    field_of(
        k.value,
        options=[{"id": "a", "label": "Alpha"}, {"id": "b", "label": ""}],
        columns=[c.model_dump() for c in TABLE.columns],
    )
    for k in FieldType
] + [END, DAYS, PANEL, SHARE, MEET]


@settings(max_examples=80, deadline=None)
@given(text=ANY_TEXT)
def test_no_text_whatever_raises_and_each_gives_exactly_one_outcome(text: str) -> None:
    for field in EVERY_KIND:
        parsed = read(field, text)
        outcomes = [parsed.value is not None, bool(parsed.error), parsed.unknown, parsed.none]
        assert sum(outcomes) == 1, (field.type, parsed)
        assert "{" in text or "{" not in parsed.error


@settings(max_examples=40, deadline=None)
@given(text=ANY_TEXT)
def test_no_text_whatever_stops_the_search_for_named_values(text: str) -> None:
    found = find_values(text, shipped(), today=TODAY, values={}, wording=wording())
    assert set(found) <= set(shipped())
