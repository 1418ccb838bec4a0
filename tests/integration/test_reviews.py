"""Reviews through the service: looked at, kept, ticked off, deleted; on SQLite and PostgreSQL."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from assistant.bootstrap import Assistant, build
from assistant.documents.reading.word_file import read_word
from assistant.domain.changes import viewed, words_of
from assistant.errors import DocumentError, NotFound, StaleWrite
from assistant.services.reviews import ReviewService
from assistant.settings import Settings
from assistant.storage.database import Database
from assistant.storage.reviews import ReviewStore
from tests.files import pdf_of, word_of
from tests.integration.test_storage import database, postgres  # noqa: F401
from tests.made_reviews import AGREEMENT, FOUND, HandMade
from tests.unit.documents.markup import deleted, inserted, package, para
from tests.unit.documents.test_reading import HOSTILE

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
CONFLICT = "p03.no-discipline"
LINES = [line.lstrip("#- ") for line in AGREEMENT.splitlines() if line.strip() and not line.startswith("|")]
WORD = word_of(*("# " + x if x[:2] in ("1.", "2.", "3.", "4.") else x for x in LINES))


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with reviews of its own, which a hand made."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("reviews")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = HandMade(assistant.knowledge.requirements, "discipline")
    mine.clock = lambda: NOW
    return mine


@pytest.fixture
def reviews(made: Assistant) -> Iterator[ReviewService]:
    yield made.reviews
    for line in made.reviews.list():
        made.reviews.delete(line.id)


def test_a_file_that_is_looked_at_is_not_kept(reviews: ReviewService) -> None:
    review = reviews.look(AGREEMENT.encode(), "C:\\files\\agreement.md")
    assert review.document.name == "agreement.md"
    assert len(review.document.checksum) == 64
    finding = review.finding(CONFLICT)
    assert finding is not None
    assert finding.status == "conflict"
    assert all(review.text.text[q.start : q.end] == q.text for q in finding.quotes)
    assert reviews.list() == ()


def test_looking_opens_no_database(assistant: Assistant, tmp_path: Path) -> None:
    mine = build(Settings(data_dir=tmp_path / "none"))
    mine.__dict__.update(knowledge=assistant.knowledge, wording=assistant.wording)
    mine.__dict__["reviewer"] = HandMade(assistant.knowledge.requirements, "discipline")
    mine.reviews.look(AGREEMENT.encode(), "agreement.md")
    assert not (tmp_path / "none").exists()


def test_a_kept_review_comes_back_whole_and_a_deleted_one_never(reviews: ReviewService) -> None:
    kept = reviews.keep(WORD, "agreement.docx")
    assert reviews.get(kept.id) == kept
    (line,) = reviews.list()
    assert (line.id, line.name, line.kind, line.at) == (kept.id, "agreement.docx", "sro-mou", NOW)
    assert line.open == len(kept.open) == 31 - sum(s == "addressed" for s, _ in FOUND.values())
    reviews.delete(kept.id)
    assert reviews.list() == ()
    for asked in (reviews.get, reviews.delete, reviews.annotated, reviews.document):
        with pytest.raises(NotFound, match="no-review"):
            asked(kept.id)


def test_a_tick_with_its_reason_closes_a_finding_and_can_be_taken_back(reviews: ReviewService) -> None:
    kept = reviews.keep(AGREEMENT.encode(), "agreement.md")
    after = reviews.tick(kept.id, CONFLICT, "  the board\n knows ")
    assert [(t.requirement, t.reason, t.at) for t in after.ticks] == [(CONFLICT, "the board knows", NOW)]
    assert len(after.open) == len(kept.open) - 1 == reviews.list()[0].open
    assert [t.reason for t in reviews.tick(kept.id, CONFLICT, "again").ticks] == ["again"]
    assert len(reviews.untick(kept.id, CONFLICT).open) == len(kept.open)
    assert reviews.untick(kept.id, CONFLICT).ticks == ()
    with pytest.raises(NotFound, match="no-review-finding"):
        reviews.tick(kept.id, "p99.none", "x")


def test_two_people_who_tick_at_once_do_not_lose_a_tick(reviews: ReviewService, made: Assistant) -> None:
    kept = reviews.keep(AGREEMENT.encode(), "agreement.md")
    reviews.tick(kept.id, CONFLICT, "one", revision=kept.revision)
    with pytest.raises(StaleWrite, match="review-stale"):
        reviews.tick(kept.id, "p03.staff-handle", "two", revision=kept.revision)
    with pytest.raises(StaleWrite, match="review-stale"):
        ReviewStore(made.database).save(kept)
    assert [t.reason for t in reviews.get(kept.id).ticks] == ["one"]


def test_another_view_is_reviewed_anew_and_ticks_stay(reviews: ReviewService) -> None:
    body = para("Agreement between police and school") + para(
        "The SRO ", deleted("shall not be involved in"), inserted("shall help with"), " school discipline."
    )
    kept = reviews.keep(package(body), "tracked.docx")
    assert "shall help with school discipline" in kept.review.text.text
    reviews.tick(kept.id, CONFLICT, "seen")
    again = reviews.again(kept.id, "original")
    assert "shall not be involved in school discipline" in again.review.text.text
    assert again.review.document.view == "original"
    assert again.review.document.checksum == kept.review.document.checksum
    assert [t.reason for t in again.ticks] == ["seen"]


def test_a_draft_is_remembered_with_the_review(reviews: ReviewService) -> None:
    kept = reviews.keep(AGREEMENT.encode(), "agreement.md")
    assert reviews.attach_draft(kept.id, "riverton-police-x7k2").draft == "riverton-police-x7k2"
    assert reviews.get(kept.id).draft == "riverton-police-x7k2"


def test_a_word_file_comes_back_with_comments_on_its_passages_and_its_text_untouched(reviews: ReviewService) -> None:
    kept = reviews.keep(WORD, "agreement.docx")
    out = reviews.annotated(kept.id)
    before, after = (viewed(read_word(d), "accepted") for d in (WORD, out))
    assert [words_of(b) for b in before.blocks] == [words_of(b) for b in after.blocks]
    comments = {c.text: words_of(after.blocks[c.block or 0])[c.start : c.end].strip() for c in after.comments}
    about = next(
        t for t in comments if t.startswith("SROs stay out of school discipline: conflict") and "dress" not in t
    )
    assert comments[about] in FOUND[CONFLICT][1][0][0] or comments[about] in FOUND[CONFLICT][1][1][0]
    assert "“SROs should not be involved in school disciplinary incidents”" in about
    front = next(t for t in comments if t.startswith("Review of “agreement.docx”"))
    assert "This is not legal advice" in front
    assert "Detain only as a last resort (principle 4)" in front
    docx.Document(io.BytesIO(out))


def test_of_any_other_file_a_report_of_its_own_is_written(reviews: ReviewService) -> None:
    pdf = pdf_of([["Agreement between the Riverton Police Department and the district", "The SRO shall wait."]])
    for data, name in ((AGREEMENT.encode(), "agreement.md"), (pdf, "agreement.pdf")):
        kept = reviews.keep(data, name)
        assert not reviews.annotation(kept.id).theirs
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(reviews.annotated(kept.id))).paragraphs)
        assert "Review of " in text
        assert "This is not legal advice" in text
    _, made = reviews.annotate(AGREEMENT.encode(), "agreement.md")
    assert not made.theirs


def test_a_word_file_that_is_not_the_agreement_says_so_in_a_comment(reviews: ReviewService) -> None:
    review, made = reviews.annotate(word_of("# Lease", "The tenant pays rent."), "lease.docx")
    assert review.principles == ()
    assert made.theirs
    (comment,) = read_word(made.data).comments
    assert "It was not reviewed against the principles." in comment.text


def test_the_json_has_the_format_that_was_agreed(reviews: ReviewService) -> None:
    kept = reviews.keep(AGREEMENT.encode(), "agreement.md")
    found = json.loads(reviews.report(kept.id, "json"))
    assert list(found)[:5] == ["document", "principles", "vague", "outside", "counsel"]
    assert {"title", "kind", "pages", "view"} <= set(found["document"])
    assert [p["principle"] for p in found["principles"]] == list(range(1, 13))
    finding = next(f for p in found["principles"] for f in p["findings"] if f["requirement"] == CONFLICT)
    assert list(finding) == ["requirement", "status", "quotes", "why", "confidence", "suggested_clause"]
    quote = finding["quotes"][0]
    assert list(quote) == ["text", "start", "end", "where"]
    assert set(quote["where"]) == {"section", "page", "paragraph"}
    assert kept.review.text.text[quote["start"] : quote["end"]] == quote["text"]
    assert {f["status"] for p in found["principles"] for f in p["findings"]} == {
        "addressed",
        "partly",
        "conflict",
        "missing",
        "not-visible",
    }


@pytest.mark.parametrize("case", HOSTILE)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(reviews: ReviewService, case: str) -> None:
    name, make, _ = HOSTILE[case]
    with pytest.raises(DocumentError, match="review-refused") as no:
        reviews.keep(make(), name)
    assert str(no.value.slots["why"])
    assert reviews.list() == ()


def test_a_students_name_is_noticed_and_terms_with_capitals_are_not(reviews: ReviewService) -> None:
    named = AGREEMENT + "\nIn May the student Marcus Webb was suspended for fighting.\n"
    (note,) = reviews.look(named.encode(), "a.md").document.notes
    assert note.key == "review.private.name"
    terms = (
        AGREEMENT + "\n“Pupil Conduct” is the conduct of a pupil that was suspended for fighting by Pupil Conduct.\n"
    )
    assert reviews.look(terms.encode(), "a.md").document.notes == ()


def test_reviews_are_kept_listed_and_deleted_on_every_database(
    database: Database,  # noqa: F811
    made: Assistant,
) -> None:
    store = ReviewStore(database)
    kept = made.reviews.keep(WORD, "Ünïcode “agreement”.docx")
    document = made.reviews.document(kept.id)
    there = store.add(kept, document, WORD)
    assert store.get(kept.id) == there
    assert store.document(kept.id) == document
    assert store.data(kept.id) == WORD
    assert store.save(there).revision == 2
    with pytest.raises(StaleWrite):
        store.save(there)
    assert [(x.id, x.open) for x in store.list()] == [(kept.id, len(kept.open))]
    store.delete(kept.id)
    with pytest.raises(NotFound):
        store.data(kept.id)
    made.reviews.delete(kept.id)
