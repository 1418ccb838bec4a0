"""Answers: statements whose citations are slices of stored sources."""

from __future__ import annotations

from enum import StrEnum

from assistant.domain.base import Value
from assistant.domain.briefs import Brief
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
    Only the user's own documents have a ``section`` and a ``page``.
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
    section: str = ""
    page: int | None = None
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


class Sample(Value):
    """How an agreement words it; sample wording is never part of what the principles say.

    ``clause`` is the clause of the library that the words can be used for; with ``variant`` they are
    one of its wordings, otherwise they come from an invented agreement and ``citation`` says where.
    ``text`` may be the beginning of a longer clause (``more``). ``local`` marks a local choice.
    """

    text: str
    title: str
    origin: str
    clause: str = ""
    variant: str = ""
    citation: Citation | None = None
    more: bool = False
    local: bool = False


class OwnQuote(Value):
    """Words of one of the user's own documents, shown apart under the label of its authority.

    ``date`` is the document's own date as the user gave it. The citation's ``label`` is the document's
    title, its ``file`` the stored text relative to the data folder.
    """

    label: str
    date: str = ""
    citation: Citation


class Answer(Value):
    """What a user is told.

    ``principles`` are the numbers that the answer rests on (0 for the preamble and the closing);
    empty when the text does not cover the question, whose closest passage is then in ``closest``.
    ``how`` says which answerer wrote it: card, reference, list, extract, scope, choice, brief, language,
    pair (two answers in one message).
    ``language`` is that of the statements ("en" or "es"); quotations are always in the source's own.

    An answer is read in layers. The first ``lead`` statements are the short answer (0: all of them);
    the others, with the asides, say what it means in practice; ``samples`` how agreements word it.
    ``detail`` asks that every layer be open; a ``brief`` is shown in place of them all.
    """

    status: Status
    statements: tuple[Statement, ...]
    principles: tuple[int, ...] = ()
    closest: Citation | None = None
    who_decides: str = ""
    asides: tuple[Aside, ...] = ()
    own: tuple[OwnQuote, ...] = ()
    suggestions: tuple[str, ...] = ()
    notice: str = ""
    how: str = ""
    card: str | None = None
    confidence: float = 0.0
    edition: str = ""
    lead: int = 0
    samples: tuple[Sample, ...] = ()
    detail: bool = False
    brief: Brief | None = None

    @property
    def short(self) -> tuple[Statement, ...]:
        """The statements of the short answer."""
        return self.statements[: self.lead] if self.lead else self.statements

    @property
    def practice(self) -> tuple[Statement, ...]:
        """The further statements: what the short answer means in practice."""
        return self.statements[self.lead :] if self.lead else ()

    language: str = "en"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order shown."""
        every = [c for s in self.statements for c in s.citations]
        if self.closest is not None:
            every.append(self.closest)
        every.extend(a.citation for a in self.asides)
        every.extend(o.citation for o in self.own)
        return tuple(dict.fromkeys(every))
