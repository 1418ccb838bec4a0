"""Make the int8 copy of an ONNX export and check what it does to rankings.

Dynamic quantisation, weights per channel. A quarter of the size, two to three times as fast; but its
vectors are near the fp32 ones, not equal, and differ a little with what else is in the batch.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.domain.wording import Saying, saying
from assistant.retrieval.embeddings import OnnxEmbeddings

LEAST_MEAN_COSINE = 0.98
"""The mean agreement with fp32 that is asked for."""

LEAST_OVERLAP = 0.8
"""The share of each text's ten nearest others that must be the same, on average."""

_NEAREST = 10


def quantise(fp32: Path, target: Path) -> None:
    """Write the int8 copy of an ONNX file."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # It advises a step that brings nothing for this kind of graph, on the root logger, which gets a handler
    # by that: from then on every library's debug lines would be printed.
    handlers = list(logging.root.handlers)
    logging.disable(logging.WARNING)
    try:
        quantize_dynamic(str(fp32), str(target), per_channel=True, weight_type=QuantType.QInt8)
    finally:
        logging.disable(logging.NOTSET)
        logging.root.handlers[:] = handlers


def suffers(fp32: OnnxEmbeddings, int8: OnnxEmbeddings, texts: Sequence[str]) -> Saying | None:
    """Return why int8 is not to be used, judged on these texts, or None."""
    exact, rough = fp32.encode(texts), int8.encode(texts)
    cosine = float(np.mean(np.sum(exact * rough, axis=1)))
    if not cosine >= LEAST_MEAN_COSINE:
        return saying("index.model.int8-far", cosine=f"{cosine:.4f}")
    overlap = _overlap(exact, rough)
    if not overlap >= LEAST_OVERLAP:
        return saying("index.model.int8-order", share=f"{overlap:.0%}")
    return None


def _overlap(exact: np.ndarray, rough: np.ndarray) -> float:
    count = min(_NEAREST, len(exact) - 1)
    if count < 1:
        return 1.0
    kept = 0
    for n in range(len(exact)):
        best = []
        for vectors in (exact, rough):
            near = vectors @ vectors[n]
            near[n] = -2.0
            best.append(set(np.argsort(-near, kind="stable")[:count].tolist()))
        kept += len(best[0] & best[1])
    return kept / (count * len(exact))
