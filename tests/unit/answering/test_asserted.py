"""What a message reads into a principle is held against that principle's words, detail by detail."""

from __future__ import annotations

import pytest

from assistant.answering.asserted import asserted, unmentioned
from assistant.domain.knowledge import Knowledge


@pytest.mark.parametrize(
    ("message", "number", "what"),
    [
        ("Principle 9 requires a parent vote before an officer comes, who counts?", 9, "a parent vote before"),
        ("does number 7 mandate body cameras?", 7, "body cameras"),
        ("number 7 mandates body cameras, right?", 7, "body cameras"),
        ("principle four says handcuffs are banned. Can you confirm?", 4, "handcuffs are banned"),
        ("The principles say officers must wear uniforms. Which one is that?", None, "officers must wear uniforms"),
        ("where in the principles is the rule that officers leave guns outside?", None, "officers leave guns outside"),
    ],
)
def test_a_claim_about_the_text_is_found(message: str, number: int | None, what: str | None) -> None:
    found = asserted(message)
    if what is None:
        assert found is None
        return
    assert found is not None
    assert found.number == number
    assert found.what.startswith(what)


@pytest.mark.parametrize(
    "message",
    ["What does principle 9 say?", "who votes on the program", "principle 14 requires drones", "the principal says no"],
)
def test_a_plain_question_claims_nothing(message: str) -> None:
    assert asserted(message) is None


@pytest.mark.parametrize(
    ("number", "claim", "missing"),
    [
        (9, "a parent vote and outreach to families", True),
        (10, "that programs are reviewed at least annually", False),
        (4, "that officers use force only as a last resort", False),
        (4, "that officers use tasers only as a last resort", True),
    ],
)
def test_only_what_the_principle_lacks_is_denied(knowledge: Knowledge, number: int, claim: str, missing: bool) -> None:
    said = [knowledge.passages[p].text for p in knowledge.principle(number).passages]
    assert bool(unmentioned(claim, said, knowledge.specifics, knowledge.same_words)) is missing
