"""A reviewer whose findings are written by hand: what is tested with it does not hang on what a judge thinks."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.documents import MouDocument, View
from assistant.domain.reviews import Finding, PrincipleReview, Quote, Review, ReviewedDocument, ReviewText, State
from assistant.domain.wording import saying
from assistant.review.text import text_of

Said = Mapping[str, tuple[State, str]]
"""By requirement its state, and the words of the document that it rests on ("" for none)."""


class ByHand:
    """Gives the findings that were written down, with their quotations where the words stand in the document."""

    def __init__(self, said: Said, kind: str = "sro-mou") -> None:
        self.said, self.kind = said, kind

    def review(self, document: MouDocument, *, name: str, view: View = "accepted", checksum: str = "") -> Review:
        """Return the review of a document."""
        text = text_of(document, view)
        findings = [finding(text, r, state, words) for r, (state, words) in self.said.items()]
        numbers = sorted({f.principle for f in findings})
        return Review(
            document=ReviewedDocument.model_validate(
                {"title": document.title or name, "name": name, "kind": self.kind, "view": view, "checksum": checksum}
            ),
            principles=tuple(
                PrincipleReview(
                    principle=n,
                    status=next(f.status for f in findings if f.principle == n),
                    findings=tuple(f for f in findings if f.principle == n),
                )
                for n in numbers
            ),
            text=text,
            edition="by hand",
        )


def finding(text: ReviewText, requirement: str, state: State, words: str) -> Finding:
    """Return a finding; raise ValueError when its words do not stand in the text."""
    quotes: tuple[Quote, ...] = ()
    if words:
        start = text.text.index(words)
        where = next(p.where for p in text.paragraphs if p.start <= start < p.end)
        role = {"conflict": "conflict", "partly": "vague"}.get(state, "shows")
        quotes = (
            Quote.model_validate(
                {"text": words, "start": start, "end": start + len(words), "where": where, "role": role}
            ),
        )
    return Finding(
        requirement=requirement,
        principle=int(requirement[1:3]),
        status=state,
        quotes=quotes,
        why=(saying("review.why.missing"),),
        confidence=0.8,
    )
