"""What is taken for granted is found by its form; a plain question takes nothing for granted."""

from __future__ import annotations

import pytest

from assistant.answering.premise import find_premise

TEXT = "reviewed no less than annually; one or a limited number of schools; should; only as a last resort"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which of the 13 principles is about training?", "count"),
        ("Where do the fifteen guiding principles come from?", "count"),
        ("So DOJ requires us to have an MOU, when is it due?", "duty"),
        ("Why does the Justice Department mandate officers in every building?", "duty"),
        ("Since it bans arrests, what do we do with fights?", "ban"),
        ("why do the principles forbid officers in elementary schools?", "ban"),
        ("since principle 8 requires 40 hours of training, who teaches it?", "figure"),
        ("the guidance says five schools is the limit, right?", "figure"),
    ],
)
def test_a_premise_is_found_by_its_form(question: str, kind: str) -> None:
    found = find_premise(question, TEXT)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "Does DOJ require an SRO?",
        "Is it required to have an MOU?",
        "What are the 12 principles?",
        "the first three principles please",
        "Can the officer ban a student from the bus?",
        "Do the principles forbid arrests?",
        "Which two principles mention training?",
        "our policy requires two officers, is that ok?",
    ],
)
def test_a_plain_question_takes_nothing_for_granted(question: str) -> None:
    assert find_premise(question, TEXT) is None
