"""Spanish is told from English, read in the light of the conversation, and never says more than the English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering.spanish.answerer import OTHER_LANGUAGES, BilingualAnswerer
from assistant.answering.spanish.followups import kind_of
from assistant.answering.spanish.references import find_reference
from assistant.answering.spanish.text import spanish_text
from assistant.content.knowledge import load_knowledge
from assistant.domain.answers import Answer, Statement, Status
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.retrieval.spanish import sound


class English:
    """Answers everything with one sentence, and remembers what it was given."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, list(history)))
        return Answer(status=Status.ANSWERED, statements=(Statement(text="In English."),), principles=(4,), how="card")


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge(Path(__file__).resolve().parents[3])


@pytest.fixture
def english() -> English:
    return English()


@pytest.fixture
def asker(known: Knowledge, english: English) -> BilingualAnswerer:
    return BilingualAnswerer(english, known, Wording(known.messages))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("puede un SRO arrestar a mi hijo", "es"),
        ("el SRO puede hacer search de backpacks?", "es"),
        ("polisia en la eskuela", "es"),
        ("esposas", "es"),
        ("¿y el siguiente?", "es"),
        ("San Marcos Unified", ""),
        ("Los Angeles School Police MOU", ""),
        ("does San Jose have an SRO", "en"),
        ("what is la migra", "en"),
        ("What does “policía en la escuela” mean?", "en"),
        ("hola, what can you do", "en"),
        ("qu'est-ce que la police fait", "en"),
        ("o policial pode prender um aluno", ""),
        ("MOU", ""),
        ("4", ""),
        ("FERPA", ""),
    ],
)
def test_the_language_of_a_message(asker: BilingualAnswerer, text: str, language: str) -> None:
    assert asker.reader.language(text) == language


def test_no_english_wording_is_taken_for_spanish(asker: BilingualAnswerer, known: Knowledge) -> None:
    cards = [c for c in known.cards.values() if c.id not in OTHER_LANGUAGES]
    assert [w for c in cards for w in (c.question, *c.ask) if asker.reader.language(w) == "es"] == []


def test_english_goes_to_the_answerer_of_english_unchanged(asker: BilingualAnswerer, english: English) -> None:
    answer = asker.answer("and the next one?", ["principle 4", "what about San Diego"])
    assert answer.language == "en"
    assert answer.statements[0].text == "In English."
    assert english.asked == [("and the next one?", ["principle 4", "what about San Diego"])]


@pytest.mark.parametrize(
    ("text", "last", "numbers", "outside"),
    [
        ("principio 4", None, (4,), ()),
        ("muéstreme el principio número nueve", None, (9,), ()),
        ("los principios 3 y 4", None, (3, 4), ()),
        ("principios del 3 al 5", None, (3, 4, 5), ()),
        ("el cuarto principio", None, (4,), ()),
        ("los doce principios", None, (), ()),
        ("¿y el siguiente?", 4, (5,), ()),
        ("el siguiente por favor", 11, (12,), ()),
        ("y el anterior", 4, (3,), ()),
        ("el siguiente", None, (), ()),
        ("principio 13", None, (), (13,)),
        ("el oficial cubre 4 escuelas", None, (), ()),
    ],
)
def test_references(text: str, last: int | None, numbers: tuple[int, ...], outside: tuple[int, ...]) -> None:
    found = find_reference(text, last)
    assert (found.numbers, found.outside) == (numbers, outside)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("más corto", "shorter"),
        ("más cortito porfa", "shorter"),
        ("las palabras exactas", "words"),
        ("¿Quién decide?", "who"),
        ("¿y quién lo decide?", "who"),
        ("¿por qué?", "why"),
        ("¿y los maestros?", "joined"),
        ("quién decide si hay policía en la escuela", "alone"),
    ],
)
def test_follow_ups(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_word_is_read_as_it_sounds() -> None:
    assert [sound(w) for w in ("kien", "deside", "polisia")] == [sound(w) for w in ("quien", "decide", "policia")]
    assert sound("mochila") == "mochila"


def test_an_answer_shows_each_quotation_in_english_and_its_translation_beneath(
    asker: BilingualAnswerer, known: Knowledge
) -> None:
    answer = asker.answer("¿Puede un SRO arrestar a un estudiante?")
    assert (answer.card, answer.language, answer.principles) == ("p04-arrest", "es", (4,))
    [citation] = answer.citations
    passage = known.passages["principle-4"]
    assert citation.quote == passage.text
    assert citation.translation == known.spanish.passages["principle-4"].text
    text = spanish_text(answer, known, Wording(known.messages).language("es"))
    assert text.index(citation.quote) < text.index("Traducción informativa, no revisada") < text.index(answer.notice)


def test_a_conversation_in_spanish(asker: BilingualAnswerer) -> None:
    first = "¿puede el oficial revisar la mochila de mi hijo?"
    who = asker.answer("¿quién decide?", [first])
    assert who.card == "nc-searches"
    assert "ley estatal" in who.statements[0].text
    assert asker.answer("¿y el siguiente?", ["principio 9"]).principles == (10,)
    assert asker.answer("4", ["principio 9"]).principles == (4,)
    short = asker.answer("más corto", [first])
    assert len(short.statements) == 1
    assert short.status is Status.NOT_COVERED


def test_a_follow_up_in_spanish_on_an_answer_in_english(asker: BilingualAnswerer) -> None:
    answer = asker.answer("¿y el siguiente?", ["what does principle 4 say"])
    assert (answer.language, answer.principles) == ("es", (5,))


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("¿puede un SRO disciplinar a los estudiantes?", "No."),
        ("¿está prohibido que el SRO discipline a los estudiantes?", "Los principios dicen"),
        ("¿qué pasa si el SRO disciplina a los estudiantes?", "Los principios dicen"),
        ("¿deberíamos tener un MOU?", "Sí."),
        ("¿es obligatorio el MOU?", "Los principios son recomendaciones, no obligaciones."),
    ],
)
def test_yes_or_no_leads_only_where_it_answers(asker: BilingualAnswerer, question: str, begins: str) -> None:
    assert asker.answer(question).statements[0].text.startswith(begins)


def test_what_is_not_there_in_spanish_is_said_with_the_question_to_ask_in_english(
    asker: BilingualAnswerer, known: Knowledge
) -> None:
    answer = asker.answer("¿hay detectores de metales en la puerta?")
    assert (answer.status, answer.how, answer.principles) == (Status.UNCLEAR, "language", ())
    assert answer.suggestions[0] == known.cards["nc-metal-detectors"].question
    assert answer.suggestions[0] in [s.text for s in answer.statements]
    assert answer.closest is not None
    assert answer.closest.translation
    unknown = asker.answer("¿cómo se cría un caballo azul volador?")
    assert (unknown.how, unknown.closest) == ("language", None)


@pytest.mark.parametrize(
    ("question", "card", "says"),
    [
        ("hay un hombre con rifle afuera de la escuela", "scope-emergency", "911"),
        ("mi hija dice que ya no quiere vivir", "scope-crisis", "988"),
    ],
)
def test_danger_comes_first_and_without_a_notice(asker: BilingualAnswerer, question: str, card: str, says: str) -> None:
    answer = asker.answer(question)
    assert answer.card == card
    assert says in " ".join(s.text for s in answer.statements)
    assert "911" in answer.statements[0].text
    assert answer.notice == ""


def test_every_question_offered_next_leads_to_its_own_card(asker: BilingualAnswerer, known: Knowledge) -> None:
    wrong = []
    for card in known.spanish.cards.values():
        answer = asker.answer(card.question)
        right = answer.card == card.id if card.answer else known.cards[card.id].question in answer.suggestions
        if answer.language != "es" or not right:
            wrong.append((card.id, answer.card))
    assert wrong == []
