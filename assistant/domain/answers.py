"""Answers: statements whose citations are slices of stored sources."""

from __future__ import annotations

from enum import StrEnum

from assistant.domain.base import Value
from assistant.domain.knowledge import Authority


class Status(StrEnum):
    """What kind of answer it is; expected outcomes are values, not exceptions."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_COVERED = "not-covered"
    REFUSED = "refused"
    UNCLEAR = "unclear"


class Citation(Value):
    """The place of a quotation; ``quote`` is the stored file's text from ``start`` to ``end``.

    ``translation`` is an informational translation of the quotation, never the source itself.
    ``source`` is a source id, ``label`` the short name shown ("Principle 3"), ``file`` the path of
    the stored file relative to the content folder, ``start`` and ``end`` Unicode code points in it.
    """

    source: str
    authority: Authority
    principle: int | None
    passage: str
    file: str
    label: str
    quote: str
    start: int
    end: int
    translation: str = ""


class Statement(Value):
    """One written statement and the citations it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()


class Aside(Value):
    """Something shown apart from the principles, under the label of its authority."""

    label: str
    text: str
    citation: Citation


class Suggestion(Value):
    """A question to ask next."""

    question: str


class Answer(Value):
    """What a user is told.

    ``principles`` are the numbers that the answer rests on (0 for the preamble and the closing);
    empty when the text does not cover the question, whose closest passage is then in ``closest``.
    ``how`` says which answerer wrote it: card, reference, list, extract, scope, choice, language.
    ``language`` is that of the statements ("en" or "es"); quotations are always in the source's own.
    """

    status: Status
    statements: tuple[Statement, ...]
    principles: tuple[int, ...] = ()
    closest: Citation | None = None
    who_decides: str = ""
    asides: tuple[Aside, ...] = ()
    suggestions: tuple[str, ...] = ()
    notice: str = ""
    how: str = ""
    card: str | None = None
    confidence: float = 0.0
    edition: str = ""
    language: str = "en"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order shown."""
        every = [c for s in self.statements for c in s.citations]
        if self.closest is not None:
            every.append(self.closest)
        every.extend(a.citation for a in self.asides)
        return tuple(dict.fromkeys(every))
