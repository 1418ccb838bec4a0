"""Conversations on disk, so that a reload or a restart goes on where it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from assistant.domain.base import Value
from assistant.domain.dialogue import Session
from assistant.storage.database import Database
from assistant.storage.tables import MessageRow, SessionRow


class Message(Value):
    """One message as shown; ``extra`` holds what its view needs (citations, choices); ``id`` grows with time."""

    id: int = 0
    role: str
    text: str
    at: datetime
    extra: dict[str, Any] = {}  # noqa: RUF012


class SessionStore:
    """Write and read conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, session_id: str) -> Session:
        """Return a conversation; a new one when the id is not known."""
        with self._database.read() as session:
            row = session.get(SessionRow, session_id)
            return Session(id=session_id) if row is None else Session.model_validate(row.state)

    def save(self, conversation: Session, now: datetime) -> None:
        """Store a conversation's state."""
        with self._database.write() as session:
            session.merge(SessionRow(id=conversation.id, updated=now, state=conversation.model_dump(mode="json")))

    def append(self, session_id: str, role: str, text: str, now: datetime, extra: dict[str, Any] | None = None) -> None:
        """Add a message to a conversation's transcript."""
        with self._database.write() as session:
            session.add(MessageRow(session=session_id, at=now, role=role, text=text, extra=extra or {}))

    def transcript(self, session_id: str, last: int = 200) -> tuple[Message, ...]:
        """Return the last messages, oldest first."""
        with self._database.read() as session:
            rows = session.scalars(
                select(MessageRow).where(MessageRow.session == session_id).order_by(MessageRow.id.desc()).limit(last)
            ).all()
            return tuple(
                Message(id=r.id, role=r.role, text=r.text, at=r.at, extra=dict(r.extra)) for r in reversed(rows)
            )

    def forget(self, session_id: str) -> None:
        """Delete a conversation and its transcript."""
        with self._database.write() as session:
            session.execute(delete(MessageRow).where(MessageRow.session == session_id))
            session.execute(delete(SessionRow).where(SessionRow.id == session_id))
