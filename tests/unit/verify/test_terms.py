"""Where a text defines a term and where it uses one."""

from __future__ import annotations

import pytest

from assistant.verify.terms import definitions, key, listed, occurrences, uncapitalized, undefined, used


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riverton (the “Agency”) and others", [("Agency", True)]),
        ('Together they are the "Parties".', [("Parties", True)]),
        ('each as an "Additional Agency" and a Party', [("Additional Agency", True)]),
        ('"CRDC" means the Civil Rights Data Collection', [("CRDC", True)]),
        ("named by the board (the Reviewer)", [("Reviewer", False)]),
        ('marked "action" or "Advice"', []),
        ("(the county and the city)", []),
        ("(see Section 4)", []),
    ],
)
def test_definitions(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(d.term, d.quoted) for d in definitions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The SRO Supervisor tells each Principal and the Agency Head.",
            ["SRO Supervisor", "Principal", "Agency Head"],
        ),
        ("The Agency's head", ["Agency"]),
        ("the Department of Justice, the Office of the Governor", ["Governor"]),
        ("the Riverton Police of the County of Riverton", []),
        ("this agreement, a school, the “Agency”", []),
        ("a Memorandum of Understanding", []),
    ],
)
def test_uses(text: str, expected: list[str]) -> None:
    assert list(used(text)) == expected


def test_one_term_in_the_plural_is_the_same_term() -> None:
    assert key("Parties") == key("Party") == "party"
    assert key("Schools") == key("School")
    assert undefined(["Each Party tells the Parties."], ["Parties"]) == {}
    assert undefined(["Each Party tells the Party."], []) == {"Party": 2}
    assert occurrences("Party", "The Parties and each party") == 2


def test_terms_of_a_table_of_definitions() -> None:
    assert listed([["Term", "Meaning"], ["School property; school event", "x"]]) == ["School property", "school event"]
    assert listed([["Name", "Meaning"], ["SRO", "x"]]) == []


def test_capitals_matter_for_offices_and_not_for_common_words() -> None:
    assert uncapitalized("Superintendent", "The Superintendent tells the superintendent.") == 1
    assert uncapitalized("School", "the school") == 0
