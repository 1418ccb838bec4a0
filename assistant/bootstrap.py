"""The composition root: the one place where implementations are chosen, from settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from assistant.content.cache import cached_knowledge
from assistant.content.paths import content_dir
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:  # imported where they are first used, so that a command loads only what it needs
    from assistant.answering.matcher import CardMatcher
    from assistant.domain.answers import Answer
    from assistant.domain.placing import PlacingCues
    from assistant.domain.templates import TemplateSet
    from assistant.retrieval.own.library import OwnLibrary
    from assistant.retrieval.search import SearchIndex
    from assistant.review.reviewing import Reviewer
    from assistant.services.conversations import ConversationService
    from assistant.services.drafts import DraftService
    from assistant.services.feedback import FeedbackService
    from assistant.services.importing import ImportService
    from assistant.services.letterheads import Letterheads
    from assistant.services.library import LibraryService
    from assistant.services.questions import QuestionService
    from assistant.services.review_drafts import ReviewDrafts
    from assistant.services.reviews import ReviewService
    from assistant.storage.database import Database
    from assistant.storage.reviews import ReviewStore
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
    _begun: Future[Answer] | None = None

    @cached_property
    def content(self) -> Path:
        """The folder that holds knowledge/ and mou_templates/."""
        return content_dir(self.settings.content_dir)

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that was read from knowledge/."""
        return cached_knowledge(self.content, self.settings.data_dir / "cache")

    @cached_property
    def templates(self) -> TemplateSet:
        """All that was read from mou_templates/."""
        from assistant.content.templates import load_templates

        return load_templates(self.content)

    @cached_property
    def wording(self) -> Wording:
        """The words of the interface."""
        return Wording(self.knowledge.messages)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index, built when there is none that fits."""
        return self.opened_index()

    def opened_index(self, *, rebuild: bool = False, thorough: bool = False) -> SearchIndex:
        """Open the search index anew; ``rebuild`` builds it again, ``thorough`` asks Chroma whether it is whole."""
        from assistant.retrieval.index import open_index
        from assistant.retrieval.tuning import FILE

        return open_index(
            self.knowledge,
            self.settings.data_dir,
            model_name=self.settings.embedding_model,
            precision=self.settings.embedding_precision,
            chroma_url=self.settings.chroma_url,
            tuning=self.content / FILE,
            rebuild=rebuild,
            thorough=thorough,
            say=self.say,
        )

    @cached_property
    def matcher(self) -> CardMatcher:
        """What chooses the answer card for a question."""
        from assistant.answering.matcher import CardMatcher, Matching

        return CardMatcher(self.knowledge, self.index, Matching.model_validate(self.knowledge.matching))

    @cached_property
    def questions(self) -> QuestionService:
        """Ask."""
        from assistant.answering.answerer import ExtractiveAnswerer
        from assistant.answering.layers import Layers
        from assistant.answering.samples import SampleFinder
        from assistant.answering.spanish.answerer import BilingualAnswerer
        from assistant.answering.spelling import Speller
        from assistant.services.own_words import OwnWordsBeside
        from assistant.services.questions import QuestionService

        knowledge, index = self.knowledge, self.index
        texts = [w for card in knowledge.cards.values() for w in (card.question, *card.ask)]
        texts += [p.text for p in knowledge.passages.values()]
        speller = Speller(texts, knowledge.short_forms)
        english = ExtractiveAnswerer(knowledge, index, self.matcher, speller, self.wording)
        answerer = BilingualAnswerer(english, knowledge, self.wording)
        layers = Layers(knowledge, SampleFinder(knowledge, self.wording, lambda: self.templates))
        own = OwnWordsBeside(self._library_if_any, index.embed, lambda: index.is_away, knowledge, self.wording)
        return QuestionService(answerer, knowledge, self.wording, layers, own, self._letterhead)

    @cached_property
    def own_documents(self) -> OwnLibrary:
        """The user's own documents, as they are stored and searched."""
        from assistant.retrieval.deadline import link_to
        from assistant.retrieval.model import find_model
        from assistant.retrieval.own.library import OwnLibrary
        from assistant.retrieval.tuning import FILE

        url = self.settings.chroma_url
        model = find_model(self.settings.embedding_model, tuning=self.content / FILE)
        return OwnLibrary(
            self.settings.data_dir, model.fingerprint, lambda: self.index.embeddings, link_to(url) if url else None
        )

    def _library_if_any(self) -> OwnLibrary | None:
        """Return the library once there is one: most installations never add a document."""
        from assistant.retrieval.own.library import OwnLibrary

        return self.own_documents if OwnLibrary.is_there(self.settings.data_dir) else None

    def begin(self) -> None:
        """Begin to make ready what the first question needs, in a thread beside the caller's imports."""
        _ = self.wording  # what both would otherwise make
        self._begun = ThreadPoolExecutor(1, thread_name_prefix="warm").submit(self.questions.ask, "")

    def warm(self) -> None:
        """Wait until the first question can be answered; raise what went wrong meanwhile.

        The user's own documents, of which there may be very many, are read in the background.
        """
        if self._begun is None:
            self.begin()
        assert self._begun is not None
        self._begun.result()
        own = self._library_if_any()
        if own is not None:
            Thread(target=own.load, args=(self.index.embed("who decides"),), daemon=True).start()

    @cached_property
    def library(self) -> LibraryService:
        """Add, list and remove the user's own documents."""
        from assistant.services.library import LibraryService

        return LibraryService(self.own_documents, self.wording, self.clock)

    @cached_property
    def database(self) -> Database:
        """Where drafts and conversations are kept; what was deleted long ago is removed when it is opened."""
        from assistant.storage.database import Database
        from assistant.storage.drafts import DraftStore
        from assistant.storage.feedback import FeedbackStore

        database = Database(self.settings.drafts_url)
        DraftStore(database).purge(self.clock())
        FeedbackStore(database).purge(self.clock())
        return database

    @cached_property
    def sessions(self) -> SessionStore:
        """Conversations as they are kept."""
        from assistant.storage.sessions import SessionStore

        return SessionStore(self.database)

    @cached_property
    def feedback(self) -> FeedbackService:
        """What people said about answers, kept with their consent."""
        from assistant.services.feedback import FeedbackService
        from assistant.storage.feedback import FeedbackStore

        return FeedbackService(FeedbackStore(self.database), self.knowledge, self.clock)

    @cached_property
    def drafts(self) -> DraftService:
        """Draft."""
        from assistant.services.drafts import DraftService
        from assistant.storage.drafts import DraftStore

        return DraftService(
            DraftStore(self.database),
            self.templates,
            self.knowledge,
            self.wording,
            self.clock,
            content=self.content,
            letterhead=self._letterhead,
        )

    @cached_property
    def letterheads(self) -> Letterheads:
        """Look at letterheads before they are used."""
        from assistant.services.letterheads import Letterheads

        return Letterheads(self.wording)

    def _letterhead(self) -> bytes | None:
        """Return the installation's own letterhead, looked at when it is first used and whenever its file changes."""
        shell = self.settings.shell
        return self.letterheads.load(shell).data if shell is not None else None

    @cached_property
    def imports(self) -> ImportService:
        """Bring Word files back into their drafts."""
        from assistant.documents.reading.reader import read_mou
        from assistant.services.importing import ImportService
        from assistant.services.returning import Comparing
        from assistant.storage.imports import ImportStore

        comparing = Comparing(self.drafts, self.wording, self.clock)
        store = ImportStore(self.database)
        return ImportService(self.drafts, store, read_mou, comparing, self.wording, self.clock)

    @property
    def may_review(self) -> bool:
        """Whether the content holds what reviews are made with; a folder of one's own may do without."""
        from assistant.review.judge import WEIGHTS

        return (self.content / WEIGHTS).is_file()

    @cached_property
    def reviewer(self) -> Reviewer:
        """What reviews an existing agreement; it has an encoder of its own, exported when it is first used."""
        from assistant.content.review_words import load_review_words
        from assistant.retrieval.second_encoder import open_second
        from assistant.review.judge import CHANGES, WEIGHTS, Judge
        from assistant.review.reviewing import Reviewer
        from assistant.review.states import FILE, read_weights

        knowledge = self.knowledge
        samples = [r.text for r in knowledge.requirements.values()]
        encoder = open_second(self.settings.data_dir, self.content / CHANGES, samples, self.wording, self.say)
        judge = Judge.load(self.content / WEIGHTS, encoder.encode)
        serving = {r: c.id for c in self.templates.clauses.values() for r in c.requirements}
        clauses = {**serving, **self._placing.requirements}
        weights, words = read_weights(self.content / FILE), load_review_words(self.content)
        return Reviewer(knowledge.requirements.values(), judge, weights, clauses, knowledge.edition, words)

    @cached_property
    def reviews(self) -> ReviewService:
        """Review existing agreements; a review that is not kept opens no database."""
        from assistant.documents.reading.reader import read_mou
        from assistant.services.review_report import ReviewWords
        from assistant.services.reviews import ReviewService

        return ReviewService(
            lambda: self.reviewer,
            lambda: self._review_store,
            read_mou,
            self.wording,
            self.clock,
            self.knowledge.dialogue,
            ReviewWords(self.knowledge, lambda: self.templates, self.wording),
        )

    @cached_property
    def review_drafts(self) -> ReviewDrafts:
        """Go on from a review: a draft with the agreement's own words, and wording for what was found."""
        from assistant.services.review_drafts import ReviewDrafts

        return ReviewDrafts(
            self.reviews,
            self.drafts,
            self.templates,
            lambda: self._placing,
            self.knowledge,
            self.wording,
            self.clock,
        )

    @cached_property
    def _placing(self) -> PlacingCues:
        """By what the words of a brought agreement find their clause."""
        from assistant.content.placing import load_placing

        return load_placing(self.content)

    @cached_property
    def _review_store(self) -> ReviewStore:
        from assistant.storage.reviews import ReviewStore

        return ReviewStore(self.database)

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

    def text(self, answer: Answer, *, detail: bool = True) -> str:
        """Return an answer as Markdown."""
        return self._assistant.questions.text(answer, detail=detail)


def build(settings: Settings | None = None, *, say: Say = lambda _: None) -> Assistant:
    """Return the assistant for these settings (read from the environment when None).

    ``say`` is told, a sentence at a time, what takes long. Nothing is opened before it is used.
    """
    # These must be set before the libraries that read them are imported anywhere.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    return Assistant(settings=settings or read_settings(), say=say)
