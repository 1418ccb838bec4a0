"""Any sentence-transformers model works: exported with its own pooling, or run by sentence-transformers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Saying, saying
from assistant.errors import ModelRefused
from assistant.retrieval.embeddings import SentenceTransformerEmbeddings
from assistant.retrieval.encoder import chosen, open_encoder
from assistant.retrieval.index import open_index
from assistant.retrieval.model import BUILT_IN, find_model
from assistant.retrieval.onnx_export import make_export, read_export
from assistant.retrieval.tuning import FILE, Tuning

TEXTS = [
    "SROs should not be involved in school discipline.",
    "Who trains the officers, and how often?",
    "x",
    "A LINE IN CAPITALS, with a comma",
    "long " * 300,
]


def tiny(folder: Path, *, pooling: str = "mean", dimension: int = 32, lower: bool = True) -> Path:
    """Write a BERT of two small layers with random weights, as sentence-transformers saves it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(11)
    raw = folder / "raw"
    raw.mkdir(parents=True)
    letters = [chr(c) for c in range(33, 127)]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    (raw / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    BertTokenizerFast(vocab=str(raw / "vocab.txt"), do_lower_case=lower).save_pretrained(raw)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=dimension,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(raw)
    parts: list[Any] = [Transformer(str(raw), max_seq_length=100), Pooling(dimension, pooling_mode=pooling)]
    SentenceTransformer(modules=[*parts, Normalize()], device="cpu").save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def small(knowledge: Knowledge) -> Knowledge:
    cards = {c.id: c for n, c in enumerate(knowledge.cards.values()) if n % 60 == 0}
    kept = {p.id: p for p in knowledge.passages.values() if p.principle is not None}
    return knowledge.model_copy(update={"cards": cards, "passages": kept})


@pytest.mark.parametrize(("pooling", "dimension"), [("mean", 32), ("cls", 48), ("max", 32)])
def test_an_export_keeps_the_models_pooling_and_size(tmp_path: Path, pooling: str, dimension: int) -> None:

    model = find_model(str(tiny(tmp_path, pooling=pooling, dimension=dimension)))
    export = make_export(model, tmp_path / "export", TEXTS)
    assert (export.backend, export.max_tokens) == ("onnx", 100)
    encoder = open_encoder(model, tmp_path / "export", export, "fp32", pytest.fail)
    got = encoder.encode(TEXTS)
    assert got.shape == (len(TEXTS), dimension)
    assert float(np.min(np.sum(got * SentenceTransformerEmbeddings(model.folder).encode(TEXTS), axis=1))) >= 0.999


def test_a_model_that_answers_to_a_prompt_of_its_own_is_not_run_in_onnx(tmp_path: Path, small: Knowledge) -> None:
    folder = tiny(tmp_path)
    config = folder / "config_sentence_transformers.json"
    settings = json.loads(config.read_text())
    settings |= {"prompts": {"query": "search for: "}, "default_prompt_name": "query"}
    config.write_text(json.dumps(settings))
    said: list[str] = []
    index = open_index(small, tmp_path / "data", model_name=str(folder), say=said.append)
    assert any("sentence-transformers" in s and "differs from the original" in s for s in said)
    question = "Who trains the officers?"
    assert index.passages("principles", question, index.embed(question), 3)
    said.clear()
    open_index(small, tmp_path / "data", model_name=str(folder), say=said.append)
    assert not any(s.startswith("Building") for s in said)
    assert len(said) == 1


def test_an_index_of_another_model_is_built_once_and_apart(tmp_path: Path, small: Knowledge) -> None:
    folder = tiny(tmp_path, dimension=48)
    said: list[str] = []
    first = open_index(small, tmp_path / "data", model_name=str(folder), say=said.append)
    assert any(s.startswith("Building") for s in said)
    assert first.embed("anything").shape == (48,)
    said.clear()
    again = open_index(small, tmp_path / "data", model_name=str(folder), say=said.append)
    assert said == []
    assert again.fingerprint == first.fingerprint


def test_another_pooling_over_the_same_weights_is_another_model(tmp_path: Path) -> None:
    mean, first = find_model(str(tiny(tmp_path / "a"))), find_model(str(tiny(tmp_path / "b", pooling="cls")))
    assert mean.fingerprint != first.fingerprint


def test_a_folder_that_holds_no_model_is_refused_in_a_sentence(tmp_path: Path, small: Knowledge) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(ModelRefused, match="model-format"):
        open_index(small, tmp_path / "data", model_name=str(tmp_path / "none"))
    (tmp_path / "none" / "model.safetensors").write_bytes(b"these are no weights")
    with pytest.raises(ModelRefused, match="model-not-loaded"):
        open_index(small, tmp_path / "data", model_name=str(tmp_path / "none"))


def test_int8_is_used_when_it_is_asked_for_and_passes_its_check(assistant: Any, data_dir: Path) -> None:
    _ = assistant.questions
    model = find_model(BUILT_IN, tuning=assistant.content / FILE)
    folder = data_dir / "models" / model.fingerprint
    export = read_export(folder)
    assert export is not None
    assert (export.int8_why, chosen(export, "auto"), chosen(export, "int8")) == (None, "fp32", "int8")
    exact, rough = (open_encoder(model, folder, export, p, pytest.fail).encode(TEXTS) for p in ("fp32", "int8"))
    cosine = np.sum(exact * rough, axis=1)
    assert 0.95 < float(cosine.min()) < 0.9999


def test_int8_that_failed_its_check_is_not_used_and_that_is_said(assistant: Any, data_dir: Path) -> None:
    _ = assistant.questions
    model = find_model(BUILT_IN, tuning=assistant.content / FILE)
    folder = data_dir / "models" / model.fingerprint
    export = read_export(folder)
    assert export is not None
    said: list[Saying] = []
    failed = export.model_copy(update={"int8_why": saying("index.model.int8-order", share="50%")})
    open_encoder(model, folder, failed, "int8", said.append)
    assert [s.key for s in said] == ["index.model.fp32"]
    assert "only 50% of the ten nearest" in assistant.wording.say(*said)


def test_what_the_model_has_learned_changes_its_vectors_and_its_name(assistant: Any, tmp_path: Path) -> None:
    taught, plain = find_model(BUILT_IN, tuning=assistant.content / FILE), find_model(BUILT_IN)
    assert taught.fingerprint != plain.fingerprint
    assert find_model(BUILT_IN, tuning=tmp_path / "none.npz") == plain
    before = SentenceTransformerEmbeddings(plain.folder).encode(TEXTS)
    after = SentenceTransformerEmbeddings(taught.folder, taught.tuning).encode(TEXTS)
    assert before.shape == after.shape
    assert float(np.max(np.sum(before * after, axis=1))) < 0.99


def test_another_model_is_taken_as_it_is(assistant: Any, tmp_path: Path) -> None:
    folder = str(tiny(tmp_path / "m"))
    assert find_model(folder, tuning=assistant.content / FILE) == find_model(folder)


@pytest.mark.parametrize("what", ["cut", "empty", "other"])
def test_changes_that_are_damaged_or_of_another_model_are_refused(what: str, assistant: Any, tmp_path: Path) -> None:
    path = tmp_path / "changes.npz"
    whole = (assistant.content / FILE).read_bytes()
    if what == "other":
        Tuning({"encoder.layer.99.weight": (np.zeros((1, 4), np.float32), np.zeros((4, 1), np.float32))}).save(path)
    else:
        path.write_bytes(whole[: len(whole) // 2] if what == "cut" else b"")
    model = find_model(BUILT_IN, tuning=path)
    with pytest.raises(ModelRefused):
        SentenceTransformerEmbeddings(model.folder, model.tuning)
