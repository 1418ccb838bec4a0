"""`mou check` tries the lists of the review: patterns, examples, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content.check_review import check_review
from assistant.content.edition import knowledge_edition
from assistant.content.knowledge import load_knowledge
from assistant.content.problems import Problems
from assistant.content.review_words import load_review_words
from assistant.domain.knowledge import Knowledge
from assistant.errors import ContentError

ROOT = Path(__file__).resolve().parents[3]

VAGUE = """- id: as-needed
  any_of: ['\\bas needed\\b']
  unless: ['\\bto prevent\\b']
  examples: [They meet as needed.]
  counter_examples: [Force as needed to prevent injury.]
"""
KINDS = """limits: {agreement: 4, matters: 3, thin: 2, money-share: 0.4, money-matters: 3, form: 3}
signs:
  - {id: title, of: agreement, where: title, any_of: ['\\bagreement\\b'], examples: [Agreement]}
  - {id: rent, of: lease, any_of: ['\\brent\\b'], counter_examples: [The parent comes.]}
"""
ABSENT = """- id: training
  requirements: [p08.sro-training]
  any_of: ['\\btraining\\b']
  examples: [The training is in Exhibit B.]
"""


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge(ROOT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with small lists and nothing else."""
    (tmp_path / "knowledge/review").mkdir(parents=True)
    for name, text in (("vague", VAGUE), ("kinds", KINDS), ("absent", ABSENT)):
        (tmp_path / f"knowledge/review/{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def problems(folder: Path, known: Knowledge) -> list[str]:
    found = Problems()
    check_review(folder, known, found)
    return [str(p) for p in found.found]


def test_the_shipped_lists_have_no_problem(known: Knowledge) -> None:
    assert problems(ROOT, known) == []


def test_small_lists_have_no_problem(folder: Path, known: Knowledge) -> None:
    assert problems(folder, known) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("vague", "\\bas needed\\b", "\\bas required\\b", "'as-needed' misses its example"),
        ("vague", "  unless: ['\\bto prevent\\b']\n", "", "'as-needed' finds its counter-example"),
        ("vague", "\\bas needed\\b", "(as needed", "a pattern of 'as-needed' cannot be read"),
        ("vague", "\\bas needed\\b", "{srr} as needed", "unknown word group {srr}"),
        ("vague", "  examples: [They meet as needed.]\n", "", "'as-needed' has no example"),
        ("vague", "id: as-needed", "id: as-wanted", "'as-wanted' has no words"),
        ("vague", "  unless:", "  unles:", "did you mean 'unless'?"),
        ("kinds", "form: 3}", "from: 3}", "the limit 'form' is missing"),
        ("kinds", "of: lease", "of: leash", "'rent' has no words"),
        ("kinds", "examples: [Agreement]", "examples: [Contract]", "'title' misses its example"),
        ("kinds", "\\brent\\b", "rent", "'rent' finds its counter-example"),
        ("kinds", "id: rent", "id: title", "is given twice"),
        ("absent", "p08.sro-training", "p08.training", "which is no requirement"),
    ],
)
def test_a_fault_is_found_and_said(folder: Path, known: Knowledge, name: str, old: str, new: str, said: str) -> None:
    path = folder / f"knowledge/review/{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(said in p for p in problems(folder, known)), problems(folder, known)


def test_lists_that_cannot_be_read_are_refused(folder: Path) -> None:
    (folder / "knowledge/review/vague.yaml").write_text("- any_of: [x]\n", encoding="utf-8")
    with pytest.raises(ContentError, match="'id' is missing"):
        load_review_words(folder)


def test_a_changed_list_is_another_edition(folder: Path) -> None:
    before = knowledge_edition(folder)
    path = folder / "knowledge/review/vague.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert knowledge_edition(folder) != before
