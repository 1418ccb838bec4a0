"""Wording at odds with a principle is found in many phrasings; wording that denies it is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.content.knowledge import read_knowledge
from assistant.content.problems import Problems
from assistant.domain.knowledge import Requirement
from assistant.verify.conflicts import find_conflicts
from assistant.verify.negation import is_negated
from assistant.verify.patterns import compiled

ROOT = Path(__file__).resolve().parents[3]
PHRASINGS = yaml.safe_load((ROOT / "tests/data/phrasings.yaml").read_text(encoding="utf-8"))
EVERY = [(int(number), text) for number, texts in PHRASINGS["conflicts"].items() for text in texts]


@pytest.fixture(scope="module")
def rules() -> tuple[Requirement, ...]:
    """The shipped requirements."""
    return tuple(read_knowledge(ROOT, Problems()).requirements.values())


@pytest.mark.parametrize(("principle", "text"), EVERY)
def test_wording_at_odds_with_a_principle_is_found(rules: tuple[Requirement, ...], principle: int, text: str) -> None:
    found = find_conflicts(text, rules)
    assert principle in {c.principle for c in found}
    for conflict in found:
        assert text[conflict.start : conflict.end] == conflict.words
        assert f"principle {conflict.principle}" in conflict.say
        assert conflict.instead


@pytest.mark.parametrize("text", PHRASINGS["harmless"])
def test_wording_that_keeps_to_the_principles_is_left_alone(rules: tuple[Requirement, ...], text: str) -> None:
    assert [(c.rule, c.words) for c in find_conflicts(text, rules)] == []


def test_a_good_sentence_does_not_excuse_a_bad_one(rules: tuple[Requirement, ...]) -> None:
    text = "1.1 The SRO is not a disciplinarian.\n\n1.2 The SRO shall enforce the dress code."
    found = find_conflicts(text, rules)
    assert {(c.principle, c.requirement) for c in found} == {(3, "p03.no-discipline")}
    assert all(c.words in "The SRO shall enforce the dress code." for c in found)
    assert all(c.start > text.index("1.2") for c in found)


def test_conflicts_come_in_order_of_place(rules: tuple[Requirement, ...]) -> None:
    text = "The program is reviewed every three years. The SRO shall enforce school rules. The Agency has a roving SRO."
    found = find_conflicts(text, rules)
    assert [c.principle for c in found] == [10, 3, 11]
    assert [c.start for c in found] == sorted(c.start for c in found)


def test_a_negation_does_not_reach_into_the_next_predicate() -> None:
    text = "The SRO shall not suspend students and shall enforce school rules"
    assert not is_negated(text, len(text))
    assert is_negated(text, text.index(" students"))


@pytest.mark.parametrize(
    "text",
    ["Not later than May 1 the SRO starts work", "The SRO shall not only advise", "Order No. 3 binds the SRO today"],
)
def test_an_idle_not_denies_nothing(text: str) -> None:
    assert not is_negated(text, len(text))


@pytest.mark.parametrize(("pattern", "said"), [("{nobody}", "unknown word group {nobody}"), ("(open", "not a regular")])
def test_a_bad_pattern_says_what_is_wrong(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("{", r"\{").replace("}", r"\}")):
        compiled(pattern)


@pytest.mark.parametrize("text", ["", "\x00", "<script>alert(1)</script>", "لا", "SRO " * 500, "(" * 2000])
def test_odd_text_is_read_without_complaint(rules: tuple[Requirement, ...], text: str) -> None:
    assert find_conflicts(text, rules) == ()
