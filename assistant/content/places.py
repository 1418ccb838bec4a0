"""Where content stands in its files, so that a check can point at the line."""

from __future__ import annotations

from pathlib import Path

from assistant.content.problems import Problems
from assistant.content.strict_yaml import Mapping, front_matter, parse, read_text


class Place:
    """An entry of a content file: its file and its keys' lines."""

    def __init__(self, file: str, entry: Mapping) -> None:
        self.file = file
        self.entry = entry

    def line(self, key: str = "") -> int:
        """Return the line of a key, or of the entry itself."""
        return self.entry.line_of(key) if key else self.entry.line

    def nested(self, key: str, index: int) -> int:
        """Return the line of the item ``index`` of a list such as ``answer``."""
        items = self.entry.get(key)
        if isinstance(items, list) and index < len(items) and isinstance(items[index], Mapping):
            return int(items[index].line)
        return self.line(key)


def entries(content: Path, folder: str, key: str = "id") -> dict[str, Place]:
    """Return the entries of every YAML list in a folder, by ``key``; the reader reports what cannot be read."""
    out: dict[str, Place] = {}
    for path in sorted((content / folder).glob("*.yaml")):
        file = path.relative_to(content).as_posix()
        text = read_text(path, file, Problems())
        value = parse(text, file, Problems()) if text is not None else None
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, Mapping) and key in entry:
                out.setdefault(str(entry[key]), Place(file, entry))
    return out


def heads(content: Path, folder: str) -> dict[str, Place]:
    """Return the front matter of every Markdown file in a folder, by file name without ``.md``."""
    out: dict[str, Place] = {}
    for path in sorted((content / folder).glob("*.md")):
        file = path.relative_to(content).as_posix()
        text = read_text(path, file, Problems())
        head, _ = front_matter(text, file, Problems()) if text is not None else (None, 0)
        if head is not None:
            out[path.stem] = Place(file, head)
    return out
