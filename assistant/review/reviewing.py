"""Review one document: text, provisions, kind, findings, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.domain.documents import MouDocument, View
from assistant.domain.knowledge import Requirement
from assistant.domain.review_words import ReviewWords
from assistant.domain.reviews import Finding, PrincipleReview, Review, ReviewedDocument, ReviewText
from assistant.review.assess import assess, summed
from assistant.review.counsel import counsel
from assistant.review.evidence import Evidence, gather
from assistant.review.judge import Judge
from assistant.review.kinds import Told, kind_of
from assistant.review.language import MOST, Languages, languages, withheld
from assistant.review.outside import outside
from assistant.review.provisions import provisions_of
from assistant.review.remarks import read
from assistant.review.states import Weights
from assistant.review.text import text_of
from assistant.review.vague import vague


class Reviewer:
    """Reviews documents against the requirements; holds no document.

    ``clauses`` gives for a requirement the clause of the library that serves it; ``words`` are the lists by
    which a text is read.
    """

    def __init__(
        self,
        requirements: Iterable[Requirement],
        judge: Judge,
        weights: Weights,
        clauses: Mapping[str, str],
        edition: str,
        words: ReviewWords,
    ) -> None:
        self._requirements = tuple(requirements)
        self._judge, self._weights = judge, weights
        self._clauses, self._edition, self._words = clauses, edition, words

    def review(self, document: MouDocument, *, name: str, view: View = "accepted", checksum: str = "") -> Review:
        """Return the review of one view of a document that was read in its marked view.

        What is no agreement about officers in schools, and what is mostly in another language, is only said to be so.
        """
        text = text_of(document, view)
        reads = read(provisions_of(text))
        spoken = languages(text, self._words.language)
        told = kind_of(text, [r.provision for r in reads], self._words.kinds)
        note = spoken.note()
        if note and spoken.other[1] >= MOST:
            told = Told(kind="other", subkind="language", why=(note,))
        review = Review(
            document=ReviewedDocument(
                title=document.title or name,
                name=name,
                kind=told.kind,
                subkind=told.subkind,
                why=told.why,
                pages=max((b.page or 0 for b in document.blocks), default=0) or None,
                view=view,
                words=len(text.text.split()),
                checksum=checksum,
                notes=(note,) if note else (),
                unread=document.unread,
            ),
            text=text,
            edition=self._edition,
        )
        if told.kind == "other":
            return review
        return review.model_copy(
            update={
                "principles": self._principles(document, text, spoken),
                "vague": vague(reads, self._words.vague),
                "outside": outside(reads, self._words.outside),
                "counsel": counsel(reads, self._words.counsel),
            }
        )

    def _principles(self, document: MouDocument, text: ReviewText, spoken: Languages) -> tuple[PrincipleReview, ...]:
        found = [
            assess(r, e, self._weights, self._clauses.get(r.id))
            for r, e in zip(
                self._requirements, gather(document, text, self._requirements, self._judge, self._words), strict=True
            )
        ]
        findings = withheld(found, spoken)
        out = []
        for number in sorted({r.principle for r in self._requirements}):
            own = tuple(f for f in findings if f.principle == number)
            out.append(PrincipleReview(principle=number, status=summed(own), findings=own))
        return tuple(out)

    def findings(self, document: MouDocument, view: View = "accepted") -> tuple[Finding, ...]:
        """Return the finding on each requirement, whatever kind of document it is: for a part of an agreement."""
        found = self._gathered(document, text_of(document, view))
        return tuple(
            assess(r, e, self._weights, self._clauses.get(r.id)) for r, e in zip(self._requirements, found, strict=True)
        )

    def evidence(self, document: MouDocument, view: View = "accepted") -> dict[str, Evidence]:
        """Return what speaks about each requirement, by its id: what states are weighed from."""
        found = self._gathered(document, text_of(document, view))
        return {r.id: e for r, e in zip(self._requirements, found, strict=True)}

    def _gathered(self, document: MouDocument, text: ReviewText) -> list[Evidence]:
        return gather(document, text, self._requirements, self._judge, self._words)
