"""How the rules and the strict gate do on words that they were not made with: the floors are what was measured."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from assistant.content.knowledge import read_knowledge
from assistant.content.problems import Problems
from assistant.content.templates import load_templates
from assistant.domain.knowledge import Authority, Knowledge
from assistant.verify.anchors import anchors, missing
from assistant.verify.conflicts import find_conflicts, prepare
from assistant.verify.patterns import compiled
from assistant.verify.statements import check_statement

ROOT = Path(__file__).resolve().parents[3]
LONG = 100_000


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The shipped knowledge, its patterns compiled."""
    found = read_knowledge(ROOT, Problems())
    prepare(found.requirements.values())
    return found


@pytest.mark.parametrize(("round_", "floor"), [("first", 0.90), ("second", 0.38)])
def test_fresh_conflicts_are_found_as_often_as_was_measured(knowledge: Knowledge, round_: str, floor: float) -> None:
    rules = tuple(knowledge.requirements.values())
    cases = read("tests/data/conflicts_fresh.yaml")[round_]["conflicts"]
    hits = [
        bool({c.principle for c in find_conflicts(case["text"], rules)} & set(case["principles"])) for case in cases
    ]
    assert sum(hits) / len(hits) >= floor


@pytest.mark.parametrize("round_", ["first", "second"])
def test_fresh_harmless_sentences_raise_next_to_no_alarm(knowledge: Knowledge, round_: str) -> None:
    rules = tuple(knowledge.requirements.values())
    cases = read("tests/data/conflicts_fresh.yaml")[round_]["harmless"]
    alarms = [(c.rule, text) for text in cases for c in find_conflicts(text, rules)]
    assert len(alarms) <= 1, alarms


def test_our_own_clauses_and_sample_agreements_raise_no_alarm(knowledge: Knowledge) -> None:
    rules = tuple(knowledge.requirements.values())
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "knowledge/sample_mous").glob("*.md"))]
    for clause in load_templates(ROOT).clauses.values():
        texts += ["\n\n".join(block.text for block in variant.blocks) for variant in clause.variants]
    assert len(texts) > 50
    assert [(c.rule, c.words) for text in texts for c in find_conflicts(text, rules)] == []


@pytest.mark.parametrize(
    "text",
    [
        "SRO " * 25_000,
        "(" * LONG,
        "A. " * 33_000,
        "a." * 50_000,
        "SRO\n" * 25_000,
        "SRO: a; " * 12_500,
        "| SRO " * 16_000,
        "is done by the " * 6_600,
        "The SRO shall not enforce " * 3_800,
        "The SRO shall enforce the dress code. " * 2_600,
        "SRO officer shall not detention supervise enforce rules by the agency school students arrest force " * 1_000,
    ],
    ids=lambda text: text[:24].strip(),
)
def test_the_time_for_hostile_text_grows_no_faster_than_the_text(knowledge: Knowledge, text: str) -> None:
    rules = tuple(knowledge.requirements.values())

    def took(some: str) -> float:
        """Return the processor time of reading a text, the least of three tries."""
        tries = []
        for _ in range(3):
            start = process_time()
            find_conflicts(some, rules)
            tries.append(process_time() - start)
        return min(tries)

    # Four times the text: a quadratic pattern would need sixteen times as long. Ratios in one process hold on a
    # busy machine, where a limit in seconds does not.
    assert took(text) < 9 * took(text[: len(text) // 4]) + 0.02


def test_a_pattern_that_is_not_tried_would_not_have_matched(knowledge: Knowledge) -> None:
    patterns = [compiled(p) for r in knowledge.requirements.values() for rule in r.conflicts for p in rule.any_of]
    phrasings = read("tests/data/phrasings.yaml")
    for text in (t for texts in phrasings["conflicts"].values() for t in texts):
        words = {word for p in patterns for some in anchors(p.pattern) for word in some if word in text.lower()}
        assert not [p for p in patterns if missing(anchors(p.pattern), words) and p.search(text)]


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [("evals/samples/verifier.yaml", 0.95, 0.88), ("tests/data/statements_fresh.yaml", 0.90, 0.78)],
)
def test_the_strict_gate_accepts_little_that_is_wrong(
    knowledge: Knowledge, file: str, precision: float, recall: float
) -> None:
    cases = read(file)
    passed = [
        case["supported"]
        for case in cases
        if not check_statement(
            case["claim"],
            [knowledge.passages[p].text for p in case["cites"]],
            authority=Authority.PRINCIPLES,
            strict=True,
            same_words=knowledge.same_words,
        )
    ]
    assert sum(passed) / len(passed) >= precision
    assert sum(passed) / sum(case["supported"] for case in cases) >= recall
