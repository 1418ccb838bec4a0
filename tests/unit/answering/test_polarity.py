"""A card's yes or no is kept only for a question that asks the same way round."""

from __future__ import annotations

import pytest

from assistant.answering.polarity import fits, without_yes_or_no
from assistant.domain.knowledge import AnswerCard, CardStatement


def card(text: str) -> AnswerCard:
    return AnswerCard(
        id="c",
        topic="t",
        label="l",
        question="q",
        kind="yes-no",
        status="answered",
        ask=("q",),
        answer=(CardStatement(text=text), CardStatement(text="More.")),
    )


@pytest.mark.parametrize(
    ("question", "wording", "cosine", "kept"),
    [
        ("can the principles change?", "may the principles change", 0.9, True),
        ("so they can never change?", "may the principles change", 0.9, False),
        ("it isn't final, is it?", "the text is not final, right", 0.9, True),
        ("can the principles change?", "may the principles change", 0.5, False),
    ],
)
def test_the_question_must_be_near_and_the_same_way_round(question: str, wording: str, cosine: float, kept: bool) -> None:
    assert fits(question, wording, cosine) is kept


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yes. The text says that it may change.", "The text says that it may change."),
        ("No, where staff would handle it. The principles say more.", "The principles say more."),
        ("No, SROs should not take part in discipline that staff would normally handle.", "SROs should not take part in discipline that staff would normally handle."),
        ("Only as a last resort.", "Only as a last resort."),
        ("Nobody decides.", "Nobody decides."),
    ],
)
def test_the_first_word_goes_and_the_statement_still_reads(before: str, after: str) -> None:
    assert without_yes_or_no(card(before)).answer[0].text == after
