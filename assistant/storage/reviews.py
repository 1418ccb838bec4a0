"""Reviewed files in the database, with what is ticked off, so that one can go on later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from assistant.domain.base import Value
from assistant.domain.documents import MouDocument
from assistant.domain.reviews import KeptReview
from assistant.errors import NotFound, StaleWrite
from assistant.storage.database import Database
from assistant.storage.tables import ReviewRow

_TITLE = 300


class ReviewSummary(Value):
    """One line of the list of kept reviews; ``open`` counts what is neither addressed nor ticked off."""

    id: str
    name: str
    title: str
    at: datetime
    kind: str
    open: int


class ReviewStore:
    """Write and read kept reviews; a deleted one is gone at once, with its file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kept: KeptReview, document: MouDocument, data: bytes) -> KeptReview:
        """Store a review with the file's bytes and the document as it was read (the marked view)."""
        kept = kept.model_copy(update={"revision": 1})
        reviewed = kept.review.document
        with self._database.write() as session:
            session.add(
                ReviewRow(
                    id=kept.id,
                    name=reviewed.name[:_TITLE],
                    title=reviewed.title[:_TITLE],
                    at=kept.at,
                    kind=reviewed.kind,
                    open=len(kept.open),
                    revision=1,
                    content=kept.model_dump(mode="json"),
                    document=document.model_dump(mode="json"),
                    data=data,
                )
            )
        return kept

    def get(self, review_id: str) -> KeptReview:
        """Return a review; raise NotFound."""
        with self._database.read() as session:
            found = session.execute(
                select(ReviewRow.content, ReviewRow.revision).where(ReviewRow.id == review_id)
            ).one_or_none()
        if found is None:
            raise _unknown(review_id)
        content, revision = found
        return KeptReview.model_validate(content).model_copy(update={"revision": revision})

    def document(self, review_id: str) -> MouDocument:
        """Return the document as it was read; raise NotFound."""
        with self._database.read() as session:
            found = session.scalars(select(ReviewRow.document).where(ReviewRow.id == review_id)).one_or_none()
        if found is None:
            raise _unknown(review_id)
        return MouDocument.model_validate(found)

    def data(self, review_id: str) -> bytes:
        """Return the bytes of the file; raise NotFound."""
        with self._database.read() as session:
            found = session.scalars(select(ReviewRow.data).where(ReviewRow.id == review_id)).one_or_none()
        if found is None:
            raise _unknown(review_id)
        return found

    def save(self, kept: KeptReview) -> KeptReview:
        """Store what changed; raise StaleWrite when somebody else changed it meanwhile, and write nothing."""
        after = kept.model_copy(update={"revision": kept.revision + 1})
        with self._database.write() as session:
            moved = session.execute(
                update(ReviewRow)
                .where(ReviewRow.id == kept.id, ReviewRow.revision == kept.revision)
                .values(
                    revision=after.revision,
                    title=after.review.document.title[:_TITLE],
                    kind=after.review.document.kind,
                    open=len(after.open),
                    content=after.model_dump(mode="json"),
                )
                .execution_options(synchronize_session=False)
            )
            if moved.rowcount != 1:  # type: ignore[attr-defined]
                if session.scalars(select(ReviewRow.id).where(ReviewRow.id == kept.id)).one_or_none() is None:
                    raise _unknown(kept.id)
                raise StaleWrite("review-stale")
        return after

    def list(self) -> tuple[ReviewSummary, ...]:
        """Return every kept review, the latest first."""
        asked = select(
            ReviewRow.id, ReviewRow.name, ReviewRow.title, ReviewRow.at, ReviewRow.kind, ReviewRow.open
        ).order_by(ReviewRow.at.desc(), ReviewRow.id)
        with self._database.read() as session:
            rows = session.execute(asked).all()
        return tuple(ReviewSummary(id=i, name=n, title=t, at=at, kind=k, open=o) for i, n, t, at, k, o in rows)

    def delete(self, review_id: str) -> None:
        """Delete a review and its file; raise NotFound."""
        with self._database.write() as session:
            done = session.execute(delete(ReviewRow).where(ReviewRow.id == review_id))
            if done.rowcount != 1:  # type: ignore[attr-defined]
                raise _unknown(review_id)


def _unknown(review_id: str) -> NotFound:
    return NotFound("no-review", id=review_id[:60])
