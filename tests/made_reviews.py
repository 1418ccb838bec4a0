"""Reviews made by hand: a reviewer that finds what a test tells it to, on documents that are really read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain.documents import MouDocument, View
from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import (
    DocumentKind,
    Finding,
    PrincipleReview,
    Quote,
    Remark,
    Review,
    ReviewedDocument,
    ReviewText,
    State,
)
from assistant.domain.wording import saying
from assistant.review.assess import summed
from assistant.review.text import text_of

Told = tuple[State, Sequence[tuple[str, str]]]
"""A state, and the words that carry it, each with its role."""

AGREEMENT = """# Agreement between the Riverton Police Department and Riverton School District 12

## 1. The decision

The school board voted on May 4 after three public meetings at which parents and students spoke.

## 2. School discipline

The SRO shall not be involved in school discipline. The SRO shall enforce the dress code and may give detention.

School staff handle discipline as appropriate.

## 3. Training

Each SRO shall complete forty hours of training for school resource officers before the first assignment.

- Training on adolescent development is set out in Exhibit B.

## 4. Money

The district shall pay the city $92,000 a year. Each party shall carry insurance. <script>alert("x")</script>

| School | SRO |
|---|---|
| Riverton High School | one |

Signed: ____________
"""

FOUND: dict[str, Told] = {
    "p01.community-input": ("addressed", [("The school board voted on May 4 after three public meetings", "shows")]),
    "p03.no-discipline": (
        "conflict",
        [
            ("The SRO shall not be involved in school discipline.", "shows"),
            ("The SRO shall enforce the dress code and may give detention.", "conflict"),
        ],
    ),
    "p03.staff-handle": ("partly", [("School staff handle discipline as appropriate.", "vague")]),
    "p08.sro-training": (
        "addressed",
        [("Each SRO shall complete forty hours of training for school resource officers", "shows")],
    ),
    "p08.role-distinction": ("not-visible", [("is set out in Exhibit B", "refers")]),
    # The same words carry two findings, and others lie across them.
    "p02.each-district": ("addressed", [("The district shall pay the city $92,000 a year.", "shows")]),
    "p11.limited-schools": ("partly", [("the city $92,000 a year. Each party shall carry", "vague")]),
    "p11.fixed-assignment": ("addressed", [("The district shall pay the city $92,000 a year.", "shows")]),
}
REMARKS: dict[str, Sequence[tuple[str, str]]] = {
    "vague": [("as appropriate", "vague")],
    "outside": [("The district shall pay the city $92,000 a year.", "shows")],
    "counsel": [("Each party shall carry insurance.", "shows")],
}


class HandMade:
    """Reviews as a test says: ``found`` by requirement; all others are missing. A file called "lease…" is none."""

    def __init__(
        self,
        requirements: Mapping[str, Requirement],
        clause: str,
        found: Mapping[str, Told] = FOUND,
        remarks: Mapping[str, Sequence[tuple[str, str]]] = REMARKS,
    ) -> None:
        self.requirements, self.clause, self.found, self.remarks = requirements, clause, found, remarks

    def review(self, document: MouDocument, *, name: str, view: View = "accepted", checksum: str = "") -> Review:
        """Return the review; words that are not in the text are not quoted."""
        text = text_of(document, view)
        kind: DocumentKind = "sro-mou"
        if name.startswith("lease"):
            kind = "other"
        elif name.startswith("partial"):
            kind = "partial"
        principles = []
        for number in range(1, 13) if kind != "other" else ():
            own = [self._finding(r, text) for r in self.requirements.values() if r.principle == number]
            principles.append(PrincipleReview(principle=number, status=summed(own), findings=tuple(own)))
        remarks = {
            kind: tuple(
                Remark(topic=kind, quote=found, say=saying("review.why.partly"))
                for words, role in told
                if (found := quoted(text, words, role)) is not None
            )
            for kind, told in (self.remarks.items() if kind != "other" else ())
        }
        return Review(
            document=ReviewedDocument(
                title=document.title or name,
                name=name,
                kind=kind,
                subkind="payment-contract" if kind == "partial" else "",
                why=(saying("review.why.missing"),) if kind != "sro-mou" else (),
                pages=max((b.page or 0 for b in document.blocks), default=0) or None,
                view=view,
                words=len(text.text.split()),
                checksum=checksum,
                unread=document.unread,
            ),
            principles=tuple(principles),
            text=text,
            edition="by-hand",
            **remarks,
        )

    def _finding(self, requirement: Requirement, text: ReviewText) -> Finding:
        state, told = self.found.get(requirement.id, ("missing", ()))
        quotes = [q for words, role in told if (q := quoted(text, words, role)) is not None]
        return Finding(
            requirement=requirement.id,
            principle=requirement.principle,
            status=state if quotes else "missing",
            quotes=tuple(quotes),
            why=(saying(f"review.why.{state if state in ('addressed', 'partly', 'conflict') else 'missing'}"),),
            confidence=0.9 if state == "addressed" else 0.5,
            suggested_clause=None if state == "addressed" else self.clause,
        )


def quoted(text: ReviewText, words: str, role: Any) -> Quote | None:
    """Return a quotation of words where the text first has them."""
    start = text.text.find(words)
    if start < 0:
        return None
    home = next(p for p in reversed(text.paragraphs) if p.start <= start)
    return Quote(text=words, start=start, end=start + len(words), where=home.where, role=role)
