"""What the assistant knows: sources, passages, principles, requirements and answer cards."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.spanish import Spanish


class Authority(StrEnum):
    """How far a source's word goes. Only ``principles`` may be introduced with "the principles say"."""

    PRINCIPLES = "principles"
    GUIDANCE = "guidance"
    LAW = "law"
    GRANT_CONDITION = "grant-condition"
    SAMPLE = "sample"
    LOCAL_POLICY = "local-policy"
    STATE_LAW = "state-law"
    AGREEMENT = "agreement"
    OTHER = "other"

    @property
    def summed_up(self) -> bool:
        """Whether the stored text is a summary of ours and not the source's own words."""
        return self in (Authority.GUIDANCE, Authority.LAW, Authority.GRANT_CONDITION)


class Source(Value):
    """A publication that passages come from."""

    id: str
    title: str
    publisher: str
    authority: Authority
    edition: str = ""
    year: int | None = None
    date_read: date
    licence: str
    url: str = ""
    note: str = ""


class Passage(Value):
    """A citable stretch of a stored source file.

    ``start`` and ``end`` count Unicode code points in the file named by ``file`` (a path
    relative to the content folder, such as ``knowledge/principles/03-school-discipline.txt``);
    ``text`` is always that slice. ``principle`` is 1 to 12, 0 for the preamble and the closing,
    and None for a source other than the principles. ``topics`` are what a note is about.
    """

    id: str
    source: str
    authority: Authority
    file: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    heading: str = ""
    principle: int | None = None
    principles: tuple[int, ...] = ()
    requirements: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Principle(Value):
    """One of the twelve, as its passages."""

    number: int = Field(ge=1, le=12)
    title: str
    passages: tuple[str, ...]


class Strength(StrEnum):
    """How strongly the text recommends; it never says "must"."""

    SHOULD = "should"
    SHOULD_NOT = "should-not"
    WHEN_POSSIBLE = "when-possible"


class ConflictRule(Value):
    """A readable rule that finds wording at odds with a requirement.

    ``any_of`` are regular expressions, matched without regard to case inside one sentence;
    a sentence that also matches one of ``unless`` (exception, definition) does not conflict, nor do
    negated words, unless ``even_negated`` says that the negation is the conflict ("no public input").
    ``say`` explains, ``instead`` is wording that serves the requirement.
    """

    id: str
    any_of: tuple[str, ...]
    unless: tuple[str, ...] = ()
    even_negated: bool = False
    say: str
    instead: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Requirement(Value):
    """The smallest checkable sentence of a principle.

    ``passage``, ``start`` and ``end`` give the exact words it rests on (offsets in the passage's
    file); ``text`` restates it in our words; ``cues`` are phrases that show it in an agreement.
    """

    id: str
    principle: int = Field(ge=1, le=12)
    title: str
    actor: str
    strength: Strength
    text: str
    passage: str
    start: int
    end: int
    cues: tuple[str, ...] = ()
    conflicts: tuple[ConflictRule, ...] = ()


class Cite(Value):
    """Where a statement rests: a passage, and the offsets of the words in its file."""

    passage: str
    start: int
    end: int


class CardStatement(Value):
    """One written sentence or two of an answer card, with what it rests on."""

    text: str
    cites: tuple[Cite, ...] = ()


CardKind = Literal["question", "yes-no", "list", "comparison", "premise", "not-covered", "scope"]
CardStatus = Literal["answered", "partly", "not-covered", "refused", "unclear"]


class AnswerCard(Value):
    """One thing people ask, in many wordings, with a human-written answer.

    ``clause`` names the clause of the library that words the matter, where no cited requirement does.
    """

    id: str
    topic: str
    label: str
    question: str
    kind: CardKind
    status: CardStatus
    polarity: Literal["yes", "no", "qualified"] | None = None
    principles: tuple[int, ...] = ()
    ask: tuple[str, ...]
    answer: tuple[CardStatement, ...]
    also: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    closest: str | None = None
    clause: str = ""
    who_decides: str = ""


class Knowledge(Value):
    """Everything read from ``knowledge/``, with the edition it was read at.

    ``edition`` is the first 12 hexadecimal digits of the SHA-256 over the files' names and bytes. ``told`` are
    messages as people type them, by the card that answers each best: taught with, never searched.
    """

    edition: str
    sources: dict[str, Source]
    passages: dict[str, Passage]
    principles: tuple[Principle, ...]
    requirements: dict[str, Requirement]
    cards: dict[str, AnswerCard]
    messages: dict[str, str] = Field(default_factory=dict)
    matching: dict[str, float] = Field(default_factory=dict)
    short_forms: dict[str, str] = Field(default_factory=dict)
    dialogue: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    same_words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    spanish: Spanish = Field(default_factory=Spanish)
    crisis: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    specifics: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def principle(self, number: int) -> Principle:
        """Return one of the twelve; raise KeyError outside 1 to 12."""
        if not 1 <= number <= len(self.principles):
            raise KeyError(number)
        return self.principles[number - 1]
