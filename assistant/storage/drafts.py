"""Drafts on disk: every write is a new version, made from the version it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as OrmSession

from assistant.domain.base import Value
from assistant.domain.drafts import Change, Draft, Trace
from assistant.errors import NotAllowed, NotFound, StaleWrite
from assistant.storage.database import Database
from assistant.storage.tables import DraftRow, VersionRow

KEPT_AFTER_DELETION = timedelta(days=30)


class DraftSummary(Value):
    """One line of the list of drafts."""

    id: str
    title: str
    template: str
    version: int
    created: datetime
    updated: datetime


class DraftStore:
    """Write and read drafts.

    Every writing method takes the version that it was made from and raises StaleWrite when the
    draft has moved on; then nothing is written. NotFound when there is no such draft.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, draft: Draft, change: Change) -> Draft:
        """Store a new draft as version 1."""
        draft = draft.model_copy(update={"version": 1})
        with self._database.write() as session:
            session.add(
                DraftRow(
                    id=draft.id,
                    title=draft.title,
                    template=draft.template,
                    version=1,
                    created=draft.created,
                    updated=draft.updated,
                    deleted=None,
                )
            )
            session.flush()
            session.add(_version(draft, change, content=1, parent=None, redo=[]))
        return draft

    def load(self, draft_id: str, version: int | None = None) -> Draft:
        """Return a draft, at its newest version or at an earlier one."""
        with self._database.read() as session:
            row = _live(session, draft_id)
            found = session.get(VersionRow, (draft_id, version or row.version))
            if found is None:
                raise NotFound("no-version", draft=draft_id, version=version)
            return Draft.model_validate(found.snapshot)

    def save(self, draft: Draft, change: Change, *, expected: int) -> Draft:
        """Store a draft as the version after ``expected``."""
        with self._database.write() as session:
            current = self._advance(session, draft, expected)
            draft = draft.model_copy(update={"version": expected + 1})
            session.add(_version(draft, change, content=expected + 1, parent=current.content, redo=[]))
        return draft

    def undo(
        self, draft_id: str, *, expected: int, now: datetime, worded: Callable[[str], str] = str
    ) -> tuple[Draft, Change]:
        """Return to the content before the last change, as a new version.

        ``worded`` makes the new version's summary from that of the change that is taken back.
        """
        with self._database.write() as session:
            current = self._current(session, draft_id, expected)
            done = session.get_one(VersionRow, (draft_id, current.content))
            if done.parent is None:
                raise NotAllowed("nothing-to-undo")
            target = session.get_one(VersionRow, (draft_id, done.parent))
            redo = [current.content, *current.redo]
            return self._show(session, target, redo, worded(done.summary), "undo", done, expected, now)

    def redo(
        self, draft_id: str, *, expected: int, now: datetime, worded: Callable[[str], str] = str
    ) -> tuple[Draft, Change]:
        """Bring back what the last undo took away, as a new version; ``worded`` as in ``undo``."""
        with self._database.write() as session:
            current = self._current(session, draft_id, expected)
            if not current.redo:
                raise NotAllowed("nothing-to-redo")
            target = session.get_one(VersionRow, (draft_id, current.redo[0]))
            summary = worded(target.summary)
            return self._show(session, target, current.redo[1:], summary, "redo", target, expected, now)

    def history(self, draft_id: str) -> tuple[Change, ...]:
        """Return every change, oldest first."""
        with self._database.read() as session:
            _live(session, draft_id)
            rows = session.scalars(
                select(VersionRow).where(VersionRow.draft == draft_id).order_by(VersionRow.version)
            ).all()
            return tuple(
                Change(version=r.version, at=r.at, action=r.action, summary=r.summary, clause=r.clause, field=r.field)
                for r in rows
            )

    def trail(self, draft_id: str) -> tuple[Trace, ...]:
        """Return what every version held, oldest first, as far as it tells where words and values come from."""
        with self._database.read() as session:
            _live(session, draft_id)
            rows = session.execute(
                select(VersionRow.version, VersionRow.at, VersionRow.snapshot)
                .where(VersionRow.draft == draft_id)
                .order_by(VersionRow.version)
            ).all()
        return tuple(
            Trace(
                version=version,
                at=at,
                values=snapshot["values"],
                clauses={
                    c: (e["variant"], e.get("own_text"), e.get("own_origin", ""))
                    for c, e in snapshot["clauses"].items()
                },
            )
            for version, at, snapshot in rows
        )

    def list(self) -> tuple[DraftSummary, ...]:
        """Return every draft that is not deleted, the last changed first."""
        with self._database.read() as session:
            rows = session.scalars(
                select(DraftRow).where(DraftRow.deleted.is_(None)).order_by(DraftRow.updated.desc(), DraftRow.id)
            ).all()
            return tuple(
                DraftSummary(
                    id=r.id, title=r.title, template=r.template, version=r.version, created=r.created, updated=r.updated
                )
                for r in rows
            )

    def delete(self, draft_id: str, now: datetime) -> None:
        """Delete a draft; it can be restored for 30 days."""
        with self._database.write() as session:
            _live(session, draft_id).deleted = now

    def restore(self, draft_id: str) -> None:
        """Bring back a deleted draft."""
        with self._database.write() as session:
            row = session.get(DraftRow, draft_id)
            if row is None:
                raise _unknown(draft_id)
            row.deleted = None

    def purge(self, now: datetime) -> int:
        """Remove for good what was deleted more than 30 days ago; return how many drafts."""
        with self._database.write() as session:
            old = session.scalars(select(DraftRow.id).where(DraftRow.deleted < now - KEPT_AFTER_DELETION)).all()
            if old:
                session.execute(delete(VersionRow).where(VersionRow.draft.in_(old)))
                session.execute(delete(DraftRow).where(DraftRow.id.in_(old)))
            return len(old)

    def _current(self, session: OrmSession, draft_id: str, expected: int) -> VersionRow:
        row = _live(session, draft_id)
        if row.version != expected:
            raise _stale(row.version, expected)
        return session.get_one(VersionRow, (draft_id, expected))

    def _advance(self, session: OrmSession, draft: Draft, expected: int) -> VersionRow:
        """Move the draft to the next version, or raise StaleWrite if somebody else did."""
        _live(session, draft.id)
        moved = session.execute(
            update(DraftRow)
            .where(DraftRow.id == draft.id, DraftRow.version == expected)
            .values(version=expected + 1, title=draft.title, updated=draft.updated)
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount != 1:  # type: ignore[attr-defined]
            session.expire_all()
            raise _stale(_live(session, draft.id).version, expected)
        return session.get_one(VersionRow, (draft.id, expected))

    def _show(
        self,
        session: OrmSession,
        target: VersionRow,
        redo: Sequence[int],
        summary: str,
        action: str,
        about: VersionRow,
        expected: int,
        now: datetime,
    ) -> tuple[Draft, Change]:
        draft = Draft.model_validate(target.snapshot).model_copy(update={"version": expected + 1, "updated": now})
        self._advance(session, draft, expected)
        change = Change(
            version=expected + 1, at=now, action=action, summary=summary, clause=about.clause, field=about.field
        )
        session.add(_version(draft, change, content=target.content, parent=target.parent, redo=[*redo]))
        return draft, change


def _version(draft: Draft, change: Change, *, content: int, parent: int | None, redo: list[int]) -> VersionRow:
    return VersionRow(
        draft=draft.id,
        version=draft.version,
        at=change.at,
        action=change.action,
        summary=change.summary,
        clause=change.clause,
        field=change.field,
        content=content,
        parent=parent,
        redo=redo,
        snapshot=draft.model_dump(mode="json"),
    )


def _live(session: OrmSession, draft_id: str) -> DraftRow:
    row = session.get(DraftRow, draft_id)
    if row is None or row.deleted is not None:
        raise _unknown(draft_id)
    return row


def _unknown(draft_id: str) -> NotFound:
    return NotFound("no-draft", draft=draft_id[:60])


def _stale(current: int, expected: int) -> StaleWrite:
    return StaleWrite("stale", current=current, expected=expected)
