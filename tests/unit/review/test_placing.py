"""Where the words of a brought agreement go: to the clause that a reader would name, or to the list of what is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.bootstrap import Assistant
from assistant.content.placing import check_placing, load_placing
from assistant.content.problems import Problems
from assistant.documents.reading.word_file import read_word
from assistant.domain.documents import Block, MouDocument, Span
from assistant.domain.knowledge import Knowledge
from assistant.domain.placing import PlacingCues, Provided
from assistant.domain.reviews import ReviewText
from assistant.domain.templates import Template, TemplateSet
from assistant.drafting.brought import without_signatures
from assistant.review.likeness import Likeness, stems
from assistant.review.placing import provided
from assistant.review.text import text_of
from tests.by_hand import finding

VALUES = {
    "agency_name": "Riverton Police Department",
    "district_name": "Riverton School District 12",
    "schools": "Riverton High School, Eastside Middle School",
    "start_date": "July 1, 2027",
    "end_date": "June 30, 2029",
    "state": "Ohio",
}


@pytest.fixture(scope="module")
def cues(root: Path) -> PlacingCues:
    return load_placing(root)


@pytest.fixture(scope="module")
def standard(templates: TemplateSet) -> Template:
    return templates.templates["standard"]


@pytest.fixture(scope="module")
def likeness(standard: Template, cues: PlacingCues, knowledge: Knowledge) -> Likeness:
    return Likeness(standard, cues, knowledge.requirements)


def read(*lines: str) -> ReviewText:
    """A document of paragraphs; a line with "# " before it is a heading, one with "- " an item."""
    kinds: dict[str, Any] = {"# ": ("heading", 1), "- ": ("item", 3)}
    blocks = []
    for line in lines:
        kind, level = kinds.get(line[:2], ("paragraph", 2))
        blocks.append(Block(kind=kind, level=level, spans=(Span(text=line[2:] if line[:2] in kinds else line),)))
    return text_of(MouDocument(title="", blocks=tuple(blocks)), "accepted")


def sample(root: Path, name: str) -> ReviewText:
    """A sample agreement as it is read: its headings are marked, its numbers are words or numbering."""
    lines = []
    text = (root / f"knowledge/sample_mous/{name}.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    for part in text.split("\n"):
        if part.strip() and not part.startswith("<!--"):
            lines.append(f"# {part.lstrip('# ')}" if part.startswith("#") else part)
    return read(*lines)


@pytest.mark.parametrize(
    "name", ["sample-rural-sheriff", "sample-two-departments", "sample-charter-school", "sample-large-urban"]
)
def test_the_sample_agreements_are_placed_as_a_reader_would(
    root: Path, name: str, standard: Template, cues: PlacingCues, likeness: Likeness
) -> None:
    wanted = yaml.safe_load((root / "tests/data/review/placing.yaml").read_text(encoding="utf-8"))[name]
    text = sample(root, name)
    found = {p.where.paragraph - 1: p.clause for p in provided(text, standard, likeness, cues)}
    assert set(wanted) == set(found)
    placed = {n: c for n, c in found.items() if c is not None}
    right = sum(c in wanted[n] for n, c in placed.items())
    print(f"{name}: {len(placed)} of {len(found)} placed, {right / len(placed):.1%} of them rightly")
    assert len(placed) / len(found) >= 0.85
    assert right / len(placed) >= 0.85


@pytest.mark.parametrize("name", ["standard", "essential"])
def test_an_exported_agreement_comes_back_to_its_clauses(
    assistant: Assistant, tmp_path: Path, name: str, templates: TemplateSet, cues: PlacingCues, knowledge: Knowledge
) -> None:
    from assistant.bootstrap import build
    from assistant.settings import Settings

    made = build(Settings(data_dir=tmp_path))
    for shared in ("knowledge", "templates", "wording"):
        made.__dict__[shared] = getattr(assistant, shared)
    template = templates.templates[name]
    draft = made.drafts.new(name, values=VALUES).draft
    back = read_word(made.drafts.export(draft.id)[0])
    text = text_of(back, "accepted")
    home = {p.start: back.blocks[p.block].clause for p in text.paragraphs}
    units = [
        p for p in provided(text, template, Likeness(template, cues, knowledge.requirements), cues) if home.get(p.start)
    ]
    right = sum(p.clause == home[p.start] for p in units)
    print(f"{name}: {right} of {len(units)} paragraphs came back to their clause")
    assert len(units) > 150
    assert right / len(units) >= 0.9


def test_a_requirement_that_was_found_decides_between_near_clauses(
    standard: Template, cues: PlacingCues, likeness: Likeness
) -> None:
    words = "The sergeant and the two campuses shall see to it, and the heron shall be heard."
    text = read(words)
    told = finding(text, "p12.peers", "partly", words)
    placed = provided(text, standard, likeness, cues, [told])[0]
    assert placed.clause == "peer-support"
    assert placed.ground == "finding"


def test_a_list_goes_where_its_lead_goes(standard: Template, cues: PlacingCues, likeness: Likeness) -> None:
    text = read("# Searches", "The SRO shall not search:", "- a locker on request;", "- the heron of the pond.")
    assert {p.clause for p in provided(text, standard, likeness, cues)} == {"searches"}


def test_words_that_belong_nowhere_are_listed_and_not_guessed(
    standard: Template, cues: PlacingCues, likeness: Likeness
) -> None:
    placed = provided(read("The mascot is a heron of bronze."), standard, likeness, cues)
    assert [p.clause for p in placed] == [None]


def test_lines_on_which_people_signed_are_taken_out(standard: Template, cues: PlacingCues, likeness: Likeness) -> None:
    text = read("# Signatures", "Signed: Ada Quill, Mayor", "By: ______________", "The parties sign this agreement.")
    found = without_signatures(provided(text, standard, likeness, cues))
    assert [p.clause for p in found] == [None, None, "signatures"]


def test_nothing_of_a_long_paragraph_is_lost(standard: Template, cues: PlacingCues, likeness: Likeness) -> None:
    force = "5. The SRO shall use force only as a last resort and shall not restrain a student face down. " * 4
    money = "6. The District shall pay the City an annual fee in four installments upon an invoice. " * 4
    text = read(f"{force}{money}".strip())
    found: tuple[Provided, ...] = provided(text, standard, likeness, cues)
    assert " ".join(p.text for p in found) == text.text
    assert {p.clause for p in found} == {"use-of-force", "funding"}
    assert all(text.text[p.start : p.end] == p.text for p in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deputies", "SRO"), ("pupils", "a student"), ("invoicing", "invoices"), ("guardian's", "parents")],
)
def test_words_of_one_kind_count_as_one(one: str, other: str) -> None:
    assert stems(one)[-1:] == stems(other)[-1:]


def test_the_cues_fit_the_library(root: Path, templates: TemplateSet) -> None:
    problems = Problems()
    check_placing(root, templates, problems)
    assert problems.found == []


def test_a_clause_that_serves_nothing_is_no_home(root: Path, tmp_path: Path, templates: TemplateSet) -> None:
    (tmp_path / "mou_templates").mkdir()
    (tmp_path / "mou_templates/placing.yaml").write_text(
        "clauses:\n  purpose:\n    words: [aim]\n  no-such:\n    words: [x]\nrequirements:\n  p04.force: purpose\n",
        encoding="utf-8",
    )
    problems = Problems()
    check_placing(tmp_path, templates, problems)
    told = " ".join(p.message for p in problems.found)
    assert "'no-such' is no clause" in told
    assert "'searches' has no cues" in told
    assert "does not serve requirement 'p04.force'" in told
