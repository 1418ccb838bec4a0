"""Cross-checks of guidance notes and sample agreements."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.content.places import heads
from assistant.content.problems import Problems
from assistant.content.values import items
from assistant.domain.knowledge import Authority, Knowledge, Passage, Requirement
from assistant.verify.conflicts import find_conflicts

_WORDS = range(15, 101)
_PARAGRAPH = 130
_PINNED = re.compile(
    r"\bguiding principles? (?:say|recommend|require|state)s?\b|\bprinciple \d+ (?:says|recommends|requires)\b",
    re.IGNORECASE,
)


def check_notes(content: Path, knowledge: Knowledge, rules: tuple[Requirement, ...], problems: Problems) -> None:
    """Note what is wrong with any guidance note or sample agreement."""
    places = heads(content, "knowledge/guidance")
    for passage in knowledge.passages.values():
        if passage.file.startswith("knowledge/guidance/"):
            _check_note(passage, problems)
    for stem, place in places.items():
        if place.entry.get("id") != stem:
            problems.error(place.file, place.line("id"), f"id {place.entry.get('id')!r} differs from the file's name")
        for number in items(place.entry, "principles", place.file, Problems()):
            if number not in range(1, 13):
                problems.error(place.file, place.line("principles"), f"there is no principle {number}", "1 to 12")
    _check_samples(content, knowledge, rules, problems)


def _check_note(passage: Passage, problems: Problems) -> None:
    count = len(passage.text.split())
    if count not in _WORDS:
        problems.error(passage.file, 0, f"the note has {count} words", "write 15 to 100")
    if passage.authority in (Authority.PRINCIPLES, Authority.SAMPLE):
        problems.error(passage.file, 0, f"a guidance note cannot have the authority {passage.authority.value!r}")
    if _PINNED.search(passage.text):
        problems.error(passage.file, 0, "the note speaks for the principles", "say what its own source says")


def _check_samples(content: Path, knowledge: Knowledge, rules: tuple[Requirement, ...], problems: Problems) -> None:
    samples = [p for p in knowledge.passages.values() if p.authority is Authority.SAMPLE]
    texts = {p.file: (content / p.file).read_text("utf-8") for p in samples}
    for passage in samples:
        line = texts[passage.file].count("\n", 0, passage.start) + 1
        if len(passage.text.split()) > _PARAGRAPH:
            problems.warning(
                passage.file, line, f"the paragraph has {len(passage.text.split())} words", f"at most {_PARAGRAPH}"
            )
        for conflict in find_conflicts(passage.text, rules):
            problems.error(passage.file, line, f"rule {conflict.rule!r} finds {conflict.words!r}", conflict.instead)
