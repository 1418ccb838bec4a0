"""An answer in Spanish is marked as Spanish, and its quotations as English."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.answering.spanish.compose import SpanishComposer
from assistant.content.knowledge import load_knowledge
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.storage.sessions import Message
from assistant.web.rendering import Renderer
from assistant.web.views.transcript import transcript_html


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge(Path(__file__).resolve().parents[3])


def shown(known: Knowledge, *, closest: str = "") -> str:
    words = Wording(known.messages)
    compose = SpanishComposer(known, words.language("es"))
    if closest:
        answer = compose.only_in_part(closest, known.cards["nc-dogs"].question, confidence=0.5)
    else:
        card = known.cards["p04-arrest"]
        answer = compose.card(card, known.spanish.cards[card.id], asked="¿puede arrestar?", confidence=0.9)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    extra = {"answer": answer.model_dump(mode="json"), "choices": list(answer.suggestions)}
    messages = [
        Message(role="user", text="¿puede arrestar?", at=at, extra={}),
        Message(role="assistant", text="…", at=at, extra=extra),
    ]
    return transcript_html(Renderer(words), known, messages)


def test_each_part_names_its_language(known: Knowledge) -> None:
    html = shown(known)
    assert '<span lang="es">¿puede arrestar?</span>' in html
    assert re.search(r'<h2 class="verdict[^>]* lang="es">Respuesta según el principio 4</h2>', html)
    assert re.search(r'<div class="answer[^>]* lang="es">', html)
    assert re.search(r'<blockquote class="words" lang="en">“SROs should detain', html)
    assert html.index("SROs should detain, arrest") < html.index("Traducción informativa, no revisada")
    assert '<div class="next" lang="es">' in html
    assert "También puede preguntar" in html


def test_a_question_in_english_is_offered_as_english(known: Knowledge) -> None:
    html = shown(known, closest="principle-4")
    question = known.cards["nc-dogs"].question
    assert "No está en español" in html
    assert f'lang="en">{question}</button>' in html
    assert f'<p class="statement" lang="en">{question}</p>' in html
