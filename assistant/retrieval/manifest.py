"""What a finished index is made of, so that a start can see cheaply whether it is still whole."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pydantic import Field, ValidationError

from assistant.domain.base import Value

NAME = "current.json"
CHROMA = "chroma"


class Manifest(Value):
    """The index in use: its folder, what it was built from, and what must lie in it.

    ``files`` gives the SHA-256 of every file that answers are computed from. ``store`` gives the size of
    every file of the embedded Chroma: Chroma writes to them when it opens them, so a hash would not
    hold, but none may vanish or shrink.
    """

    folder: str
    fingerprint: str
    chroma: str = ""
    files: dict[str, str]
    store: dict[str, int] = Field(default_factory=dict)

    def damaged_file(self, root: Path) -> str:
        """Return the first file that is missing or not what was written, or nothing."""
        for name, wanted in self.files.items():
            path = root / self.folder / name
            if not path.is_file() or sha256(path) != wanted:
                return name
        return ""

    def shrunken_store(self, root: Path) -> str:
        """Return the first file of Chroma that is missing or smaller than it was, or nothing."""
        for name, size in self.store.items():
            path = root / self.folder / CHROMA / name
            if not path.is_file() or path.stat().st_size < size:
                return name
        return ""


def manifest_of(root: Path, folder: Path, fingerprint: str, chroma: str) -> Manifest:
    """Describe a finished folder."""
    inside = sorted(p for p in folder.rglob("*") if p.is_file())
    store = folder / CHROMA
    return Manifest(
        folder=folder.relative_to(root).as_posix(),
        fingerprint=fingerprint,
        chroma=chroma,
        files={p.relative_to(folder).as_posix(): sha256(p) for p in inside if store not in p.parents},
        store={p.relative_to(store).as_posix(): p.stat().st_size for p in inside if store in p.parents},
    )


def read(root: Path) -> Manifest | None:
    """Return the manifest, or None when it cannot be read; raise FileNotFoundError when there is none."""
    try:
        return Manifest.model_validate_json((root / NAME).read_bytes())
    except ValidationError:
        return None


def write(root: Path, manifest: Manifest) -> None:
    """Put a manifest in force, in one step."""
    part = root / f"{NAME}.{os.getpid()}.part"
    part.write_text(manifest.model_dump_json(), encoding="utf-8")
    part.replace(root / NAME)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
