"""What a file says about itself: title, language, who made it, and the stamp of the draft it came from."""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.word.package import Package
from assistant.documents.stamps import PREFIX, stamp_of
from assistant.domain.documents import Stamp

_LONGEST = 200
_NAMES = {
    "title": "title",
    "subject": "subject",
    "creator": "author",
    "keywords": "keywords",
    "category": "category",
    "description": "comments",
    "language": "language",
    "contentStatus": "mark",
    "created": "created",
    "modified": "modified",
    "lastModifiedBy": "last_modified_by",
}


def read_properties(package: Package) -> tuple[dict[str, str], Stamp | None]:
    """Return a file's core and custom properties, and its stamp; one with a value missing is none."""
    values: dict[str, str] = {}
    for child in _children(package.one("core-properties", "")):
        name = _NAMES.get(child.tag.rpartition("}")[2])
        if name and (text := one_line(child.text or "")[:_LONGEST]):
            values[name] = text
    custom = {
        one_line(str(p.get("name", ""))): one_line("".join(str(t) for t in p.itertext()))[:_LONGEST]
        for p in _children(package.one("custom-properties", ""))
    }
    values.update({n: v for n, v in custom.items() if not n.startswith(PREFIX) and v})
    return values, stamp_of(custom)


def _children(root: Any) -> list[Any]:
    return [] if root is None else list(root)
