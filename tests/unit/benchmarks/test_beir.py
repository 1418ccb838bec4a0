"""Data sets in BEIR layout are read, searched with the product's own code, and refused in a sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.embeddings import Vectors
from benchmarks.retrieval.__main__ import evaluate, main
from benchmarks.retrieval.data import BadDataSet, read
from benchmarks.retrieval.searching import Fusion
from benchmarks.retrieval.vectors import embedded

TEXTS = {
    "d1": ("School discipline", "SROs should not be involved in routine school discipline."),
    "d2": ("Training", "Officers are trained in child development before they serve."),
    "d3": ("Assessment", "The program is assessed at least once a year."),
}


class Letters:
    """An encoder that counts letters: near for texts that share them, and quick."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        counts = np.array([[t.lower().count(c) + 0.01 for c in "abcdefghijklmnopqrstuvwxyz"] for t in texts])
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps({"_id": i, "title": t, "text": x}) for i, (t, x) in TEXTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = {"q1": "who is trained?", "q2": "how often is the program assessed", "q3": "judged by nobody"}
    (tmp_path / "queries.jsonl").write_text("\n".join(json.dumps({"_id": i, "text": t}) for i, t in asked.items()))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td3\t2\nq2\td1\t0\n")
    return tmp_path


def test_a_data_set_is_read_with_titles_before_texts(folder: Path) -> None:
    data = read(folder)
    assert data.passages[1] == ("d2", "Training. Officers are trained in child development before they serve.")
    assert list(data.questions) == ["q1", "q2"]
    assert data.judged["q2"] == {"d3": 2, "d1": 0}


def test_trec_judgements_without_a_heading_are_read_too(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("q1\t0\td2\t1\n")
    assert read(folder).judged == {"q1": {"d2": 1}}


def test_every_search_is_measured_and_the_right_words_win(folder: Path, tmp_path: Path) -> None:
    encoder = Letters()
    result = evaluate(read(folder), encoder, encoder, ("a", "a"), tmp_path / "cache", Fusion())
    assert set(result["figures"]) == {"keyword", "vector", "fused", "rrf"}
    assert result["figures"]["keyword"]["R@1"] == 1.0
    assert result["figures"]["fused"]["nDCG@10"] == 1.0
    assert 0 < result["figures"]["vector"]["RR@10"] <= 1


def test_nothing_is_embedded_twice_and_a_changed_text_is(folder: Path, tmp_path: Path) -> None:
    encoder = Letters()
    texts = [f"text {n}" for n in range(5)]
    first = np.array(embedded(encoder, "a", texts, tmp_path / "cache"))
    assert np.allclose(embedded(encoder, "a", texts, tmp_path / "cache"), first)
    assert len(encoder.seen) == 5
    embedded(encoder, "another model", texts, tmp_path / "cache")
    embedded(encoder, "a", [*texts[:4], "other"], tmp_path / "cache")
    assert len(encoder.seen) == 15


def test_many_texts_are_embedded_in_blocks_and_put_together_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.retrieval.vectors.BLOCK", 3)
    encoder = Letters()
    texts = [chr(97 + n) * (n + 1) for n in range(8)]
    got = embedded(encoder, "a", texts, tmp_path / "cache")
    assert np.allclose(got, Letters().encode(texts))
    assert len(list((tmp_path / "cache").glob("*.npy"))) == 1


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}\nnot json\n', "corpus.jsonl:2: not a JSON object"),
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}\n{"_id": "d1", "text": "y"}\n', "corpus.jsonl:2: the id 'd1'"),
        ("corpus.jsonl", '{"_id": "d1", "text": 7}\n', 'corpus.jsonl:1: "text" and "title" must be text'),
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}\n', "2 judged passage"),
        ("queries.jsonl", '{"text": "x"}\n', "queries.jsonl:1: not a JSON object"),
        ("queries.jsonl", '{"_id": "other", "text": "x"}\n', "no question of queries.jsonl is judged"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td2\n", "test.tsv:2: not 'question<tab>passage"),
        ("qrels/test.tsv", "q1\td2\tmuch\n", "test.tsv:1: not 'question<tab>passage"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(folder: Path, file: str, text: str, said: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(BadDataSet) as caught:
        read(folder)
    assert said in caught.value.message


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named_and_the_exit_code_says_so(
    folder: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / missing).unlink()
    assert main([str(folder)]) == 3
    assert Path(missing).name in capsys.readouterr().err


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "caf\xe9"}\n')
    with pytest.raises(BadDataSet, match=r"queries\.jsonl:1: not UTF-8"):
        read(folder)
