"""Ask: a question in, an answer with exact citations out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from assistant.answering.briefs import Asked, BriefWriter
from assistant.answering.compose import Composer
from assistant.answering.layers import Layers
from assistant.answering.shortened import shortened, wants_short
from assistant.answering.spanish.text import spanish_text
from assistant.answering.text import answer_text
from assistant.answering.wishes import Wish, questions_in, read_wish
from assistant.domain.answers import Answer, Status
from assistant.domain.briefs import Brief, BriefKind
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.services.own_words import OwnWordsBeside

_GATHERED = 12
"""Questions of a conversation that a brief gathers."""

_USABLE = (Status.ANSWERED, Status.PARTLY, Status.NOT_COVERED)


class Answerer(Protocol):
    """What answers questions: the extractive answerer, or one guarded around a chat model."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question in the light of the earlier ones, oldest first."""


class QuestionService:
    """Answer questions in layers, make briefs of the answers, and show both as text."""

    def __init__(
        self,
        answerer: Answerer,
        knowledge: Knowledge,
        wording: Wording,
        layers: Layers,
        own: OwnWordsBeside | None = None,
        letterhead: Callable[[], bytes | None] = lambda: None,
    ) -> None:
        self._answerer = answerer
        self._own = own
        self._knowledge = knowledge
        self._wording = wording
        self._layers = layers
        self._briefs = BriefWriter(knowledge, wording)
        self._letterhead = letterhead

    def ask(self, question: str, history: Sequence[str] = (), *, samples: bool = True, own: bool = True) -> Answer:
        """Answer a question; ``history`` is what the user asked before, oldest first.

        "for a board memo", "make that a parent letter" and "more detail" are wishes about the answers
        before. ``samples`` False saves the time that the clause library takes to read, and ``own`` False
        leaves out the user's own documents.
        """
        earlier = questions_in(history)
        wish = read_wish(question)
        if wish is not None:
            return self._wished(wish, earlier)
        short, asked = wants_short(question)
        found = self._answerer.answer(asked, earlier)
        if found.language != "en":
            # The further layers and the user's own documents are not there in another language.
            return found
        answer = self._layers.complete(found, asked, samples=samples and not short)
        if short:
            return shortened(answer)
        return answer if self._own is None or not own else self._own.beside(answer, question, earlier)

    def brief(self, kind: BriefKind, questions: Sequence[str]) -> Answer:
        """Return a memo or a letter on the last questions, each answered in the light of those before."""
        first = max(0, len(questions) - _GATHERED)
        asked = [self._asked(questions, n) for n in range(first, len(questions))]
        usable = [a for a in asked if _usable(a.answer)]
        if not usable:
            return Composer(self._knowledge, self._wording).plain(Status.UNCLEAR, "briefs.nothing")
        return self._briefs.brief(kind, usable)

    def text(self, answer: Answer, *, detail: bool = True) -> str:
        """Return what a user sees, as Markdown; the short form unless ``detail``."""
        if answer.language == "es":
            return spanish_text(answer, self._knowledge, self._wording.language("es"))
        return answer_text(
            answer, self._knowledge, self._wording, detail=detail or answer.detail, samples=answer.detail
        )

    def word(self, brief: Brief, when: datetime) -> bytes:
        """Return a brief as a Word file that bears the moment ``when``, on the letterhead where one is set."""
        from assistant.documents.briefs import write_brief

        return write_brief(brief, shell=self._letterhead(), when=when, words=self._wording)

    def _wished(self, wish: Wish, earlier: list[str]) -> Answer:
        if wish.kind == "detail":
            if not earlier:
                return Composer(self._knowledge, self._wording).plain(Status.UNCLEAR, "briefs.nothing-detail")
            return self._asked(earlier, len(earlier) - 1, samples=True).answer.model_copy(update={"detail": True})
        questions = [*earlier, wish.rest] if wish.rest else earlier
        if not wish.last and not wish.rest:
            return self.brief(BriefKind(wish.kind), questions)
        one = [self._asked(questions, len(questions) - 1)] if questions else []
        if not one or not _usable(one[0].answer):
            # What was asked with the wish is answered as it stands: that it is off the subject, or not clear.
            return one[0].answer if one and wish.rest else self.brief(BriefKind(wish.kind), ())
        return self._briefs.brief(BriefKind(wish.kind), one)

    def _asked(self, questions: Sequence[str], at: int, *, samples: bool = False) -> Asked:
        question = questions[at]
        answer = self._answerer.answer(question, questions[:at])
        if answer.language == "en":
            answer = self._layers.complete(answer, question, samples=samples)
        return Asked(question=question, answer=answer)


def _usable(answer: Answer) -> bool:
    """Return whether a brief, which is written in English, can hold an answer."""
    return answer.status in _USABLE and answer.language == "en"
