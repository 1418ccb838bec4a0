"""Feedback on answers: kept only as offered, read, exported, deleted, on SQLite and PostgreSQL."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from assistant.domain.answers import Answer, Citation, Statement, Status
from assistant.domain.feedback import FEEDBACK_KEPT, Feedback, FeedbackKind
from assistant.domain.knowledge import Authority, Knowledge
from assistant.errors import NotFound
from assistant.services.feedback import FeedbackService, as_csv, as_jsonl
from assistant.storage.database import Database
from assistant.storage.feedback import FeedbackStore

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
QUOTE = Citation(
    source="guiding-principles",
    authority=Authority.PRINCIPLES,
    principle=4,
    passage="principle-4",
    file="principle.txt",
    label="Principle 4",
    quote="last resort",
    start=51,
    end=62,
)
ANSWER = Answer(
    status=Status.ANSWERED,
    statements=(Statement(text="Only as a last resort.", citations=(QUOTE,)),),
    principles=(4,),
    card="p04-arrest",
    edition="0c831581fd8a",
)


@pytest.fixture
def service(tmp_path: Path, knowledge: Knowledge) -> FeedbackService:
    return FeedbackService(FeedbackStore(Database(f"sqlite:///{tmp_path / 'mou.sqlite3'}")), knowledge, lambda: NOW)


def offered(service: FeedbackService, question: str = "When may an SRO arrest?", note: str = "") -> Feedback:
    return service.offer(FeedbackKind.PROBLEM, question, ANSWER, "Only as a last resort. Principle 4", note)


def test_an_offer_stores_nothing_and_a_yes_stores_exactly_what_was_offered(service: FeedbackService) -> None:
    offer = offered(service, note="the principle says more")
    assert service.list() == ()
    service.keep(offer)
    assert service.get(offer.id) == offer
    assert offer.passages[0].quote == "last resort"
    assert (offer.edition, offer.card, offer.principles) == ("0c831581fd8a", "p04-arrest", (4,))


def test_nothing_kept_says_who_gave_it(service: FeedbackService) -> None:
    about_the_visitor = {"at", "kind", "note", "question"}
    about_the_answer = {"answer", "status", "card", "principles", "passages", "edition", "version"}
    assert set(offered(service).model_dump()) == {"id"} | about_the_visitor | about_the_answer


@pytest.mark.parametrize(
    ("question", "note", "reason"),
    [
        ("When may an SRO arrest?", "", None),
        ("my daughter DOB 04/12/2012 was searched", "", "birth-date"),
        ("When may an SRO arrest?", "this is about student ID 883412", "id"),
    ],
)
def test_a_students_data_in_the_question_or_the_note_is_noticed(
    service: FeedbackService, question: str, note: str, reason: str | None
) -> None:
    offer = offered(service, question, note)
    assert service.private(offer) == reason
    bare = service.without_words(offer)
    assert service.private(bare) is None
    assert question not in bare.model_dump_json()
    assert bare.passages == offer.passages


def test_feedback_is_exported_as_json_lines_and_as_a_safe_spreadsheet(service: FeedbackService) -> None:
    service.keep(offered(service, question='=HYPERLINK("http://evil.example")', note="two\nlines, “quoted”"))
    [line] = as_jsonl(service.list()).splitlines()
    assert json.loads(line)["note"] == "two\nlines, “quoted”"
    [row] = list(csv.DictReader(io.StringIO(as_csv(service.list()))))
    assert row["question"].startswith("'=")
    assert row["passages"] == "Principle 4: “last resort”"


def test_deleting_is_all_or_nothing_and_by_age(service: FeedbackService) -> None:
    offers = [offered(service) for _ in range(3)]
    for n, offer in enumerate(offers):
        service.keep(offer.model_copy(update={"at": NOW - timedelta(days=n)}))
    with pytest.raises(NotFound, match="no-feedback-to-delete"):
        service.delete([offers[0].id, "fb-none"])
    assert len(service.list()) == 3
    assert service.delete([offers[0].id]) == 1
    assert service.delete_before(NOW - timedelta(days=1, hours=12)) == 1
    assert [f.id for f in service.list()] == [offers[1].id]


def test_feedback_is_deleted_after_a_year(service: FeedbackService, tmp_path: Path) -> None:
    store = FeedbackStore(Database(f"sqlite:///{tmp_path / 'mou.sqlite3'}"))
    service.keep(offered(service).model_copy(update={"at": NOW - FEEDBACK_KEPT - timedelta(seconds=1)}))
    kept = service.keep(offered(service))
    assert store.purge(NOW) == 1
    assert [f.id for f in store.list()] == [kept.id]


def test_kinds_are_told_apart(service: FeedbackService) -> None:
    service.keep(offered(service))
    good = service.keep(service.offer(FeedbackKind.HELPFUL, "q", ANSWER, "a"))
    assert [f.id for f in service.list(FeedbackKind.HELPFUL)] == [good.id]


def test_a_database_of_the_first_release_gets_the_table(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    import assistant.storage.database as opened

    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(Path(opened.__file__).parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    assert "feedback" not in inspect(database.engine).get_table_names()
    database.engine.dispose()
    assert "feedback" in inspect(Database(url).engine).get_table_names()
