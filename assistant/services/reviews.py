"""Review an agreement that somebody brings: look at it once, or keep it and go on later."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from assistant.dialogue.privacy import private_matter
from assistant.domain.documents import MouDocument, View
from assistant.domain.reading import Refusal
from assistant.domain.reviews import KeptReview, Review, Tick
from assistant.domain.wording import Wording, saying
from assistant.errors import DocumentError, NotFound, StaleWrite
from assistant.review.comparing import ReviewComparison, compare
from assistant.review.reviewing import Reviewer
from assistant.services.naming import plain_name
from assistant.storage.reviews import ReviewStore, ReviewSummary

Read = Callable[[str, bytes], MouDocument | Refusal]
Stage = Literal["reading", "reviewing", "keeping"]
"""How far a review is, for those who watch."""
ReportForm = Literal["md", "html", "json", "csv"]
_LONGEST_REASON = 2000


class ReviewService:
    """Review files, keep what a person wants kept, and remember what they ticked off.

    Methods that read a file raise DocumentError with a sentence when it cannot be read; those that take the id of
    a kept review raise NotFound, and those that change one StaleWrite when somebody else changed it meanwhile.
    ``store`` is opened when something is kept or asked for: a review that is only looked at needs no database.
    ``private`` are the words by which a student's name is suspected.
    """

    def __init__(
        self,
        reviewer: Callable[[], Reviewer],
        store: Callable[[], ReviewStore],
        read: Read,
        wording: Wording,
        clock: Callable[[], datetime],
        private: Mapping[str, Sequence[str]],
    ) -> None:
        self._reviewer, self._opened, self._read = reviewer, store, read
        self._wording, self._clock, self._private = wording, clock, private

    def look(self, data: bytes, name: str, *, view: View = "accepted", read: Read | None = None) -> Review:
        """Review a file and keep nothing of it; ``read`` reads many files with one process."""
        name = plain_name(name)
        document = self._document(data, name, read or self._read)
        return self._review(document, name, view, hashlib.sha256(data).hexdigest())

    def keep(
        self, data: bytes, name: str, *, view: View = "accepted", at: Callable[[Stage], None] | None = None
    ) -> KeptReview:
        """Review a file and keep it with its review, on this computer, until it is deleted; ``at`` hears each stage."""
        name, at = plain_name(name), at or _unwatched
        at("reading")
        document = self._document(data, name, self._read)
        at("reviewing")
        review = self._review(document, name, view, hashlib.sha256(data).hexdigest())
        at("keeping")
        kept = KeptReview(id=f"rv-{secrets.token_hex(6)}", at=self._clock(), review=review)
        return self._store.add(kept, document, data)

    def list(self) -> tuple[ReviewSummary, ...]:
        """Return the kept reviews, the latest first."""
        return self._store.list()

    def get(self, review_id: str) -> KeptReview:
        """Return a kept review."""
        return self._store.get(review_id)

    def document(self, review_id: str) -> MouDocument:
        """Return the document of a kept review as it was read, in its marked view."""
        return self._store.document(review_id)

    def delete(self, review_id: str) -> None:
        """Delete a kept review and its file for good; a draft that was started from it stays."""
        self._store.delete(review_id)

    def again(self, review_id: str, view: View) -> KeptReview:
        """Review a kept file anew, in another view of its tracked changes; what is ticked off stays so."""
        kept = self._store.get(review_id)
        before = kept.review.document
        review = self._review(self._store.document(review_id), before.name, view, before.checksum)
        return self._store.save(kept.model_copy(update={"review": review}))

    def tick(self, review_id: str, requirement: str, reason: str = "", *, revision: int | None = None) -> KeptReview:
        """Tick a finding off with a reason; one that is ticked off already gets the new reason.

        With ``revision`` raise StaleWrite unless the review is still as it was then.
        """
        kept = self._at(review_id, revision)
        if kept.review.finding(requirement) is None:
            raise NotFound("no-review-finding", requirement=requirement[:60], name=kept.review.document.name)
        others = tuple(t for t in kept.ticks if t.requirement != requirement)
        tick = Tick(requirement=requirement, reason=" ".join(reason.split())[:_LONGEST_REASON], at=self._clock())
        return self._store.save(kept.model_copy(update={"ticks": (*others, tick)}))

    def untick(self, review_id: str, requirement: str, *, revision: int | None = None) -> KeptReview:
        """Take a tick back; nothing happens where there is none."""
        kept = self._at(review_id, revision)
        if kept.tick(requirement) is None:
            return kept
        left = tuple(t for t in kept.ticks if t.requirement != requirement)
        return self._store.save(kept.model_copy(update={"ticks": left}))

    def attach_draft(self, review_id: str, draft_id: str) -> KeptReview:
        """Remember the draft that was started from a review."""
        kept = self._store.get(review_id)
        return self._store.save(kept.model_copy(update={"draft": draft_id}))

    def compare(self, before: Review, after: Review) -> ReviewComparison:
        """Compare the reviews of two agreements, requirement by requirement."""
        return compare(before, after)

    @property
    def _store(self) -> ReviewStore:
        return self._opened()

    def _at(self, review_id: str, revision: int | None) -> KeptReview:
        kept = self._store.get(review_id)
        if revision is not None and kept.revision != revision:
            raise StaleWrite("review-stale")
        return kept

    def _document(self, data: bytes, name: str, read: Read) -> MouDocument:
        document = read(name, data)
        if isinstance(document, Refusal):
            slots = {"name": name, **document.slots}
            raise DocumentError("review-refused", why=self._wording(f"library.refused.{document.reason}", **slots))
        return document

    def _review(self, document: MouDocument, name: str, view: View, checksum: str) -> Review:
        review = self._reviewer().review(document, name=name, view=view, checksum=checksum)
        reason = self._private_reason(review)
        if reason is None:
            return review
        notes = (*review.document.notes, saying(f"review.private.{reason}"))
        return review.model_copy(update={"document": review.document.model_copy(update={"notes": notes})})

    def _private_reason(self, review: Review) -> str | None:
        """Return why a file seems to speak of one student; paragraph by paragraph, as messages are looked at."""
        text = review.text
        each = (private_matter(text.text[p.start : p.end], self._private) for p in text.paragraphs)
        return next((reason for reason in each if reason is not None), None)


def _unwatched(stage: Stage) -> None:
    """Nobody watches."""
