"""Feedback in the database: written only by a visitor's yes, read, exported and deleted by an administrator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CursorResult, delete, select

from assistant.domain.feedback import FEEDBACK_KEPT, Feedback, FeedbackKind
from assistant.errors import NotFound
from assistant.storage.database import Database
from assistant.storage.tables import FeedbackRow

_COLUMNS = ("id", "at", "kind", "note", "question", "answer")


class FeedbackStore:
    """Write and read feedback."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, feedback: Feedback) -> None:
        """Store one piece of feedback."""
        content = feedback.model_dump(mode="json", exclude=set(_COLUMNS))
        kept = {name: getattr(feedback, name) for name in _COLUMNS} | {"kind": feedback.kind.value}
        with self._database.write() as session:
            session.add(FeedbackRow(**kept, content=content))

    def list(self, kind: FeedbackKind | None = None, last: int | None = None) -> tuple[Feedback, ...]:
        """Return feedback, newest first."""
        asked = select(FeedbackRow).order_by(FeedbackRow.at.desc(), FeedbackRow.id)
        if kind is not None:
            asked = asked.where(FeedbackRow.kind == kind.value)
        with self._database.read() as session:
            return tuple(_value(row) for row in session.scalars(asked.limit(last)).all())

    def get(self, feedback_id: str) -> Feedback:
        """Return one piece of feedback; raise NotFound."""
        with self._database.read() as session:
            row = session.get(FeedbackRow, feedback_id)
            if row is None:
                raise NotFound("no-feedback", feedback=feedback_id)
            return _value(row)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete by id, all or none; raise NotFound when one is not there. Returns how many were deleted."""
        wanted = tuple(dict.fromkeys(ids))
        with self._database.write() as session:
            known = set(session.scalars(select(FeedbackRow.id).where(FeedbackRow.id.in_(wanted))).all())
            for missing in (i for i in wanted if i not in known):
                raise NotFound("no-feedback-to-delete", feedback=missing)
            session.execute(delete(FeedbackRow).where(FeedbackRow.id.in_(wanted)))
        return len(wanted)

    def delete_before(self, moment: datetime | None) -> int:
        """Delete what was given before a moment, or everything when None; return how many."""
        asked = delete(FeedbackRow)
        if moment is not None:
            asked = asked.where(FeedbackRow.at < moment)
        with self._database.write() as session:
            done = session.execute(asked)
            return done.rowcount if isinstance(done, CursorResult) else 0

    def purge(self, now: datetime) -> int:
        """Delete what is older than FEEDBACK_KEPT."""
        return self.delete_before(now - FEEDBACK_KEPT)


def _value(row: FeedbackRow) -> Feedback:
    columns = {name: getattr(row, name) for name in _COLUMNS}
    return Feedback.model_validate({**row.content, **columns})
