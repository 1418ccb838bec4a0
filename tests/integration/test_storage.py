"""Drafts on a real database: versions, undo, stale writes, restarts, damage."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from assistant.domain.dialogue import Intent, Session, Turn
from assistant.domain.documents import Block, MouDocument, Span
from assistant.domain.drafts import Change, ClauseEntry, Draft
from assistant.domain.returned import Returned, ReturnedItem
from assistant.errors import NotAllowed, NotFound, StaleWrite, StorageError
from assistant.storage.database import HEAD, Database, guarded
from assistant.storage.drafts import DraftStore
from assistant.storage.imports import ImportStore
from assistant.storage.sessions import SessionStore
from tests.conftest import need

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def change(summary: str) -> Change:
    return Change(version=0, at=NOW, action="set", summary=summary)


def draft(draft_id: str = "d1", **values: str) -> Draft:
    return Draft(
        id=draft_id,
        title="Riverton",
        template="standard",
        template_version="1.0",
        template_edition="e",
        values=values,
        clauses={"purpose": ClauseEntry(variant="a")},
        created=NOW,
        updated=NOW,
    )


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own on a free port, without any of its safety for speed."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").is_dir() else []
    need(bool(found), "PostgreSQL")
    binaries = found[-1].parent
    folder = tmp_path_factory.mktemp("pg")
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # PostgreSQL refuses to run as root.
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if become:
        for place in [folder, *list(folder.parents)[:3]]:
            place.chmod(0o755)
        shutil.chown(folder, "postgres")
    data = folder / "data"
    subprocess.run(
        [*become, str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"],
        check=True,
        capture_output=True,
    )
    server = subprocess.Popen(
        [
            *become,
            str(binaries / "postgres"),
            "-D",
            str(data),
            "-p",
            str(port),
            "-h",
            "127.0.0.1",
            "-k",
            str(folder),
            "-F",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            ready = subprocess.run(
                [str(binaries / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)], capture_output=True
            )
            if ready.returncode == 0:
                break
            time.sleep(0.1)
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        # A fast shutdown, whoever is still connected; through runuser a signal would ask for a slow one.
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        server.wait(timeout=60)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield Database(f"sqlite:///{tmp_path / 'mou.sqlite3'}")
        return
    made = Database(request.getfixturevalue("postgres"))
    yield made
    with made.engine.begin() as connection:
        for table in ("feedback", "imports", "reviews", "messages", "sessions", "draft_versions", "drafts"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    made.engine.dispose()


@pytest.fixture
def store(database: Database) -> DraftStore:
    return DraftStore(database)


def test_each_write_is_a_new_version_and_the_old_ones_stay(store: DraftStore) -> None:
    made = store.create(draft(), change("made"))
    store.save(made.model_copy(update={"values": {"state": "Ohio"}}), change("state"), expected=1)
    assert store.load("d1").values == {"state": "Ohio"}
    assert store.load("d1", 1).values == {}
    assert [c.summary for c in store.history("d1")] == ["made", "state"]


def test_a_stale_write_is_refused_and_nothing_of_it_is_kept(store: DraftStore) -> None:
    made = store.create(draft(), change("made"))
    store.save(made.model_copy(update={"values": {"state": "Ohio"}}), change("first tab"), expected=1)
    with pytest.raises(StaleWrite, match=r"stale .*current=2"):
        store.save(made.model_copy(update={"values": {"state": "Iowa"}}), change("second tab"), expected=1)
    assert store.load("d1").values == {"state": "Ohio"}
    assert len(store.history("d1")) == 2


def test_undo_and_redo_walk_through_the_contents(store: DraftStore) -> None:
    now = store.create(draft(), change("made"))
    for value in "abc":
        now = store.save(now.model_copy(update={"values": {"x": value}}), change(value), expected=now.version)
    seen = []
    for step in ("undo", "undo", "redo", "undo", "undo"):
        now, _ = getattr(store, step)("d1", expected=now.version, now=NOW)
        seen.append(now.values.get("x"))
    assert seen == ["b", "a", "b", "a", None]
    with pytest.raises(NotAllowed, match="nothing-to-undo"):
        store.undo("d1", expected=now.version, now=NOW)


def test_a_new_change_after_undo_ends_redo(store: DraftStore) -> None:
    now = store.create(draft(), change("made"))
    now = store.save(now.model_copy(update={"values": {"x": "a"}}), change("a"), expected=1)
    now, _ = store.undo("d1", expected=now.version, now=NOW)
    now = store.save(now.model_copy(update={"values": {"x": "b"}}), change("b"), expected=now.version)
    with pytest.raises(NotAllowed, match="nothing-to-redo"):
        store.redo("d1", expected=now.version, now=NOW)


def test_a_deleted_draft_is_kept_thirty_days(store: DraftStore) -> None:
    store.create(draft(), change("made"))
    store.delete("d1", NOW)
    with pytest.raises(NotFound):
        store.load("d1")
    assert store.list() == ()
    assert store.purge(NOW + timedelta(days=29)) == 0
    store.restore("d1")
    assert store.load("d1").title == "Riverton"
    store.delete("d1", NOW)
    assert store.purge(NOW + timedelta(days=31)) == 1
    with pytest.raises(NotFound):
        store.restore("d1")


def test_an_unknown_draft_or_version_is_said(store: DraftStore) -> None:
    store.create(draft(), change("made"))
    with pytest.raises(NotFound, match="no-draft"):
        store.load("nope")
    with pytest.raises(NotFound, match=r"no-version .*version=9"):
        store.load("d1", 9)


def test_a_conversation_goes_on_where_it_was(database: Database) -> None:
    sessions = SessionStore(database)
    talk = Session(id="s", turns=(Turn(message="hi", intent=Intent.QUESTION),), draft="d1")
    sessions.save(talk, NOW)
    sessions.append("s", "user", "hi", NOW)
    sessions.append("s", "assistant", "hello", NOW, {"citations": [1]})
    assert sessions.load("s") == talk
    assert [(m.role, m.text) for m in sessions.transcript("s")] == [("user", "hi"), ("assistant", "hello")]
    sessions.forget("s")
    assert sessions.load("s").turns == ()
    assert sessions.transcript("s") == ()


def returned() -> Returned:
    items = (
        ReturnedItem(id="term", clause="term", state="changed", after=("Two years.",), wording="Two years."),
        ReturnedItem(id="new-1", state="new text", after=("Words “of” nobody.",)),
        ReturnedItem(id="purpose", clause="purpose", state="unchanged"),
    )
    return Returned(id="im-1", draft="d1", name="back.docx", checksum="0", at=NOW, base=1, items=items)


def test_a_returned_file_is_kept_with_what_is_decided_so_that_one_can_go_on_later(database: Database) -> None:
    DraftStore(database).create(draft(), change("made"))
    store = ImportStore(database)
    document = MouDocument(title="MOU", blocks=(Block(kind="plain", spans=(Span(text="Two years."),)),))
    made = store.add(returned(), document)
    assert [(i.id, i.waiting) for i in store.list("d1")] == [("im-1", 2)]
    decided = made.items[0].model_copy(update={"decision": "accepted", "decided": 2})
    store.save(made.model_copy(update={"items": (decided, *made.items[1:])}))
    again = ImportStore(database).get("im-1")
    assert (again.items[0].decision, again.revision) == ("accepted", 2)
    assert again.items[1:] == made.items[1:]
    assert store.document("im-1") == document
    assert [i.waiting for i in store.list()] == [1]
    with pytest.raises(StaleWrite, match="import-stale"):
        store.save(made)
    with pytest.raises(NotFound, match="no-import"):
        store.get("im-2")


def test_a_returned_file_goes_when_its_draft_goes_for_good(database: Database) -> None:
    drafts, store = DraftStore(database), ImportStore(database)
    drafts.create(draft(), change("made"))
    store.add(returned(), MouDocument(title="MOU", blocks=()))
    drafts.delete("d1", NOW)
    assert store.list() == ()
    drafts.restore("d1")
    assert len(store.list()) == 1
    drafts.delete("d1", NOW)
    drafts.purge(NOW + timedelta(days=31))
    with pytest.raises(NotFound):
        store.get("im-1")


def test_the_tables_match_the_migrations(database: Database) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option(
        "script_location", str(Path(sys.modules["assistant.storage.database"].__file__ or "").parent / "migrations")
    )
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)
        command.downgrade(config, "base")
        command.upgrade(config, "head")


WRITER = """
import sys
from datetime import UTC, datetime
from assistant.domain.drafts import Change
from assistant.errors import StaleWrite
from assistant.storage.database import Database
from assistant.storage.drafts import DraftStore
store, now = DraftStore(Database(sys.argv[1])), datetime(2026, 11, 23, tzinfo=UTC)
done = 0
while done < 25:
    d = store.load("d1")
    n = int(d.values.get("n", 0)) + 1
    try:
        change = Change(version=0, at=now, action="set", summary=str(n))
        store.save(d.model_copy(update={"values": {"n": n}}), change, expected=d.version)
        done += 1
    except StaleWrite:
        pass
"""


def test_three_processes_that_count_up_lose_no_count(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mou.sqlite3'}"
    store = DraftStore(Database(url))
    store.create(draft(), change("made"))
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, url]) for _ in range(3)]
    assert [w.wait(timeout=120) for w in writers] == [0, 0, 0]
    assert store.load("d1").values == {"n": 75}
    assert len(store.history("d1")) == 76


def test_a_process_killed_in_the_middle_of_a_write_loses_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mou.sqlite3'}"
    store = DraftStore(Database(url))
    store.create(draft(), change("made"))
    writer = subprocess.Popen([sys.executable, "-c", WRITER.replace("done < 25", "True"), url])
    while store.load("d1").version < 5:
        time.sleep(0.02)
    writer.kill()
    writer.wait()
    after = DraftStore(Database(url))
    newest = after.load("d1")
    assert len(after.history("d1")) == newest.version
    assert newest.values == {"n": newest.version - 1}


def test_a_backup_is_a_whole_database(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'mou.sqlite3'}")
    DraftStore(database).create(draft(), change("made"))
    database.backup(tmp_path / "copy" / "mou.sqlite3")
    assert DraftStore(Database(f"sqlite:///{tmp_path / 'copy' / 'mou.sqlite3'}")).load("d1").title == "Riverton"


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda p: p.write_bytes(b"this is not a database " * 200), "database-damaged"),
        (lambda p: p.mkdir(), "database-closed"),
    ],
)
def test_a_spoilt_database_file_gives_a_clear_sentence(tmp_path: Path, spoil: object, key: str) -> None:
    path = tmp_path / "mou.sqlite3"
    spoil(path)  # type: ignore[operator]
    with pytest.raises(StorageError, match=key):
        Database(f"sqlite:///{path}")


def test_a_full_disk_keeps_what_was_saved(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'mou.sqlite3'}")
    store = DraftStore(database)
    made = store.create(draft(), change("made"))
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    from sqlalchemy import event

    @event.listens_for(database.engine, "checkout")
    def _limit(dbapi: object, *_: object) -> None:
        dbapi.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    big = made.model_copy(update={"values": {"x": "y" * 200_000}})
    with pytest.raises(StorageError, match="disk-full"):
        store.save(big, change("big"), expected=1)
    assert store.load("d1") == made


def test_a_database_address_that_is_none_is_said() -> None:
    with pytest.raises(StorageError, match="database-url"):
        Database("nonsense://x")


def test_feedback_is_kept_listed_and_deleted_on_every_database(database: Database) -> None:
    from assistant.domain.feedback import CitedPassage, Feedback, FeedbackKind
    from assistant.storage.feedback import FeedbackStore

    feedback = FeedbackStore(database)
    made = Feedback(
        id="fb-1",
        at=NOW,
        kind=FeedbackKind.PROBLEM,
        question="“Ünïcode”?",
        answer="Only as a last resort.",
        status="answered",
        principles=(4,),
        passages=(CitedPassage(passage="principle-4", label="Principle 4", quote="last resort"),),
    )
    feedback.add(made)
    assert feedback.list() == (made,)
    assert feedback.delete_before(NOW) == 0
    assert feedback.delete(["fb-1"]) == 1
    assert feedback.list() == ()


def test_a_database_in_a_folder_that_cannot_be_written_is_said_to_be_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mou.sqlite3"
    path.touch()
    # Root may write anywhere, so what the system says of a read-only disk is said for it.
    monkeypatch.setattr("os.access", lambda *_: False)
    told = OperationalError("", {}, sqlite3.OperationalError("unable to open database file"))
    with pytest.raises(StorageError, match="read-only"), guarded(f"sqlite:///{path}"):
        raise told
