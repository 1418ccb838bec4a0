"""In LibreOffice a clause is cut and pasted elsewhere: numbers, references and letters are right again."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from pypdf import PdfReader

from assistant.content.knowledge import load_knowledge
from assistant.content.templates import load_templates
from assistant.documents.accessibility.fix import fix_word
from assistant.documents.letterhead.inspect import inspect_letterhead
from assistant.documents.numbering import letters
from assistant.documents.stamps import bookmark_name
from assistant.documents.writer import write_docx
from assistant.domain.documents import MouDocument
from assistant.domain.wording import Wording
from assistant.drafting.render import render
from assistant.drafting.steps import new_draft
from tests.office import office_does
from tests.unit.documents.builders import WORDING

pytestmark = pytest.mark.libreoffice

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
MOVED, BEFORE = "data-reporting", "sro-duties"


@pytest.fixture(scope="module")
def agreement(root: Path) -> MouDocument:
    """The standard template; without comments, which LibreOffice shows only where it has all of its windows."""
    knowledge, template = load_knowledge(root), load_templates(root).templates["standard"]
    draft = new_draft(template, draft_id="d1", title="Riverton", now=NOW, values={"agency_name": "Riverton Police"})
    return render(draft, template, knowledge, Wording(knowledge.messages))


@pytest.fixture(scope="module")
def told(agreement: MouDocument, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What LibreOffice shows of the agreement as it is, with a clause moved, on a letterhead, and mended."""
    folder = tmp_path_factory.mktemp("order")
    shell = (root / "mou_templates" / "standard" / "shell.docx").read_bytes()
    plain = write_docx(agreement, shell=shell, when=NOW, words=WORDING)
    (folder / "plain.docx").write_bytes(plain)
    (folder / "paper.docx").write_bytes(_letterhead())
    paper, _ = inspect_letterhead(folder / "paper.docx")
    (folder / "on-paper.docx").write_bytes(write_docx(agreement, shell=paper, when=NOW, words=WORDING))
    (folder / "mended.docx").write_bytes(fix_word(folder / "plain.docx", title="Another title")[0])
    move = {"steps": [["move", bookmark_name(MOVED), bookmark_name(BEFORE)]], "save": str(folder / "saved.docx")}
    jobs = [
        {"file": str(folder / "plain.docx")},
        {"file": str(folder / "plain.docx"), **move},
        {"file": str(folder / "on-paper.docx")},
        {"file": str(folder / "mended.docx")},
        {"file": str(folder / "plain.docx"), "steps": [["update contents"]], "save": str(folder / "contents.pdf")},
    ]
    names = ("plain", "moved", "on-paper", "mended", "contents")
    out: dict[str, Any] = dict(zip(names, office_does(jobs, folder), strict=True))
    return {**out, "saved": (folder / "saved.docx").read_bytes(), "pdf": (folder / "contents.pdf").read_bytes()}


def _letterhead() -> bytes:
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.sections[0].header.paragraphs[0].text = "County of Riverton"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbers(told: dict[str, Any]) -> dict[str, str]:
    """The number of each heading of the first level, by its words."""
    return {p["text"]: p["number"].rstrip(".") for p in told["shown"] if p["level"] == 1 and p["number"]}


def titles(agreement: MouDocument) -> dict[str, str]:
    return {b.clause: b.text for b in agreement.blocks if b.kind == "heading" and b.clause}


@pytest.mark.parametrize("copy", ["plain", "on-paper", "mended"])
def test_every_number_that_is_shown_is_the_agreements(agreement: MouDocument, told: dict[str, Any], copy: str) -> None:
    given = [(b.number, b.text) for b in agreement.blocks if b.clause and b.number and b.kind != "table"]
    shown = [(p["number"], p["text"]) for p in told[copy]["shown"] if p["number"]]
    in_list = [(n.rstrip("."), text) for n, text in shown if (n.rstrip("."), text) in set(given)]
    assert in_list == given


def test_references_show_the_numbers_of_their_clauses(agreement: MouDocument, told: dict[str, Any]) -> None:
    assert len(told["plain"]["references"]) >= 20
    for copy in ("plain", "moved", "on-paper"):
        by_mark = {bookmark_name(c): numbers(told[copy])[text] for c, text in titles(agreement).items()}
        for reference in told[copy]["references"]:
            assert reference["shown"] == by_mark[reference["source"]], (copy, reference)


def test_a_clause_that_moved_has_its_new_number_and_so_have_its_references(
    agreement: MouDocument, told: dict[str, Any]
) -> None:
    before, after = numbers(told["plain"]), numbers(told["moved"])
    title, next_title = titles(agreement)[MOVED], titles(agreement)[BEFORE]
    assert after[title] == before[next_title] != before[title]
    assert int(after[next_title]) == int(before[next_title]) + 1
    assert sorted(map(int, after.values())) == list(range(1, len(before) + 1))
    text = " ".join(p["text"] for p in told["moved"]["shown"])
    assert f"Section {after[title]}" in text
    assert f"Section {before[title]}" not in text.replace(f"Section {before[title]}0", "")


@pytest.mark.parametrize("copy", ["plain", "moved"])
def test_paragraphs_count_from_one_in_each_clause_and_letters_from_a_in_each_paragraph(
    told: dict[str, Any], copy: str
) -> None:
    clause, paragraph, item, seen = "", 0, 0, 0
    for one in told[copy]["shown"]:
        number = one["number"].rstrip(".")
        if one["level"] == 1:
            clause, paragraph, item = number, 0, 0
        elif "." in number and number.partition(".")[0] == clause:
            paragraph, item = paragraph + 1, 0
            assert number == f"{clause}.{paragraph}"
        elif number.startswith("("):
            item, seen = item + 1, seen + 1
            assert number == f"({letters(item)})", one
    assert seen > 100


def test_the_file_that_was_saved_has_the_new_numbers_in_its_references(told: dict[str, Any]) -> None:
    saved = docx.Document(io.BytesIO(told["saved"]))
    code = saved.element.xml
    title = next(t for t in numbers(told["moved"]) if numbers(told["moved"])[t] == "5")
    assert title == next(t for t in numbers(told["plain"]) if numbers(told["plain"])[t] == "29")
    assert f"REF {bookmark_name(MOVED)}" in code.replace("&quot;", "")


def test_contents_that_are_updated_show_their_page_numbers(agreement: MouDocument, told: dict[str, Any]) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(told["pdf"])).pages]
    for clause in ("term", MOVED):
        title = re.escape(titles(agreement)[clause])
        shown = re.search(rf"{title}[\s.]*(\d+)$", pages[0], re.MULTILINE)
        assert shown is not None, pages[0]
        assert re.search(title, pages[int(shown[1]) - 1])
    assert pages[0].count("Open items") == 1
