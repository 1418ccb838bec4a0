"""Memos and letters: assembled, cited, labelled, and written as Word files that open again."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from assistant.answering.brief_text import brief_markdown, brief_plain
from assistant.answering.briefs import Asked, BriefWriter
from assistant.answering.compose import Composer
from assistant.answering.layers import Layers
from assistant.answering.samples import SampleFinder
from assistant.bootstrap import Assistant
from assistant.documents.briefs import write_brief
from assistant.domain.answers import Answer, Status
from assistant.domain.briefs import Brief, BriefKind
from tests.unit.documents.test_letterhead import letterhead
from tests.validity import wrong

CARDS = ("p03-detention-by-sro", "nc-body-cameras", "p04-arrest")
WHEN = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def asked(assistant: Assistant, *cards: str) -> list[Asked]:
    layers = Layers(
        assistant.knowledge, SampleFinder(assistant.knowledge, assistant.wording, lambda: assistant.templates)
    )
    compose = Composer(assistant.knowledge, assistant.wording)
    out = []
    for card in cards:
        found = assistant.knowledge.cards[card]
        answer = layers.complete(compose.card(found), found.question, samples=False)
        out.append(Asked(question="what the visitor typed", answer=answer))
    return out


def made(assistant: Assistant, kind: BriefKind, *cards: str) -> tuple[Answer, Brief]:
    answer = BriefWriter(assistant.knowledge, assistant.wording).brief(kind, asked(assistant, *cards))
    assert answer.brief is not None
    return answer, answer.brief


@pytest.fixture(scope="module")
def cards(assistant: Assistant) -> tuple[str, ...]:
    arrest = next(c.id for c in assistant.knowledge.cards.values() if c.principles == (4,) and c.status == "answered")
    return (*CARDS[:2], arrest)


def test_a_memo_has_every_part_in_its_order(assistant: Assistant, cards: tuple[str, ...]) -> None:
    _, brief = made(assistant, BriefKind.MEMO, *cards)
    text = brief_markdown(brief)
    parts = ["**To:** [", "**From:** [", "**Date:** [", "**Re:**", "Short answer", "What the principles say"]
    parts += ["Who decides", "What other sources say (not the principles)", "## Sources", "not legal advice"]
    at = [text.find(p) for p in parts]
    assert -1 not in at
    assert at == sorted(at)
    assert "recommend" in text
    assert assistant.knowledge.edition in text
    for card in cards:
        assert assistant.knowledge.cards[card].question in text
    assert "what the visitor typed" not in text


def test_a_memo_says_nothing_that_no_author_wrote(assistant: Assistant, cards: tuple[str, ...]) -> None:
    """Every sentence is a card's, a note's, a source's or a message's; every quotation is a slice."""
    answer, brief = made(assistant, BriefKind.MEMO, *cards)
    quotes = {c.quote for c in answer.citations}
    written = {s.text for card in assistant.knowledge.cards.values() for s in card.answer}
    written |= {c.who_decides for c in assistant.knowledge.cards.values()}
    messages = list(assistant.knowledge.messages.values())
    for block in brief.blocks:
        if block.kind == "quote":
            assert block.text in quotes
        elif block.kind == "text" and block.text not in written:
            assert any(re.fullmatch(_pattern(m), block.text, re.S) for m in messages), block.text


def _pattern(message: str) -> str:
    return ".+".join(re.escape(piece) for piece in re.split(r"\{\w+\}", message))


def test_other_sources_keep_their_label_and_their_date(assistant: Assistant, cards: tuple[str, ...]) -> None:
    _, brief = made(assistant, BriefKind.MEMO, *cards)
    notes = [b for b in brief.blocks if b.kind == "note"]
    assert notes
    for note in notes:
        assert "not one of the principles" in note.label
        assert re.search(r"read November \d{1,2}, \d{4}\)$", note.text)


def test_a_letter_is_short_plain_and_says_where_to_read_the_text(assistant: Assistant) -> None:
    _, brief = made(assistant, BriefKind.LETTER, *CARDS[:2])
    text = brief_plain(brief)
    assert text.startswith("[Date]")
    for words in ("Dear families", "[name of contact]", "https://cops.usdoj.gov", "not law", "not legal advice"):
        assert words in text
    assert len(text.split()) < 400


def test_an_answer_given_twice_stands_once(assistant: Assistant) -> None:
    answer, brief = made(assistant, BriefKind.MEMO, CARDS[0], CARDS[1], CARDS[0])
    assert sum(b.kind == "heading" and b.level == 1 for b in brief.blocks) == 5
    assert answer.principles == (3,)
    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize("kind", list(BriefKind))
def test_the_word_file_opens_again_with_headings_title_language_and_page_numbers(
    assistant: Assistant, cards: tuple[str, ...], kind: BriefKind
) -> None:
    _, brief = made(assistant, kind, *cards)
    data = write_brief(brief, when=WHEN, words=assistant.wording)
    opened = docx.Document(io.BytesIO(data))
    assert opened.core_properties.title == brief.title
    assert opened.core_properties.language == "en-US"
    headings = [p.text for p in opened.paragraphs if (p.style.name or "").lower().startswith("heading")]
    assert headings == [b.text for b in brief.blocks if b.kind == "heading"]
    words = "\n".join(p.text for p in opened.paragraphs)
    for block in brief.blocks:
        assert block.text.replace("\n", " ") in words.replace("\n", " ")
    assert "NUMPAGES" in opened.sections[0].footer._element.xml
    shown = {r.text for p in opened.paragraphs for r in p.runs if r.font.highlight_color is not None}
    assert all(s.startswith("[") for s in shown)
    assert "[Your name and title]" in shown
    assert "[Title]" not in words
    assert write_brief(brief, when=WHEN, words=assistant.wording) == data


@pytest.mark.parametrize("kind", list(BriefKind))
def test_on_a_letterhead_page_and_header_are_the_agencys(
    assistant: Assistant, cards: tuple[str, ...], kind: BriefKind, tmp_path: Path
) -> None:
    _, brief = made(assistant, kind, *cards)
    (tmp_path / "paper.docx").write_bytes(letterhead())
    paper = assistant.letterheads.load(tmp_path / "paper.docx").data
    data = write_brief(brief, shell=paper, when=WHEN, words=assistant.wording)
    assert wrong(data) == []
    opened = docx.Document(io.BytesIO(data))
    assert "County of Riverton" in "\n".join(p.text for p in opened.sections[0].header.paragraphs)
    words = [p.text for p in opened.paragraphs]
    assert "Dear Sir or Madam" not in words
    assert [w for w in words if w == brief.blocks[-1].text]
