"""Feedback: what someone said about an answer and agreed to have kept on this installation."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.base import Value

FEEDBACK_KEPT = timedelta(days=365)
"""Older feedback is deleted when the database is opened; the question for consent says so."""


class FeedbackKind(StrEnum):
    """What was said."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"
    PROBLEM = "problem"


class CitedPassage(Value):
    """A passage that the answer rested on, with the words quoted from it."""

    passage: str
    label: str
    quote: str


class Feedback(Value):
    """One piece of feedback: all that is kept, and nothing that says who gave it.

    ``question`` and ``note`` are empty when the visitor kept their own words back; ``answer`` is the
    answer's text as it was shown.
    """

    id: str
    at: datetime
    kind: FeedbackKind
    note: str = ""
    question: str = ""
    answer: str
    status: str
    card: str = ""
    principles: tuple[int, ...] = ()
    passages: tuple[CitedPassage, ...] = ()
    edition: str = ""
    version: str = ""
