"""Two agreements compared by requirement: which states differ, and where only the words do."""

from __future__ import annotations

import pytest

from assistant.documents.reading.reader import read_mou
from assistant.domain.knowledge import Knowledge
from assistant.domain.reading import Refusal
from assistant.domain.reviews import Review
from assistant.review.comparing import Change, compare
from tests.made_reviews import AGREEMENT, FOUND, HandMade, Told


def reviewed(knowledge: Knowledge, found: dict[str, Told], name: str = "a.md") -> Review:
    document = read_mou(name, AGREEMENT.encode())
    assert not isinstance(document, Refusal)
    return HandMade(knowledge.requirements, "discipline", found).review(document, name=name)


@pytest.fixture(scope="module")
def before(knowledge: Knowledge) -> Review:
    return reviewed(knowledge, FOUND)


CASES: dict[str, tuple[str, Told, Change]] = {
    "a conflict that was mended": ("p03.no-discipline", ("addressed", FOUND["p03.no-discipline"][1][:1]), "better"),
    "words that are gone": ("p01.community-input", ("missing", ()), "worse"),
    "words that became vague": ("p08.sro-training", ("partly", FOUND["p08.sro-training"][1]), "worse"),
    "an exhibit that is there now": ("p08.role-distinction", ("addressed", FOUND["p08.role-distinction"][1]), "other"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_a_requirement_is_said(knowledge: Knowledge, before: Review, case: str) -> None:
    requirement, told, change = CASES[case]
    after = reviewed(knowledge, {**FOUND, requirement: told})
    (found,) = compare(before, after).changed
    assert (found.requirement, found.change) == (requirement, change)
    assert found.before is not None
    assert found.after is not None
    assert found.after.status == told[0]


def test_the_same_state_in_other_words_is_told_apart(knowledge: Knowledge, before: Review) -> None:
    other: Told = ("addressed", [("The district shall pay the city $92,000 a year.", "shows")])
    found = compare(before, reviewed(knowledge, {**FOUND, "p08.sro-training": other}))
    assert found.changed == ()
    reworded = [c.requirement for p in found.principles for c in p.requirements if c.reworded]
    assert reworded == ["p08.sro-training"]


def test_a_document_that_was_not_reviewed_is_on_one_side_only(knowledge: Knowledge, before: Review) -> None:
    found = compare(before, reviewed(knowledge, FOUND, "lease.md"))
    assert [p.principle for p in found.principles] == list(range(1, 13))
    assert all(c.after is None and c.change == "other" for p in found.principles for c in p.requirements)


def test_an_agreement_is_the_same_as_itself(before: Review) -> None:
    found = compare(before, before)
    assert found.changed == ()
    assert {p.change for p in found.principles} == {"same"}
