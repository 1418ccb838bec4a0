"""An answer in layers: what is short, what is practice, and how agreements word it."""

from __future__ import annotations

import pytest

from assistant.answering.compose import Composer
from assistant.answering.layers import Layers, short_count
from assistant.answering.limits import qualifies, states_limit
from assistant.answering.samples import SHOWN, SampleFinder, shortened
from assistant.answering.text import answer_text
from assistant.bootstrap import Assistant
from assistant.domain.answers import Answer, Statement
from assistant.domain.knowledge import Authority


@pytest.fixture(scope="module")
def layers(assistant: Assistant) -> Layers:
    return Layers(
        assistant.knowledge, SampleFinder(assistant.knowledge, assistant.wording, lambda: assistant.templates)
    )


def answer_of(assistant: Assistant, layers: Layers, card: str, question: str = "") -> Answer:
    found = assistant.knowledge.cards[card]
    return layers.complete(Composer(assistant.knowledge, assistant.wording).card(found), question or found.question)


def statements(*texts: str) -> tuple[Statement, ...]:
    return tuple(Statement(text=t) for t in texts)


def test_the_first_statement_is_the_short_answer_and_the_rest_is_practice() -> None:
    longer = "Agencies that share an officer often write down who stands in on the days when that officer is away."
    assert short_count(statements("Yes.", longer)) == 1
    assert short_count(statements("Yes.", "Agencies often write it down.", longer)) == 2
    assert short_count(statements("Yes.")) == 0


@pytest.mark.parametrize(
    "limit",
    [
        "The text does not list those incidents, and nothing in it says which of them a district should settle.",
        "But when possible is a condition, and the sentence leaves the agency free to do otherwise where it must.",
        "It gives no number of hours for either of the two, and the agency and the district may settle on one.",
    ],
)
def test_what_limits_an_answer_is_never_folded_away(limit: str) -> None:
    assert qualifies(limit)
    assert short_count(statements("Yes.", limit)) == 0


def test_that_the_principles_do_not_oblige_is_no_gap_in_the_text() -> None:
    assert not states_limit("They recommend and do not require it.")


def test_what_is_not_covered_is_said_in_full(assistant: Assistant, layers: Layers) -> None:
    for card in assistant.knowledge.cards.values():
        if card.kind == "not-covered":
            assert answer_of(assistant, layers, card.id).practice == (), card.id


def test_no_layer_is_lost(assistant: Assistant, layers: Layers) -> None:
    for card in assistant.knowledge.cards.values():
        answer = answer_of(assistant, layers, card.id)
        assert answer.short + answer.practice == answer.statements


def test_sample_wording_serves_what_the_answer_cites(assistant: Assistant, layers: Layers) -> None:
    answer = answer_of(assistant, layers, "p03-says")
    clause, agreement = answer.samples
    assert (clause.clause, bool(clause.variant), clause.citation) == ("school-discipline", True, None)
    assert agreement.citation is not None
    passage = assistant.knowledge.passages[agreement.citation.passage]
    assert passage.authority is Authority.SAMPLE
    assert set(passage.requirements) & {"p03.no-discipline", "p03.staff-handle"}
    assert agreement.text == passage.text


def test_sample_wording_is_never_among_the_citations(assistant: Assistant, layers: Layers) -> None:
    for card in assistant.knowledge.cards.values():
        answer = answer_of(assistant, layers, card.id)
        assert not {s.citation for s in answer.samples if s.citation} & set(answer.citations), card.id
        assert len(answer.samples) <= 2


def test_a_matter_that_is_not_covered_takes_the_clause_that_its_card_names(
    assistant: Assistant, layers: Layers
) -> None:
    cameras = answer_of(assistant, layers, "nc-body-cameras").samples
    assert cameras[0].clause == "cameras"
    assert cameras[0].local
    assert answer_of(assistant, layers, "nc-penalties").samples == ()


def test_lists_and_refusals_have_no_sample_wording(assistant: Assistant, layers: Layers) -> None:
    for card in assistant.knowledge.cards.values():
        if card.kind in ("list", "comparison", "scope"):
            assert answer_of(assistant, layers, card.id).samples == (), card.id


def test_a_long_clause_is_shown_to_the_end_of_a_line() -> None:
    text = "\n".join(f"- item {n} of the list" for n in range(100))
    shown = shortened(text)
    assert len(shown) <= SHOWN + 100
    assert text.startswith(shown + "\n")


def test_the_short_form_says_what_more_there_is_and_detail_shows_it(assistant: Assistant, layers: Layers) -> None:
    answer = answer_of(assistant, layers, "p03-staff-do")
    knowledge, wording = assistant.knowledge, assistant.wording
    short = answer_text(answer, knowledge, wording, detail=False)
    whole = answer_text(answer, knowledge, wording, detail=True, samples=True)
    assert answer.practice
    assert answer.practice[0].text not in short
    assert "how agreements word it" in short
    assert answer.practice[0].text in whole
    assert wording("layers.samples.warning") in whole
    for quoted in (line for line in whole.splitlines() if line.startswith("> “")):
        assert all(s.text not in quoted for s in answer.samples)


def test_what_other_sources_say_stands_in_the_short_form_where_the_principles_say_nothing(
    assistant: Assistant, layers: Layers
) -> None:
    answer = answer_of(assistant, layers, "nc-body-cameras")
    short = answer_text(answer, assistant.knowledge, assistant.wording, detail=False)
    assert answer.asides
    assert all(f"*{a.label}:*" in short for a in answer.asides)
