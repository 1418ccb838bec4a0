"""Defined terms: once, in quotation marks, and used as they are defined."""

from __future__ import annotations

import pytest

from tests.unit.content.conftest import Spoil

CLAUSE, MONEY = "mou_templates/clauses/everything.md", "mou_templates/clauses/money.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (MONEY, '(the "Agency")', "(the Agency)", "without quotation marks"),
        (
            MONEY,
            '(the "Agency") pays.',
            '(the "Agency") pays. The same police department (the "Agency") signs.',
            "defines 'Agency' twice",
        ),
        (
            CLAUSE,
            "The Agency keeps a log.",
            'The police (the "Agency") keep a log.',
            "more than one place: everything, money",
        ),
        (CLAUSE, "School staff handle discipline.", "Each Principal asks the Principal.", "'Principal' is used"),
        (CLAUSE, "School staff handle discipline.", "Here the agency decides.", "without its capitals"),
    ],
)
def test_a_term_that_is_not_used_as_defined_is_named(spoil: Spoil, file: str, old: str, new: str, words: str) -> None:
    found = spoil(file, old, new)
    assert [words in p.message for p in found] == [True]
    assert found[0].level == "error"


@pytest.mark.parametrize(
    "new",
    [
        "The Department of Education decides.",  # a name that stands once
        "Each school's principal asks the principal.",
        'The "Agency" and the "Agency" in quotation marks of another text.',
    ],
)
def test_names_and_common_words_are_no_terms(spoil: Spoil, new: str) -> None:
    found = spoil(CLAUSE, "School staff handle discipline.", new)
    assert [p for p in found if "used as a defined term" in p.message] == []
