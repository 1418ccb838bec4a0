"""Choose what embeds: the ONNX export in one of its precisions, or sentence-transformers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.domain.wording import Saying, saying
from assistant.errors import SearchIndexError
from assistant.retrieval.embeddings import Encoder, OnnxEmbeddings, SentenceTransformerEmbeddings
from assistant.retrieval.model import EmbeddingModel
from assistant.retrieval.onnx_export import FP32, INT8, TOKENIZER, WEIGHTS, Export, damaged

Precision = Literal["auto", "fp32", "int8"]
SCHEMA = 3
"""A change of how the index is built or kept; part of every index's fingerprint."""

Tell = Callable[[Saying], None]


@dataclass(frozen=True)
class Wanted:
    """What an index is to be built with, and where the model's export lies."""

    model: EmbeddingModel
    export_folder: Path
    precision: Precision = "auto"
    chroma_url: str = ""

    def fingerprint(self, export: Export) -> str:
        """Return what, beside the content, the vectors depend on."""
        return f"{SCHEMA}|{self.model.fingerprint}|{chosen(export, self.precision)}"


def chosen(export: Export, precision: Precision) -> str:
    """Return the precision that is used: ``int8`` only where it was asked for and passed its check.

    ``auto`` is fp32. On the 213 open questions int8 did no worse (176 right instead of 173) but 7 answers
    changed: its vectors differ with the processor and with what else is in the batch, while the
    thresholds are set on fp32. What it saves a question is 3 ms.
    """
    if export.backend == "onnx" and precision == "int8" and export.int8_why is None:
        return "int8"
    return "fp32"


def open_encoder(model: EmbeddingModel, folder: Path, export: Export, precision: Precision, tell: Tell) -> Encoder:
    """Open what embeds; ``tell`` is told when it is not what was asked for.

    Raises SearchIndexError when a file of the export is missing or damaged.
    """
    if export.backend != "onnx":
        tell(saying("index.model.reference", model=model.name, why=export.why or ""))
        return SentenceTransformerEmbeddings(model.folder, model.tuning)
    use = chosen(export, precision)
    if precision == "int8" and use != "int8":
        tell(saying("index.model.fp32", model=model.name, why=export.int8_why or ""))
    name, rest = (INT8, (TOKENIZER,)) if use == "int8" else (FP32, (WEIGHTS, TOKENIZER))
    if found := damaged(folder, export, (name, *rest)):
        raise SearchIndexError("model-file", file=found)
    return OnnxEmbeddings(folder / name, folder / TOKENIZER, max_tokens=export.max_tokens)
