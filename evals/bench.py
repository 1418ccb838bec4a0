"""The bench: one assistant, built as in production, and what several tasks take from it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from assistant.answering.spelling import Speller
from assistant.bootstrap import Assistant
from assistant.domain.answers import Answer
from assistant.retrieval.keyword import KeywordIndex
from assistant.retrieval.search import SearchIndex


class Bench:
    """Ask each question once, however many tasks look at its answer."""

    def __init__(self, made: Assistant) -> None:
        self.made = made
        self._answers: dict[tuple[str, tuple[str, ...]], tuple[Answer, str]] = {}
        self._files: dict[str, str] = {}
        self.asked: Callable[[], None] = lambda: None
        """Called for each question that was really asked."""

    def ask(self, question: str, history: tuple[str, ...] = ()) -> tuple[Answer, str]:
        """Return the answer and the text that a user sees."""
        key = (question, history)
        if key not in self._answers:
            # What an installation has of its own documents must not change what the release is measured by.
            answer = self.made.questions.ask(question, history, own=False)
            self._answers[key] = answer, self.made.questions.text(answer)
            self.asked()
        return self._answers[key]

    def file(self, name: str) -> str:
        """Return a stored file's text; ``name`` is relative to the content folder. Missing files are empty."""
        if name not in self._files:
            path = self.made.content / name
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            self._files[name] = text.removeprefix("\ufeff")
        return self._files[name]

    @cached_property
    def index(self) -> SearchIndex:
        """The search index that the answers come from."""
        return self.made.index

    @cached_property
    def speller(self) -> Speller:
        """The speller, with the words that the product's own knows."""
        knowledge = self.made.knowledge
        texts = [w for card in knowledge.cards.values() for w in (card.question, *card.ask)]
        texts += [p.text for p in knowledge.passages.values()]
        return Speller(texts, knowledge.short_forms)

    def keyword_scores(self, question: str) -> dict[str, float]:
        """Return the keyword score of every passage of the principles."""
        scores = self._principle_words.scores(question).tolist()
        return {e.owner: float(s) for e, s in zip(self.index.corpus.groups["principles"], scores, strict=True)}

    @cached_property
    def _principle_words(self) -> KeywordIndex:
        return KeywordIndex.of([e.text for e in self.index.corpus.groups["principles"]])
