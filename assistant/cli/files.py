"""Write a file that a command makes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from assistant.errors import NotAllowed


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
