"""Build the index, check it at start, swap a new one in only when it is whole."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Saying, Wording, saying
from assistant.errors import AssistantError, SearchIndexError
from assistant.retrieval.adapter import Adapter
from assistant.retrieval.corpus import Corpus, corpus_of
from assistant.retrieval.deadline import ServerAway, link_to
from assistant.retrieval.embeddings import Encoder
from assistant.retrieval.encoder import Precision, Tell, Wanted, open_encoder
from assistant.retrieval.head import TopicHead
from assistant.retrieval.keyword import KeywordIndex
from assistant.retrieval.manifest import CHROMA, manifest_of, read, write
from assistant.retrieval.model import find_model
from assistant.retrieval.onnx_export import damaged, make_export, read_export
from assistant.retrieval.search import SearchIndex

if TYPE_CHECKING:
    from assistant.retrieval.store import PassageStore

KEPT_FOLDERS = 2

Say = Callable[[str], None]


def open_index(
    knowledge: Knowledge,
    data_dir: Path,
    *,
    model_name: str,
    precision: Precision = "auto",
    chroma_url: str = "",
    tuning: Path | None = None,
    rebuild: bool = False,
    thorough: bool = False,
    say: Say = lambda _: None,
) -> SearchIndex:
    """Open the index for this knowledge and model, building it when it is missing, old or damaged.

    ``tuning`` is what the built-in model has learned (see ``tuning.py``), used where the file is there.
    ``thorough`` also asks Chroma whether it holds everything; otherwise that is left to
    ``SearchIndex.verify`` unless something looks wrong. ``say`` is told in a sentence what is being
    done and why. Raises SearchIndexError when the data folder cannot be written, ModelRefused when the
    model is not the expected one.
    """
    root, models = data_dir / "index", data_dir / "models"
    model = find_model(model_name, models / "seen.json", tuning)
    wanted = Wanted(model, models / model.fingerprint, precision, chroma_url)
    words = Wording(knowledge.messages)

    def tell(what: Saying) -> None:
        say(words.say(what))

    try:
        why: Saying | None = saying("index.why.asked")
        if not rebuild:
            found, why = _open_current(root, knowledge, wanted, thorough, tell)
            if found is not None:
                return found
        from filelock import FileLock

        root.mkdir(parents=True, exist_ok=True)
        with FileLock(str(root / "build.lock")):
            if not rebuild:  # another process may have built it while this one waited
                found, _ = _open_current(root, knowledge, wanted, thorough, tell)
                if found is not None:
                    return found
            tell(saying("index.building", why=why or ""))
            find_model(model_name, tuning=tuning)  # reads the weights themselves, whatever is remembered of them
            return _build(root, knowledge, wanted, tell)
    except OSError as err:
        raise SearchIndexError("index-folder", folder=root, why=err.strerror or err) from err


def _open_current(
    root: Path, knowledge: Knowledge, wanted: Wanted, thorough: bool, tell: Tell
) -> tuple[SearchIndex | None, Saying | None]:
    """Open the index in use, or say why it cannot be used.

    What answers are computed from is hashed on every start. Chroma, which takes a second to import, is
    looked at by the sizes of its files, and opened only when those look wrong, when it is a server,
    or when the caller is ``thorough``.
    """
    try:
        manifest = read(root)
    except FileNotFoundError:
        return None, saying("index.why.none")
    if manifest is None:
        return None, saying("index.why.manifest")
    export = read_export(wanted.export_folder)
    if export is None:
        return None, saying("index.why.model")
    corpus = corpus_of(knowledge, wanted.fingerprint(export))
    chroma_url = wanted.chroma_url
    if manifest.fingerprint != corpus.fingerprint:
        return None, saying("index.why.changed")
    if manifest.chroma != chroma_url:
        return None, saying("index.why.moved")
    if name := manifest.damaged_file(root):
        return None, saying("index.why.part", what=name)
    folder = root / manifest.folder
    try:
        embeddings = open_encoder(wanted.model, wanted.export_folder, export, wanted.precision, tell)
        vectors = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in corpus.groups}
        keywords = {name: KeywordIndex.load(folder / f"{name}-bm25", n) for name, n in corpus.sizes().items()}
        head = TopicHead.load(folder / "head.npz")
        adapter = Adapter.load(folder / "adapter.npz", len(corpus.groups["wordings"]))
    except (OSError, ValueError, KeyError, AssistantError) as err:
        return None, saying("index.why.part", what=type(err).__name__)
    for name, entries in corpus.groups.items():
        if len(vectors[name]) != len(entries):
            return None, saying("index.why.vectors", what=name)
    index = SearchIndex(
        corpus,
        embeddings,
        lambda: _store(folder, embeddings, corpus, chroma_url),
        vectors,
        keywords,
        head,
        adapter,
        lambda: bool(chroma_url) and link_to(chroma_url).is_away,
    )
    suspicious = manifest.shrunken_store(root)
    if thorough or suspicious or chroma_url:
        try:
            why = index.verify()
        except ServerAway:  # the checked copies beside the index answer until the server is back
            return index, None
        if why is not None:
            return None, saying("index.why.damaged", what=why)
        if suspicious:  # Chroma mended or packed its files itself
            write(root, manifest_of(root, folder, corpus.fingerprint, chroma_url))
    return index, None


def _store(folder: Path, embeddings: Encoder, corpus: Corpus, chroma_url: str) -> PassageStore:
    from assistant.retrieval.langchain_embeddings import ForLangChain
    from assistant.retrieval.store import PassageStore

    if chroma_url:
        return PassageStore.server(chroma_url, ForLangChain(embeddings), corpus.fingerprint)
    return PassageStore.embedded(folder / CHROMA, ForLangChain(embeddings), corpus.fingerprint)


def _build(root: Path, knowledge: Knowledge, wanted: Wanted, tell: Tell) -> SearchIndex:
    export = read_export(wanted.export_folder)
    if export is None or damaged(wanted.export_folder, export, tuple(export.files)):
        texts = [p.text for p in knowledge.passages.values() if p.principle is not None]
        export = make_export(wanted.model, wanted.export_folder, texts)
    embeddings = open_encoder(wanted.model, wanted.export_folder, export, wanted.precision, tell)
    corpus = corpus_of(knowledge, wanted.fingerprint(export))
    chroma_url = wanted.chroma_url
    folder = root / f"{corpus.fingerprint}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        store = _store(folder, embeddings, corpus, chroma_url)
        vectors, keywords = {}, {}
        for name, entries in corpus.groups.items():
            tell(saying("index.group", count=len(entries), group=name))
            store.fill(name, entries)
            vectors[name] = store.vectors(name, entries)
            np.save(folder / f"{name}.npy", vectors[name])
        for name, texts in corpus.texts().items():
            keywords[name] = KeywordIndex.of(texts)
            keywords[name].save(folder / f"{name}-bm25")
        head = train_head(corpus, vectors, knowledge, embeddings)
        head.save(folder / "head.npz")
        adapter = Adapter.train(vectors["wordings"], [e.owner for e in corpus.groups["wordings"]])
        adapter.save(folder / "adapter.npz")
        index = SearchIndex(corpus, embeddings, lambda: store, vectors, keywords, head, adapter)
        if why := index.verify():
            raise SearchIndexError("index-not-whole", why=why)
        write(root, manifest_of(root, folder, corpus.fingerprint, chroma_url))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _remove_old(root, folder)
    return index


def train_head(corpus: Corpus, vectors: dict[str, Any], knowledge: Knowledge, embeddings: Encoder) -> TopicHead:
    """Train the topic head on the wordings, the principles' own sentences and the messages told."""
    topics = [knowledge.cards[e.owner].topic for e in corpus.groups["wordings"]]
    topics += [e.owner for e in corpus.groups["principles"]]
    told = [
        (text, knowledge.cards[card].topic)
        for card, texts in knowledge.told.items()
        if card in knowledge.cards
        for text in texts
    ]
    parts = [vectors["wordings"], vectors["principles"]]
    if told:
        parts.append(embeddings.encode([text for text, _ in told]))
    return TopicHead.train(np.vstack(parts), [*topics, *(topic for _, topic in told)])


def _remove_old(root: Path, current: Path) -> None:
    """Keep the folder before this one, which another running process may still read."""
    others = sorted(
        (p for p in root.iterdir() if p.is_dir() and p != current), key=lambda p: p.stat().st_mtime, reverse=True
    )
    for old in others[KEPT_FOLDERS - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
