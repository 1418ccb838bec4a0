"""What the built-in model has learned from the answer cards: small changes of its weights, added before its export.

A sentence encoder knows that "thrown out of class" and "suspended" are near each other, not that both belong to
the discipline that staff would handle. `python -m evals tune` teaches it that, from the cards' wordings and the
messages beside the changes, and writes for each layer two thin matrices whose product is added to its weights
(LoRA: Hu et al., 2021, arXiv:2106.09685). All else of the model stays as it was published.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import ModelRefused

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "knowledge/encoder/changes.npz"
"""Where the changes lie in the content folder."""

DOWN, UP = ".down", ".up"


class Tuning:
    """Changes by the name of the weight that they are added to: ``up @ down``, of the weight's shape."""

    def __init__(self, changes: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]) -> None:
        self.changes = changes

    @classmethod
    def load(cls, path: Path) -> Tuning:
        """Read changes; raise ModelRefused when the file is damaged."""
        try:
            with np.load(path, allow_pickle=False) as data:
                names = sorted(n.removesuffix(DOWN) for n in data.files if n.endswith(DOWN))
                changes = {n: (data[n + DOWN].astype(np.float32), data[n + UP].astype(np.float32)) for n in names}
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as err:
            raise ModelRefused("model-tuning", file=path, why=type(err).__name__) from err
        if not changes or any(up.shape[1] != down.shape[0] for down, up in changes.values()):
            raise ModelRefused("model-tuning", file=path, why="shape")
        return cls(changes)

    def save(self, path: Path) -> None:
        """Write the changes in half precision, without pickle."""
        arrays: dict[str, Any] = {}
        for name, (down, up) in self.changes.items():
            arrays[name + DOWN], arrays[name + UP] = down.astype(np.float16), up.astype(np.float16)
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, **arrays)

    def add_to(self, model: Any) -> None:
        """Add the changes to the weights of a loaded sentence-transformers model.

        Raise ModelRefused when a weight is missing or has another shape.
        """
        import torch

        weights = dict(model[0].auto_model.named_parameters())
        with torch.no_grad():
            for name, (down, up) in self.changes.items():
                weight = weights.get(name)
                if weight is None or weight.shape != (up.shape[0], down.shape[1]):
                    raise ModelRefused("model-tuning", file=FILE, why=name)
                weight += torch.from_numpy(up @ down)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file of changes, or nothing when there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
