"""Measure what users wait for, in one run, and print medians with their spread.

The targets are those of the README, for two cores: a question in a batch below 60 ms, an export of
the standard template below 1 s, a message of the conversation below 300 ms.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings

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


def times(done: Callable[[], Any], rounds: int) -> list[float]:
    """Return the milliseconds of each round."""
    out = []
    for _ in range(rounds):
        start = time.perf_counter()
        done()
        out.append((time.perf_counter() - start) * 1000)
    return out


def row(name: str, ms: list[float], target: float | None) -> dict[str, Any]:
    """Return one line of the table."""
    ordered = sorted(ms)
    return {
        "what": name,
        "median_ms": round(statistics.median(ms), 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
        "runs": len(ms),
        "target_ms": target,
    }


def asking(made: Assistant) -> dict[str, Any]:
    """Ask 200 different questions, after one to warm up."""
    wordings = [w for card in made.knowledge.cards.values() for w in card.ask]
    picked = wordings[:: max(1, len(wordings) // QUESTIONS)][:QUESTIONS]
    made.questions.ask("Can an SRO arrest a student?")
    ms = []
    for question in picked:
        ms += times(lambda q=question: made.questions.ask(q), 1)  # type: ignore[misc]
    return row(f"mou ask, each of {len(picked)} questions", ms, 60)


def exporting(made: Assistant) -> list[dict[str, Any]]:
    """Export the standard template, clean and annotated."""
    draft = made.drafts.new("standard").draft.id
    return [
        row(f"mou export --kind {kind}, standard template", times(lambda k=kind: made.drafts.export(draft, k), 7), 1000)  # type: ignore[misc]
        for kind in ("clean", "annotated")
    ]


def talking(made: Assistant) -> dict[str, Any]:
    """Send the messages of a short conversation, three times."""
    ms: list[float] = []
    for n in range(3):
        for message in TALK:
            ms += times(lambda m=message, s=n: made.conversations.reply(f"bench-{s}", m), 1)  # type: ignore[misc]
    return row("a message of the conversation", ms, 300)


def cold(data: Path) -> dict[str, Any]:
    """Start a new process that answers one question."""
    command = [sys.executable, "-m", "assistant", "ask", "Can an SRO arrest a student?", "--json"]
    environment = {"MOU_DATA_DIR": str(data), "PATH": "/usr/bin:/bin"}

    def run() -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    run()
    return row("mou ask from the shell to the answer", times(run, 5), None)


def main() -> None:
    """Run every benchmark and print a table (JSON with --json)."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        made = build(Settings(data_dir=data), say=lambda s: print(s, file=sys.stderr))
        start = time.perf_counter()
        made.questions.ask("Can an SRO arrest a student?")
        rows = [row("building the index (once)", [(time.perf_counter() - start) * 1000], None)]
        rows += [asking(made), *exporting(made), talking(made), cold(data)]
    if "--json" in sys.argv:
        print(json.dumps(rows))
        return
    print(f"{'what':<52}{'median ms':>11}{'p95 ms':>10}{'target':>9}")
    for r in rows:
        target = "" if r["target_ms"] is None else f"< {r['target_ms']:.0f}"
        print(f"{r['what']:<52}{r['median_ms']:>11}{r['p95_ms']:>10}{target:>9}")


if __name__ == "__main__":
    main()
