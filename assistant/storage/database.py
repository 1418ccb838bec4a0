"""Open the database, bring its tables up to date, and turn its errors into sentences."""

from __future__ import annotations

import sqlite3
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
            raise StorageError(
                "MOU_DATABASE_URL is not an address that can be used.",
                "Use sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
            ) from err
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def write(self) -> Iterator[OrmSession]:
        """Open a transaction that is kept whole or not at all."""
        with guarded(self.url), self._sessions.begin() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[OrmSession]:
        """Open a transaction for reading."""
        with guarded(self.url), self._sessions() as session:
            yield session

    def backup(self, target: Path) -> None:
        """Copy the whole SQLite database to a file while it is in use; raise StorageError."""
        if self.engine.dialect.name != "sqlite":
            raise StorageError("Only the SQLite database is backed up from here.", "Use pg_dump for PostgreSQL.")
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
            raise StorageError(f"The backup cannot be written to {target} ({err}).", "Choose another place.") from err


@contextmanager
def guarded(url: str) -> Iterator[None]:
    """Turn the driver's errors into StorageError with a remedy."""
    try:
        yield
    except DBAPIError as err:
        raise StorageError(*_words(str(err.orig).lower(), url)) from err
    except SQLAlchemyError as err:
        raise StorageError(f"The database gave an error ({type(err).__name__}). Nothing was written.") from err


def _words(error: str, url: str) -> tuple[str, str]:
    place = url.removeprefix("sqlite:///") if url.startswith("sqlite") else "the database"
    if "readonly" in error or "read-only" in error or "permission" in error:
        return f"{place} is read-only; nothing was written.", "Make it writable, or set MOU_DATA_DIR to another folder."
    if "disk is full" in error or "no space" in error or "disk i/o" in error:
        return (
            f"There is no space left to write {place}; what was saved before is safe.",
            "Free some space and try again.",
        )
    if "locked" in error or "timeout" in error:
        return "The database is busy; nothing was written.", "Try again in a moment."
    if "malformed" in error or "not a database" in error:
        return f"{place} is damaged.", "Put back a backup made with 'mou backup', or move the file away to start anew."
    if "unable to open" in error:
        return f"{place} cannot be opened.", "Check that the folder exists and may be written to, or set MOU_DATA_DIR."
    return "The database does not answer; nothing was written.", "Check MOU_DATABASE_URL and that the server runs."


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    path = Path(url.removeprefix("sqlite:///"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StorageError(
            f"The data folder {path.parent} cannot be made ({err.strerror or err}).",
            "Set MOU_DATA_DIR to a folder that you may write to.",
        ) from err
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


HEAD = "0002"
"""The newest revision in ``migrations/versions``; a test holds it against Alembic's own answer."""


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
