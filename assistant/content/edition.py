"""The fingerprint of a folder of content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def edition_of(root: Path, files: Iterable[Path]) -> str:
    """Return 12 hexadecimal digits of the SHA-256 over names and bytes, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        digest.update(b"\0")
    return digest.hexdigest()[:12]


def knowledge_edition(content: Path) -> str:
    """Return the edition of ``knowledge/`` under a content folder."""
    root = content / "knowledge"
    return edition_of(content, (p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")))
