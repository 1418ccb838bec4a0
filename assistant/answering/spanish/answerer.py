"""Answer Spanish in Spanish, and hand everything else to the answerer of English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from assistant.answering.question import LONGEST_READ, clean
from assistant.answering.spanish.compose import SpanishComposer
from assistant.answering.spanish.followups import kind_of
from assistant.answering.spanish.language import LanguageReader, words_of
from assistant.answering.spanish.matcher import SpanishMatch, SpanishMatcher
from assistant.answering.spanish.references import find_reference
from assistant.domain.answers import Answer, Status
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.wording import Wording

REMEMBERED = 6
"""Earlier questions that a follow-up may lean on."""

NAMED = 0.2
"""How much a card gains when the question names its principle by number."""

OTHER_LANGUAGES = frozenset({"scope-other-languages", "scope-language-support"})
"""English cards whose wordings are in other languages; they teach nothing about English."""


class English(Protocol):
    """What answers questions in English."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question in the light of the earlier ones, oldest first."""


class _Context:
    """What the conversation is on."""

    def __init__(self) -> None:
        self.question: str = ""
        self.answer: Answer | None = None
        self.number: int | None = None


class BilingualAnswerer:
    """Look at the language of a message first; English answers pass through unchanged."""

    def __init__(self, english: English, knowledge: Knowledge, wording: Wording) -> None:
        self._english = english
        self._knowledge = knowledge
        self._compose = SpanishComposer(knowledge, wording.language("es"))
        spanish = knowledge.spanish
        self.reader = LanguageReader(spanish.words, self._spanish_words, self._english_words)

    @cached_property
    def matcher(self) -> SpanishMatcher:
        """The matcher, made at the first question in Spanish."""
        return SpanishMatcher(self._knowledge.spanish)

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question; a message of either language ("4") goes with the one before it."""
        recent = list(history)[-REMEMBERED:]
        languages = self._languages([*recent, question])
        if languages[-1] != "es":
            # What was asked in Spanish would only puzzle the reader of English follow-ups.
            english = [h for h, language in zip(recent, languages, strict=False) if language != "es"]
            return self._english.answer(question, english if len(english) < len(recent) else history)
        context = _Context()
        for earlier, language in zip(recent, languages, strict=False):
            text = clean(earlier)[:LONGEST_READ]
            answer = self._answer(text, context) if language == "es" else self._english.answer(earlier)
            _remember(context, text, answer)
        text = clean(question)
        answer = self._answer(text[:LONGEST_READ], context)
        return self._compose.cut(answer, LONGEST_READ) if len(text) > LONGEST_READ else answer

    def _languages(self, messages: Sequence[str]) -> list[str]:
        out: list[str] = []
        for message in messages:
            told = self.reader.language(message[: LONGEST_READ * 2])
            out.append(told or (out[-1] if out else "en"))
        return out

    def _answer(self, text: str, context: _Context) -> Answer:
        kind = kind_of(text) if context.answer is not None else "alone"
        if (again := self._again(kind, context)) is not None:
            return again
        reference = find_reference(text, context.number)
        if reference:
            named = self._card_on(text, reference.numbers) if self._says_more(reference.rest) else None
            return named or self._compose.references(reference.numbers, reference.outside)
        best = self.matcher.match(text)[0]
        asked = text
        if kind == "joined" and best.score < self.matcher.matching.answer_at:
            asked = f"{context.question} {text}"
            answered = context.answer.card if context.answer is not None else None
            best = self.matcher.match(asked, without=[answered] if answered else [])[0]
        if best.score >= self.matcher.matching.answer_at:
            return self._from_card(best, asked)
        return self._only_in_part(best)

    def _again(self, kind: str, context: _Context) -> Answer | None:
        """Answer a message that asks for the last answer in another way, if it does."""
        last = context.answer
        if last is None or kind in ("alone", "joined"):
            return None
        if kind == "why":
            return self._compose.why(context.number) if context.number else None
        if last.language != "es":
            last = self._in_spanish(last)
        if last is None:
            return None
        if kind == "who":
            return self._compose.who(last) if last.how in ("card", "reference") and context.number else None
        return self._compose.shorter(last) if kind == "shorter" else last.model_copy(update={"suggestions": ()})

    def _in_spanish(self, answer: Answer) -> Answer | None:
        """Return an English answer's own card in Spanish, or its principles, or nothing."""
        known = self._knowledge.spanish.cards.get(answer.card or "")
        if answer.card and known is not None and known.answer:
            return self._from_card(SpanishMatch(card=answer.card, score=1.0), "")
        numbers = [n for n in answer.principles if n]
        return self._compose.references(numbers, ()) if numbers else None

    def _says_more(self, rest: str) -> bool:
        stop = self._knowledge.spanish.words.get("stop", ())
        return any(len(w) > 3 and w not in stop for w in rest.split())

    def _card_on(self, text: str, numbers: Sequence[int]) -> Answer | None:
        """Return the card on one of these principles that answers what else was asked, if one does."""
        if len(numbers) != 1:
            return None
        on = {
            i: NAMED
            for i in self._knowledge.spanish.cards
            if numbers[0] in self._compose.about(self._knowledge.cards[i])
        }
        best = self.matcher.match(text, gain=on)[0]
        fits = best.card in on and best.score - NAMED >= self.matcher.matching.answer_at
        return self._from_card(best, text) if fits else None

    def _from_card(self, match: SpanishMatch, asked: str) -> Answer:
        card, spanish = self._knowledge.cards[match.card], self._knowledge.spanish.cards[match.card]
        if not spanish.answer:
            return self._only_in_part(match, known=True)
        return self._compose.card(card, spanish, asked=asked, confidence=match.score)

    def _only_in_part(self, best: SpanishMatch, *, known: bool = False) -> Answer:
        """Say that this is not there in Spanish; where the question is ``known``, how to ask it in English."""
        card = self._knowledge.cards[best.card]
        near = (known or best.score >= self.matcher.matching.near_at) and card.kind != "scope"
        cited = [c.passage for s in card.answer for c in s.cites if self._is_principle(c.passage)]
        closest = card.closest or (cited[0] if cited else None)
        question = card.question if known else ""
        return self._compose.only_in_part(closest if near else None, question, confidence=best.score)

    def _is_principle(self, passage: str) -> bool:
        return self._knowledge.passages[passage].authority is Authority.PRINCIPLES

    def _spanish_words(self) -> frozenset[str]:
        spanish = self._knowledge.spanish
        texts = [t for c in spanish.cards.values() for t in (c.question, *c.ask, *c.answer, c.who_decides)]
        return words_of([*texts, *(p.text for p in spanish.passages.values())])

    def _english_words(self) -> frozenset[str]:
        cards = [c for c in self._knowledge.cards.values() if c.id not in OTHER_LANGUAGES]
        return words_of([t for c in cards for t in (c.question, *c.ask, c.who_decides, *(s.text for s in c.answer))])


def _remember(context: _Context, text: str, answer: Answer) -> None:
    if answer.status is Status.REFUSED or (answer.status is Status.UNCLEAR and answer.closest is None):
        return
    context.question, context.answer = text, answer
    numbers = [n for n in answer.principles if n]
    if not numbers and answer.closest is not None and answer.closest.principle:
        numbers = [answer.closest.principle]
    if numbers:
        context.number = numbers[-1] if answer.how == "reference" else numbers[0]
