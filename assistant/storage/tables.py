"""The tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    type_annotation_map = {dict[str, Any]: JSON, list[int]: JSON, datetime: UtcDateTime}  # noqa: RUF012


class DraftRow(Base):
    """One draft; ``version`` is the newest row of ``draft_versions``."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    template: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer)
    created: Mapped[datetime]
    updated: Mapped[datetime]
    deleted: Mapped[datetime | None]


class VersionRow(Base):
    """One version of a draft, whole; nothing is ever overwritten.

    ``content`` is the version whose content this one shows (itself, unless made by undo or redo),
    ``parent`` the content that undo returns to, ``redo`` the contents that redo can bring back.
    """

    __tablename__ = "draft_versions"

    draft: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(Text)
    clause: Mapped[str | None] = mapped_column(String(80))
    field: Mapped[str | None] = mapped_column(String(80))
    content: Mapped[int] = mapped_column(Integer)
    parent: Mapped[int | None] = mapped_column(Integer)
    redo: Mapped[list[int]]
    snapshot: Mapped[dict[str, Any]]


class SessionRow(Base):
    """One conversation's state."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    updated: Mapped[datetime]
    state: Mapped[dict[str, Any]]


class MessageRow(Base):
    """One message of a conversation, as shown."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_session", "session"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    session: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    role: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    extra: Mapped[dict[str, Any]]


class FeedbackRow(Base):
    """What someone said about an answer, kept because they agreed to it; it names no visitor and no conversation."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]]


class ImportRow(Base):
    """One Word file that came back; ``document`` is what was read of it, ``content`` how it compares."""

    __tablename__ = "imports"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    draft: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    waiting: Mapped[int] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]]
    document: Mapped[dict[str, Any]]


class ReviewRow(Base):
    """One reviewed file: ``data`` its bytes, ``document`` what was read of it, ``content`` what was found."""

    __tablename__ = "reviews"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    open: Mapped[int] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]]
    document: Mapped[dict[str, Any]]
    data: Mapped[bytes] = mapped_column(LargeBinary)
