"""`mou check` holds the Spanish against the English."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content.check_spanish import check_spanish
from assistant.content.knowledge import load_knowledge
from assistant.content.problems import Problems
from assistant.domain.knowledge import Knowledge

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge(ROOT)


def found(known: Knowledge, **spanish: object) -> list[str]:
    problems = Problems()
    changed = known.spanish.model_copy(update=spanish)
    check_spanish(ROOT, known.model_copy(update={"spanish": changed}), problems)
    return [str(p) for p in problems.found]


def spoiled(known: Knowledge, card: str, **fields: object) -> list[str]:
    cards = dict(known.spanish.cards)
    cards[card] = cards[card].model_copy(update=fields)
    return found(known, cards=cards)


def test_the_shipped_spanish_has_no_error(known: Knowledge) -> None:
    assert found(known) == []


@pytest.mark.parametrize(
    ("passage", "old", "new", "says"),
    [
        ("principle-4", "solo como último recurso", "cuando haga falta", "keep “último recurso”"),
        ("principle-11", "Cuando sea posible, los", "Los", "keep “cuando sea posible”"),
        ("principle-10", "al menos una vez al año", "cada dos años", "keep “al menos una vez al año”"),
        ("principle-7", "en la medida en que la ley lo permita", "siempre", "en la medida en que la ley lo permita"),
        ("principle-3", "normalmente ", "", "keep “normalmente”"),
        ("principle-3", "no deberían", "deberían", "no deberían intervenir"),
        ("principle-2", "deberían tener", "tienen que tener", "stronger than the principles"),
        ("principle-2", "deberían tener", "están obligadas a tener", "stronger than the principles"),
        ("principle-2", "un MOU", "un “MOU”", "quotation marks"),
    ],
)
def test_a_translation_that_says_something_else_is_found(
    known: Knowledge, passage: str, old: str, new: str, says: str
) -> None:
    passages = dict(known.spanish.passages)
    text = passages[passage].text
    assert old in text
    passages[passage] = passages[passage].model_copy(update={"text": text.replace(old, new)})
    assert any("passages.yaml" in line and says in line for line in found(known, passages=passages))


def test_a_missing_translation_is_found(known: Knowledge) -> None:
    passages = {k: v for k, v in known.spanish.passages.items() if k != "principle-12"}
    assert any("'principle-12' has no translation" in line for line in found(known, passages=passages))


def test_what_is_wrong_with_a_card_is_found(known: Knowledge) -> None:
    answer = known.spanish.cards["p03-sro-disciplines"].answer
    cases = [
        (spoiled(known, "p03-sro-disciplines", answer=answer[:1]), "has 1 texts for 2 statements"),
        (spoiled(known, "p03-sro-disciplines", answer=(answer[0][4:], answer[1])), "polarity is 'no'"),
        (spoiled(known, "p03-sro-disciplines", ask=("uno",)), "has 1 wordings"),
        (spoiled(known, "nc-searches", who_decides=""), "differ in 'who_decides'"),
        (spoiled(known, "nc-searches", answer=("Nada.", "Nada.")), "begin with 'Los principios rectores no …'"),
        (spoiled(known, "doc-contact", answer=("Los 12.", "Nada.")), "other numbers"),
        (spoiled(known, "nc-dogs", answer=("Nada.",)), "is answered"),
    ]
    assert [says for lines, says in cases if not any(says in line for line in lines)] == []


def test_a_card_that_is_not_there_in_english_is_found(known: Knowledge) -> None:
    problems = Problems()
    cards = {k: v for k, v in known.cards.items() if k != "p04-arrest"}
    check_spanish(ROOT, known.model_copy(update={"cards": cards}), problems)
    assert any("there is no card 'p04-arrest'" in str(p) for p in problems.found)
