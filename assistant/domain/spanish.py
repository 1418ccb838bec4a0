"""What is known in Spanish: an informational translation beside the English text, which stays the source of record."""

from __future__ import annotations

from pydantic import Field

from assistant.domain.base import Value


class SpanishText(Value):
    """The informational translation of one passage; ``id`` is the passage's."""

    id: str
    heading: str
    text: str


class SpanishCard(Value):
    """An answer card in Spanish; status, principles and citations come from the English card of the same id.

    ``answer`` has one text for each statement of the English card, in the same order; it is empty where
    the question is known in Spanish and the answer is there in English only.
    """

    id: str
    question: str
    ask: tuple[str, ...]
    answer: tuple[str, ...] = ()
    who_decides: str = ""


class Spanish(Value):
    """Everything under ``knowledge/spanish/``; ``words`` are the lists by which the language is told."""

    passages: dict[str, SpanishText] = Field(default_factory=dict)
    cards: dict[str, SpanishCard] = Field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    matching: dict[str, float] = Field(default_factory=dict)
