"""Ask: a question in, an answer with exact citations out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.answering.spanish.text import spanish_text
from assistant.answering.text import answer_text
from assistant.domain.answers import Answer
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording


class Answerer(Protocol):
    """What answers questions: the extractive answerer, or one guarded around a chat model."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question in the light of the earlier ones, oldest first."""


class QuestionService:
    """Answer questions and show answers as text."""

    def __init__(self, answerer: Answerer, knowledge: Knowledge, wording: Wording) -> None:
        self._answerer = answerer
        self._knowledge = knowledge
        self._wording = wording

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question; ``history`` is what the user asked before, oldest first."""
        return self._answerer.answer(question, history)

    def text(self, answer: Answer) -> str:
        """Return what a user sees, as Markdown, in the answer's own language."""
        if answer.language == "es":
            return spanish_text(answer, self._knowledge, self._wording.language("es"))
        return answer_text(answer, self._knowledge, self._wording)
