"""Make the ONNX file that answers run on, once, from the sentence-transformers model."""

from __future__ import annotations

import hashlib
import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelRefused
from assistant.retrieval.embeddings import OnnxEmbeddings, SentenceTransformerEmbeddings
from assistant.retrieval.model import EmbeddingModel

LEAST_COSINE = 0.999
"""The ONNX vectors must agree with sentence-transformers at least this well on every sample text."""


def onnx_files(folder: Path) -> tuple[Path, Path, Path]:
    """Return the paths of the ONNX file, the tokenizer and the checksum in a folder."""
    return folder / "model.onnx", folder / "tokenizer.json", folder / "model.onnx.sha256"


def is_whole(folder: Path) -> bool:
    """Say whether a folder holds an export whose checksum is right."""
    onnx, tokenizer, checksum = onnx_files(folder)
    if not (onnx.is_file() and tokenizer.is_file() and checksum.is_file()):
        return False
    return checksum.read_text().strip() == hashlib.sha256(onnx.read_bytes()).hexdigest()


def export_onnx(model: EmbeddingModel, folder: Path, samples: Sequence[str]) -> None:
    """Export ``model`` to ``folder`` and compare it with the original on ``samples``.

    Raises ModelRefused when the model cannot be exported or the vectors differ by more than
    LEAST_COSINE allows; ``folder`` is then left without an export.
    """
    reference = SentenceTransformerEmbeddings(model.folder)
    part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    onnx, tokenizer, checksum = onnx_files(part)
    try:
        shutil.copyfile(model.folder / "tokenizer.json", tokenizer)
        _export(reference.model, onnx)
        got = OnnxEmbeddings(onnx, tokenizer).encode(samples)
        worst = float(np.min(np.sum(got * reference.encode(samples), axis=1)))
    except (OSError, RuntimeError, ValueError, ImportError) as err:
        shutil.rmtree(part, ignore_errors=True)
        raise ModelRefused("model-export", model=model.name, why=err) from err
    if worst < LEAST_COSINE:
        shutil.rmtree(part, ignore_errors=True)
        raise ModelRefused("model-differs", model=model.name, cosine=f"{worst:.4f}")
    checksum.write_text(hashlib.sha256(onnx.read_bytes()).hexdigest())
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)


def _export(model: Any, target: Path) -> None:
    import torch

    class MeanPooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = model[0].auto_model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2, dim=1)

    wrapped = MeanPooled().eval()
    ids = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            wrapped,
            (ids, torch.ones_like(ids)),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
