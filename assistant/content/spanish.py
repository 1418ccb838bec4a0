"""Read ``knowledge/spanish/``: the translated passages, the cards in Spanish, and the words of the language."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from assistant.content.problems import Problems
from assistant.content.strict_yaml import Mapping, parse, read_text
from assistant.content.values import build, items, mappings
from assistant.domain.spanish import Spanish, SpanishCard, SpanishText

FOLDER = "knowledge/spanish"
ELSEWHERE = "elsewhere.yaml"
CARDS = ("principles.yaml", "families.yaml", "scope.yaml", ELSEWHERE)

V = TypeVar("V", SpanishCard, SpanishText)


def read_spanish(content: Path, problems: Problems) -> Spanish:
    """Read all that is there in Spanish; a content folder without it gives an empty value."""
    if not (content / FOLDER).is_dir():
        return Spanish()
    cards: dict[str, SpanishCard] = {}
    for name in CARDS:
        cards |= _by_id(SpanishCard, content, name, cards, problems)
    words = _mapping(content, "words.yaml", problems)
    numbers = _mapping(content, "matching.yaml", problems)
    return Spanish(
        passages=_by_id(SpanishText, content, "passages.yaml", {}, problems),
        cards=cards,
        words=_lists(words),
        matching={str(k): float(v) for k, v in numbers.items() if isinstance(v, (int, float))},
    )


def _by_id(model: type[V], content: Path, name: str, known: dict[str, V], problems: Problems) -> dict[str, V]:
    file, out = f"{FOLDER}/{name}", {}
    for entry in mappings(_yaml(content, file, problems), file, problems):
        extra: dict[str, Any] = {}
        if model is SpanishCard:
            extra = {k: [str(v) for v in items(entry, k, file, problems)] for k in ("ask", "answer")}
        made = build(model, entry, file, problems, **extra)
        if made is None:
            continue
        if made.id in known or made.id in out:
            problems.error(file, entry.line, f"id {made.id!r} is given twice", "keep one of the two")
        out[made.id] = made
    return out


def _lists(words: Mapping) -> dict[str, tuple[str, ...]]:
    """Return each list of words; those that count as one stand under "same." and their first word."""
    out = {str(k): tuple(str(v).split()) for k, v in words.items() if not isinstance(v, list)}
    for line in words.get("same") or ():
        first, *others = str(line).split()
        out[f"same.{first}"] = tuple(others)
    return out


def _mapping(content: Path, name: str, problems: Problems) -> Mapping:
    value = _yaml(content, f"{FOLDER}/{name}", problems)
    return value if isinstance(value, Mapping) else Mapping()


def _yaml(content: Path, file: str, problems: Problems) -> Any:
    text = read_text(content / file, file, problems)
    return None if text is None else parse(text, file, problems)
