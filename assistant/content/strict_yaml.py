"""YAML that means what it says, and remembers on which line it said it.

Plain YAML turns ``no`` into False and ``2026-11-23`` into a date; authors here write words, so
only ``true``, ``false``, ``null`` and numbers are more than text. A key given twice is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.content.problems import Problems

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A mapping that knows the line of each of its keys (from 1)."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or the mapping's own line."""
        return self.lines.get(key, self.line)


class Sequence(list[Any]):
    """A list that knows the line of each of its items (from 1), and which of them a comment cut short."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []
        self.cut: set[int] = set()


class _Loader(_Base):  # type: ignore[misc]
    duplicates: list[tuple[str, int]]
    written: list[str]


def _mapping(loader: Any, node: yaml.MappingNode) -> Mapping:
    out = Mapping()
    out.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in out:
            loader.duplicates.append((key, key_node.start_mark.line + 1))
        out[key] = loader.construct_object(value_node, deep=True)
        out.lines[key] = key_node.start_mark.line + 1
    return out


def _sequence(loader: Any, node: yaml.SequenceNode) -> Sequence:
    out = Sequence()
    for index, item in enumerate(node.value):
        out.append(loader.construct_object(item, deep=True))
        out.lines.append(item.start_mark.line + 1)
        end = item.end_mark
        # Only words without quotation marks end where a comment begins; "is #3 law" is then "is".
        bare = isinstance(item, yaml.ScalarNode) and item.style not in ('"', "'", "|", ">")
        if bare and loader.written[end.line][end.column :].lstrip().startswith("#"):
            out.cut.add(index)
    return out


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _sequence)
# Dropping the resolvers for bool and timestamp, then adding true and false back, is how PyYAML
# lets a loader be stricter than YAML 1.1.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rx) for tag, rx in rules if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, rules in _Base.yaml_implicit_resolvers.items()
}


def _add_bool() -> None:
    import re

    _Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


_add_bool()


def parse(text: str, file: str, problems: Problems, first_line: int = 1) -> Any:
    """Parse YAML text; note syntax errors and doubled keys, and return None on a syntax error."""
    loader = _Loader(text)
    loader.duplicates = []
    loader.written = [*text.split("\n"), ""]
    try:
        value = loader.get_single_data()
    except yaml.YAMLError as err:
        mark = getattr(err, "problem_mark", None)
        line = (mark.line + first_line) if mark is not None else 0
        why = getattr(err, "problem", None) or "it is not valid YAML"
        problems.error(
            file, line, f"cannot be read: {why}", "put text that holds a colon or starts with a sign in quotation marks"
        )
        return None
    finally:
        loader.dispose()
    for key, line in loader.duplicates:
        problems.error(file, line + first_line - 1, f"{key!r} is given twice", "keep one of the two")
    return value


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """Read a UTF-8 file with ``\\n`` line ends; note what is wrong and return None."""
    try:
        raw = path.read_bytes()
    except OSError as err:
        problems.error(file, 0, f"cannot be opened: {err.strerror or err}")
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as err:
        line = raw[: err.start].count(b"\n") + 1
        problems.error(file, line, "is not UTF-8 text", "save it again with the encoding UTF-8")
        return None
    return text.replace("\r\n", "\n").removeprefix("\ufeff")


def front_matter(text: str, file: str, problems: Problems) -> tuple[Mapping | None, int]:
    """Split off the YAML between the first two ``---`` lines.

    Returns the mapping (None when missing or wrong) and the offset at which the body starts.
    """
    if not text.startswith("---\n"):
        problems.error(file, 1, "does not start with front matter", "begin the file with a line of three hyphens")
        return None, 0
    end = text.find("\n---\n", 3)
    if end < 0:
        problems.error(file, 1, "front matter has no end", "close it with a line of three hyphens")
        return None, 0
    value = parse(text[4 : end + 1], file, problems, first_line=2)
    if not isinstance(value, Mapping):
        if value is not None:
            problems.error(file, 2, "front matter must be a list of 'name: value' lines")
        return None, end + 5
    value.line += 1
    value.lines = {k: n + 1 for k, n in value.lines.items()}
    return value, end + 5


def read_yaml(content: Path, file: str, problems: Problems) -> Any:
    """Return what a YAML file under the content folder holds, or None where it cannot be read."""
    text = read_text(content / file, file, problems)
    return None if text is None else parse(text, file, problems)


class Page(NamedTuple):
    """A Markdown file with front matter: its path, its whole text, its head, and where its body begins."""

    path: Path
    file: str
    text: str
    head: Mapping
    body: int


def read_pages(content: Path, folder: str, problems: Problems) -> Iterator[Page]:
    """Yield each Markdown file of a folder, in order of name; one that cannot be read is a problem and is left out."""
    for path in sorted((content / folder).glob("*.md")):
        file = path.relative_to(content).as_posix()
        text = read_text(path, file, problems)
        if text is None:
            continue
        head, body = front_matter(text, file, problems)
        if head is not None:
            yield Page(path, file, text, head, body)
