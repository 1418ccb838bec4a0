"""The index on a real Chroma: built, checked, swapped in whole, rebuilt when damaged."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.errors import ModelRefused, SearchIndexError
from assistant.retrieval import model as models
from assistant.retrieval.index import open_index
from assistant.retrieval.search import SearchIndex
from assistant.retrieval.tuning import FILE

BUILT_IN = models.BUILT_IN


@pytest.fixture(scope="module")
def small(knowledge: Knowledge) -> Knowledge:
    """The shipped knowledge with one card in forty, so that building takes little."""
    cards = {c.id: c for n, c in enumerate(knowledge.cards.values()) if n % 40 == 0}
    kept = {p.id: p for n, p in enumerate(knowledge.passages.values()) if p.principle is not None or n % 10 == 0}
    return knowledge.model_copy(update={"cards": cards, "passages": kept, "edition": "small"})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small: Knowledge, assistant: Assistant, data_dir: Path) -> Path:
    """A data folder with a small index, built once and copied for each test."""
    _ = assistant.questions  # exports the model once for the run
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(data_dir / "models", folder / "models")
    open_at(folder, small)
    return folder


@pytest.fixture
def folder(tmp_path: Path, built: Path) -> Path:
    """A data folder of the test's own, with a small index (Chroma has not opened it at this path)."""
    shutil.copytree(built, tmp_path / "data")
    return tmp_path / "data"


def open_at(folder: Path, knowledge: Knowledge, said: list[str] | None = None, *, rebuild: bool = False) -> SearchIndex:
    told: list[str] = [] if said is None else said
    return open_index(knowledge, folder, model_name=BUILT_IN, say=told.append, rebuild=rebuild)


def test_a_second_start_builds_nothing(folder: Path, small: Knowledge) -> None:
    said: list[str] = []
    open_at(folder, small, said)
    assert said == []


def test_changed_content_is_indexed_anew(folder: Path, small: Knowledge) -> None:
    first = open_at(folder, small)
    said: list[str] = []
    card = next(iter(small.cards.values()))
    changed = small.model_copy(
        update={"cards": {**small.cards, card.id: card.model_copy(update={"ask": (*card.ask, "a new wording of it")})}}
    )
    second = open_at(folder, changed, said)
    assert first.fingerprint != second.fingerprint
    assert "changed" in said[0]


def test_what_is_not_indexed_changes_nothing(folder: Path, small: Knowledge) -> None:
    said: list[str] = []
    open_at(folder, small.model_copy(update={"edition": "other"}), said)
    assert said == []


def test_every_passage_is_found_by_its_own_words(folder: Path, small: Knowledge) -> None:
    index = open_at(folder, small)
    for passage in small.passages.values():
        if passage.principle:
            hits = index.passages("principles", passage.text, index.embed(passage.text), 3)
            assert passage.id in [h.passage for h in hits]


@pytest.mark.parametrize(
    "damage",
    ["vectors cut", "keyword file gone", "manifest is not JSON", "Chroma's vector files gone", "Chroma's database cut"],
)
def test_a_damaged_index_is_rebuilt_with_a_word(folder: Path, small: Knowledge, damage: str) -> None:
    root = folder / "index"
    current = root / json.loads((root / "current.json").read_text())["folder"]
    if damage == "vectors cut":
        np.save(current / "principles.npy", np.load(current / "principles.npy")[:3])
    elif damage == "keyword file gone":
        shutil.rmtree(current / "wordings-bm25")
    elif damage == "manifest is not JSON":
        (root / "current.json").write_text("{")
    elif damage == "Chroma's vector files gone":
        for sub in [p for p in (current / "chroma").iterdir() if p.is_dir()]:
            shutil.rmtree(sub)
    else:
        database = current / "chroma" / "chroma.sqlite3"
        database.write_bytes(database.read_bytes()[:2000])
    said: list[str] = []
    index = open_at(folder, small, said)
    question = "Can an SRO arrest a student?"
    assert len(index.passages("principles", question, index.embed(question), 5)) == 5
    if damage != "Chroma's vector files gone":  # Chroma may heal that itself from its log
        assert any(s.startswith("Building") for s in said)


@pytest.mark.parametrize(
    "file", ["wordings.npy", "head.npz", "wordings-bm25/weights.npy", "principles-bm25/tokens.json"]
)
def test_one_changed_byte_in_what_answers_are_computed_from_is_noticed(
    folder: Path, small: Knowledge, file: str
) -> None:
    root = folder / "index"
    flip(root / json.loads((root / "current.json").read_text())["folder"] / file, -1)
    said: list[str] = []
    open_at(folder, small, said)
    assert said[0].startswith("Building")
    assert file in said[0]


def flip(path: Path, at: int) -> bytes:
    """Change one byte of a file and return what is then in it."""
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    return bytes(raw)


def test_a_changed_model_export_is_made_anew(folder: Path, small: Knowledge) -> None:
    weights = folder / "models" / models.find_model().fingerprint / "model.bin"
    damaged = flip(weights, 1_000_000)
    said: list[str] = []
    open_at(folder, small, said)
    assert said[0].startswith("Building")
    assert weights.read_bytes() != damaged
    said.clear()
    open_at(folder, small, said)
    assert said == []


def test_rows_that_left_chroma_are_found_by_the_thorough_check_and_answers_do_not_need_them(
    folder: Path, small: Knowledge
) -> None:
    root = folder / "index"
    current = root / json.loads((root / "current.json").read_text())["folder"]
    with closing(sqlite3.connect(current / "chroma" / "chroma.sqlite3")) as database:  # the file keeps its size
        database.execute("DELETE FROM embeddings WHERE id IN (SELECT id FROM embeddings LIMIT 30)")
        database.commit()
    said: list[str] = []
    quick = open_at(folder, small, said)
    assert said == []
    question = "Can an SRO arrest a student?"
    assert len(quick.passages("principles", question, quick.embed(question), 5)) == 5
    open_index(small, folder, model_name=BUILT_IN, thorough=True, say=said.append)
    assert said[0].startswith("Building the search index (it is damaged")


def test_an_answer_needs_neither_chroma_nor_langchain_torch_or_scipy(assistant: Assistant, data_dir: Path) -> None:
    """The cold path: what takes seconds to import is not needed for an answer."""
    _ = assistant.questions  # builds the index
    program = (
        "import sys\n"
        "from assistant.cli.app import app\n"
        "from assistant.cli.console import assistant\n"
        "made = assistant()\n"
        # As `mou ask` asks: the clause library (YAML) is read only with --json or --detail, which show its wording.
        "answer = made.questions.ask('Can an SRO arrest a student?', samples=False)\n"
        "print(answer.status.value, made.questions.text(answer))\n"
        "heavy = 'torch transformers sentence_transformers chromadb langchain_core langchain_chroma scipy sklearn "
        "bm25s dateparser yaml docx sqlalchemy gradio fastapi rich symspellpy'.split()\n"
        "print(','.join(m for m in heavy if m in sys.modules), file=sys.stderr)\n"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("MOU_")} | {"MOU_DATA_DIR": str(data_dir)}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("answered")
    assert done.stderr.strip() == ""


def test_the_server_answers_without_torch_and_keeps_chroma_out_of_its_memory(
    assistant: Assistant, data_dir: Path
) -> None:
    _ = assistant.questions  # builds the index
    program = (
        "import sys\n"
        "from assistant.bootstrap import build\n"
        "from assistant.web.serve import create_app\n"
        "made = build()\n"
        "create_app(made)\n"
        "print(made.questions.ask('Can an SRO arrest a student?').status.value)\n"
        "heavy = 'torch transformers sentence_transformers chromadb langchain_chroma scipy sklearn bm25s'.split()\n"
        "print(','.join(m for m in heavy if m in sys.modules))\n"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("MOU_")} | {"MOU_DATA_DIR": str(data_dir)}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["answered", ""]


def test_a_build_that_stops_half_way_leaves_the_old_index(
    folder: Path, small: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "index" / "current.json").read_text()

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.retrieval.index.train_head", stop)
    with pytest.raises(KeyboardInterrupt):
        open_at(folder, small, rebuild=True)
    assert (folder / "index" / "current.json").read_text() == before
    assert len(list((folder / "index").glob("*-*/"))) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are set another way on Windows")
def test_a_read_only_folder_gives_a_clear_sentence(tmp_path: Path, small: Knowledge) -> None:
    if os.geteuid() == 0:
        # Root may write anywhere; a file where the folder should be is refused to everybody.
        (tmp_path / "index").write_text("in the way")
    else:
        tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(SearchIndexError) as caught:
        open_at(tmp_path, small)
    assert "MOU_DATA_DIR" in Wording(small.messages).error(caught.value).remedy


def test_a_model_folder_that_does_not_exist_is_refused(tmp_path: Path, small: Knowledge) -> None:
    with pytest.raises(ModelRefused, match="model-missing"):
        open_index(small, tmp_path, model_name=str(tmp_path / "none"))


def test_other_weights_under_the_built_in_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelRefused, match="model-weights"):
        models.find_model()


def test_onnx_and_sentence_transformers_agree(assistant: Assistant, data_dir: Path) -> None:
    from assistant.retrieval.embeddings import OnnxEmbeddings, SentenceTransformerEmbeddings
    from assistant.retrieval.onnx_export import onnx_files

    _ = assistant.questions
    model = models.find_model(tuning=assistant.content / FILE)
    onnx, tokenizer, _checksum = onnx_files(data_dir / "models" / model.fingerprint)
    texts = [*[p.text for p in assistant.knowledge.passages.values()][:60], "a", "?", "word " * 600]
    got = OnnxEmbeddings(onnx, tokenizer).encode(texts)
    reference = SentenceTransformerEmbeddings(model.folder, model.tuning).encode(texts)
    assert float(np.min(np.sum(got * reference, axis=1))) >= 0.999
