"""The answerer that uses no language model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering import followups, polarity
from assistant.answering.compose import Composer
from assistant.answering.matcher import CardMatcher, Match
from assistant.answering.question import LONGEST_READ, Question, prepare
from assistant.answering.references import Reference, asked_word, find_reference
from assistant.answering.spelling import Speller
from assistant.domain.answers import Answer, Status
from assistant.domain.knowledge import AnswerCard, Knowledge
from assistant.domain.wording import Wording
from assistant.retrieval.search import SearchIndex

SAME_SUBJECT = 0.08
"""How much a card gains when it is about the principle that the conversation is on."""

NAMED = 0.15
"""How much a card gains when the question names its principle by number."""

NEW_SUBJECT = 0.5
"""The least cosine at which the subject of "what about …?" speaks for itself."""

SURE = 0.15
"""How far above the threshold a leaning message must be to be read without the earlier question."""

OWN_MEANING = 0.78
"""The least cosine at which a leaning message ("is that a law?") has a card of its own."""

OWN_WORDS = 0.3
"""What a follow-up's own words weigh beside the two questions together."""

OVERRIDING = "scope.prompt-attack"
"""The topic of messages that try to change the rules; one sentence of that kind decides."""

PLAIN_ATTACK = 0.62
"""The least cosine of such a sentence."""

SENTENCES = 4
"""Sentences of a message that are looked at one by one."""

REMEMBERED = 6
"""Earlier questions that a follow-up may lean on."""

_EMPTY_WORDS = frozenset(
    "what whats is are does do say says said the tell me us about read show explain please can you could give i need "
    "want to know of in it and words exact text full recommend recommends state states mean means for all list "
    "principle principles guiding doj cops which now see go on quote cover covers".split()
)


class _Context:
    """What the conversation is on: the last question and its answer."""

    def __init__(self) -> None:
        self.question: str | None = None
        self.answer: Answer | None = None
        self.number: int | None = None


class ExtractiveAnswerer:
    """Answer from references, then cards, then the best sentences of the sources."""

    def __init__(
        self, knowledge: Knowledge, index: SearchIndex, matcher: CardMatcher, speller: Speller, wording: Wording
    ) -> None:
        self._knowledge = knowledge
        self._index = index
        self._matcher = matcher
        self._speller = speller
        self._compose = Composer(knowledge, wording)

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question; ``history`` is what the user asked before, oldest first."""
        context = _Context()
        for earlier in list(history)[-REMEMBERED:]:
            self._answer(prepare(earlier, self._speller), context)
        asked = prepare(question, self._speller)
        answer = self._answer(asked, context)
        if asked.cut:
            notice = self._compose.plain(Status.ANSWERED, "answers.notice.cut", count=LONGEST_READ).statements[0].text
            answer = answer.model_copy(update={"notice": notice})
        return answer

    def _answer(self, asked: Question, context: _Context) -> Answer:
        if not any(c.isalnum() for c in asked.text):
            return self._compose.plain(Status.UNCLEAR, "answers.unclear.empty")
        reading = followups.read(asked.text, context.question)
        if (again := self._again(reading, context)) is not None:
            return again
        if word := asked_word(asked.text):
            return self._compose.word(word)
        reference = find_reference(asked.text, context.number)
        answer = self._referred(reference, asked) if reference else self._matched(asked, reading, context)
        _remember(context, asked, reading, answer)
        return answer

    def _referred(self, reference: Reference, asked: Question) -> Answer:
        rest = reference.rest.replace("'", "").replace("’", "")
        left = [w for w in followups.content_words(rest) if w not in _EMPTY_WORDS]
        if left and len(reference.numbers) > 1 and not reference.outside:
            return self._compared(reference, asked)
        if reference.outside or len(reference.numbers) != 1 or not left:
            return self._compose.references(reference.numbers, reference.outside)
        best = self._matcher.match(asked.text, principles=reference.numbers, boost=NAMED)[0]
        card = self._knowledge.cards[best.card]
        if best.score - NAMED >= self._matcher.matching.answer_at and card.kind != "scope":
            return self._from_card(card, best, asked)
        return self._compose.references(reference.numbers)

    def _compared(self, reference: Reference, asked: Question) -> Answer:
        """Answer about several principles: by the card that compares them, or else by their words."""
        for match in self._matcher.match(asked.text, principles=reference.numbers, boost=NAMED):
            card = self._knowledge.cards[match.card]
            if card.kind == "comparison" and set(card.principles) == set(reference.numbers):
                return self._from_card(card, match, asked)
        return self._compose.references(reference.numbers)

    def _again(self, reading: followups.Reading, context: _Context) -> Answer | None:
        """Answer a message that asks for the last answer in another way, if it does."""
        last = context.answer
        if last is None:
            return None
        if reading.kind == "words" or (reading.kind == "shorter" and last.how != "reference"):
            return _cut_down(last, reading.kind)
        if reading.kind == "shorter" and len(last.principles) == 1:
            return self._explained(last.principles[0])
        if reading.kind == "who" and last.who_decides:
            return self._compose.who(last)
        if reading.kind == "why" and context.number:
            return self._compose.why(context.number)
        return None

    def _explained(self, number: int) -> Answer | None:
        """Return the card that says in plain English what a principle says."""
        title = f"What does principle {number} say? {self._knowledge.principle(number).title}"
        for match in self._matcher.match(title, count=10, principles=(number,), boost=NAMED):
            card = self._knowledge.cards[match.card]
            if card.kind == "question" and card.principles == (number,):
                return self._compose.card(card, confidence=min(1.0, match.score))
        return None

    def _override(self, text: str) -> Match | None:
        """Find a sentence that tries to change the rules, whatever is asked beside it."""
        sentences = re.split(r"(?<=[.!?])\s+|,\s+(?:and|then)\s+", text)[:SENTENCES]
        for sentence in sentences if len(sentences) > 1 else []:
            best = self._matcher.match(sentence, count=1)[0]
            if self._knowledge.cards[best.card].topic == OVERRIDING and best.cosine >= PLAIN_ATTACK:
                return best
        return None

    def _matched(self, asked: Question, reading: followups.Reading, context: _Context) -> Answer:
        alone = self._matcher.match(asked.text)
        best, text = alone[0], asked.text
        if (override := self._override(asked.text)) is not None:
            return self._from_card(self._knowledge.cards[override.card], override, asked)
        if reading.kind != "alone":
            best, text = self._joined(asked, reading, alone[0], context)
        card = self._knowledge.cards[best.card]
        if best.score >= self._matcher.matching.answer_at:
            return self._from_card(card, best, Question(raw=asked.raw, text=text))
        return self._fallback(asked, text, best)

    def _joined(
        self, asked: Question, reading: followups.Reading, alone: Match, context: _Context
    ) -> tuple[Match, str]:
        """Choose what a follow-up is about: its own new subject, or the earlier question with it."""
        at = self._matcher.matching.answer_at
        if reading.topic:
            topic = self._matcher.match(f"{reading.topic} SRO")[0]
            if topic.score >= at and topic.cosine >= NEW_SUBJECT:
                return topic, reading.topic
        near = (context.number,) if context.number else ()
        own_words = {m.card: m.score for m in self._matcher.match(asked.text, count=40)}
        joined = self._matcher.match(reading.text, count=10, principles=near, boost=SAME_SUBJECT)
        joined.sort(key=lambda m: -(m.score + OWN_WORDS * own_words.get(m.card, 0.0)))
        # The card that was just shown says nothing new; the next best one does.
        answered = context.answer.card if context.answer is not None else None
        fresh = next((m for m in joined if m.card != answered), joined[0])
        own = self._knowledge.cards[alone.card]
        if alone.cosine >= OWN_MEANING and fresh.cosine < alone.cosine and own.kind != "scope" and alone.score >= at:
            return alone, asked.text
        if fresh.score > alone.score or alone.score < at + SURE:
            return fresh, reading.text
        return alone, asked.text

    def _from_card(self, card: AnswerCard, best: Match, asked: Question) -> Answer:
        lead = card.kind in ("yes-no", "question") and polarity.asks_duty(asked.raw, card.polarity)
        if card.polarity in ("yes", "no", "qualified"):
            wording, cosine = self._index.nearest_wording(card.id, self._index.embed(asked.text))
            if card.polarity == "qualified":
                if (lead or polarity.turned(asked.text, wording)) and polarity.opens_with_condition(
                    card.answer[0].text
                ):
                    card = self._compose.quoted_first(card)
            elif lead or polarity.is_open(asked.raw) or not polarity.fits(asked.text, wording, cosine):
                card = polarity.without_yes_or_no(card)
        elif card.kind == "premise" and polarity.is_open(asked.raw):
            card = polarity.without_yes_or_no(card)
        if lead and any(card.principles):
            card = self._compose.no_duty_first(card)
        notes = self._notes(asked.text) if card.status in ("not-covered", "partly") and not card.also else []
        return self._compose.card(card, notes=notes, confidence=min(1.0, best.score))

    def _fallback(self, asked: Question, text: str, best: Match) -> Answer:
        matching = self._matcher.matching
        if best.cosine < matching.off_topic_below:
            if len(followups.content_words(asked.text)) <= 2:
                return self._compose.plain(Status.UNCLEAR, "answers.unclear.vague")
            return self._compose.plain(Status.REFUSED, "answers.refused.off-topic")
        card = self._knowledge.cards[best.card]
        hits = self._index.passages("principles", text, self._index.embed(text), 2)
        if card.status in ("answered", "partly") and card.principles and card.kind != "scope":
            cited = [c.passage for s in card.answer for c in s.cites][:1]
            return self._compose.extract(cited or [hits[0].passage], confidence=best.score)
        if card.kind == "scope":
            return self._from_card(card, best, asked)
        closest = card.closest or (hits[0].passage if hits else None)
        return self._compose.not_found(closest, notes=self._notes(text), confidence=best.score)

    def _notes(self, text: str, most: int = 2) -> list[str]:
        hits = self._index.passages("notes", text, self._index.embed(text), most)
        return [h.passage for h in hits if h.cosine >= self._matcher.matching.notes_at]


def _cut_down(answer: Answer, kind: str) -> Answer:
    """Return the last answer cut down to its first statement, or to its quotations."""
    if kind == "shorter":
        return answer.model_copy(
            update={"statements": answer.statements[:1], "asides": (), "suggestions": (), "who_decides": ""}
        )
    return answer.model_copy(update={"asides": (), "suggestions": ()})


def _remember(context: _Context, asked: Question, reading: followups.Reading, answer: Answer) -> None:
    if answer.status in (Status.REFUSED, Status.UNCLEAR):
        return
    # A chain of short follow-ups keeps the question that started it.
    context.question = reading.text if reading.kind != "alone" and len(reading.text) < 300 else asked.text
    context.answer = answer
    numbers = [n for n in answer.principles if n]
    if not numbers and answer.closest is not None and answer.closest.principle:
        numbers = [answer.closest.principle]
    if numbers:
        context.number = numbers[-1] if answer.how == "reference" else numbers[0]
