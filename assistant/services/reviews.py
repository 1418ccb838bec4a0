"""Review an agreement that somebody brings: look at it once, or keep it and go on later."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from assistant.dialogue.privacy import private_matter
from assistant.documents.briefs import write_brief
from assistant.documents.brought import BroughtWord
from assistant.documents.csv_table import csv_text
from assistant.domain.documents import MouDocument, View
from assistant.domain.reading import Refusal
from assistant.domain.reviews import KeptReview, Review, Tick
from assistant.domain.wording import Wording, saying
from assistant.errors import DocumentError, NotFound, StaleWrite
from assistant.review.comparing import ReviewComparison, compare
from assistant.review.reviewing import Reviewer
from assistant.services.naming import plain_name
from assistant.services.report_texts import html_of, markdown_of
from assistant.services.review_data import json_of, rows_of
from assistant.services.review_notes import notes_of
from assistant.services.review_report import ReviewWords, report_of
from assistant.storage.reviews import ReviewStore, ReviewSummary

Read = Callable[[str, bytes], MouDocument | Refusal]
Stage = Literal["reading", "reviewing", "keeping"]
"""How far a review is, for those who watch."""
ReportForm = Literal["md", "html", "json", "csv"]
_LONGEST_REASON = 2000
_SMALL, _CAPITAL = re.compile(r"\b[a-z]{2,}\b"), re.compile(r"\b[A-Z][a-z]+\b")


class Annotated(NamedTuple):
    """A Word file about a review: the reviewed file itself with comments (``theirs``), or a report of its own."""

    data: bytes
    theirs: bool


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
        words: ReviewWords,
    ) -> None:
        self._reviewer, self._opened, self._read = reviewer, store, read
        self._wording, self._clock, self._private = wording, clock, private
        self.words = words

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

    def annotated(self, review_id: str) -> bytes:
        """Return the kept Word file with comments at the passages; of any other file a new Word report."""
        return self.annotation(review_id).data

    def annotation(self, review_id: str) -> Annotated:
        """Return what ``annotated`` does, and whether it is the reviewed file itself."""
        kept = self._store.get(review_id)
        document, data = self._store.document(review_id), self._store.data(review_id)
        return self._annotated(kept.review, document, data, kept.at, kept.ticks)

    def annotate(self, data: bytes, name: str, *, view: View = "accepted") -> tuple[Review, Annotated]:
        """Review a file, keep nothing of it, and return it with comments; of any other than Word a new report."""
        name = plain_name(name)
        document = self._document(data, name, self._read)
        review = self._review(document, name, view, hashlib.sha256(data).hexdigest())
        return review, self._annotated(review, document, data, self._clock(), ())

    def report(self, review_id: str, form: ReportForm) -> str:
        """Return the report on a kept review, with what is ticked off."""
        kept = self._store.get(review_id)
        return self.text(kept.review, form, at=kept.at, ticks=kept.ticks)

    def text(self, review: Review, form: ReportForm, *, at: datetime | None = None, ticks: Sequence[Tick] = ()) -> str:
        """Return the report on a review, made now unless ``at`` says when."""
        if form == "json":
            return json.dumps(json_of(review, self.words, ticks), ensure_ascii=False, indent=2) + "\n"
        if form == "csv":  # Excel asks for the mark of the coding
            return "\ufeff" + csv_text(rows_of(review, self.words, ticks))
        brief = report_of(review, self.words, at=at or self._clock(), ticks=ticks)
        return html_of(brief) if form == "html" else markdown_of(brief)

    def word_report(self, review: Review, *, at: datetime | None = None, ticks: Sequence[Tick] = ()) -> bytes:
        """Return the report on a review as a Word file of its own."""
        moment = at or self._clock()
        return write_brief(report_of(review, self.words, at=moment, ticks=ticks), when=moment, words=self._wording)

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

    def _annotated(
        self, review: Review, document: MouDocument, data: bytes, at: datetime, ticks: Sequence[Tick]
    ) -> Annotated:
        name = review.document.name
        if name.lower().endswith(".docx"):
            notes = notes_of(review, document, self.words)
            with BroughtWord() as brought:
                made = brought.remarked(data, name, view=review.document.view, notes=notes, when=at)
            if not isinstance(made, Refusal):
                return Annotated(made[0], theirs=True)
        return Annotated(self.word_report(review, at=at, ticks=ticks), theirs=False)

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
        """Return why a file seems to speak of one student; paragraph by paragraph, as messages are looked at.

        Agreements write their terms with capitals ("Pupil Conduct"): a word that the file writes small too is no name.
        """
        text = review.text
        small = set(_SMALL.findall(text.text))

        def plain(found: re.Match[str]) -> str:
            return found[0].lower() if found[0].lower() in small else found[0]

        for paragraph in text.paragraphs:
            words = _CAPITAL.sub(plain, text.text[paragraph.start : paragraph.end])
            if (reason := private_matter(words, self._private)) is not None:
                return reason
        return None


def _unwatched(stage: Stage) -> None:
    """Nobody watches."""
