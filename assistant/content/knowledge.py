"""Read ``knowledge/`` into one Knowledge value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.content.cards import read_cards
from assistant.content.edition import knowledge_edition
from assistant.content.messages import read_lists, read_messages, read_numbers, read_words
from assistant.content.other_sources import read_guidance, read_samples
from assistant.content.principles import read_principles, read_requirements
from assistant.content.problems import Problems
from assistant.content.spanish import read_spanish
from assistant.content.strict_yaml import read_yaml
from assistant.content.values import build, mappings
from assistant.domain.knowledge import Knowledge, Passage, Source
from assistant.errors import ContentError


def load_knowledge(content: Path) -> Knowledge:
    """Read ``knowledge/`` under a content folder; raise ContentError when any part is wrong."""
    problems = Problems()
    knowledge = read_knowledge(content, problems)
    if problems.errors:
        first = problems.errors[0]
        raise ContentError(
            f"The knowledge cannot be used: {first} ({len(problems.errors)} problem(s) in all).",
            "Run 'mou check' for the whole list.",
        )
    return knowledge


def read_knowledge(content: Path, problems: Problems) -> Knowledge:
    """Read all that can be read; every problem is noted in ``problems``."""
    sources = _by_id(_read_sources(content, problems), "knowledge/sources.yaml", problems)
    passages: dict[str, Passage] = {}
    principles = read_principles(content, passages, problems)
    requirements = read_requirements(content, passages, problems)
    read_guidance(content, sources, passages, problems)
    read_samples(content, sources, passages, requirements, problems)
    cards = read_cards(content, passages, problems)
    return Knowledge(
        edition=knowledge_edition(content),
        sources=sources,
        passages=passages,
        principles=tuple(principles),
        requirements=requirements,
        cards=cards,
        messages=read_messages(content, problems),
        matching=read_numbers(content, "knowledge/matching.yaml", problems),
        short_forms=read_words(content, "knowledge/short_forms.yaml", problems),
        dialogue=read_lists(content, "knowledge/dialogue.yaml", problems),
        same_words=read_lists(content, "knowledge/same_words.yaml", problems),
        spanish=read_spanish(content, problems),
        crisis=read_lists(content, "knowledge/crisis.yaml", problems),
        specifics=read_lists(content, "knowledge/specifics.yaml", problems),
        told=read_lists(content, "knowledge/encoder/messages.yaml", problems),
    )


def _by_id(values: list[Any], file: str, problems: Problems) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for v in values:
        if v.id in out:
            problems.error(file, 0, f"id {v.id!r} is given twice", "give each entry its own id")
        out[v.id] = v
    return out


def _read_sources(content: Path, problems: Problems) -> list[Source]:
    file = "knowledge/sources.yaml"
    made = [build(Source, m, file, problems) for m in mappings(read_yaml(content, file, problems), file, problems)]
    return [s for s in made if s is not None]
