"""A returned file when something breaks: killed in the middle, a full disk, four people who decide at once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from assistant.bootstrap import Assistant, build
from assistant.errors import StaleWrite, StorageError
from assistant.settings import Settings
from assistant.storage.imports import ImportStore
from tests.integration.test_imports import VALUES, editor, in_process, typed
from tests.integration.word_edits import W, content, like, paragraphs

NEW = "The Parties meet every month."
KILLED = """
import os, sys
from pathlib import Path
from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.storage.imports import ImportStore

ImportStore.save = lambda self, returned: os._exit(9)  # the draft is written, the decision is not
made = build(Settings(data_dir=Path(sys.argv[1])))
made.imports.place(sys.argv[2], sys.argv[3], "term")
"""


def opened(assistant: Assistant, folder: Path) -> Assistant:
    """The assistant over a folder, with connections of its own."""
    mine = build(Settings(data_dir=folder))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.imports._read = in_process
    return mine


@pytest.fixture
def made(assistant: Assistant, tmp_path: Path) -> Assistant:
    return opened(assistant, tmp_path)


def returned(made: Assistant) -> tuple[str, str]:
    """A draft and a file that came back with four clauses changed and a paragraph that belongs to none."""
    draft = made.drafts.new("essential", values=VALUES).draft.id
    e = editor(made, draft)
    for clause in ("term", "complaints", "purpose", "staff-training"):
        first = next(t for t in content(e.controls()[clause]).iter(f"{W}t") if len((t.text or "").split()) > 9)
        typed(e, clause, first.text or "", f"In short: {first.text}")
    control = e.controls()["engagement"]
    control.addnext(like(paragraphs(control)[0], NEW))
    return draft, made.imports.bring(e.saved(), "back.docx").id


def test_killed_between_the_draft_and_the_decision_nothing_was_done(
    assistant: Assistant, made: Assistant, tmp_path: Path
) -> None:
    draft, file = returned(made)
    before = made.drafts.get(draft)
    waiting = [i.id for i in made.imports.get(file).waiting]
    [apart] = [i.id for i in made.imports.get(file).waiting if i.state == "new text"]
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), file, apart], env=os.environ, check=False)
    assert done.returncode == 9
    again = opened(assistant, tmp_path)
    assert again.drafts.get(draft) == before
    assert [i.id for i in again.imports.get(file).waiting] == waiting
    again.imports.place(file, apart, "term")
    again.imports.accept(file, "complaints")
    words = again.drafts.clause_text(again.drafts.get(draft), "term")
    assert words.count(NEW) == 1, "what was placed before the crash is not placed twice"


def test_a_full_disk_leaves_draft_and_decisions_as_they_were(made: Assistant) -> None:
    draft, file = returned(made)
    before, waiting = made.drafts.get(draft), made.imports.get(file).waiting
    history = made.drafts.history(draft)
    engine = made.database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    @event.listens_for(engine, "checkout")
    def _limit(dbapi: object, *_: object) -> None:
        dbapi.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    with pytest.raises(StorageError, match="disk-full"):
        made.imports.edit(file, "term", "It lasts. " * 4000)
    with pytest.raises(StorageError, match="disk-full"):
        made.imports.bring(editor(made, draft, 2).saved(), "again.docx")
    event.remove(engine, "checkout", _limit)
    assert made.drafts.get(draft) == before
    assert made.drafts.history(draft) == history
    assert made.imports.get(file).waiting == waiting


def test_a_disk_that_fills_between_the_two_writes_keeps_neither(
    made: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, file = returned(made)

    def full(*_: object) -> None:
        raise StorageError("disk-full", place="mou.sqlite3")

    with monkeypatch.context() as broken:
        broken.setattr(ImportStore, "save", full)
        for decide in (made.imports.accept_all, lambda f: made.imports.accept(f, "term")):
            with pytest.raises(StorageError):
                decide(file)
    assert made.drafts.get(draft).version == 1
    assert len(made.imports.accept_all(file).returned.waiting) == 1


def test_four_who_decide_at_once_lose_nothing(assistant: Assistant, made: Assistant, tmp_path: Path) -> None:
    draft, file = returned(made)
    clauses = ["term", "complaints", "purpose", "staff-training"]

    def decide(clause: str) -> None:
        mine = opened(assistant, tmp_path)
        for _ in range(40):
            try:
                mine.imports.accept(file, clause)
            except StaleWrite:
                continue
            return
        raise AssertionError(clause)

    with ThreadPoolExecutor(4) as people:
        list(people.map(decide, clauses))
    decided = {i.id: i.decided for i in made.imports.get(file).items if i.decision}
    assert set(decided) == set(clauses)
    assert sorted(v for v in decided.values() if v) == [2, 3, 4, 5]
    now = made.drafts.get(draft)
    assert all("In short: " in made.drafts.clause_text(now, c) for c in clauses)
    assert len(made.drafts.history(draft)) == 5
