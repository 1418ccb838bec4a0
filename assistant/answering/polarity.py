"""Keep a card's "Yes" or "No" only for a question that asks what the card's wordings ask.

"Can the principles change?" and "So they can never change?" are near each other, and the same first
word would answer one of them wrongly.
"""

from __future__ import annotations

import re

from assistant.domain.knowledge import AnswerCard, CardStatement

NEAR = 0.72
"""The least cosine to a wording of the card at which its first word is kept."""

SHORT_OPENING = 12
"""An opening sentence of at most so many words goes with its "Yes" or "No"; a longer one stands alone."""

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|only|just|optional|except|unless|barred|banned|"
    r"forbidden|prohibited|prevent(?:s|ed)?|refuse[sd]?|avoid|instead|stop|skip|against)\b|n['’]t\b",
    re.I,
)
_OPENING = re.compile(r"^(?:Yes|No)\b[\s,.;:–—-]*", re.I)
_FIRST_SENTENCE = re.compile(r"^(?P<first>[^.!?]*[.!?])\s+(?P<rest>.+)$", re.S)


def negations(text: str) -> int:
    """Count the words of a text that turn its meaning."""
    return len(_NEGATION.findall(text))


def fits(question: str, wording: str, cosine: float) -> bool:
    """Say whether a question asks the same way round as a wording of the card."""
    return cosine >= NEAR and negations(question) % 2 == negations(wording) % 2


def without_yes_or_no(card: AnswerCard) -> AnswerCard:
    """Return the card with its first statement no longer beginning with yes or no."""
    if not card.answer or not _OPENING.match(card.answer[0].text):
        return card
    text = card.answer[0].text
    sentence = _FIRST_SENTENCE.match(text)
    if sentence and len(sentence["first"].split()) <= SHORT_OPENING:
        text = sentence["rest"]
    else:
        text = _OPENING.sub("", text)
    first = CardStatement(text=text[:1].upper() + text[1:], cites=card.answer[0].cites)
    return card.model_copy(update={"answer": (first, *card.answer[1:])})
