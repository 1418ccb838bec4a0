"""The shipped content has no errors."""

from __future__ import annotations

from pathlib import Path

from assistant.content.check import check_content
from assistant.domain.knowledge import Knowledge, Strength

ROOT = Path(__file__).resolve().parents[2]


def test_mou_check_finds_no_error() -> None:
    found = [str(p) for p in check_content(ROOT) if p.level == "error"]
    assert found == []


def test_every_principle_is_split_into_requirements_with_conflict_rules(knowledge: Knowledge) -> None:
    requirements = knowledge.requirements.values()
    assert len(requirements) == 31
    assert {r.principle for r in requirements} == set(range(1, 13))
    assert all(r.conflicts for r in requirements)
    assert {r.id for r in requirements if r.strength is Strength.WHEN_POSSIBLE} == {
        "p11.fixed-assignment",
        "p11.limited-schools",
    }


def test_a_requirement_rests_on_the_exact_words_of_its_passage(knowledge: Knowledge) -> None:
    for requirement in knowledge.requirements.values():
        text = (ROOT / knowledge.passages[requirement.passage].file).read_text(encoding="utf-8")
        assert text[requirement.start : requirement.end] in knowledge.passages[requirement.passage].text
        assert len(text[requirement.start : requirement.end]) > 20
