"""Tell what a file is from its name and its first bytes; the two must agree."""

from __future__ import annotations

from typing import Literal

from assistant.documents.reading.limits import FILE_BYTES, MB, Refused

Kind = Literal["word", "pdf", "markdown", "text", "office"]

KINDS: dict[str, Kind] = {
    "docx": "word",
    "pdf": "pdf",
    "md": "markdown",
    "markdown": "markdown",
    "txt": "text",
    "text": "text",
}
"""File name endings that are read."""

OFFICE = ("odt", "doc")
"""Endings that LibreOffice turns into Word's first, where it is installed."""

_SAVE_AS = {"docm", "dot", "dotx", "dotm", "rtf", "ott", "fodt", "pages", "wpd"}
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def ending_of(name: str) -> str:
    """Return a file name's ending in lower case, without the dot."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def kind_of(name: str, head: bytes, size: int) -> Kind:
    """Return the format of a file; ``head`` is its first kilobyte. Raises Refused."""
    ending = ending_of(name)
    if ending in _SAVE_AS:
        raise Refused("macros" if ending in ("docm", "dotm") else "save-as-word", ending=ending)
    kind: Kind | None = "office" if ending in OFFICE else KINDS.get(ending)
    if kind is None:
        raise Refused("unknown-format", ending=ending or "?")
    if size == 0:
        raise Refused("empty")
    if size > FILE_BYTES[kind]:
        raise Refused("too-large", limit=FILE_BYTES[kind] // MB)
    if kind == "office":
        if not head.startswith(_OLD_OFFICE if ending == "doc" else _ZIP):
            raise Refused("not-what-it-says", ending=ending)
        return kind
    if head.startswith(_OLD_OFFICE):
        raise Refused("locked-word")
    found = _looks_like(head)
    if kind == "word" and found != "word":
        raise Refused("not-what-it-says", ending=ending)
    if kind == "pdf" and found != "pdf":
        raise Refused("not-what-it-says", ending=ending)
    if kind in ("markdown", "text") and found is not None:
        raise Refused("not-what-it-says", ending=ending)
    return kind


def _looks_like(head: bytes) -> str | None:
    if head.startswith(_ZIP):
        return "word"
    if b"%PDF-" in head[:1024] and not head[:64].lstrip().startswith(b"#"):
        return "pdf"
    return None
