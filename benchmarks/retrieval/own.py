"""Write the product's own questions and principles as a data set: `python -m benchmarks.retrieval.own DIR`.

Passages are those of the principles, the notes and the sample agreements; questions are the open ones
of the evals; a question's answers are the passages of the principles that it rests on. Only the open
sets are read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.bootstrap import build
from assistant.domain.knowledge import Knowledge
from evals.samples import read_samples
from evals.task import QuestionSample

MOST_PRINCIPLES = 4
"""A question about more principles than this is a list, which no ranking answers."""


def write(folder: Path, knowledge: Knowledge, samples: Iterable[QuestionSample]) -> None:
    """Write ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    passages = knowledge.passages.values()
    _lines(folder / "corpus.jsonl", ({"_id": p.id, "title": p.heading, "text": p.text} for p in passages))
    asked = [s for s in samples if not s.history and 0 < len(s.expect.principles) <= MOST_PRINCIPLES]
    _lines(folder / "queries.jsonl", ({"_id": s.id, "text": s.ask} for s in asked))
    rows = ["query-id\tcorpus-id\tscore"]
    for sample in asked:
        rows += [f"{sample.id}\t{p.id}\t1" for p in passages if p.principle in sample.expect.principles]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _lines(path: Path, entries: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entries), encoding="utf-8")


def main() -> None:
    """Write the data set into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("Give a folder: python -m benchmarks.retrieval.own DIR")
    samples = [s for s in read_samples(["tune", "regression"]) if isinstance(s, QuestionSample)]
    write(Path(sys.argv[1]), build().knowledge, samples)


if __name__ == "__main__":
    main()
