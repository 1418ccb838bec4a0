"""The catalogue: which documents there are, and where their passages lie. What it does not hold is not found.

One SQLite file beside the stored texts. A document comes, is superseded or goes in one transaction;
the word index and the vectors follow it, and whatever they still hold of a removed document is
passed over, so that it is gone from every answer at once.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.domain.knowledge import Authority
from assistant.domain.library import OwnDocument, OwnPassage
from assistant.errors import StorageError
from assistant.retrieval.own.splitting import Cut

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, authority TEXT NOT NULL, date TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, pages INTEGER, passages INTEGER NOT NULL,
  edition INTEGER NOT NULL, supersedes TEXT, state TEXT NOT NULL, added TEXT NOT NULL,
  origin TEXT NOT NULL, text_sha256 TEXT NOT NULL, title_key TEXT NOT NULL,
  indexed INTEGER NOT NULL DEFAULT 0, worded INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS documents_sha ON documents (sha256);
CREATE INDEX IF NOT EXISTS documents_text ON documents (text_sha256);
CREATE INDEX IF NOT EXISTS documents_key ON documents (title_key, state);
CREATE INDEX IF NOT EXISTS documents_origin ON documents (origin, state);
CREATE INDEX IF NOT EXISTS documents_todo ON documents (state, added, id) WHERE indexed < passages OR worded = 0;
CREATE TABLE IF NOT EXISTS passages (
  document TEXT NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  section TEXT NOT NULL, page INTEGER, PRIMARY KEY (document, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leftovers (document TEXT PRIMARY KEY, authority TEXT NOT NULL, passages INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_COLUMNS = (
    "id, title, authority, date, name, kind, file, sha256, pages, passages, indexed, edition, supersedes, state, added"
)
_BUSY_SECONDS = 20.0


class Catalogue:
    """The catalogue of a data folder; one connection for each thread."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "catalogue.sqlite3"
        self._local = threading.local()

    @staticmethod
    def is_there(folder: Path) -> bool:
        """Tell whether a folder has a catalogue, without making one."""
        return (folder / "catalogue.sqlite3").is_file()

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                db = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=FULL")
                db.executescript(_SCHEMA)
            except (OSError, sqlite3.Error) as err:
                raise StorageError("own-catalogue", folder=self._path.parent) from err
            self._local.db = db
        return db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    # Reading

    def documents(self, *, every: bool = False) -> list[OwnDocument]:
        """Return the current documents by title; ``every`` adds superseded editions."""
        where = "" if every else "WHERE state = 'current'"
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM documents {where} ORDER BY title COLLATE NOCASE, edition DESC")
        return [_document(r) for r in rows]

    def count(self) -> int:
        """Return how many documents are current."""
        return int(self._db.execute("SELECT COUNT(*) FROM documents WHERE state = 'current'").fetchone()[0])

    def holds(self, authority: Authority) -> bool:
        """Tell whether any current document has this authority."""
        row = self._db.execute(
            "SELECT 1 FROM documents WHERE state = 'current' AND authority = ? LIMIT 1", (authority.value,)
        ).fetchone()
        return row is not None

    def document(self, document: str) -> OwnDocument | None:
        """Return a document by its id, current or superseded."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM documents WHERE id = ?", (document,)).fetchone()
        return None if row is None else _document(row)

    def same(self, sha256: str, text_sha256: str) -> OwnDocument | None:
        """Return the current document of this content: of the same bytes, or else of the same text."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM documents WHERE state = 'current' AND (sha256 = ? OR text_sha256 = ?)"
            " ORDER BY sha256 = ? DESC LIMIT 1",
            (sha256, text_sha256, sha256),
        ).fetchone()
        return None if row is None else _document(row)

    def earlier(self, title_key: str, origin: str) -> OwnDocument | None:
        """Return the current document that came from the same file, or else has the same title."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM documents WHERE state = 'current' AND (origin = ? OR title_key = ?)"
            " ORDER BY origin = ? DESC LIMIT 1",
            (origin, title_key, origin),
        ).fetchone()
        return None if row is None else _document(row)

    def passages(self, document: str, numbers: Sequence[int] | None = None, start: int = 0) -> list[OwnPassage]:
        """Return a document's passages in order (without their text), or those of these numbers."""
        rows: Iterable[Any]
        if numbers is None:
            rows = self._db.execute(
                "SELECT n, start, stop, section, page FROM passages WHERE document = ? AND n >= ? ORDER BY n",
                (document, start),
            )
        else:
            marks = ",".join("?" * len(numbers))
            rows = self._db.execute(
                f"SELECT n, start, stop, section, page FROM passages WHERE document = ? AND n IN ({marks})",
                (document, *numbers),
            )
        return [
            OwnPassage(id=passage_id(document, n), document=document, start=a, end=b, section=section, page=page)
            for n, a, b, section, page in rows
        ]

    def current(self, passages: Iterable[str]) -> list[tuple[OwnDocument, OwnPassage]]:
        """Return those of the passages that stand in a current document, each with it, in no order."""
        places = [p for p in map(place_of, passages) if p is not None]
        if not places:
            return []
        columns = ", ".join(f"d.{c.strip()}" for c in _COLUMNS.split(","))
        rows = self._db.execute(
            f"WITH wanted (document, n) AS (VALUES {','.join(['(?, ?)'] * len(places))})"
            f" SELECT p.document, p.n, p.start, p.stop, p.section, p.page, {columns} FROM wanted"
            " CROSS JOIN passages p ON p.document = wanted.document AND p.n = wanted.n"
            " CROSS JOIN documents d ON d.id = p.document WHERE d.state = 'current'",
            [v for place in places for v in place],
        )
        out: list[tuple[OwnDocument, OwnPassage]] = []
        documents: dict[str, OwnDocument] = {}
        for id_, n, start, end, section, page, *rest in rows:
            if id_ not in documents:
                documents[id_] = _document(rest)
            passage = OwnPassage(id=passage_id(id_, n), document=id_, start=start, end=end, section=section, page=page)
            out.append((documents[id_], passage))
        return out

    def unworded(self, most: int) -> list[OwnDocument]:
        """Return current documents whose words are not in the word index yet, oldest first."""
        return self._todo("worded = 0", most)

    def unindexed(self, most: int) -> list[OwnDocument]:
        """Return current documents that have passages without a vector, oldest first."""
        return self._todo("indexed < passages", most)

    def _todo(self, what: str, most: int) -> list[OwnDocument]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM documents WHERE state = 'current' AND {what} ORDER BY added, id LIMIT ?", (most,)
        )
        return [_document(r) for r in rows]

    def left_to_index(self) -> int:
        """Return how many passages of current documents have no vector yet."""
        row = self._db.execute("SELECT COALESCE(SUM(passages - indexed), 0) FROM documents WHERE state = 'current'")
        return int(row.fetchone()[0])

    def expected(self, authority: Authority) -> tuple[int, int]:
        """Return how many passages the word index and the vectors of an authority must hold at least."""
        row = self._db.execute(
            "SELECT COALESCE(SUM(passages * worded), 0), COALESCE(SUM(indexed), 0) FROM documents"
            " WHERE state = 'current' AND authority = ?",
            (authority.value,),
        ).fetchone()
        return int(row[0]), int(row[1])

    def leftovers(self) -> list[tuple[str, str, int]]:
        """Return (document, authority, passages) of what the indexes may still hold and must lose."""
        return [(r[0], r[1], int(r[2])) for r in self._db.execute("SELECT * FROM leftovers ORDER BY document")]

    def fact(self, name: str) -> str:
        """Return a remembered value, empty when there is none."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    # Writing (only by whoever holds the library's lock)

    def add(self, document: OwnDocument, cuts: Sequence[Cut], *, origin: str, text_sha256: str) -> None:
        """Take in a document; the one that it supersedes is out of the current ones in the same moment."""
        with self._writing() as db:
            if document.supersedes is not None:
                db.execute("UPDATE documents SET state = 'superseded' WHERE id = ?", (document.supersedes,))
                self._leave_over(db, document.supersedes)
            db.execute(
                f"INSERT INTO documents ({_COLUMNS}, origin, text_sha256, title_key) VALUES ({','.join('?' * 18)})",
                (*_row(document), origin, text_sha256, title_key(document.title)),
            )
            db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
                [(document.id, n, c.start, c.end, c.section, c.page) for n, c in enumerate(cuts)],
            )
            self._changed(db)

    def remove(self, document: str) -> None:
        """Forget a document and its passages."""
        with self._writing() as db:
            self._leave_over(db, document)
            db.execute("DELETE FROM passages WHERE document = ?", (document,))
            db.execute("DELETE FROM documents WHERE id = ?", (document,))
            self._changed(db)

    def worded(self, documents: Iterable[str]) -> None:
        """Note that documents are in the word index."""
        with self._writing() as db:
            db.executemany("UPDATE documents SET worded = 1 WHERE id = ?", [(d,) for d in documents])
            self._changed(db)

    def indexed(self, counts: dict[str, int]) -> None:
        """Note how many passages of each document have vectors."""
        with self._writing() as db:
            db.executemany("UPDATE documents SET indexed = ? WHERE id = ?", [(n, d) for d, n in counts.items()])

    def cleared(self, document: str) -> None:
        """Note that the indexes hold nothing more of a removed document."""
        with self._writing() as db:
            db.execute("DELETE FROM leftovers WHERE document = ?", (document,))

    def forget_indexes(self, *, words: bool, vectors: bool, authority: Authority | None = None) -> None:
        """Note that an index is new or has lost something: everything is to be put into it again."""
        with self._writing() as db:
            for wanted, column in ((words, "worded"), (vectors, "indexed")):
                if wanted:
                    db.execute(
                        f"UPDATE documents SET {column} = 0 WHERE ? IN ('', authority)",
                        (authority.value if authority else "",),
                    )

    def remember(self, name: str, value: str) -> None:
        """Remember a value."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def touch(self) -> None:
        """Tell readers that the indexes have changed."""
        with self._writing() as db:
            self._changed(db)

    @staticmethod
    def _changed(db: sqlite3.Connection) -> None:
        db.execute(
            "INSERT INTO facts VALUES ('changes', '1')"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )

    @staticmethod
    def _leave_over(db: sqlite3.Connection, document: str) -> None:
        db.execute(
            "INSERT OR REPLACE INTO leftovers SELECT id, authority, passages FROM documents WHERE id = ?", (document,)
        )


def passage_id(document: str, number: int) -> str:
    """Return the id of a passage."""
    return f"{document}.{number}"


def place_of(passage: str) -> tuple[str, int] | None:
    """Return (document, number) of a passage's id, None when it is none."""
    document, dot, number = passage.rpartition(".")
    return (document, int(number)) if dot and number.isdecimal() and len(number) < 8 else None


def title_key(title: str) -> str:
    """Return a title for comparing: in one case, with single spaces."""
    return " ".join(title.casefold().split())


def _row(document: OwnDocument) -> tuple[Any, ...]:
    values = document.model_dump(mode="json")
    return tuple(values[c.strip()] for c in _COLUMNS.split(","))


def _document(row: Sequence[Any]) -> OwnDocument:
    return OwnDocument.model_validate(dict(zip((c.strip() for c in _COLUMNS.split(",")), row, strict=True)))
