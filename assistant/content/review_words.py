"""Read ``knowledge/review/*.yaml``: the lists by which an agreement is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from assistant.content.messages import read_lists
from assistant.content.problems import Problems
from assistant.content.strict_yaml import Mapping, read_yaml
from assistant.content.values import build, mappings, strings
from assistant.domain.review_words import Cue, Kinds, ReviewWords, Sign
from assistant.errors import ContentError

FOLDER = "knowledge/review"
CUES = ("vague", "outside", "counsel", "absent")

_LISTS = ("any_of", "unless", "headings", "requirements", "examples", "counter_examples")

V = TypeVar("V", Cue, Sign)


def load_review_words(content: Path) -> ReviewWords:
    """Read the lists; raise ContentError when any is wrong."""
    problems = Problems()
    words = read_review_words(content, problems)
    if problems.errors:
        raise ContentError(f"The lists of the review cannot be used: {problems.errors[0]}.", "Run 'mou check'.")
    return words


def read_review_words(content: Path, problems: Problems) -> ReviewWords:
    """Read all lists that are there; every problem is noted."""
    cues: dict[str, Any] = {
        name: _entries(Cue, f"{FOLDER}/{name}.yaml", _yaml(content, name, problems), problems) for name in CUES
    }
    kinds = _yaml(content, "kinds", problems)
    file = f"{FOLDER}/kinds.yaml"
    if kinds is not None and not isinstance(kinds, Mapping):
        problems.error(file, 1, "must have the keys 'limits' and 'signs'")
    if isinstance(kinds, Mapping):
        limits = {str(k): float(v) for k, v in (kinds.get("limits") or {}).items()}
        cues["kinds"] = Kinds(signs=_entries(Sign, file, kinds.get("signs"), problems), limits=limits)
    language = {code: tuple(w for line in lines for w in line.split()) for code, lines in _language(content, problems)}
    return ReviewWords(**cues, language=language)


def _yaml(content: Path, name: str, problems: Problems) -> Any:
    file = f"{FOLDER}/{name}.yaml"
    return read_yaml(content, file, problems) if (content / file).is_file() else None


def _language(content: Path, problems: Problems) -> list[tuple[str, tuple[str, ...]]]:
    return list(read_lists(content, f"{FOLDER}/language.yaml", problems).items())


def _entries(model: type[V], file: str, value: Any, problems: Problems) -> tuple[V, ...]:
    out: dict[str, V] = {}
    for entry in mappings(value, file, problems):
        lists = {key: strings(entry, key, file, problems) for key in _LISTS if key in entry}
        made = build(model, entry, file, problems, **lists)
        if made is None:
            continue
        if made.id in out:
            problems.error(file, entry.line, f"id {made.id!r} is given twice", "give each entry its own id")
        out[made.id] = made
    return tuple(out.values())
