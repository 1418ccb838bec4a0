"""Returned files in the database, with what is decided about them, so that one can go on later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from assistant.domain.base import Value
from assistant.domain.documents import MouDocument
from assistant.domain.returned import Returned
from assistant.errors import NotFound, StaleWrite
from assistant.storage.database import Database
from assistant.storage.tables import DraftRow, ImportRow


class ImportSummary(Value):
    """One line of the list of returned files; ``waiting`` counts what is still to be decided."""

    id: str
    draft: str
    name: str
    at: datetime
    waiting: int


class ImportStore:
    """Write and read returned files; they go when their draft goes for good."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is written meanwhile, to drafts of the same database too, or nothing of it."""
        with self._database.write():
            yield

    def add(self, returned: Returned, document: MouDocument) -> Returned:
        """Store a returned file with the document as it was read (the marked view)."""
        returned = returned.model_copy(update={"revision": 1})
        with self._database.write() as session:
            session.add(
                ImportRow(
                    id=returned.id,
                    draft=returned.draft,
                    name=returned.name,
                    at=returned.at,
                    waiting=len(returned.waiting),
                    revision=1,
                    content=returned.model_dump(mode="json"),
                    document=document.model_dump(mode="json"),
                )
            )
        return returned

    def get(self, import_id: str) -> Returned:
        """Return a returned file; raise NotFound."""
        with self._database.read() as session:
            row = session.get(ImportRow, import_id)
            if row is None or session.get_one(DraftRow, row.draft).deleted is not None:
                raise NotFound("no-import", id=import_id[:60])
            return Returned.model_validate(row.content).model_copy(update={"revision": row.revision})

    def document(self, import_id: str) -> MouDocument:
        """Return the document of a returned file as it was read; raise NotFound."""
        with self._database.read() as session:
            row = session.get(ImportRow, import_id)
            if row is None:
                raise NotFound("no-import", id=import_id[:60])
            return MouDocument.model_validate(row.document)

    def save(self, returned: Returned) -> Returned:
        """Store what was decided; raise StaleWrite when somebody else decided meanwhile, and write nothing."""
        after = returned.model_copy(update={"revision": returned.revision + 1})
        values: dict[str, Any] = {
            "revision": after.revision,
            "waiting": len(after.waiting),
            "content": after.model_dump(mode="json"),
        }
        with self._database.write() as session:
            moved = session.execute(
                update(ImportRow)
                .where(ImportRow.id == returned.id, ImportRow.revision == returned.revision)
                .values(**values)
                .execution_options(synchronize_session=False)
            )
            if moved.rowcount != 1:  # type: ignore[attr-defined]
                if session.get(ImportRow, returned.id) is None:
                    raise NotFound("no-import", id=returned.id[:60])
                raise StaleWrite("import-stale")
        return after

    def list(self, draft_id: str | None = None) -> tuple[ImportSummary, ...]:
        """Return the returned files of a draft, or of all drafts that are not deleted, the latest first."""
        asked = (
            select(ImportRow.id, ImportRow.draft, ImportRow.name, ImportRow.at, ImportRow.waiting)
            .join(DraftRow, DraftRow.id == ImportRow.draft)
            .where(DraftRow.deleted.is_(None))
            .order_by(ImportRow.at.desc(), ImportRow.id)
        )
        if draft_id is not None:
            asked = asked.where(ImportRow.draft == draft_id)
        with self._database.read() as session:
            rows = session.execute(asked).all()
        return tuple(ImportSummary(id=i, draft=d, name=n, at=at, waiting=w) for i, d, n, at, w in rows)

    def delete(self, import_id: str) -> None:
        """Delete a returned file; what was taken over from it stays. Raise NotFound."""
        with self._database.write() as session:
            done = session.execute(delete(ImportRow).where(ImportRow.id == import_id))
            if done.rowcount != 1:  # type: ignore[attr-defined]
                raise NotFound("no-import", id=import_id[:60])
