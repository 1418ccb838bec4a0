"""Read a file that somebody brings, and write one that a command makes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from assistant.documents.reading.limits import FILE_BYTES
from assistant.errors import NotAllowed


def read_file(path: Path) -> bytes:
    """Return a file that somebody brings; of one that is too large as much as shows it. Raises OSError."""
    with path.open("rb") as file:
        return file.read(max(FILE_BYTES.values()) + 1)


def write_file(target: Path, data: bytes) -> None:
    """Write beside and move, so that a full disk never leaves half a document; raise NotAllowed."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as err:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise NotAllowed("export-failed", target=target, why=err.strerror or err) from err
