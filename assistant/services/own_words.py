"""What the user's own documents say to a question, put beside an answer and never into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assistant.domain.answers import Answer, Citation, OwnQuote, Statement, Status
from assistant.domain.knowledge import Knowledge
from assistant.domain.library import OwnHit, OwnSearch
from assistant.domain.wording import Wording
from assistant.retrieval.keyword import tokens
from assistant.retrieval.own.library import OwnLibrary
from assistant.retrieval.own.scoring import SHOWN_AT, SHOWN_BY_WORDS_AT

MOST = 2
"""Own quotations beside one answer."""

LEANS = 2
"""A question with no more words of its own than this is read together with the one before it."""

_BESIDE = ("card", "extract", "pair")
_MAY_BE_THEIRS = ("scope.everyday-topics", "scope.gibberish", "scope.too-vague")
"""What is foreign to the principles can still be the subject of somebody's own document."""

_LONGEST_READ = 1_000


class OwnWordsBeside:
    """Adds quotations from the user's documents, and says when an index is away."""

    def __init__(
        self,
        library: Callable[[], OwnLibrary | None],
        embed: Callable[[str], Any],
        away: Callable[[], bool],
        knowledge: Knowledge,
        wording: Wording,
    ) -> None:
        self._library = library
        self._embed = embed
        self._away = away
        self._knowledge = knowledge
        self._say = wording

    def beside(self, answer: Answer, question: str, history: Sequence[str] = ()) -> Answer:
        """Return the answer with what the own documents say; what the principles say is not touched."""
        found = self._search(answer, question, history)
        hits = [h for h in found.hits if h.score >= (SHOWN_BY_WORDS_AT if h.cosine is None else SHOWN_AT)][:MOST]
        update: dict[str, Any] = {}
        if hits:
            update["own"] = tuple(self._quote(h) for h in hits)
            if answer.status in (Status.REFUSED, Status.UNCLEAR):
                # It is not outside what this user's documents are about; the principles are silent all the same.
                statement = Statement(text=self._say("library.quote.not-covered"))
                update |= {"status": Status.NOT_COVERED, "statements": (statement,), "how": "own", "card": None}
        away = self._away()
        if found.away or away:
            key = "away-all" if found.away and away else "away" if found.away else "away-principles"
            update["notice"] = f"{answer.notice} {self._say(f'library.quote.{key}')}".strip()
        return answer.model_copy(update=update) if update else answer

    def _search(self, answer: Answer, question: str, history: Sequence[str]) -> OwnSearch:
        library = self._library()
        if library is None or not self._is_for(answer, question):
            return OwnSearch()
        text = question[:_LONGEST_READ]
        if history and len(tokens(text)) <= LEANS:
            text = f"{history[-1][:_LONGEST_READ]} {text}"
        return library.search(text, self._embed(text), MOST * 2)

    def _is_for(self, answer: Answer, question: str) -> bool:
        """Not for what is about the assistant or the text itself, and not for attempts to change its rules."""
        if not any(c.isalnum() for c in question):
            return False
        card = self._knowledge.cards.get(answer.card or "")
        if card is not None and card.kind == "scope":
            return card.topic in _MAY_BE_THEIRS
        return answer.how in _BESIDE or answer.status in (Status.REFUSED, Status.UNCLEAR, Status.NOT_COVERED)

    def _quote(self, hit: OwnHit) -> OwnQuote:
        passage, document = hit.passage, hit.document
        authority = self._say(f"library.authority.{document.authority.value}")
        return OwnQuote(
            label=self._say("library.quote.label", authority=authority),
            date=document.date,
            citation=Citation(
                source=document.id,
                authority=document.authority,
                principle=None,
                passage=passage.id,
                file=document.file,
                label=document.title,
                quote=passage.text,
                start=passage.start,
                end=passage.end,
                section=passage.section,
                page=passage.page,
            ),
        )
