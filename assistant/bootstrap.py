"""The composition root: the one place where implementations are chosen, from settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.content.knowledge import load_knowledge
from assistant.content.paths import content_dir
from assistant.content.templates import load_templates
from assistant.domain.answers import Answer
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import TemplateSet
from assistant.domain.wording import Wording
from assistant.services.questions import QuestionService
from assistant.settings import Settings

if TYPE_CHECKING:  # imported where they are first used, so that a command loads only what it needs
    from assistant.services.conversations import ConversationService
    from assistant.services.drafts import DraftService
    from assistant.storage.database import Database
    from assistant.storage.sessions import SessionStore

Say = Callable[[str], None]


def now() -> datetime:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Assistant:
    """Every service, made when it is first used: exporting a draft needs no search index."""

    settings: Settings
    say: Say
    clock: Callable[[], datetime] = now

    @cached_property
    def content(self) -> Path:
        """The folder that holds knowledge/ and mou_templates/."""
        return content_dir(self.settings.content_dir)

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that was read from knowledge/."""
        return load_knowledge(self.content)

    @cached_property
    def templates(self) -> TemplateSet:
        """All that was read from mou_templates/."""
        return load_templates(self.content)

    @cached_property
    def wording(self) -> Wording:
        """The words of the interface."""
        return Wording(self.knowledge.messages)

    @cached_property
    def questions(self) -> QuestionService:
        """Ask."""
        from assistant.answering.answerer import ExtractiveAnswerer
        from assistant.answering.matcher import CardMatcher, Matching
        from assistant.answering.spanish.answerer import BilingualAnswerer
        from assistant.answering.spelling import Speller
        from assistant.retrieval.index import open_index

        knowledge = self.knowledge
        index = open_index(
            knowledge,
            self.settings.data_dir,
            model_name=self.settings.embedding_model,
            chroma_url=self.settings.chroma_url,
            say=self.say,
        )
        matcher = CardMatcher(knowledge, index, Matching.model_validate(knowledge.matching))
        texts = [w for card in knowledge.cards.values() for w in (card.question, *card.ask)]
        texts += [p.text for p in knowledge.passages.values()]
        speller = Speller(texts, knowledge.short_forms)
        answerer = ExtractiveAnswerer(knowledge, index, matcher, speller, self.wording)
        return QuestionService(BilingualAnswerer(answerer, knowledge, self.wording), knowledge, self.wording)

    @cached_property
    def database(self) -> Database:
        """Where drafts and conversations are kept; what was deleted long ago is removed when it is opened."""
        from assistant.storage.database import Database
        from assistant.storage.drafts import DraftStore

        database = Database(self.settings.drafts_url)
        DraftStore(database).purge(self.clock())
        return database

    @cached_property
    def sessions(self) -> SessionStore:
        """Conversations as they are kept."""
        from assistant.storage.sessions import SessionStore

        return SessionStore(self.database)

    @cached_property
    def drafts(self) -> DraftService:
        """Draft."""
        from assistant.services.drafts import DraftService
        from assistant.storage.drafts import DraftStore

        store = DraftStore(self.database)
        return DraftService(store, self.templates, self.knowledge, self.wording, self.clock, content=self.content)

    @cached_property
    def conversations(self) -> ConversationService:
        """Talk: questions and drafting in one conversation."""
        from assistant.services.conversations import ConversationService

        return ConversationService(
            _WhenAsked(self), self.drafts, self.sessions, self.templates, self.knowledge, self.wording, self.clock
        )


class _WhenAsked:
    """Questions whose index is opened by the first question: a draft can be filled in without it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question."""
        return self._assistant.questions.ask(question, history)

    def text(self, answer: Answer) -> str:
        """Return an answer as Markdown."""
        return self._assistant.questions.text(answer)


def build(settings: Settings | None = None, *, say: Say = lambda _: None) -> Assistant:
    """Return the assistant for these settings (read from the environment when None).

    ``say`` is told, a sentence at a time, what takes long. Nothing is opened before it is used.
    """
    # These must be set before the libraries that read them are imported anywhere.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    return Assistant(settings=settings or Settings(), say=say)
