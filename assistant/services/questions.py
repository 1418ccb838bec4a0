"""Ask: a question in, an answer with exact citations out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.answering.text import answer_text
from assistant.domain.answers import Answer
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.services.own_words import OwnWordsBeside


class Answerer(Protocol):
    """What answers questions: the extractive answerer, or one guarded around a chat model."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question in the light of the earlier ones, oldest first."""


class QuestionService:
    """Answer questions and show answers as text."""

    def __init__(
        self, answerer: Answerer, knowledge: Knowledge, wording: Wording, own: OwnWordsBeside | None = None
    ) -> None:
        self._answerer = answerer
        self._own = own
        self._knowledge = knowledge
        self._wording = wording

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question; ``history`` is what the user asked before, oldest first."""
        answer = self._answerer.answer(question, history)
        return answer if self._own is None else self._own.beside(answer, question, history)

    def text(self, answer: Answer) -> str:
        """Return what a user sees, as Markdown."""
        return answer_text(answer, self._knowledge, self._wording)
