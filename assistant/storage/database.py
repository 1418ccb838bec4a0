"""Open the database, bring its tables up to date, and turn its errors into sentences."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import sessionmaker

from assistant.errors import StorageError

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MS = 15_000


class Database:
    """A database by URL: ``sqlite:///path`` or ``postgresql+psycopg://…``.

    Raises StorageError when it cannot be opened; nothing is written then.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.engine = _engine(url)
            with guarded(url):
                _upgrade(self.engine)
        except (ArgumentError, NoSuchModuleError, ImportError) as err:
            raise StorageError("database-url") from err
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = threading.local()

    @contextmanager
    def write(self) -> Iterator[OrmSession]:
        """Open a transaction that is kept whole or not at all; one that is opened within another is part of it."""
        around = getattr(self._writing, "session", None)
        if around is not None:
            with guarded(self.url):
                yield around
                around.flush()
            return
        with guarded(self.url), self._sessions.begin() as session:
            self._writing.session = session
            try:
                yield session
            finally:
                self._writing.session = None

    @contextmanager
    def read(self) -> Iterator[OrmSession]:
        """Open a transaction for reading."""
        with guarded(self.url), self._sessions() as session:
            yield session

    def backup(self, target: Path) -> None:
        """Copy the whole SQLite database to a file while it is in use; raise StorageError."""
        if self.engine.dialect.name != "sqlite":
            raise StorageError("backup-elsewhere")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            connection = self.engine.raw_connection()
            try:
                with sqlite3.connect(target) as copy:
                    connection.driver_connection.backup(copy)  # type: ignore[union-attr]
                copy.close()
            finally:
                connection.close()
        except (OSError, sqlite3.Error) as err:
            raise StorageError("backup-failed", target=target, why=err) from err


@contextmanager
def guarded(url: str) -> Iterator[None]:
    """Turn the driver's errors into StorageError that says what is the matter."""
    try:
        yield
    except DBAPIError as err:
        place = url.removeprefix("sqlite:///") if url.startswith("sqlite") else "the database"
        key = _kind(str(err.orig).lower())
        if key == "database-closed" and Path(place).is_file() and not os.access(Path(place).parent, os.W_OK):
            key = "read-only"  # SQLite says no more than that it cannot open the files beside the database
        raise StorageError(key, place=place) from err
    except SQLAlchemyError as err:
        raise StorageError("database-other", kind=type(err).__name__) from err


# What drivers say, in lower case, and the name of the error that it is.
_SIGNS = (
    (("readonly", "read-only", "permission"), "read-only"),
    (("disk is full", "no space", "disk i/o"), "disk-full"),
    (("locked", "timeout"), "database-busy"),
    (("malformed", "not a database"), "database-damaged"),
    (("unable to open",), "database-closed"),
)


def _kind(error: str) -> str:
    return next((key for signs, key in _SIGNS if any(s in error for s in signs)), "database-silent")


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    path = Path(url.removeprefix("sqlite:///"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StorageError("data-folder", folder=path.parent, why=err.strerror or err) from err
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        # The order matters: waiting must be set before the switch to WAL, which needs the file for itself.
        for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _upgrade(engine: Engine) -> None:
    """Bring the tables to the newest revision; a current database costs one query."""
    if _is_current(engine):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


HEAD = "0004"
"""The newest revision in ``migrations/versions``; a test holds it against Alembic's own answer."""


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
