"""Reports on a review: states in words, quotations as they are, nothing in them that acts."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise

import openpyxl
import pytest

from assistant.bootstrap import Assistant
from assistant.documents.csv_table import csv_text
from assistant.documents.reading.reader import read_mou
from assistant.domain.reading import Refusal
from assistant.domain.reviews import Review, Tick
from assistant.domain.wording import saying
from assistant.errors import NotAllowed
from assistant.review.comparing import compare
from assistant.services.report_texts import html_of, markdown_of
from assistant.services.review_compared import comparison_brief, comparison_data
from assistant.services.review_data import json_of, rows_of
from assistant.services.review_grid import GridRow, grid_of
from assistant.services.review_report import ReviewWords, report_of
from tests.made_reviews import AGREEMENT, FOUND, HandMade

WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
HOSTILE = '# Agreement <b>x</b> *y*\n\n=HYPERLINK("http://x") The SRO shall [wait](http://x) `code` <img src=x>.\n'


@pytest.fixture(scope="module")
def words(assistant: Assistant) -> ReviewWords:
    return ReviewWords(assistant.knowledge, lambda: assistant.templates, assistant.wording)


def reviewed(assistant: Assistant, text: str = AGREEMENT, name: str = "a.md", **found: object) -> Review:
    document = read_mou(name, text.encode())
    assert not isinstance(document, Refusal)
    hand = HandMade(assistant.knowledge.requirements, "discipline", {**FOUND, **found})  # type: ignore[arg-type]
    return hand.review(document, name=name, checksum="c" * 64)


@pytest.fixture(scope="module")
def review(assistant: Assistant) -> Review:
    return reviewed(assistant)


@pytest.fixture(scope="module")
def hostile(assistant: Assistant) -> Review:
    cell = '=HYPERLINK("http://x") The SRO shall'
    return reviewed(
        assistant, HOSTILE, **{"p03.no-discipline": ("conflict", [(cell, "conflict"), ("<img src=x>", "vague")])}
    )


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_every_report_says_what_it_is_of_and_that_it_is_no_legal_advice(review: Review, words: ReviewWords) -> None:
    brief = report_of(review, words, at=WHEN)
    for text in (markdown_of(brief), html_of(brief)):
        for part in (
            "This is not legal advice",
            "The principles recommend",
            "a.md",
            "c" * 64,
            "by",
            "November 27, 2026",
        ):
            assert part in text
        assert "read as if all were accepted" in text
        assert "Not read" in text
        assert not re.search(r"\b(?:compliant|compliance|illegal)\b|\d ?%", text)
    notice = json_of(review, words)["notice"]
    assert "This is not legal advice" in notice


def test_states_are_said_in_words_beside_the_principles_own(review: Review, words: ReviewWords) -> None:
    text = markdown_of(report_of(review, words, at=WHEN))
    assert "- Principle 3, School discipline: conflict" in text
    assert "### SROs stay out of school discipline: conflict" in text
    assert "> “The SRO shall enforce the dress code and may give detention.”" in text
    assert "**Principle 3 says:** “SROs should not be involved in school disciplinary incidents”" in text
    assert "These words say the opposite." in text


def test_what_was_ticked_off_stands_with_its_reason(review: Review, words: ReviewWords) -> None:
    tick = Tick(requirement="p03.no-discipline", reason="the board knows", at=WHEN)
    assert "**Checked off:** the board knows" in markdown_of(report_of(review, words, at=WHEN, ticks=[tick]))
    told = [f for p in json_of(review, words, [tick])["principles"] for f in p["findings"] if "ticked_off" in f]
    assert [f["requirement"] for f in told] == ["p03.no-discipline"]


def test_the_page_needs_nothing_else_and_its_headings_come_in_order(review: Review, words: ReviewWords) -> None:
    page = Page(html_of(report_of(review, words, at=WHEN)))
    names = [t for t, _ in page.tags]
    assert not {"script", "img", "iframe", "object", "form"} & set(names)
    assert not [a for _, a in page.tags if {"src", "href", "onclick"} & set(a)]
    levels = [int(n[1]) for n in names if re.fullmatch(r"h[1-6]", n)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert ("html", {"lang": "en-US"}) in page.tags


def test_markup_in_an_agreement_stays_words(hostile: Review, words: ReviewWords) -> None:
    brief = report_of(hostile, words, at=WHEN)
    html = html_of(brief)
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html
    markdown = markdown_of(brief)
    assert "\\<img src=x\\>" in markdown
    assert "\n=HYPERLINK" not in markdown


def test_no_cell_of_the_table_is_a_formula(hostile: Review, words: ReviewWords) -> None:
    table = list(csv.reader(io.StringIO(csv_text(rows_of(hostile, words)))))
    assert not [c for row in table for c in row if c.startswith(("=", "+", "-", "@"))]
    row = next(r for r in table if r[2] == "p03.no-discipline")
    assert row[5].startswith("'=HYPERLINK")
    assert len({len(r) for r in table}) == 1


def test_a_remark_keeps_its_words(review: Review, words: ReviewWords) -> None:
    text = markdown_of(report_of(review, words, at=WHEN))
    assert "## Vague wording" in text
    assert "## For counsel" in text
    assert "Nothing here says whether they are lawful." in text


def test_two_agreements_are_told_by_what_differs(assistant: Assistant, review: Review, words: ReviewWords) -> None:
    other = reviewed(assistant, **{"p01.community-input": ("missing", ())})
    found = compare(review, other)
    text = markdown_of(comparison_brief(found, words, at=WHEN))
    assert "## What differs: 1" in text
    assert "The second says less, or the opposite." in text
    (changed,) = [r for p in comparison_data(found)["principles"] for r in p["requirements"] if r["change"] != "same"]
    assert (changed["before"]["status"], changed["after"]["status"]) == ("addressed", "missing")


def test_a_grid_has_a_row_for_each_file_and_runs_nothing(
    assistant: Assistant, review: Review, hostile: Review, words: ReviewWords
) -> None:
    reviews = assistant.reviews
    refusal = str(assistant.wording.error(NotAllowed("import-unreadable", file="x.docx", why="gone")))
    rows = [
        GridRow(name="a.md", review=review),
        GridRow(name="=cmd.md", review=hostile),
        GridRow(name="lease.md", review=reviewed(assistant, name="lease.md")),
        GridRow(name="x.docx", refusal=refusal),
    ]
    book = openpyxl.load_workbook(io.BytesIO(grid_of(reviews, rows, when=WHEN, view="accepted")))
    states = book["States"]
    head = [c.value for c in states[1]]
    assert len(head) == 4 + 12 + 31
    assert [r[0].value for r in states.iter_rows(min_row=2)] == ["a.md", "=cmd.md", "lease.md", "x.docx"]
    column = next(n for n, v in enumerate(head) if str(v).startswith("p03.no-discipline"))
    assert [r[column].value for r in states.iter_rows(min_row=2)] == ["conflict", "conflict"] + ["not reviewed"] * 2
    assert "x.docx cannot be read" in str(states.cell(5, 4).value)
    quoted = [r[5].value for r in book["Quotations"].iter_rows(min_row=2) if r[2].value == "p03.no-discipline"]
    assert "The SRO shall enforce the dress code and may give detention." in quoted
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert not [c.coordinate for r in sheet.iter_rows() for c in r if c.data_type == "f"]
    assert states["A3"].quotePrefix
    assert book.properties.title == "Agreements reviewed against the guiding principles"


def test_a_document_of_another_kind_says_what_to_do(assistant: Assistant, words: ReviewWords) -> None:
    text = markdown_of(report_of(reviewed(assistant, name="lease.md"), words, at=WHEN))
    assert "This does not read like an agreement about school resource officers" in text
    assert "It was not reviewed against the principles." in text
    assert "## Principle" not in text


def test_notes_on_the_file_are_told(review: Review, words: ReviewWords) -> None:
    noted = review.document.model_copy(update={"notes": (saying("review.private.name"),)})
    told = markdown_of(report_of(review.model_copy(update={"document": noted}), words, at=WHEN))
    assert "seems to name a student" in told
