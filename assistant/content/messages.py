"""Read the plain lists: the words of the interface, numbers for matching, lists of words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.content.problems import Problems
from assistant.content.strict_yaml import Mapping, read_yaml
from assistant.domain.wording import Wording
from assistant.errors import ContentError


def load_wording(content: Path) -> Wording:
    """Read the words of the interface alone, which is quick; raise ContentError when a file is wrong."""
    problems = Problems()
    messages = read_messages(content, problems)
    if problems.errors:
        # In plain English, as every ContentError: the words are what cannot be read.
        raise ContentError(f"The words of the interface cannot be read: {problems.errors[0]}.", "Run 'mou check'.")
    return Wording(messages)


def read_messages(content: Path, problems: Problems) -> dict[str, str]:
    """Read every sentence of the interface, by its key such as ``dialogue.accepted``."""
    out: dict[str, str] = {}
    for path in sorted((content / "knowledge/messages").glob("*.en.yaml")):
        file = path.relative_to(content).as_posix()
        value = read_yaml(content, file, problems)
        if value is not None:
            out.update(_flatten(value, path.name.removesuffix(".en.yaml")))
    # Words in another language stand under its code: "es.answers.parts.words".
    for path in sorted((content / "knowledge/messages").glob("*.es.yaml")):
        value = read_yaml(content, path.relative_to(content).as_posix(), problems)
        if value is not None:
            out.update(_flatten(value, "es." + path.name.removesuffix(".es.yaml")))
    return out


def read_numbers(content: Path, file: str, problems: Problems) -> dict[str, float]:
    """Read a list of named numbers."""
    value = read_yaml(content, file, problems)
    out: dict[str, float] = {}
    for key, number in (value or {}).items() if isinstance(value, Mapping) else ():
        if isinstance(number, (int, float)) and not isinstance(number, bool):
            out[key] = float(number)
        else:
            problems.error(file, value.line_of(key), f"{key!r} must be a number")
    return out


def read_words(content: Path, file: str, problems: Problems) -> dict[str, str]:
    """Read a list of named words."""
    value = read_yaml(content, file, problems)
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def read_lists(content: Path, file: str, problems: Problems) -> dict[str, tuple[str, ...]]:
    """Read lists of words, one or two levels of keys deep; the keys are joined by a dot."""
    out: dict[str, tuple[str, ...]] = {}
    value = read_yaml(content, file, problems) if (content / file).is_file() else None
    if not isinstance(value, Mapping):
        return out
    for key, inner in value.items():
        for name, words in inner.items() if isinstance(inner, Mapping) else (("", inner),):
            if isinstance(words, list):
                out[f"{key}.{name}".rstrip(".")] = tuple(str(w) for w in words)
            else:
                problems.error(file, value.line_of(key), f"{name or key!r} must be a list", "start each line with '- '")
    return out


def _flatten(value: Any, prefix: str) -> dict[str, str]:
    if not isinstance(value, dict):
        return {prefix: str(value)}
    out: dict[str, str] = {}
    for key, inner in value.items():
        out.update(_flatten(inner, f"{prefix}.{key}" if prefix else str(key)))
    return out
