"""The answerer that uses no language model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering import choices, followups, pair
from assistant.answering.asking import Ask, asks
from assistant.answering.asserted import asserted, unmentioned
from assistant.answering.bare import names_nothing, step
from assistant.answering.checked import RuntimeCheck
from assistant.answering.choosing import TIED, Chooser
from assistant.answering.compose import Composer
from assistant.answering.conversation import Conversation
from assistant.answering.demands import demanded
from assistant.answering.leads import Leads
from assistant.answering.matcher import CardMatcher, Match
from assistant.answering.openings import Openings, answers_whole
from assistant.answering.premise import Premise, find_premise
from assistant.answering.question import LONGEST_READ, Question, prepare
from assistant.answering.references import Reference, asked_word, find_reference, named_part, stepped
from assistant.answering.spelling import Speller
from assistant.domain.answers import Answer, Status
from assistant.domain.knowledge import AnswerCard, Authority, Knowledge
from assistant.domain.wording import Wording
from assistant.retrieval.search import SearchIndex
from assistant.verify.crisis import in_crisis, tells_of_contact, tells_of_emergency

AT_RISK = "scope-crisis"
"""The card that answers a person at risk, whatever else the message asks."""

REFUSALS = {
    "repeat": "scope-prompt-attack",
    "person": "scope-named-person",
    "politics": "scope-opinion-politics",
    "unrelated": "scope-homework-code",
}
"""The card for each demand that is refused."""

EMERGENCY = "scope-emergency"
"""The card for danger at this moment: it says whom to call, before anything about the text."""

CONTACT = "scope-contact"
"""The card for who tells that an adult touches a child, or writes or meets in secret."""

PENALTIES = "nc-penalties"
"""The card for what comes of not following the principles."""

NAMED = 0.15
"""How much a card gains when the question names its principle by number."""

EITHER = 0.3
"""The least probability of each of two answers that are given together."""

SURE = 0.6
"""The least probability of both at which two answers are given whatever the message is near as a whole."""

REMEMBERED = 6
"""Earlier questions that a follow-up may lean on."""

_ABSENT = re.compile(r"\b(?:do|does) not (?:mention|say|name|speak|set|ask)\b|\bnone of the\b", re.I)
_EMPTY_WORDS = frozenset(
    "what whats is are does do say says said the tell me us about read show explain please can you could give i need "
    "want to know of in it and words exact text full recommend recommends state states mean means for all list "
    "principle principles guiding doj cops which now see go on quote cover covers".split()
)


class ExtractiveAnswerer:
    """Answer from references, then cards, then the best sentences of the sources."""

    def __init__(
        self, knowledge: Knowledge, index: SearchIndex, matcher: CardMatcher, speller: Speller, wording: Wording
    ) -> None:
        self._knowledge = knowledge
        self._index = index
        self._matcher = matcher
        self._speller = speller
        self._chooser = Chooser(knowledge, matcher)
        self._compose = Composer(knowledge, wording)
        self._openings = Openings(index, self._compose)
        self._leads = Leads(knowledge, wording, self._compose)
        self._check = RuntimeCheck(knowledge, lambda c: wording("answers.turned.words", label=c.label, quote=c.quote))
        self._words = " ".join(p.text for p in knowledge.passages.values() if p.authority is Authority.PRINCIPLES)

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question; ``history`` is what the user asked before, oldest first."""
        talk = Conversation()
        for earlier in list(history)[-REMEMBERED:]:
            self._answer(prepare(earlier, self._speller), talk)
        asked = prepare(question, self._speller)
        answer = self._check.hold(self._answer(asked, talk))
        if asked.cut:
            notice = self._compose.plain(Status.ANSWERED, "answers.notice.cut", count=LONGEST_READ).statements[0].text
            answer = answer.model_copy(update={"notice": notice})
        return answer

    def _answer(self, asked: Question, talk: Conversation) -> Answer:
        if not any(c.isalnum() for c in asked.text):
            return self._compose.plain(Status.UNCLEAR, "answers.unclear.empty")
        if in_crisis(asked.raw, self._knowledge.crisis):
            return self._compose.card(self._knowledge.cards[AT_RISK])
        if tells_of_emergency(asked.raw, self._knowledge.crisis):
            return self._compose.card(self._knowledge.cards[EMERGENCY])
        if tells_of_contact(asked.raw, self._knowledge.crisis):
            return self._compose.card(self._knowledge.cards[CONTACT])
        if (override := self._chooser.override(asked.text)) is not None:
            return self._from_card(self._knowledge.cards[override.card], override, asked)
        if (demand := demanded(asked.raw)) is not None:
            if demand == "certify":
                return self._compose.plain(Status.REFUSED, "answers.refused.certify")
            return self._compose.card(self._knowledge.cards[REFUSALS[demand]])
        if (pick := choices.picked(asked.text, talk.choices)) is not None:
            asked = Question(raw=pick, text=pick)
        parts = asks(asked.text)
        if len(parts) > 1 and (both := self._both(asked.text, parts, talk)) is not None:
            return both
        if parts[0].scraps and parts[0].text != asked.text:
            asked = Question(raw=parts[0].text, text=parts[0].text)
        return self._one(asked, talk)

    def _both(self, whole: str, parts: tuple[Ask, ...], talk: Conversation) -> Answer | None:
        """Answer two questions, the second in the light of the first; None when they get one answer."""
        after = talk.copy()
        answers = []
        for part in parts:
            # "Is that how it's meant to go?" is about what was told before it.
            text = f"{part.around} {part.text}".strip() if part.leans else followups.named(part.text, parts[0].text)
            answers.append(self._one(Question(raw=part.text, text=text), after, apart=True))
        least = min(a.confidence for a in answers)
        joined = not any(part.around for part in parts)
        if not pair.differ(*answers) or least < EITHER:
            return None
        best = self._matcher.match(whole)[0]
        # Told and asked in one breath, it says more as a whole than its halves, or just what one of them does.
        more = not joined or best.card not in {a.card for a in answers}
        if least < SURE and best.sure > least and more:
            return None
        talk.asked, talk.answers, talk.numbers = after.asked, after.answers, after.numbers
        return pair.merged(answers[0], answers[1], self._leads.heading(parts[1].text))

    def _one(self, asked: Question, talk: Conversation, *, apart: bool = False) -> Answer:
        """Answer one question; ``apart`` when it stands beside another one, and leans on it only if it must."""
        if talk.question is None and names_nothing(asked.text):
            return self._compose.plain(Status.UNCLEAR, "answers.unclear.vague")
        reading = followups.read(asked.text, talk.question, talk.asked)
        if apart and reading.kind != "alone" and not followups.needs_subject(asked.text):
            reading = followups.Reading(kind="alone", text=asked.text)
        if (again := self._again(reading, talk)) is not None:
            return again
        if word := asked_word(asked.text):
            return self._compose.word(word)
        if part := named_part(asked.text):
            return self._compose.part(part)
        reference = find_reference(asked.text, talk.number, talk.number_before)
        if not reference and (way := step(asked.text)) and talk.by_number:
            reference = stepped((talk.number or 0) + way)
        answer = self._referred(reference, asked) if reference else self._matched(asked, reading, talk)
        answer = self._asserted_first(self._premise_first(answer, asked), asked)
        talk.remember(asked.text, reading, answer)
        return answer

    def _asserted_first(self, answer: Answer, asked: Question) -> Answer:
        """Deny, word by word, what the message reads into a principle and the principle does not mention."""
        claim = asserted(asked.raw)
        if claim is None or answer.status in (Status.REFUSED, Status.UNCLEAR) or answer.how == "choice":
            return answer
        knowledge = self._knowledge
        if claim.number is None:
            card = knowledge.cards.get(answer.card or "")
            absent = card is not None and (card.status != "answered" or _ABSENT.search(card.answer[0].text))
            return self._leads.nowhere(answer) if absent and answer.how == "card" else answer
        said = [knowledge.passages[p].text for p in knowledge.principle(claim.number).passages]
        title = knowledge.principle(claim.number).title
        details = unmentioned(claim.what, [*said, title], knowledge.specifics, knowledge.same_words)
        return self._leads.unmentioned(claim.number, details, answer) if details else answer

    def _premise_first(self, answer: Answer, asked: Question) -> Answer:
        """Set right what the question takes for granted, unless the answer is about that already."""
        if answer.status in (Status.REFUSED, Status.UNCLEAR) or answer.how in ("scope", "choice"):
            return answer
        card = self._knowledge.cards.get(answer.card or "")
        if card is not None and (card.kind == "scope" or card.topic in ("document", "preamble-2")):
            return answer
        premise = find_premise(asked.raw, self._words)
        if card is not None and card.kind == "premise" and (premise is None or sets_right(card, premise)):
            return answer
        if premise is None or (premise.kind == "duty" and self._compose.starts_no_duty(answer)):
            return answer
        return self._leads.corrected(answer, premise)

    def _referred(self, reference: Reference, asked: Question) -> Answer:
        rest = reference.rest.replace("'", "").replace("’", "")
        left = [w for w in followups.content_words(rest) if w not in _EMPTY_WORDS]
        if left and len(reference.numbers) > 1 and not reference.outside:
            return self._compared(reference, asked)
        if reference.outside or len(reference.numbers) != 1 or not left:
            return self._compose.references(reference.numbers, reference.outside)
        best = self._matcher.match(asked.text, principles=reference.numbers, boost=NAMED)[0]
        card = self._knowledge.cards[best.card]
        if best.sure >= self._matcher.matching.answer_at and card.kind != "scope":
            return self._from_card(card, best, asked)
        return self._compose.references(reference.numbers)

    def _compared(self, reference: Reference, asked: Question) -> Answer:
        """Answer about several principles: by the card that compares them, or else by their words."""
        for match in self._matcher.match(asked.text, principles=reference.numbers, boost=NAMED):
            card = self._knowledge.cards[match.card]
            if card.kind == "comparison" and set(card.principles) == set(reference.numbers):
                return self._from_card(card, match, asked)
        return self._compose.references(reference.numbers)

    def _again(self, reading: followups.Reading, talk: Conversation) -> Answer | None:
        """Answer a message that asks for the last answer in another way, if it does."""
        last = talk.answer
        if last is None:
            return None
        if reading.kind == "words" or (reading.kind == "shorter" and last.how != "reference"):
            return _cut_down(last, reading.kind)
        if reading.kind == "shorter" and len(last.principles) == 1:
            return self._explained(last.principles[0])
        if reading.kind == "number" and any(last.principles):
            return self._compose.numbers(last)
        if reading.kind == "who" and last.who_decides:
            return self._compose.who(last)
        if reading.kind == "if-not":
            return self._compose.card(self._knowledge.cards[PENALTIES])
        if last.status is Status.NOT_COVERED and (reading.kind == "why" or reading.inside):
            return self._compose.silent(last, "why" if reading.kind == "why" else "silent")
        if reading.kind == "why" and talk.number and talk.number in last.principles:
            return self._compose.why(talk.number)
        if reading.kind == "binding" and talk.number and talk.number in last.principles:
            return self._leads.binding(talk.number, last)
        return None

    def _explained(self, number: int) -> Answer | None:
        """Return the card that says in plain English what a principle says."""
        title = f"What does principle {number} say? {self._knowledge.principle(number).title}"
        for match in self._matcher.match(title, count=10, principles=(number,), boost=NAMED):
            card = self._knowledge.cards[match.card]
            if card.kind == "question" and card.principles == (number,):
                return self._compose.card(card, confidence=match.sure)
        return None

    def _matched(self, asked: Question, reading: followups.Reading, talk: Conversation) -> Answer:
        if reading.kind == "corrected":
            ranked, text = self._chooser.other(reading, talk), reading.text
            best = ranked[0]
        elif reading.kind != "alone":
            best, text = self._chooser.joined(asked, reading, talk)
            ranked = [best]
        else:
            ranked, text = self._chooser.named_detail(asked, self._chooser.alone(asked)), asked.text
            best = ranked[0]
            if best.sure < self._matcher.matching.answer_at and talk.question is not None:
                best, text = self._chooser.unsure(asked, best, talk)
                ranked = [best, *ranked] if text != asked.text else ranked
        # "Officers" is near many wordings and is none of them.
        words = followups.content_words(text)
        vague = len(words) == 1 and best.cosine < self._matcher.matching.own_meaning
        if vague and (bare := self._matcher.match(words[0])[0]).cosine >= self._matcher.matching.own_meaning:
            best, vague = bare, False  # "the one about training" is "training"
        if vague and (meant := self._chooser.choices(asked, ranked, near=4 * TIED)):
            return self._leads.choice(meant, confidence=best.sure)
        if best.sure >= self._matcher.matching.answer_at:
            return self._from_card(self._knowledge.cards[best.card], best, Question(raw=asked.raw, text=text))
        return self._fallback(asked, text, ranked)

    def _from_card(self, card: AnswerCard, best: Match, asked: Question) -> Answer:
        card = self._openings.fit(card, asked)
        notes = self._notes(asked.text) if card.status in ("not-covered", "partly") and not card.also else []
        if card.status == "partly" and answers_whole(card, asked.raw):
            card = card.model_copy(update={"status": "answered"})
        return self._compose.card(card, notes=notes, confidence=best.sure)

    def _fallback(self, asked: Question, text: str, ranked: list[Match]) -> Answer:
        matching = self._matcher.matching
        best = ranked[0]
        # A follow-up stands in a conversation on the subject; its own words may be far from any card's.
        if best.cosine < matching.off_topic_below and text == asked.text:
            if len(followups.content_words(asked.text)) <= 2:
                return self._compose.plain(Status.UNCLEAR, "answers.unclear.vague")
            return self._compose.plain(Status.REFUSED, "answers.refused.off-topic")
        card = self._knowledge.cards[best.card]
        beside = next((m for m in ranked if self._knowledge.cards[m.card].kind == "scope"), None)
        if beside is not None and card.kind != "scope" and best.score - beside.score < TIED and text == asked.text:
            best, card = beside, self._knowledge.cards[beside.card]
        if (meant := self._chooser.choices(asked, ranked)) and card.kind != "scope":
            return self._leads.choice(meant, confidence=best.sure)
        hits = self._index.passages("principles", text, self._index.embed(text), 2)
        if card.status in ("answered", "partly") and card.principles and card.kind != "scope":
            cited = [c.passage for s in card.answer for c in s.cites][:1]
            return self._compose.extract(cited or [hits[0].passage], confidence=best.sure)
        if card.kind == "scope":
            return self._from_card(card, best, asked)
        closest = card.closest or (hits[0].passage if hits else None)
        return self._compose.not_found(closest, notes=self._notes(text), confidence=best.sure)

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


def sets_right(card: AnswerCard, premise: Premise) -> bool:
    """Say whether a card about something taken for granted is about this: its own words name it."""
    said = " ".join(s.text for s in card.answer).lower()
    return premise.kind == "duty" or premise.said.lower().split()[0].removesuffix("s") in said
