"""How a card's answer begins: with yes or no only for who asks, with no duty where none is, with the one asked for."""

from __future__ import annotations

from assistant.answering import polarity
from assistant.answering.asking import is_remark
from assistant.answering.compose import Composer
from assistant.answering.question import Question
from assistant.domain.knowledge import AnswerCard
from assistant.retrieval.search import SearchIndex
from assistant.verify.statements import says_absent


class Openings:
    """Fit the first words of a card to the question that it answers."""

    def __init__(self, index: SearchIndex, compose: Composer) -> None:
        self._index = index
        self._compose = compose

    def fit(self, card: AnswerCard, asked: Question) -> AnswerCard:
        """Return the card with a beginning that answers what was asked, and nothing else."""
        no_duty = card.kind in ("yes-no", "question") and polarity.asks_duty(asked.raw, card.polarity)
        told = is_remark(asked.raw)
        if card.polarity in ("yes", "no", "qualified"):
            wording, cosine = self._index.nearest_wording(card.id, self._index.embed(asked.text))
            if card.polarity == "qualified":
                turned = no_duty or told or polarity.turned(asked.text, wording)
                if turned and polarity.opens_with_condition(card.answer[0].text):
                    card = self._compose.quoted_first(card)
            elif (
                no_duty
                or told
                or polarity.asks_other(asked.raw, wording)
                or polarity.is_open(asked.raw)
                or polarity.confirms(asked.raw, wording)
                or not polarity.fits(asked.text, wording, cosine)
            ):
                card = polarity.without_yes_or_no(card)
        elif card.kind == "premise" and (told or polarity.is_open(asked.raw)):
            card = polarity.without_yes_or_no(card)
        if no_duty and any(card.principles):
            card = self._compose.no_duty_first(card)
        return self._compose.named_first(card) if polarity.asks_which(asked.raw) else card


def answers_whole(card: AnswerCard, question: str) -> bool:
    """Say whether a card that leaves something open still answers what this question asks.

    It does when the card begins with what the text says on it; a question for a number, a name or a reason gets
    "partly".
    """
    # A card named nc-… is about what the text lacks, whatever it begins with.
    if card.id.startswith("nc-") or card.kind not in ("yes-no", "question") or polarity.asks_more(question):
        return False
    first = card.answer[0]
    return bool(first.cites) and not says_absent(first.text)
