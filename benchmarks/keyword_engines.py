"""Which keyword index on disk: `python -m benchmarks.keyword_engines 100000` measures three of them.

bm25s with memory mapping, SQLite FTS5 and tantivy (when it is installed) index the same invented
passages; printed as JSON: build seconds, median and p95 of a search, memory of a process that only
searches, and what adding and removing one document of 50 passages costs.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.content.knowledge import load_knowledge
from assistant.content.paths import content_dir
from assistant.domain.knowledge import Knowledge
from assistant.retrieval.keyword import K1, B, tokens

COMMON = 0.2
"""A word in more passages than this share is left out while rarer ones are asked for (FTS5 only)."""

DOCUMENT = 50
SEARCHES = 200


def invented(knowledge: Knowledge, count: int, seed: int = 7) -> Iterator[str]:
    """Yield passages of about 400 characters whose words are as frequent as in real agreements."""
    chance = random.Random(seed)
    words = [w for p in knowledge.passages.values() for w in re.findall(r"[A-Za-z]+", p.text)]
    rare = [
        f"{a}{b}{c}" for a in ("oak", "river", "pine", "lake") for b in range(100) for c in ("ville", "ton", "ford")
    ]
    for n in range(count):
        chosen = chance.choices(words, k=60) + chance.choices(rare, k=2) + [f"section{n % 977}"]
        yield " ".join(chosen)


def questions(knowledge: Knowledge, count: int = SEARCHES) -> list[str]:
    """Return questions as people word them."""
    every = [w for card in knowledge.cards.values() for w in card.ask]
    return random.Random(3).sample(every, count)


class Fts5:
    """SQLite FTS5 over stemmed words, with ranking by its own bm25()."""

    def __init__(self, folder: Path) -> None:
        self.db = sqlite3.connect(folder / "words.sqlite3")
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS w USING fts5(t, content='', contentless_delete=0, detail='none')"
            if sqlite3.sqlite_version_info >= (3, 43)
            else "CREATE VIRTUAL TABLE IF NOT EXISTS w USING fts5(t, content='', detail='none')"
        )
        self.db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS v USING fts5vocab(w, 'row')")
        self.size = int(self.db.execute("SELECT COALESCE(MAX(id), 0) FROM w_docsize").fetchone()[0])

    def add(self, first: int, texts: list[str]) -> None:
        with self.db:
            self.db.executemany(
                "INSERT INTO w(rowid, t) VALUES (?, ?)",
                [(first + n, " ".join(tokens(t))) for n, t in enumerate(texts, 1)],
            )
        self.size += len(texts)

    def remove(self, first: int, texts: list[str]) -> None:
        with self.db:
            self.db.executemany(
                "INSERT INTO w(w, rowid, t) VALUES ('delete', ?, ?)",
                [(first + n, " ".join(tokens(t))) for n, t in enumerate(texts, 1)],
            )

    def search(self, text: str) -> list[Any]:
        wanted = list(dict.fromkeys(tokens(text)))
        found = self.db.execute(
            f"SELECT term, doc FROM v WHERE term IN ({','.join('?' * len(wanted))})", wanted
        ).fetchall()
        rare = [t for t, n in found if n <= COMMON * self.size] or [t for t, _ in sorted(found, key=lambda x: x[1])[:1]]
        if not rare:
            return []
        query = " OR ".join(f'"{t}"' for t in rare)
        return self.db.execute(
            "SELECT rowid, bm25(w) FROM w WHERE w MATCH ? ORDER BY rank LIMIT 50", (query,)
        ).fetchall()


class Bm25s:
    """bm25s with memory mapping; it has no incremental form, so a change indexes everything again."""

    def __init__(self, folder: Path) -> None:
        import bm25s

        self.folder, self.texts = folder / "bm25s", []
        self.engine: Any = bm25s.BM25.load(str(self.folder), mmap=True) if self.folder.exists() else None

    def add(self, first: int, texts: list[str]) -> None:
        self.texts += texts
        self._index()

    def remove(self, first: int, texts: list[str]) -> None:
        del self.texts[first : first + len(texts)]
        self._index()

    def _index(self) -> None:
        import bm25s

        self.engine = bm25s.BM25(k1=K1, b=B)
        self.engine.index([tokens(t) for t in self.texts], show_progress=False)
        self.engine.save(str(self.folder), show_progress=False)

    def search(self, text: str) -> list[Any]:
        import numpy as np

        known = [t for t in dict.fromkeys(tokens(text)) if t in self.engine.vocab_dict]
        if not known:
            return []
        scores = self.engine.get_scores(known)
        best = np.argpartition(-scores, 50)[:50]
        return list(best[np.argsort(-scores[best])])


class Tantivy:
    """tantivy: segments on disk, deletes by term."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("id", stored=True, indexed=True, fast=True)
        schema.add_text_field("t", stored=False, tokenizer_name="whitespace", index_option="freq")
        (folder / "tantivy").mkdir(exist_ok=True)
        self.index = tantivy.Index(schema.build(), path=str(folder / "tantivy"))
        self.lib = tantivy

    def add(self, first: int, texts: list[str]) -> None:
        writer = self.index.writer(heap_size=100_000_000, num_threads=1)
        for n, t in enumerate(texts, 1):
            writer.add_document(self.lib.Document(id=first + n, t=" ".join(tokens(t))))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def remove(self, first: int, texts: list[str]) -> None:
        writer = self.index.writer(heap_size=100_000_000, num_threads=1)
        for n in range(1, len(texts) + 1):
            writer.delete_documents("id", first + n)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def search(self, text: str) -> list[Any]:
        wanted = list(dict.fromkeys(tokens(text)))
        query = self.index.parse_query(" ".join(wanted), ["t"])
        searcher = self.index.searcher()
        return [searcher.doc(at)["id"] for _, at in searcher.search(query, 50).hits]


ENGINES: dict[str, Callable[[Path], Any]] = {"fts5": Fts5, "bm25s": Bm25s, "tantivy": Tantivy}


def _rss() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _search(name: str, folder: Path) -> None:
    knowledge = load_knowledge(content_dir(None))
    asked = questions(knowledge)
    before = _rss()
    engine = ENGINES[name](folder)
    for q in asked[:10]:
        engine.search(q)
    ms = []
    for q in asked:
        start = time.perf_counter()
        engine.search(q)
        ms.append((time.perf_counter() - start) * 1000)
    ms.sort()
    print(
        json.dumps(
            {
                "median_ms": round(statistics.median(ms), 2),
                "p95_ms": round(ms[int(0.95 * len(ms))], 2),
                "rss_mb": round(_rss() - before),
            }
        )
    )


def main() -> None:
    """Measure every engine in a folder of its own."""
    if sys.argv[1] == "search":
        _search(sys.argv[2], Path(sys.argv[3]))
        return
    size = int(sys.argv[1])
    knowledge = load_knowledge(content_dir(None))
    texts = list(invented(knowledge, size + DOCUMENT))
    for name, make in ENGINES.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            try:
                engine = make(folder)
            except ImportError:
                print(json.dumps({"engine": name, "left_out": "not installed"}))
                continue
            start = time.perf_counter()
            for at in range(0, size, size if name == "bm25s" else 5000):
                engine.add(at, texts[at : min(size, at + (size if name == "bm25s" else 5000))])
            built = time.perf_counter() - start
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.keyword_engines", "search", name, place],
                check=True,
                capture_output=True,
                text=True,
            )
            start = time.perf_counter()
            engine.add(size, texts[size:])
            added = time.perf_counter() - start
            start = time.perf_counter()
            engine.remove(size, texts[size:])
            removed = time.perf_counter() - start
            disk = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
            print(
                json.dumps(
                    {
                        "engine": name,
                        "passages": size,
                        "build_s": round(built, 1),
                        **json.loads(done.stdout),
                        "add_50_ms": round(added * 1000, 1),
                        "remove_50_ms": round(removed * 1000, 1),
                        "disk_mb": round(disk),
                    }
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
