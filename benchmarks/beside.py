"""Others beside us on the same questions: right principle first and among three, time, cold start, memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import Authority
from assistant.retrieval.model import find_model
from benchmarks.measuring import environment, fresh, times
from evals.samples import read_samples
from evals.task import QuestionSample

MOST_PRINCIPLES = 4

RIVALS = {
    "LangChain Chroma, same model": ("langchain_chroma", ("langchain_huggingface", "langchain_text_splitters")),
    "LlamaIndex defaults, same model": ("llama_index", ("llama_index.core", "llama_index.embeddings.huggingface")),
    "Haystack defaults, same model": (
        "haystack",
        ("haystack", "haystack_integrations.components.embedders.sentence_transformers"),
    ),
    "BM25 alone (rank_bm25)": ("bm25_alone", ("rank_bm25",)),
}


@dataclass(frozen=True)
class Standing:
    """How one did: shares of questions, medians; ``note`` is why there are no figures."""

    name: str
    first: float = 0.0
    three: float = 0.0
    query_ms: float = 0.0
    cold_s: float = 0.0
    memory_mb: float = 0.0
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def asked() -> list[QuestionSample]:
    """Return the open questions that rest on one to four principles."""
    samples = [s for s in read_samples(["tune"]) if isinstance(s, QuestionSample)]
    return [s for s in samples if not s.history and 0 < len(s.expect.principles) <= MOST_PRINCIPLES]


def shares(ranked: Sequence[Sequence[int]], samples: Sequence[QuestionSample]) -> tuple[float, float]:
    """Return how often a right principle came first, and among the first three."""
    pairs = list(zip(ranked, samples, strict=True))
    first = sum(bool(set(r[:1]) & set(s.expect.principles)) for r, s in pairs)
    three = sum(bool(set(r[:3]) & set(s.expect.principles)) for r, s in pairs)
    return first / len(pairs), three / len(pairs)


def ourselves(made: Assistant, samples: Sequence[QuestionSample], data: Path, rounds: int) -> Standing:
    """Ask the product; an answer names its principles, and what is closest when it has none."""
    ranked: list[list[int]] = []

    def ask(sample: QuestionSample) -> None:
        answer = made.questions.ask(sample.ask)
        closest = answer.closest.principle if answer.closest is not None else None
        ranked.append([*answer.principles, *([closest] if closest else [])])

    ms = [times(lambda s=s: ask(s), 1)[0] for s in samples]  # type: ignore[misc]
    command = [sys.executable, "-m", "assistant", "ask", samples[0].ask, "--json"]
    runs = [fresh(command, environment(data)) for _ in range(rounds)]
    return _standing("this product (mou ask)", ranked, samples, ms, runs)


def others(
    made: Assistant, samples: Sequence[QuestionSample], folder: Path, python: str, rounds: int
) -> list[Standing]:
    """Run every rival that is installed for ``python``, each in processes of its own."""
    passages = [p for p in made.knowledge.passages.values() if p.authority == Authority.PRINCIPLES]
    texts: dict[int, list[str]] = {}
    for passage in passages:
        texts.setdefault(passage.principle or 0, [passage.heading]).append(passage.text)
    task = folder / "task.json"
    task.write_text(
        json.dumps(
            {
                "model": str(find_model(made.settings.embedding_model).folder),
                "texts": [{"principle": n, "text": "\n".join(lines)} for n, lines in texts.items()],
                "questions": [{"ask": s.ask} for s in samples],
            }
        ),
        encoding="utf-8",
    )
    return [_rival(name, *of, samples, task, folder, python, rounds) for name, of in RIVALS.items()]


def _rival(
    name: str,
    module: str,
    needs: Sequence[str],
    samples: Sequence[QuestionSample],
    task: Path,
    folder: Path,
    python: str,
    rounds: int,
) -> Standing:
    if missing := [n for n in needs if not _has(python, n)]:
        return Standing(name, note=f"not installed ({', '.join(missing)}): pip install 'sro-mou-assistant[bench]'")
    command = [python, "-m", f"benchmarks.rivals.{module}", str(task), str(folder / module)]
    try:
        _, _, printed = fresh(command, environment(folder))
        runs = [fresh([*command, "--first"], environment(folder)) for _ in range(rounds)]
    except RuntimeError as err:
        return Standing(name, note=f"failed: {str(err).splitlines()[-1][:160]}")
    told = json.loads(printed.splitlines()[-1])
    return _standing(name, told["ranked"], samples, told["ms"], runs)


def _standing(
    name: str,
    ranked: Sequence[Sequence[int]],
    samples: Sequence[QuestionSample],
    ms: Sequence[float],
    runs: Sequence[tuple[float, float, bytes]],
) -> Standing:
    first, three = shares(ranked, samples)
    cold = statistics.median(t for t, _, _ in runs) / 1000
    memory = statistics.median(m for _, m, _ in runs)
    return Standing(
        name, round(first, 3), round(three, 3), round(statistics.median(ms), 2), round(cold, 2), round(memory)
    )


def _has(python: str, module: str) -> bool:
    look = f"import importlib.util as u, sys; sys.exit(u.find_spec({module!r}) is None)"
    return subprocess.run([python, "-c", look], capture_output=True, check=False).returncode == 0
