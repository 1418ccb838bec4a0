"""What users of this product wait for."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from benchmarks.measuring import Row, environment, fresh, row, times
from benchmarks.serving import FIRST

QUESTIONS = 200
TALK = [
    "Draft an MOU between the Riverton Police Department and Riverton School District 12 starting July 1, 2027",
    "Ohio",
    "Agency head: Dana Whitfield, Chief of Police",
    "Superintendent: Luis Ortega, Superintendent",
    "why?",
    "accept",
    "what is missing?",
    "Can the SRO enforce the dress code?",
    "skip",
    "undo",
    "go to training",
    "accept the rest",
]


def building(data: Path, say: Callable[[str], None]) -> list[Row]:
    """Build the index in an empty folder: the model's export and every vector."""
    start = time.perf_counter()
    _ = build(Settings(data_dir=data), say=say).index
    return [row("build the index, once (with the model's export)", "s", [time.perf_counter() - start])]


def cold(data: Path, rounds: int) -> list[Row]:
    """Start a process that answers one question."""
    command = [sys.executable, "-m", "assistant", "ask", FIRST, "--json"]
    fresh(command, environment(data))
    runs = [fresh(command, environment(data)) for _ in range(rounds)]
    return [
        row("mou ask, from the shell to the answer", "s", [ms / 1000 for ms, _, _ in runs], 1.5),
        row("mou ask, peak resident memory", "MB", [mb for _, mb, _ in runs]),
    ]


def warm(made: Assistant, wordings: list[str]) -> list[Row]:
    """Ask 200 different questions, after one to warm up."""
    made.questions.ask(FIRST)
    ms = [times(lambda q=q: made.questions.ask(q), 1)[0] for q in wordings]  # type: ignore[misc]
    return [row(f"a warm answer, each of {len(wordings)} questions", "ms", ms, 15)]


def wordings(made: Assistant, count: int = QUESTIONS) -> list[str]:
    """Return different questions, spread over all cards."""
    every = [w for card in made.knowledge.cards.values() for w in card.ask]
    return every[:: max(1, len(every) // count)][:count]


def embedding(made: Assistant) -> list[Row]:
    """Embed passages in one batch: what adding documents is measured against."""
    texts = [p.text for p in made.knowledge.passages.values()]
    encoder: Any = made.index.embeddings
    encoder.encode(texts[:16])
    start = time.perf_counter()
    vectors = encoder.encode(texts)
    rate = len(texts) / (time.perf_counter() - start)
    assert np.isfinite(vectors).all()
    mean = sum(map(len, texts)) / len(texts)
    return [row(f"the model's raw batch speed, passages of {mean:.0f} characters", "/s", [rate])]


def exporting(made: Assistant) -> list[Row]:
    """Export the standard template, clean and as a working copy."""
    draft = made.drafts.new("standard").draft.id
    return [
        row(
            f"mou export --kind {kind}, standard template",
            "ms",
            times(lambda k=kind: made.drafts.export(draft, k), 7),  # type: ignore[misc]
            1000,
        )
        for kind in ("clean", "working")
    ]


def talking(made: Assistant) -> list[Row]:
    """Send the messages of a short conversation, three times."""
    ms: list[float] = []
    for n in range(3):
        for message in TALK:
            ms += times(lambda m=message, s=n: made.conversations.reply(f"bench-{s}", m), 1)  # type: ignore[misc]
    return [row("a message of the conversation", "ms", ms, 300)]
