"""Choose the card that a message is about, alone or in the light of the conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering import bare, choices, followups
from assistant.answering.asking import LONG, is_question
from assistant.answering.conversation import Conversation
from assistant.answering.matcher import CardMatcher, Match
from assistant.answering.question import Question
from assistant.domain.knowledge import Knowledge

NEW_SUBJECT = 0.5
"""The least cosine at which the subject of "what about …?" speaks for itself."""

FRIGHTENING = frozenset({"scope-crisis", "scope-emergency", "scope-contact"})
"""Cards that name 911 and hotlines."""

EVEN = 0.5
"""The least probability at which one of them is shown to a message that the crisis list does not know."""

OVERRIDING = "scope.prompt-attack"
"""The topic of messages that try to change the rules; one sentence of that kind decides."""

PLAIN_ATTACK = 0.74
"""The least cosine of such a sentence: above every sentence of the messages of evals/told.yaml that is none."""

SHORT = 2
"""Words of substance up to which a message may be asked back; a longer one says what it means."""

SENTENCES = 4
"""Sentences of a message that are looked at one by one."""

IN_PLAY = 0.6
"""The least share of the best card's score that a card needs to be put first for a detail that it knows: the message as
a whole is near it too. "Our superintendent wants to know …" names one and is not about superintendents."""

AS_NEAR = 0.9
"""The share of the best score, by the message's own words, at which the last answer may be given again."""

TIED = 0.04
"""A lead below which two subjects are as near as each other."""

# Messages that pose as the operator, or change the source: no question about the text has these forms.
_ATTACK = re.compile(
    r"\b(?:system|admin(?:istrator)?|operator|developer|debug) "
    r"(?:notice|message|override|prompt|mode|update|instructions?)\b\W"
    r"|\b(?:ignore|forget|disregard|override) (?:all |any |the |your |my )*(?:previous|prior|above|earlier|existing|"
    r"preceding|rules|instructions|guidelines you)\b|\bprinciple \w+ now (?:reads|says|states)\b"
    r"|\b(?:new|updated) (?:system )?instructions?:",
    re.I,
)


class Chooser:
    """Rank cards for a message: what it leans on, what it may mean, whether it tries to change the rules."""

    def __init__(self, knowledge: Knowledge, matcher: CardMatcher) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._details = {name: _any_of(forms) for name, forms in knowledge.specifics.items()}
        self._attacks = tuple(c.id for c in knowledge.cards.values() if c.topic == OVERRIDING)

    def override(self, text: str) -> Match | None:
        """Find a sentence that tries to change the rules, whatever is asked beside it."""
        if _ATTACK.search(text):
            attacks = self._matcher.match(text, count=len(self._knowledge.cards))
            return next((m for m in attacks if self._knowledge.cards[m.card].topic == OVERRIDING), None)
        sentences = re.split(r"(?<=[.!?])\s+|,\s+(?:and|then)\s+", text)[:SENTENCES]
        if len(sentences) < 2:
            return None
        for sentence in self._matcher.near(sentences, self._attacks, PLAIN_ATTACK):
            best = self._matcher.match(sentence, count=1)[0]
            if self._knowledge.cards[best.card].topic == OVERRIDING and best.cosine >= PLAIN_ATTACK:
                return best
        return None

    def unsure(self, asked: Question, alone: Match, talk: Conversation) -> tuple[Match, str]:
        """Read a message that is not sure of its own in the light of the last question, if that helps."""
        near = (talk.number,) if talk.number else ()
        text = f"{talk.question} {asked.text}"
        joined = self._matcher.match(text, principles=near, boost=self._matcher.matching.same_subject)[0]
        scope = self._knowledge.cards[alone.card].kind == "scope"
        return (joined, text) if joined.sure > alone.sure and not scope else (alone, asked.text)

    def alone(self, asked: Question) -> list[Match]:
        """Rank the cards for a message that leans on nothing, as a whole: the encoder has learned to read stories."""
        ranked = self._matcher.match(asked.text)
        # The list of crisis.yaml has spoken already; what is left is a guess, and a wrong one frightens.
        calm = [m for m in ranked if m.card not in FRIGHTENING or m.sure >= EVEN]
        return calm or ranked

    def named_detail(self, asked: Question, ranked: list[Match]) -> list[Match]:
        """Put first the card that knows a detail which the message names, the text lacks and the best card ignores.

        A story names many things that it does not ask about.
        """
        if len(asked.words) > LONG or self._knowledge.cards[ranked[0].card].kind == "scope":
            return ranked
        named = [forms for name, forms in self._knowledge.specifics.items() if self._details[name].search(asked.text)]
        lacking = [forms for forms in named if not self._knows_one(ranked[0].card, forms)]
        if not named or len(lacking) < len(named):
            return ranked
        # By the list's own word: "IEPs" and "stipends" may be nowhere in the cards.
        said = [f for forms in named for f in forms if _any_of((f,)).search(asked.text)]
        whole = {m.card: m.score for m in self._matcher.match(asked.text, count=len(self._knowledge.cards))}
        for match in self._matcher.match(" ".join(said) or asked.text, count=3):
            known = all(self._knows_one(match.card, forms) for forms in named)
            near = whole[match.card] >= IN_PLAY * ranked[0].score
            if match.card.startswith("nc-") and known and near and match.sure >= self._matcher.matching.answer_at:
                return [match, *ranked]
        return ranked

    def _knows_one(self, card: str, forms: Sequence[str]) -> bool:
        known = self._knowledge.cards[card]
        said = " ".join((known.label, known.question, *known.ask, *(s.text for s in known.answer)))
        return bool(_any_of(forms).search(said))

    def joined(self, asked: Question, reading: followups.Reading, talk: Conversation) -> tuple[Match, str]:
        """Choose what a follow-up is about: its own new subject, or the earlier question with it."""
        at = self._matcher.matching.answer_at
        if reading.inside and (inside := self._inside(asked.text, reading, talk)) is not None:
            return inside, reading.text
        alone = self._matcher.match(asked.text)[0]
        if reading.topic:
            topic = self._matcher.match(f"{reading.topic} SRO")[0]
            if topic.sure >= at and topic.cosine >= NEW_SUBJECT:
                return topic, reading.topic
        number = talk.numbers[reading.back] if reading.back is not None else talk.number
        near = (number,) if number else ()
        close = reading.detail or reading.role
        said = bool(followups.content_words(asked.text))  # "by whom?" has no words of its own to go by
        own_words = {m.card: m.score for m in self._matcher.match(asked.text, count=40)} if said else {}
        joined = self._matcher.match(
            reading.text,
            count=12,
            principles=near,
            boost=self._matcher.matching.same_subject_detail if close else self._matcher.matching.same_subject,
        )
        joined.sort(key=lambda m: -(m.score + self._matcher.matching.own_words * own_words.get(m.card, 0.0)))
        # The card that was just shown says nothing new; the next best one does.
        answered = talk.answer.card if talk.answer is not None and reading.back is None else None
        fresh = next((m for m in joined if m.card != answered), joined[0])
        if not close and reading.back is None:
            other = {c: score for c, score in own_words.items() if c != answered}
            fresh = self._on_new_words(asked.text, reading, other, joined, fresh)
        own = self._knowledge.cards[alone.card]
        meant = alone.cosine >= self._matcher.matching.own_meaning and own.kind != "scope" and alone.sure >= at
        if not close and meant and fresh.cosine < alone.cosine:
            return alone, asked.text
        if close or fresh.score > alone.score or not meant:
            return fresh, reading.text
        return alone, asked.text

    def _inside(self, text: str, reading: followups.Reading, talk: Conversation) -> Match | None:
        """Choose among the cards on the subject at hand, for a message that names none; None when there is none."""
        last = talk.answer
        if last is None:
            return None
        numbers = frozenset(n for n in last.principles if n)
        if not numbers:
            return None  # the introduction speaks of everything
        every = len(self._knowledge.cards)
        asks = bare.facet(text)
        own = {m.card: m.score for m in self._matcher.match(asks, count=every)}
        about = f"{reading.text.removesuffix(text)} {asks}" if reading.text.endswith(text) else reading.text
        found = [m for m in self._matcher.match(about, count=every) if self._is_on(m.card, numbers)]
        found.sort(key=lambda m: -(m.score + self._matcher.matching.own_words * own[m.card]))
        # "Us or them?" may be answered by what was just said, when that says who does it.
        most = max((own[m.card] for m in found), default=0.0)
        again = bare.picks_party(text) and own.get(last.card or "", 0.0) >= AS_NEAR * most
        return next((m for m in found if again or m.card != last.card), None)

    def _is_on(self, card: str, numbers: frozenset[int]) -> bool:
        """Say whether a card is first of all about one of some principles."""
        known = self._knowledge.cards[card]
        closest = known.closest is not None and self._knowledge.passages[known.closest].principle in numbers
        first = bool(known.principles) and known.principles[0] in numbers
        return known.kind in ("question", "yes-no", "not-covered") and (first or closest)

    def _on_new_words(
        self, text: str, reading: followups.Reading, own: dict[str, float], joined: list[Match], fresh: Match
    ) -> Match:
        """Prefer a card that knows the word which a question brings in ("does that cover a fight?")."""
        new = followups.new_words(text, reading.text.removesuffix(text))
        if not new or not is_question(text):
            return fresh
        scores = {m.card: m for m in joined}
        least = min((m.score for m in joined), default=0.0)
        known = [c for c, score in own.items() if score >= self._matcher.matching.new_word and self._knows(c, new)]
        if not known:
            return fresh
        best = max(known, key=lambda c: own[c] + scores[c].score / 2 if c in scores else own[c] + least / 2)
        return scores.get(best) or next(m for m in self._matcher.match(text, count=40) if m.card == best)

    def _knows(self, card: str, words: frozenset[str]) -> bool:
        known = self._knowledge.cards[card]
        said = " ".join((known.label, known.question, *known.ask)).lower()
        return any(re.search(rf"\b{re.escape(word)}", said) for word in words)

    def other(self, reading: followups.Reading, talk: Conversation) -> list[Match]:
        """Rank the cards for a message that turns the last answer down, without the card and principle of that."""
        last = talk.answer
        ranked = self._matcher.match(reading.text, count=40)
        if last is None:
            return ranked
        turned = {n for n in last.principles if n}
        cards = self._knowledge.cards
        fresh = [m for m in ranked if m.card != last.card and not turned.intersection(cards[m.card].principles)]
        return fresh or ranked

    def choices(self, asked: Question, ranked: list[Match], near: float = TIED) -> list[str]:
        """Return the cards of different subjects that a short message may mean, nearest first."""
        if len(followups.content_words(asked.text)) > SHORT or ranked[0].lead >= near:
            return []
        seen: dict[str, str] = {}
        for match in ranked:
            card = self._knowledge.cards[match.card]
            if card.kind not in ("scope", "premise") and match.score >= ranked[0].score - 2 * near:
                seen.setdefault(card.topic, card.id)
        return list(seen.values())[: choices.MOST] if len(seen) > 1 else []


def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    """Return what finds a word that begins with one of some forms."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(form) for form in forms)})", re.I)
