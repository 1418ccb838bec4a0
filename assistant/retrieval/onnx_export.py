"""Make the ONNX files that answers run on, once, from the sentence-transformers model."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import Field, ValidationError

from assistant.domain.base import Value
from assistant.domain.wording import Saying, saying
from assistant.errors import ModelRefused
from assistant.retrieval.embeddings import OnnxEmbeddings, SentenceTransformerEmbeddings
from assistant.retrieval.manifest import sha256
from assistant.retrieval.model import EmbeddingModel
from assistant.retrieval.quantise import quantise, suffers

LEAST_COSINE = 0.999
"""The ONNX vectors must agree with sentence-transformers at least this well on every sample text."""

_ODD = ("a", "?", "Short", "WHO MAY SEARCH A BACKPACK?", "naïve café 東京 🙂", "word " * 700, "one two " * 60)
"""Texts that show a truncation, a lowering of case or a pooling that was not carried over."""

FP32, WEIGHTS, INT8, TOKENIZER, RECORD = "model.onnx", "model.bin", "model.int8.onnx", "tokenizer.json", "export.json"


class Export(Value):
    """What became of a model: an ONNX file beside it, or the reason why there is none.

    ``cosine`` is the worst agreement with sentence-transformers, ``files`` the SHA-256 of each file,
    ``int8_why`` why the int8 copy is not to be used (None when it may be).
    """

    backend: Literal["onnx", "sentence-transformers"]
    why: Saying | None = None
    max_tokens: int = 256
    cosine: float = 0.0
    files: dict[str, str] = Field(default_factory=dict)
    int8_why: Saying | None = saying("index.model.no-int8")


def onnx_files(folder: Path) -> tuple[Path, Path, Path]:
    """Return the paths of the ONNX file, the tokenizer and the record in a folder."""
    return folder / FP32, folder / TOKENIZER, folder / RECORD


def read_export(folder: Path) -> Export | None:
    """Return the record of a folder, or None when there is none that can be read."""
    try:
        return Export.model_validate_json((folder / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


def damaged(folder: Path, export: Export, names: Sequence[str]) -> str:
    """Return the first of some files whose checksum is wrong, or nothing."""
    for name in names:
        path = folder / name
        if not path.is_file() or sha256(path) != export.files.get(name):
            return name
    return ""


def make_export(model: EmbeddingModel, folder: Path, samples: Sequence[str]) -> Export:
    """Export ``model`` to ``folder`` and compare it with the original on ``samples``.

    A model that cannot be exported, or whose ONNX vectors differ by more than LEAST_COSINE allows,
    is recorded as one that sentence-transformers has to run. Raises ModelRefused when
    sentence-transformers cannot load it either.
    """
    try:
        reference = SentenceTransformerEmbeddings(model.folder, model.tuning)
    except Exception as err:  # sentence-transformers raises whatever the folder's contents provoke
        raise ModelRefused("model-not-loaded", folder=model.folder, why=f"{type(err).__name__}: {err}") from err
    part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        export = _try(reference, model, part, [*samples, *_ODD])
        (part / RECORD).write_text(export.model_dump_json(), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return export


def _try(reference: SentenceTransformerEmbeddings, model: EmbeddingModel, part: Path, texts: Sequence[str]) -> Export:
    onnx, tokenizer, _ = onnx_files(part)
    longest = int(reference.model.max_seq_length or 512)
    try:
        _save_tokenizer(reference.model, model.folder, tokenizer)
        int8_why = _export(reference.model, part)
        got = OnnxEmbeddings(onnx, tokenizer, max_tokens=longest).encode(texts)
        wanted = reference.encode(texts)
        worst = float(np.min(np.sum(got * wanted, axis=1))) if got.shape == wanted.shape else 0.0
    except Exception as err:  # torch and onnxruntime raise kinds of their own
        return _without(part, saying("index.model.no-export", kind=type(err).__name__))
    if not worst >= LEAST_COSINE:  # written so that a vector that is no number fails too
        return _without(part, saying("index.model.differs", cosine=f"{worst:.4f}"))
    int8_why = int8_why or _int8_check(part, longest, texts)
    files = {p.name: sha256(p) for p in sorted(part.iterdir())}
    return Export(backend="onnx", max_tokens=longest, cosine=worst, files=files, int8_why=int8_why)


def _int8_check(part: Path, longest: int, texts: Sequence[str]) -> Saying | None:
    """Return why the int8 copy is not to be used, or None; a copy that is not used is removed."""
    tokenizer = part / TOKENIZER
    exact, rough = (OnnxEmbeddings(part / name, tokenizer, max_tokens=longest) for name in (FP32, INT8))
    why = suffers(exact, rough, texts)
    if why:
        (part / INT8).unlink()
    return why


def _without(part: Path, why: Saying) -> Export:
    for path in part.iterdir():
        path.unlink()
    return Export(backend="sentence-transformers", why=why)


def _save_tokenizer(model: Any, folder: Path, target: Path) -> None:
    if (folder / TOKENIZER).is_file():
        shutil.copyfile(folder / TOKENIZER, target)
    else:
        model.tokenizer.backend_tokenizer.save(str(target))


def _export(model: Any, part: Path) -> Saying | None:
    """Write the fp32 files and the int8 copy; return why there is no int8 copy, or None."""
    import onnx

    whole = part / "whole.onnx"
    _trace(model, whole)
    try:
        quantise(whole, part / INT8)
        why = None
    except Exception as err:  # onnx and onnxruntime raise kinds of their own
        why = saying("index.model.no-quantised", kind=type(err).__name__)
        (part / INT8).unlink(missing_ok=True)
    # With the weights in a file of their own ONNX Runtime maps them into memory instead of reading and
    # copying them: it opens in half the time and keeps 70 MB less.
    onnx.save(onnx.load(whole), part / FP32, save_as_external_data=True, location=WEIGHTS, size_threshold=1024)
    (part / WEIGHTS).chmod((part / FP32).stat().st_mode)  # onnx makes it readable to its writer alone
    whole.unlink()
    return why


def _trace(model: Any, target: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """The model with its own pooling and further layers, and the length brought to 1."""

        def __init__(self) -> None:
            super().__init__()
            self.parts = torch.nn.ModuleList(model)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
            for part in self.parts:
                features = part(features)
            return torch.nn.functional.normalize(features["sentence_embedding"], p=2, dim=1)

    wrapped = Whole().eval()
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
