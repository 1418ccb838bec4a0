"""Review one document: text, provisions, kind, findings, remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from assistant.domain.documents import MouDocument, View
from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import PrincipleReview, Review, ReviewedDocument, ReviewText
from assistant.review.assess import Evidence, assess, summed
from assistant.review.derogations import derogations
from assistant.review.judge import Judge, Vectors
from assistant.review.provisions import provisions_of
from assistant.review.states import Weights
from assistant.review.text import text_of
from assistant.verify.conflicts import Conflict, find_conflicts


class Reviewer:
    """Reviews documents against the requirements; holds no document.

    ``clauses`` gives for a requirement the clause of the library that serves it.
    """

    def __init__(
        self,
        requirements: Iterable[Requirement],
        judge: Judge,
        weights: Weights,
        clauses: Mapping[str, str],
        edition: str,
    ) -> None:
        self._requirements = tuple(requirements)
        self._judge, self._weights = judge, weights
        self._clauses, self._edition = clauses, edition

    def review(self, document: MouDocument, *, name: str, view: View = "accepted", checksum: str = "") -> Review:
        """Return the review of one view of a document that was read in its marked view."""
        text = text_of(document, view)
        findings = [
            assess(r, e, self._weights, self._clauses.get(r.id))
            for r, e in zip(self._requirements, self._gathered(text), strict=True)
        ]
        principles = []
        for number in sorted({r.principle for r in self._requirements}):
            own = tuple(f for f in findings if f.principle == number)
            principles.append(PrincipleReview(principle=number, status=summed(own), findings=own))
        return Review(
            document=ReviewedDocument(
                title=document.title or name,
                name=name,
                kind="sro-mou",
                pages=max((b.page or 0 for b in document.blocks), default=0) or None,
                view=view,
                words=len(text.text.split()),
                checksum=checksum,
                unread=document.unread,
            ),
            principles=tuple(principles),
            text=text,
            edition=self._edition,
        )

    def evidence(self, document: MouDocument, view: View = "accepted") -> dict[str, Evidence]:
        """Return what speaks about each requirement, by its id: what states are weighed from."""
        found = self._gathered(text_of(document, view))
        return {r.id: e for r, e in zip(self._requirements, found, strict=True)}

    def _gathered(self, text: ReviewText) -> list[Evidence]:
        provisions = provisions_of(text)
        judged = self._judge.judge([p.read for p in provisions])
        ruled: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in find_conflicts(text.text, self._requirements):
            ruled[conflict.requirement].append(conflict)
        place = {r: n for n, r in enumerate(self._judge.requirements)}
        back = derogations(text, provisions)
        out = []
        for requirement in self._requirements:
            at = place[requirement.id]
            like = partial(self._like, judged.vectors, at)
            out.append(Evidence(provisions, judged.chances[:, at], ruled[requirement.id], back, like))
        return out

    def _like(self, vectors: Vectors, requirement: int, index: int, label: int) -> tuple[str, float] | None:
        return self._judge.like(vectors[index], requirement, label)
