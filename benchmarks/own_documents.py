"""A library of many documents, through the product's own code.

`python -m benchmarks.own_documents search 100000` fills a library with invented agreements of 50
passages (vectors made from those of real sentences, so that size can be measured without days of
embedding) and prints what a search, an addition and a removal cost; `--url http://host:port` does so
on a Chroma server. `… rate 3000` embeds for real and compares with the model's raw batch speed.
`… threshold` finds the scores from which own words are shown (tests/data/own_questions.yaml).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.bootstrap import Assistant, build
from assistant.domain.knowledge import Authority
from assistant.domain.library import OwnDocument
from assistant.domain.reading import Paragraph, ReadDocument
from assistant.retrieval.deadline import ServerLink
from assistant.retrieval.own.library import OwnLibrary, new_id, text_file
from assistant.retrieval.own.splitting import split
from assistant.settings import Settings
from benchmarks.keyword_engines import invented, questions

DOCUMENT = 50
NOISE = 0.05


class Invented:
    """Vectors near those of real sentences: chosen and moved by the words of the text."""

    def __init__(self, base: Any) -> None:
        self._base = base

    def encode(self, texts: Sequence[str]) -> Any:
        """Return an array of shape (texts, dimension)."""
        seeds = [int.from_bytes(hashlib.sha256(t.encode()).digest()[:8], "big") for t in texts]
        rows = np.stack([self._base[s % len(self._base)] for s in seeds])
        rows = rows + np.stack([np.random.default_rng(s).normal(0, NOISE, rows.shape[1]) for s in seeds])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def documents(texts: Iterator[str], count: int) -> Iterator[tuple[OwnDocument, Any]]:
    """Yield invented agreements with their passages, each passage a paragraph."""
    for n in range(count):
        paragraphs = [Paragraph(text=next(texts), number=f"{k}.") for k in range(1, DOCUMENT + 1)]
        parts = split(ReadDocument(kind="text", paragraphs=tuple(paragraphs)))
        id_ = new_id()
        yield (
            OwnDocument(
                id=id_,
                title=f"Agreement {n}",
                authority=Authority.AGREEMENT,
                name=f"agreement-{n}.txt",
                kind="text",
                file=text_file(id_),
                sha256=hashlib.sha256(parts.text.encode()).hexdigest(),
                passages=len(parts.cuts),
                indexed=0,
                added=f"2027-01-01T00:00:{n:08}",
            ),
            parts,
        )


def take_in(library: OwnLibrary, document: OwnDocument, parts: Any) -> None:
    """Put one document in the catalogue, as the service does."""
    with library.writing():
        library.take_in(document, parts, origin=f"bench:{document.id}", text_sha256=document.sha256)


def spread(ms: list[float]) -> dict[str, float]:
    """Return median and 95th percentile."""
    ms = sorted(ms)
    return {"median_ms": round(statistics.median(ms), 1), "p95_ms": round(ms[int(0.95 * len(ms))], 1)}


def opened(made: Assistant, folder: Path, url: str, embedder: Any) -> OwnLibrary:
    """Open the library of a folder with the product's own model."""
    return OwnLibrary(folder, "bench", lambda: embedder, ServerLink(url) if url else None)


def search(size: int, url: str, made: Assistant, folder: Path) -> None:
    """Fill, search, add, remove."""
    embeddings = made.index.embeddings
    base = embeddings.encode([p.text for p in made.knowledge.passages.values()])
    library = opened(made, folder, url, Invented(base))
    texts = invented(made.knowledge, size + DOCUMENT)
    start = time.perf_counter()
    for document, parts in documents(texts, size // DOCUMENT):
        take_in(library, document, parts)
    taken = time.perf_counter() - start
    start = time.perf_counter()
    left = library.catch_up(lambda p: print(f"\r{p.done}/{p.total}", end="", file=sys.stderr))
    filled = time.perf_counter() - start
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.own_documents",
            "searching",
            str(size),
            "--folder",
            str(folder),
            "--url",
            url,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    one, parts = next(documents(texts, 1))
    start = time.perf_counter()
    take_in(library, one, parts)
    library.catch_up()
    added = time.perf_counter() - start
    start = time.perf_counter()
    with library.writing():
        library.remove(one)
    removed = time.perf_counter() - start
    disk = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
    print(
        json.dumps(
            {
                "passages": sum(d.passages for d in library.catalogue.documents()),
                "store": "server" if url else "embedded",
                "take_in_s": round(taken, 1),
                "index_s": round(filled, 1),
                "left": left,
                **json.loads(done.stdout),
                "add_document_ms": round(added * 1000),
                "remove_document_ms": round(removed * 1000),
                "disk_mb": round(disk),
            }
        )
    )


def searching(url: str, made: Assistant, folder: Path) -> None:
    """Search from a process that does nothing else, as the web server does."""
    made.index.embed("warm")
    before = memory_mb()
    library = opened(made, folder, url, None)
    asked = questions(made.knowledge)
    start = time.perf_counter()
    library.search(asked[0], made.index.embed(asked[0]))
    first = (time.perf_counter() - start) * 1000
    ms = []
    away = 0
    used = time.process_time()
    for text in asked:
        start = time.perf_counter()
        found = library.search(text, made.index.embed(text))
        ms.append((time.perf_counter() - start) * 1000)
        away += found.away
    cpu = 1000 * (time.process_time() - used) / len(asked)
    more = round(memory_mb() - before)
    figures = {**spread(ms), "cpu_ms": round(cpu, 1), "first_ms": round(first), "away": away, "rss_more_mb": more}
    print(json.dumps(figures))


def memory_mb() -> float:
    """Return the resident memory of this process."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def rate(size: int, url: str, made: Assistant, folder: Path) -> None:
    """Compare adding with the model's raw speed, each on the same texts, twice in turn."""
    embeddings = made.index.embeddings
    texts = list(invented(made.knowledge, size))
    ratios, raws, adds = [], [], []
    for turn in range(2):
        library = opened(made, folder / str(turn), url, embeddings)
        made_of = list(documents(iter(texts), size // DOCUMENT))
        every = [p for d, parts in made_of for p in (parts.text[c.start : c.end] for c in parts.cuts)]
        start = time.perf_counter()
        embeddings.encode(every)
        raw = len(every) / (time.perf_counter() - start)
        start = time.perf_counter()
        for document, parts in made_of:
            take_in(library, document, parts)
        library.catch_up()
        add = len(every) / (time.perf_counter() - start)
        raws.append(raw)
        adds.append(add)
        ratios.append(add / raw)
    print(
        json.dumps(
            {
                "passages": size,
                "raw_per_s": [round(x, 1) for x in raws],
                "added_per_s": [round(x, 1) for x in adds],
                "ratio": [round(x, 2) for x in ratios],
            }
        )
    )


def main() -> None:
    """Run one measurement in a folder that goes afterwards."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what", choices=["search", "searching", "rate", "threshold"])
    ask.add_argument("size", type=int, nargs="?", default=10_000)
    ask.add_argument("--url", default="", help="a Chroma server")
    ask.add_argument("--folder", type=Path, help="where the library is kept (a new folder that is removed)")
    given = ask.parse_args()
    made = build(Settings())
    if given.what == "threshold":
        from benchmarks.own_threshold import report

        report(made)
    elif given.what == "searching":
        searching(given.url, made, given.folder)
    else:
        with tempfile.TemporaryDirectory() as place:
            folder = given.folder or Path(place)
            (search if given.what == "search" else rate)(given.size, given.url, made, folder)


if __name__ == "__main__":
    main()
