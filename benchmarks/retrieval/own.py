"""Write two data sets from the product's own content: `python -m benchmarks.retrieval.own DIR`.

``DIR/questions``: the open questions of the evals, answered by the passages of the principles that they
rest on. ``DIR/clauses``: what each requirement says, answered by the clauses of the sample agreements
that are marked as serving it. The sealed test set is not read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.bootstrap import build
from assistant.domain.knowledge import Authority, Knowledge, Passage
from evals.samples import read_samples
from evals.task import QuestionSample

MOST_PRINCIPLES = 4
"""A question about more principles than this is a list, which no ranking answers."""


def questions(folder: Path, knowledge: Knowledge, samples: Iterable[QuestionSample]) -> None:
    """Write the open questions and the passages of the principles."""
    passages = [p for p in knowledge.passages.values() if p.authority == Authority.PRINCIPLES]
    asked = [s for s in samples if not s.history and 0 < len(s.expect.principles) <= MOST_PRINCIPLES]
    judged = [(s.id, p.id) for s in asked for p in passages if p.principle in s.expect.principles]
    _write(folder, passages, {s.id: s.ask for s in asked}, judged)


def clauses(folder: Path, knowledge: Knowledge) -> None:
    """Write the requirements and the clauses of the sample agreements."""
    passages = [p for p in knowledge.passages.values() if p.authority == Authority.SAMPLE]
    judged = [(r, p.id) for p in passages for r in p.requirements]
    served = {r for r, _ in judged}
    _write(folder, passages, {r.id: r.text for r in knowledge.requirements.values() if r.id in served}, judged)


def _write(folder: Path, passages: Iterable[Passage], asked: dict[str, str], judged: Iterable[tuple[str, str]]) -> None:
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    _lines(folder / "corpus.jsonl", ({"_id": p.id, "title": p.heading, "text": p.text} for p in passages))
    _lines(folder / "queries.jsonl", ({"_id": id_, "text": text} for id_, text in asked.items()))
    rows = ["query-id\tcorpus-id\tscore", *(f"{question}\t{passage}\t1" for question, passage in judged)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _lines(path: Path, entries: Iterable[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entries), encoding="utf-8")


def main() -> None:
    """Write the data sets into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("Give a folder: python -m benchmarks.retrieval.own DIR")
    knowledge = build().knowledge
    samples = [s for s in read_samples(["tune", "regression"]) if isinstance(s, QuestionSample)]
    questions(Path(sys.argv[1]) / "questions", knowledge, samples)
    clauses(Path(sys.argv[1]) / "clauses", knowledge)


if __name__ == "__main__":
    main()
