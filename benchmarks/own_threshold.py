"""Find from which score own words are shown: `python -m benchmarks.own_documents threshold`.

Every answered and unanswered question of ``tests/data/own_questions.yaml`` is asked of a library of
the three invented documents there. Printed: for each weight of meaning against shared words, how
often the best passage is the right one, the area under the curve (is an answered question's score
above an unanswered one's?), and at each threshold what is shown rightly and wrongly.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import Authority
from assistant.retrieval.own.library import OwnLibrary
from assistant.services.library import LibraryService, brought

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
WEIGHTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


def ask_all(made: Assistant, folder: Path) -> tuple[list[Any], list[Any]]:
    """Return ((hits, right passage's words) of answered questions, hits of the others)."""
    library = OwnLibrary(folder, "threshold", lambda: made.index.embeddings)
    service = LibraryService(library, made.wording, made.clock)
    for _ in service.add(brought([DATA / "own"]), authority=Authority.LOCAL_POLICY):
        pass
    service.index()
    asked = yaml.safe_load((DATA / "own_questions.yaml").read_text(encoding="utf-8"))
    answered = [(library.search(q["ask"], made.index.embed(q["ask"]), 50).hits, q["find"]) for q in asked["answered"]]
    others = [library.search(q, made.index.embed(q), 50).hits for q in asked["not_answered"]]
    return answered, others


def area(high: list[float], low: list[float]) -> float:
    """Return the share of pairs in which the first is above the second (ties count half)."""
    won = sum((a > b) + 0.5 * (a == b) for a in high for b in low)
    return won / (len(high) * len(low))


def report(made: Assistant) -> None:
    """Print one line for each weight, with the threshold that errs least."""
    with tempfile.TemporaryDirectory() as place:
        answered, others = ask_all(made, Path(place))
    for weight in WEIGHTS:

        def score(hit: Any, weight: float = weight) -> float:
            return weight * max(0.0, hit.cosine or 0.0) + (1 - weight) * hit.shared

        best = [(max(hits, key=score), find) for hits, find in answered]
        right = [score(h) if find in h.passage.text else 0.0 for h, find in best]
        wrong = [max((score(h) for h in hits), default=0.0) for hits in others]
        rows = [(t / 100, sum(s >= t / 100 for s in right), sum(s >= t / 100 for s in wrong)) for t in range(10, 96)]
        at, shown, mistaken = max(rows, key=lambda r: (r[1] / len(right) - r[2] / len(wrong), r[0]))
        print(
            json.dumps(
                {
                    "weight": weight,
                    "first_is_right": round(sum(s > 0 for s in right) / len(right), 3),
                    "area": round(area(right, wrong), 3),
                    "threshold": at,
                    "shown_rightly": f"{shown}/{len(right)}",
                    "shown_wrongly": f"{mistaken}/{len(wrong)}",
                    "curve": [r for r in rows if round(r[0] * 100) % 5 == 0 and 0.3 <= r[0] <= 0.75],
                }
            )
        )
