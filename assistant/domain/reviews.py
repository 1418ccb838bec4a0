"""A review of an existing agreement: what it says on each requirement, with the words on its page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.documents import Unread, View
from assistant.domain.wording import Saying

State = Literal["addressed", "partly", "conflict", "missing", "not-visible"]
"""What an agreement says on a requirement, in the words of the JSON."""

STATES: tuple[State, ...] = ("addressed", "partly", "conflict", "missing", "not-visible")

DocumentKind = Literal["sro-mou", "partial", "other"]
"""An SRO agreement; something that is one only in part; something else, which is not reviewed."""


class Place(Value):
    """Where words stand: the number or heading of their section, the page of a PDF, the paragraph counted from 1."""

    section: str = ""
    page: int | None = None
    paragraph: int


class ReviewParagraph(Value):
    """One paragraph of a reviewed text: ``text[start:end]``, the block that it comes from, and its place.

    ``kind`` is ``title``, ``heading``, ``paragraph``, ``item`` (of a list), ``row`` (of a table, its cells divided by
    " | ") or ``signatures``. ``number`` is the number as a citation has it.
    """

    start: int
    end: int
    block: int
    kind: Literal["title", "heading", "paragraph", "item", "row", "signatures"]
    level: int = 0
    number: str = ""
    where: Place


class ReviewText(Value):
    """The text of one view of a document, a line for each paragraph; offsets of quotations count in it."""

    text: str
    paragraphs: tuple[ReviewParagraph, ...]


class Quote(Value):
    """Words cut from a reviewed text: ``text`` is its characters ``start`` to ``end`` (code points).

    ``role``: ``shows`` the requirement · is ``vague`` about it · is in ``conflict`` with it · ``refers`` to where it
    would stand.
    """

    text: str
    start: int
    end: int
    where: Place
    role: Literal["shows", "vague", "conflict", "refers"] = "shows"


class Finding(Value):
    """The state of one requirement, its quotations in order of place, and why.

    ``confidence`` is the chance that a careful reader would give the same state, as measured on labelled documents;
    ``suggested_clause`` is a clause of the library that would address the requirement (None when it is addressed).
    """

    requirement: str
    principle: int = Field(ge=1, le=12)
    status: State
    quotes: tuple[Quote, ...] = ()
    why: tuple[Saying, ...] = ()
    confidence: float = Field(ge=0.0, le=1.0)
    suggested_clause: str | None = None


class PrincipleReview(Value):
    """The findings under one principle; ``status`` sums them up in one word and is never a share."""

    principle: int = Field(ge=1, le=12)
    status: State
    findings: tuple[Finding, ...]


class Remark(Value):
    """Words that are listed apart: vague wording, something outside the principles, something for counsel."""

    topic: str
    quote: Quote
    say: Saying


class ReviewedDocument(Value):
    """What was reviewed: ``subkind`` names what it is more closely ("payment-contract"), "" for nothing more."""

    title: str
    name: str
    kind: DocumentKind
    subkind: str = ""
    why: tuple[Saying, ...] = ()
    pages: int | None = None
    view: View = "accepted"
    words: int = 0
    checksum: str = ""
    notes: tuple[Saying, ...] = ()
    unread: tuple[Unread, ...] = ()


class Review(Value):
    """All that was found; ``principles`` is empty for a document that is not reviewed."""

    document: ReviewedDocument
    principles: tuple[PrincipleReview, ...] = ()
    vague: tuple[Remark, ...] = ()
    outside: tuple[Remark, ...] = ()
    counsel: tuple[Remark, ...] = ()
    text: ReviewText
    edition: str

    def finding(self, requirement: str) -> Finding | None:
        """Return the finding on a requirement, None where there is none."""
        every = (f for p in self.principles for f in p.findings)
        return next((f for f in every if f.requirement == requirement), None)


class Tick(Value):
    """A finding that a person has dealt with, and the reason."""

    requirement: str
    reason: str = ""
    at: datetime


class KeptReview(Value):
    """A review as it is kept, so that one can go on later."""

    id: str
    at: datetime
    review: Review
    ticks: tuple[Tick, ...] = ()
    draft: str | None = None
    revision: int = 0

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that are neither addressed nor ticked off."""
        ticked = {t.requirement for t in self.ticks}
        every = (f for p in self.review.principles for f in p.findings)
        return tuple(f for f in every if f.status != "addressed" and f.requirement not in ticked)

    def tick(self, requirement: str) -> Tick | None:
        """Return the tick on a requirement, None where there is none."""
        return next((t for t in self.ticks if t.requirement == requirement), None)
