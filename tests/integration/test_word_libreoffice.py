"""LibreOffice opens what we write, shows every word of it, and numbers it as the agreement does."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from assistant.content.knowledge import load_knowledge
from assistant.content.templates import load_templates
from assistant.documents.shell import build_shell
from assistant.documents.writer import write_docx
from assistant.domain.documents import MouDocument
from assistant.domain.wording import Wording
from assistant.drafting.annotations import annotations
from assistant.drafting.render import render
from assistant.drafting.steps import new_draft
from tests.office import saved
from tests.unit.documents.builders import WORDING

pytestmark = pytest.mark.libreoffice

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=["standard", "essential"])
def agreement(request: pytest.FixtureRequest, root: Path) -> MouDocument:
    """A shipped template with some values given and the rest open, as the product renders it."""
    knowledge, template = load_knowledge(root), load_templates(root).templates[request.param]
    values = {
        "agency_name": "Riverton Police Department",
        "district_name": "Riverton School District 12",
        "start_date": "2027-07-01",
        "end_date": "2029-06-30",
        "signatories": [
            "Dana Whitfield, Chief of Police, for the Agency",
            "Luis Ortega, Superintendent, for the District",
        ],
    }
    draft = new_draft(template, draft_id="d1", title="Riverton", now=NOW, values=values)
    wording = Wording(knowledge.messages)
    document = render(draft, template, knowledge, wording)
    return document.model_copy(update={"annotations": annotations(draft, template, knowledge, wording)})


@pytest.fixture(scope="module")
def pages(agreement: MouDocument, root: Path) -> list[str]:
    """The text of each page of the agreement's PDF."""
    shell = (root / "mou_templates" / str(agreement.stamp and agreement.stamp.template) / "shell.docx").read_bytes()
    reader = PdfReader(io.BytesIO(saved(write_docx(agreement, shell=shell, when=NOW, words=WORDING), "pdf")))
    return [page.extract_text() for page in reader.pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_word_of_the_agreement_is_on_the_pages(agreement: MouDocument, pages: list[str]) -> None:
    # Page ends may fall inside a paragraph: header and footer are taken out before looking.
    furniture = [agreement.title, agreement.mark, "Version 0, November 23, 2026"]
    text = ""
    for page in pages:
        flat = re.sub(r"Page\d+of\d+", "", squeezed(page))
        for words in furniture:
            flat = flat.replace(squeezed(words), "")
        text += flat
    for block in agreement.blocks:
        if block.kind == "title":
            continue
        for words in [block.text, *("".join(s.text for s in cell) for row in block.rows for cell in row)]:
            assert squeezed(words) in text, words
        for signer in block.signers:
            assert squeezed(signer.name) in text
            assert squeezed(signer.title) in text


def test_the_page_shows_each_number_before_its_words(agreement: MouDocument, pages: list[str]) -> None:
    text = squeezed("".join(pages))
    for block in agreement.blocks:
        if block.number and block.kind in {"heading", "paragraph"}:
            stop = "." if block.kind == "heading" else ""
            assert squeezed(f"{block.number}{stop}{block.text}"[:40]) in text, (block.number, block.text[:40])


def test_each_page_bears_the_mark_and_its_number(agreement: MouDocument, pages: list[str]) -> None:
    assert 12 <= len(pages) <= 40
    for number, page in enumerate(pages, start=1):
        assert agreement.mark in page
        assert f"Page {number} of {len(pages)}" in page


def test_nothing_is_left_of_fields_and_places(pages: list[str]) -> None:
    text = "\n".join(pages)
    for left in ("Error", "update", "[Title]", "[Stamp]", "[Draft mark]", "{{", "TOC \\"):
        if left == "update":
            assert not re.search(r"(?i)update (this )?(field|table)", text)
        else:
            assert left not in text


def test_the_signature_block_is_on_one_page(agreement: MouDocument, pages: list[str]) -> None:
    signers = [s for b in agreement.blocks for s in b.signers]
    holding = {n for n, page in enumerate(pages) for s in signers if f"Name: {s.name}" in page}
    assert len(holding) == 1
    assert pages[holding.pop()].count("Date:") == len(signers)


def test_open_items_begin_a_page(pages: list[str]) -> None:
    page = next(p for p in pages[2:] if "What is still open" in p)
    assert squeezed(page).find("Openitems") < 150


def test_a_shell_saved_by_libreoffice_still_works(agreement: MouDocument) -> None:
    shell = saved(build_shell(WORDING), "docx")
    reader = PdfReader(io.BytesIO(saved(write_docx(agreement, shell=shell, when=NOW, words=WORDING), "pdf")))
    first = reader.pages[0].extract_text()
    assert agreement.mark in first
    assert "[Draft mark]" not in first
    assert "Riverton Police Department" in first
