"""What every rival does around its own library: read the task, time itself, print what it ranked."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rank = Callable[[str], list[int]]
"""From a question to principle numbers, best first."""


def run(prepare: Callable[[dict[str, Any], Path], Rank]) -> None:
    """Prepare an index in a folder (or open it) and answer; ``prepare`` imports what it needs.

    Called as ``module TASK.json FOLDER``; with ``--first`` only the first question is asked.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    task: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rank = prepare(task, Path(sys.argv[2]))
    questions = task["questions"][:1] if "--first" in sys.argv else task["questions"]
    ranked, ms = [], []
    for question in questions:
        start = time.perf_counter()
        found = rank(question["ask"])
        ms.append((time.perf_counter() - start) * 1000)
        ranked.append(list(dict.fromkeys(found)))
    print(json.dumps({"ranked": ranked, "ms": ms}))
