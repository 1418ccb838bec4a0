"""Build the index, check it at start, swap a new one in only when it is whole."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from langchain_core.embeddings import Embeddings

from assistant.domain.knowledge import Knowledge
from assistant.errors import AssistantError, ModelRefused, SearchIndexError
from assistant.retrieval.corpus import Corpus, corpus_of
from assistant.retrieval.deadline import ServerAway
from assistant.retrieval.embeddings import OnnxEmbeddings, SentenceTransformerEmbeddings
from assistant.retrieval.head import TopicHead
from assistant.retrieval.keyword import KeywordIndex
from assistant.retrieval.model import EmbeddingModel, find_model
from assistant.retrieval.onnx_export import export_onnx, is_whole, onnx_files
from assistant.retrieval.search import SearchIndex
from assistant.retrieval.store import PassageStore

SCHEMA = 2
KEPT_FOLDERS = 2

Say = Callable[[str], None]


def open_index(
    knowledge: Knowledge,
    data_dir: Path,
    *,
    model_name: str,
    chroma_url: str = "",
    rebuild: bool = False,
    say: Say = lambda _: None,
) -> SearchIndex:
    """Open the index for this knowledge and model, building it when it is missing, old or damaged.

    ``say`` is told in a sentence what is being done and why. Raises SearchIndexError when the data
    folder cannot be written, ModelRefused when the model is not the expected one.
    """
    model = find_model(model_name)
    corpus = corpus_of(knowledge, f"{SCHEMA}|{model.fingerprint}")
    root = data_dir / "index"
    try:
        if not rebuild:
            found, why = _open_current(root, corpus, model, chroma_url)
            if found is not None:
                return found
        else:
            why = "a new one was asked for"
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(str(root / "build.lock")):
            if not rebuild:  # another process may have built it while this one waited
                found, _ = _open_current(root, corpus, model, chroma_url)
                if found is not None:
                    return found
            say(f"Building the search index ({why}); this takes about half a minute the first time.")
            return _build(root, corpus, model, knowledge, chroma_url, say)
    except OSError as err:
        raise SearchIndexError(
            f"The search index cannot be written to {root} ({err.strerror or err}).",
            "Free some space or set MOU_DATA_DIR to a folder that you may write to.",
        ) from err


def _open_current(root: Path, corpus: Corpus, model: EmbeddingModel, chroma_url: str) -> tuple[SearchIndex | None, str]:
    try:
        manifest: dict[str, Any] = json.loads((root / "current.json").read_text(encoding="utf-8"))
        folder = root / str(manifest["folder"])
    except FileNotFoundError:
        return None, "there is none yet"
    except (ValueError, KeyError, TypeError):
        return None, "its manifest is damaged"
    if manifest.get("fingerprint") != corpus.fingerprint:
        return None, "the content or the model has changed"
    if manifest.get("chroma", "") != chroma_url:
        return None, "it is kept in another place now"
    try:
        embeddings = _embeddings(root, model, None)
        vectors = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in corpus.groups}
        keywords = {n: KeywordIndex.load(folder / f"{n}-bm25", len(t)) for n, t in corpus.texts().items()}
        head = TopicHead.load(folder / "head.npz")
    except (OSError, ValueError, KeyError, AssistantError) as err:
        return None, f"a part of it is missing or damaged: {type(err).__name__}"
    try:
        store = _store(folder, embeddings, corpus, chroma_url)
    except SearchIndexError:
        raise
    except Exception as err:  # Chroma raises kinds of its own for a damaged database
        return None, f"it is damaged: Chroma cannot open it ({type(err).__name__})"
    for name, entries in corpus.groups.items():
        if len(vectors[name]) != len(entries):
            return None, f"the vectors of {name} are not whole"
        try:
            why = store.check(name, entries, vectors[name][0] if len(entries) else np.zeros(1, dtype=np.float32))
        except ServerAway:  # what is kept beside the index answers until the server is back
            break
        if why:
            return None, f"it is damaged: {why}"
    return SearchIndex(corpus, embeddings, store, vectors, keywords, head), ""


def _store(folder: Path, embeddings: Embeddings, corpus: Corpus, chroma_url: str) -> PassageStore:
    if chroma_url:
        return PassageStore.server(chroma_url, embeddings, corpus.fingerprint)
    return PassageStore.embedded(folder / "chroma", embeddings, corpus.fingerprint)


def _embeddings(
    root: Path, model: EmbeddingModel, samples: list[str] | None
) -> OnnxEmbeddings | SentenceTransformerEmbeddings:
    """Open the ONNX export, making it first when ``samples`` are given."""
    folder = root.parent / "models" / model.fingerprint
    if not is_whole(folder):
        if samples is None:
            raise SearchIndexError("The ONNX model is missing.")
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            export_onnx(model, folder, samples)
        except ModelRefused:
            # A model that is not a mean-pooled transformer still works, only with a slower start.
            return SentenceTransformerEmbeddings(model.folder)
    onnx, tokenizer, _ = onnx_files(folder)
    return OnnxEmbeddings(onnx, tokenizer)


def _build(
    root: Path, corpus: Corpus, model: EmbeddingModel, knowledge: Knowledge, chroma_url: str, say: Say
) -> SearchIndex:
    folder = root / f"{corpus.fingerprint}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        principles = [e.text for e in corpus.groups["principles"]]
        embeddings = _embeddings(root, model, [*principles, "short", "Can the officer search a backpack?"])
        store = _store(folder, embeddings, corpus, chroma_url)
        vectors, keywords = {}, {}
        for name, entries in corpus.groups.items():
            say(f"Indexing {len(entries)} {name}.")
            store.fill(name, entries)
            vectors[name] = store.vectors(name, entries)
            np.save(folder / f"{name}.npy", vectors[name])
        for name, texts in corpus.texts().items():
            keywords[name] = KeywordIndex.of(texts)
            keywords[name].save(folder / f"{name}-bm25")
        head = train_head(corpus, vectors, knowledge)
        head.save(folder / "head.npz")
        for name, entries in corpus.groups.items():
            why = store.check(name, entries, vectors[name][0] if len(entries) else np.zeros(1, dtype=np.float32))
            if why:
                raise SearchIndexError(f"The new index is not whole: {why}.", "Run 'mou index --rebuild' again.")
        manifest = {"folder": folder.name, "fingerprint": corpus.fingerprint, "chroma": chroma_url, "schema": SCHEMA}
        part = root / f"current.json.{os.getpid()}.part"
        part.write_text(json.dumps(manifest), encoding="utf-8")
        part.replace(root / "current.json")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _remove_old(root, folder)
    return SearchIndex(corpus, embeddings, store, vectors, keywords, head)


def train_head(corpus: Corpus, vectors: dict[str, Any], knowledge: Knowledge) -> TopicHead:
    """Train the topic head on the wordings and the principles' own sentences."""
    topics = [knowledge.cards[e.owner].topic for e in corpus.groups["wordings"]]
    topics += [e.owner for e in corpus.groups["principles"]]
    return TopicHead.train(np.vstack([vectors["wordings"], vectors["principles"]]), topics)


def _remove_old(root: Path, current: Path) -> None:
    """Keep the folder before this one, which another running process may still read."""
    others = sorted(
        (p for p in root.iterdir() if p.is_dir() and p != current), key=lambda p: p.stat().st_mtime, reverse=True
    )
    for old in others[KEPT_FOLDERS - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
