"""Keep what was read from ``knowledge/`` in one JSON file, because parsing the YAML takes ten times longer.

The file carries the edition of the content, a fingerprint of the code that read it and a hash of itself.
Whatever does not fit, and whatever cannot be written, only means that the YAML is read.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from assistant.content.edition import knowledge_edition
from assistant.domain.knowledge import Knowledge

_HERE = Path(__file__).resolve().parent
_READERS = (*sorted(_HERE.glob("*.py")), _HERE.parent / "domain" / "knowledge.py", _HERE.parent / "domain" / "base.py")
_KEPT = 3


def cached_knowledge(content: Path, folder: Path) -> Knowledge:
    """Read ``knowledge/`` under ``content``, from a copy in ``folder`` when it is of the same edition.

    Only knowledge without a problem is kept. Raises ContentError as ``load_knowledge`` does.
    """
    path = folder / f"knowledge-{knowledge_edition(content)}-{_code()}.json"
    kept = _read(path)
    if kept is not None:
        return kept
    from assistant.content.knowledge import load_knowledge

    knowledge = load_knowledge(content)
    if path.name == f"knowledge-{knowledge.edition}-{_code()}.json":  # nobody edited the content meanwhile
        _write(path, knowledge)
    return knowledge


@lru_cache(maxsize=1)
def _code() -> str:
    digest = hashlib.sha256()
    for path in _READERS:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:8]


def _read(path: Path) -> Knowledge | None:
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == seal:
            return Knowledge.model_validate_json(body)
    except (OSError, ValidationError):
        pass
    return None


def _write(path: Path, knowledge: Knowledge) -> None:
    body = knowledge.model_dump_json().encode()
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        part.replace(path)
        others = sorted(path.parent.glob("knowledge-*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in others[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            part.unlink()
