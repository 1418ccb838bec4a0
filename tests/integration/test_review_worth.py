"""What a review is worth: labelled agreements, our own templates and samples, and what is no agreement."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.bootstrap import Assistant, build
from assistant.documents.reading.reader import DocumentReader, read_mou
from assistant.domain.documents import MouDocument
from assistant.domain.reviews import Review
from assistant.settings import Settings
from evals.review.documents import Labelled, read_documents
from evals.review.scores import of_document

SAMPLES = sorted((Path(__file__).parents[2] / "knowledge" / "sample_mous").glob("*.md"))
VALUES = Path(__file__).parents[2] / "docs" / "examples" / "riverton.yaml"


@pytest.fixture(scope="module")
def reviewed(assistant: Assistant) -> list[tuple[Labelled, Review]]:
    """Every development document with its review."""
    out = []
    with DocumentReader() as reader:
        for labelled in (*read_documents("dev"), *read_documents("dev2")):
            read = reader.mou(labelled.path.name, labelled.path.read_bytes())
            assert isinstance(read, MouDocument)
            out.append((labelled, assistant.reviewer.review(read, name=labelled.path.name)))
    return out


def test_every_quotation_is_cut_from_the_document(reviewed: list[tuple[Labelled, Review]]) -> None:
    quotes = 0
    for _, review in reviewed:
        findings = [f for p in review.principles for f in p.findings]
        assert all((f.status == "missing") == (not f.quotes) for f in findings)
        found = [q for f in findings for q in f.quotes]
        found += [r.quote for r in (*review.vague, *review.outside, *review.counsel)]
        assert all(review.text.text[q.start : q.end] == q.text for q in found)
        quotes += len(found)
    assert quotes > 500


def test_states_agree_with_those_of_a_reader(reviewed: list[tuple[Labelled, Review]]) -> None:
    # The floor of what `python -m evals review measure` prints: a fall is a fault, not noise.
    rows = [r for d, review in reviewed if d.kind != "other" for r in of_document(d, review)]
    clean = [r for r in rows if "conflict" not in (r.wanted, *r.also_ok)]
    conflicts = [r for r in rows if r.wanted == "conflict"]
    assert sum(r.agrees for r in rows) / len(rows) >= 0.80
    assert sum(r.got == "conflict" for r in conflicts) / len(conflicts) >= 0.80
    assert sum(r.got == "conflict" for r in clean) / len(clean) <= 0.07


def test_a_document_that_is_no_agreement_is_not_reviewed(reviewed: list[tuple[Labelled, Review]]) -> None:
    others = [review for d, review in reviewed if d.kind == "other"]
    assert others
    assert all(r.document.kind == "other" and not r.principles and r.document.why for r in others)


@pytest.mark.parametrize("template", ["standard", "essential"])
def test_our_own_templates_are_mostly_read_as_sound(template: str, assistant: Assistant, tmp_path: Path) -> None:
    # All should be addressed. The judge errs on some of 600 sentences; these floors are what it reached.
    mine = build(Settings(data_dir=tmp_path))
    review = assistant.reviewer.review(_filled(mine, template), name=f"{template}.docx")
    states = [f.status for p in review.principles for f in p.findings]
    assert review.document.kind == "sro-mou"
    assert len(states) == 31
    assert states.count("addressed") >= 23
    assert states.count("conflict") <= 2
    assert states.count("missing") <= 1
    assert [p.principle for p in review.principles if p.status == "missing"] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_a_sound_sample_is_read_as_sound(sample: Path, assistant: Assistant) -> None:
    _, front, body = sample.read_text(encoding="utf-8").split("---", 2)
    text = f"# {yaml.safe_load(front)['title']}\n{re.sub(r'<!--.*?-->', '', body)}"
    read = read_mou(sample.name, text.encode())
    assert isinstance(read, MouDocument)
    review = assistant.reviewer.review(read, name=sample.name)
    states = [f.status for p in review.principles for f in p.findings]
    assert review.document.kind == "sro-mou"
    assert states.count("addressed") >= 20
    assert states.count("conflict") <= 4


def _filled(made: Assistant, template: str) -> MouDocument:
    values = yaml.safe_load(VALUES.read_text(encoding="utf-8"))
    draft = made.drafts.new(template, values=values).draft
    read = read_mou("a.docx", made.drafts.copies.clean(made.drafts.source(draft.id)))
    assert isinstance(read, MouDocument)
    return read
