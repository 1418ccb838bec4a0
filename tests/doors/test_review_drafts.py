"""What follows a review, through the doors: a draft with its own words, and wording for a finding."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, build
from assistant.domain.reviews import KeptReview
from assistant.settings import Settings
from assistant.web.serve import create_app
from tests.by_hand import ByHand

BAD = "The SRO may detain any student who breaks a school rule until a parent arrives."
MOU = f"""# Memorandum of Understanding for School Officers

Between the Quarry Bend School District 4 and the Quarry Bend Police Department

## Parties

Made by and between the Quarry Bend School District 4 and its police. It covers Quarry Bend High School.

## Arrest and detention

An arrest at school is a last resort. {BAD}

A student who is detained is told why. <script>alert(1)</script>

## Money

The yearly cost of the program is $84,000, and the District pays 40 percent.

## Odds and ends

The mascot of the school is a heron.

## Term

This agreement runs from July 1, 2025 to June 30, 2027. Either party may end it on sixty days' notice.

| Party | Signature | Date |
|---|---|---|
| District | /s/ Ada Quill, Superintendent | May 2, 2025 |
"""
SAID = {
    "p04.detain": ("conflict", BAD),
    "p04.arrest": ("partly", "An arrest at school is a last resort."),
    "p08.staff-training": ("missing", ""),
    "p02.each-district": ("addressed", "It covers Quarry Bend High School."),
}


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with a database of its own and findings by hand."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("review-drafts")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = ByHand(SAID)
    return mine


@pytest.fixture(scope="module")
def client(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture
def kept(made: Assistant) -> KeptReview:
    return made.reviews.keep(MOU.encode(), "old <b>mou</b>.md")


def started(client: TestClient, kept: KeptReview) -> str:
    answer = client.post(f"/review/{kept.id}/draft")
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"])
    assert page.status_code == 200, page.text
    return str(page.text)


def whole(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', page)) <= set(ids)
    assert len(re.findall("<h1", page)) == 1


def test_the_page_says_what_was_placed_read_and_not_placed(
    client: TestClient, made: Assistant, kept: KeptReview
) -> None:
    page = started(client, kept)
    whole(page)
    for words in (
        "Read from the file, please check",
        "Quarry Bend Police Department",
        "July 1, 2025",
        "$84,000",
        "The mascot of the school is a heron.",
        "/s/ Ada Quill, Superintendent",
        "At odds with a principle",
        "Detention, arrest, citation and diversion",
    ):
        assert words in page
    draft = made.reviews.get(kept.id).draft
    assert draft is not None
    assert f"/draft?id={draft}" in page
    # What the file holds is text on the page, whatever it looks like.
    assert "<script>alert" not in page
    assert "<b>mou</b>" not in page
    assert client.get(f"/review/{kept.id}/draft").status_code == 200


def test_a_reload_of_the_page_starts_no_second_draft(client: TestClient, made: Assistant, kept: KeptReview) -> None:
    started(client, kept)
    before = len(made.drafts.list())
    client.get(f"/review/{kept.id}/draft?done=new")
    assert len(made.drafts.list()) == before


def test_a_conflict_is_kept_only_with_a_decision(client: TestClient, made: Assistant, kept: KeptReview) -> None:
    page = started(client, kept)
    rule = re.search(r'name="rule" value="([^"]+)"', page)
    clause = re.search(r'name="clause" value="([^"]+)"', page)
    assert rule is not None
    assert clause is not None
    form = {"clause": clause[1], "rule": rule[1], "reason": "counsel <i>knows</i>"}
    assert client.post(f"/review/{kept.id}/draft/keep", data=form).status_code == 303
    draft = str(made.reviews.get(kept.id).draft)
    records = made.drafts.get(draft).clauses[clause[1]].conflicts
    assert [r.reason for r in records if r.rule == rule[1]] == ["counsel <i>knows</i>"]
    assert "kept knowingly" in client.get(f"/review/{kept.id}/draft").text
    assert client.post(f"/review/{kept.id}/draft/keep", data={**form, "rule": "no.such"}).status_code == 409


def test_wording_for_a_conflict_stands_beside_the_words_and_is_written_only_when_accepted(
    client: TestClient, made: Assistant, kept: KeptReview
) -> None:
    started(client, kept)
    draft = str(made.reviews.get(kept.id).draft)
    before = made.drafts.get(draft)
    page = client.get(f"/review/{kept.id}/fix/p04.detain")
    assert page.status_code == 200
    whole(page.text)
    for words in (BAD, "taken out:", "put in:", "last resort", "Copy the wording", "Accept it for the draft"):
        assert words in page.text
    assert made.drafts.get(draft) == before
    form = {"draft": draft, "version": str(before.version)}
    answer = client.post(f"/review/{kept.id}/fix/p04.detain", data=form)
    assert answer.status_code == 303, answer.text
    after = made.drafts.get(draft)
    own = after.clauses["arrest-and-diversion"].own_text or ""
    assert BAD not in own
    assert "An arrest at school is a last resort." in own
    assert "A student who is detained is told why." in own
    assert after.clauses["arrest-and-diversion"].conflicts == ()
    assert "It was written to the draft" in client.get(answer.headers["location"]).text
    # A page that was opened before the draft moved on writes nothing.
    assert client.post(f"/review/{kept.id}/fix/p04.detain", data=form).status_code == 409
    assert made.drafts.get(draft).version == after.version


def test_wording_without_a_draft_can_be_copied_and_saved_as_word(
    client: TestClient, made: Assistant, kept: KeptReview
) -> None:
    page = client.get(f"/review/{kept.id}/fix/p08.staff-training").text
    whole(page)
    assert "Nothing in the text was found that speaks of this." in page
    assert 'data-copy="fix-text"' in page
    answer = client.get(f"/review/{kept.id}/fix/p08.staff-training/word")
    assert answer.status_code == 200
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Training of school staff" in text
    # A number of another section would be a number of our template, not of their agreement.
    assert "Section [number of “Annual program assessment”]" in text
    assert "[number of" in page


def test_another_wording_can_be_looked_at_first(client: TestClient, made: Assistant, kept: KeptReview) -> None:
    other = made.templates.clauses["staff-training"].variants[1]
    page = client.get(f"/review/{kept.id}/fix/p08.staff-training?variant={other.id}").text
    assert f"<b>{other.label}</b>" in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("path", "status"),
    [("p02.each-district", 400), ("p99.nothing", 404), ("p04.detain?draft=no-such-draft", 404)],
)
def test_what_cannot_be_mended_is_said(client: TestClient, kept: KeptReview, path: str, status: int) -> None:
    answer = client.get(f"/review/{kept.id}/fix/{path}")
    assert answer.status_code == status
    assert "<h1" in answer.text


def test_an_unknown_review_is_said(client: TestClient) -> None:
    assert client.post("/review/rv-nothing/draft").status_code == 404
    assert client.get("/review/rv-nothing/draft").status_code == 404
    assert client.get("/review/rv-nothing/fix/p04.detain").status_code == 404


def test_another_site_starts_nothing(client: TestClient, made: Assistant, kept: KeptReview) -> None:
    before = len(made.drafts.list())
    answer = client.post(f"/review/{kept.id}/draft", headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    assert len(made.drafts.list()) == before
