"""What each clause means for families: written for every wording, in plain words, and true to the clause's fields."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator

from assistant.content import markup
from assistant.content.check_templates import _PINS
from assistant.domain.templates import TemplateSet
from evals.readability import grade

_SLOTS = re.compile(r"\{\{[^}]*\}\}")
# Words of lawyers and police that the guide does without.
HARD = re.compile(
    r"\b(?:shall|pursuant|herein|thereof|hereby|notwithstanding|indemnif\w*|custody|misconduct|compl(?:y|iance) with"
    r"|law enforcement|SROs?|Agency|Parties|Principal|Superintendent)\b"
)


def texts(templates: TemplateSet) -> Iterator[tuple[str, str]]:
    for clause in templates.clauses.values():
        for variant, blocks in clause.families.items():
            yield f"{clause.id}/{variant}", " ".join(b.text for b in blocks)


def test_every_wording_of_every_clause_has_its_text(templates: TemplateSet) -> None:
    lacking = [
        f"{c.id}/{v.id}"
        for c in templates.clauses.values()
        for v in c.variants
        if not (c.families.get(v.id) or c.families.get(""))
    ]
    assert lacking == []


def test_it_reads_at_grade_eight_or_below(templates: TemplateSet) -> None:
    found = {name: grade(_SLOTS.sub("ten", text)) for name, text in texts(templates)}
    assert {name: round(g, 1) for name, g in found.items() if g > 8.2} == {}
    assert statistics.median(found.values()) <= 6.5


def test_it_uses_the_words_of_families(templates: TemplateSet) -> None:
    assert {
        name: HARD.findall(_SLOTS.sub("", text)) for name, text in texts(templates) if HARD.search(_SLOTS.sub("", text))
    } == {}


def test_it_never_says_that_the_principles_require_anything(templates: TemplateSet) -> None:
    assert [name for name, text in texts(templates) if _PINS.search(text) or "principle" in text.lower().split()] == []


def test_no_two_wordings_of_a_clause_are_told_alike(templates: TemplateSet) -> None:
    for clause in templates.clauses.values():
        told = [" ".join(b.text for b in blocks) for blocks in clause.families.values()]
        assert len(told) == len(set(told)), clause.id


def test_numbers_come_from_the_clause(templates: TemplateSet) -> None:
    """A number in the text stands in the wording too, or is a slot."""
    for clause in templates.clauses.values():
        for variant in clause.variants:
            blocks = clause.families.get(variant.id) or clause.families.get("", ())
            wording = " ".join(t for b in variant.blocks for t in (b.text, *(c for row in b.rows for c in row)))
            for number in re.findall(r"\b\d+\b", _SLOTS.sub("", " ".join(b.text for b in blocks))):
                assert re.search(rf"\b{number}\b", wording), (clause.id, variant.id, number)


def test_its_slots_are_the_wordings_own(templates: TemplateSet) -> None:
    for clause in templates.clauses.values():
        for variant in clause.variants:
            used = {n for b in variant.blocks for n in markup.fields_of(b)}
            blocks = clause.families.get(variant.id) or clause.families.get("", ())
            assert {n for b in blocks for n in markup.fields_of(b)} <= used, (clause.id, variant.id)
