"""Print recall, MRR and nDCG at 1, 5 and 10 for keyword search, vectors and our fusion.

The product's own code searches: its embeddings, keyword index and fusion. Reciprocal rank fusion is
printed beside ours because it is what other stacks use.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, R, nDCG

from assistant.content.messages import load_wording
from assistant.content.paths import content_dir
from assistant.errors import AssistantError
from assistant.retrieval.embeddings import Encoder
from assistant.retrieval.encoder import open_encoder
from assistant.retrieval.model import BUILT_IN, find_model
from assistant.retrieval.onnx_export import make_export, read_export
from assistant.settings import Settings
from benchmarks.retrieval.data import DataSet, read
from benchmarks.retrieval.searching import Fusion, Ranking, searches
from benchmarks.retrieval.vectors import embedded

CUTS = (1, 5, 10)
MEASURES = [m for cut in CUTS for m in (R @ cut, RR @ cut, nDCG @ cut)]


def measure(data: DataSet, rankings: dict[str, dict[str, Ranking]]) -> dict[str, dict[str, float]]:
    """Return every measure of every search, over all judged questions (none found counts as 0)."""
    out = {}
    for name, run in rankings.items():
        totals = dict.fromkeys(map(str, MEASURES), 0.0)
        found = {q: ranking for q, ranking in run.items() if ranking}
        for metric in ir_measures.iter_calc(MEASURES, data.judged, found) if found else ():
            totals[str(metric.measure)] += float(metric.value)
        out[name] = {label: total / len(data.questions) for label, total in totals.items()}
    return out


def evaluate(
    data: DataSet, asks: Encoder, reads: Encoder, names: tuple[str, str], cache: Path, fusion: Fusion
) -> dict[str, Any]:
    """Embed, search and measure; ``asks`` embeds the questions and ``reads`` the passages."""
    start = time.perf_counter()
    passages = embedded(reads, names[1], [text for _, text in data.passages], cache)
    questions = embedded(asks, names[0], list(data.questions.values()), cache)
    embedding = time.perf_counter() - start
    rankings: dict[str, dict[str, Ranking]] = {}
    times, start = [], time.perf_counter()
    for question, by_search in searches(data.passages, data.questions, passages, questions, fusion):
        for name, ranking in by_search.items():
            rankings.setdefault(name, {})[question] = ranking
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
    return {
        "data": data.name,
        "passages": len(data.passages),
        "questions": len(data.questions),
        "fusion": {"keyword_weight": fusion.weight, "k1": fusion.k1, "b": fusion.b},
        "embedding_s": round(embedding, 2),
        "search_ms": round(statistics.median(times) * 1000, 2),
        "figures": measure(data, rankings),
    }


def show(result: dict[str, Any]) -> None:
    """Print one result as a table."""
    f = result["fusion"]
    print(
        f"{result['data']}: {result['passages']} passages, {result['questions']} questions; "
        f"keyword weight {f['keyword_weight']}, k1 {f['k1']}, b {f['b']}; all four searches of a question "
        f"{result['search_ms']} ms (median)"
    )
    print(f"{'':<9}" + "".join(f"{m!s:>9}" for m in MEASURES))
    for name, figures in result["figures"].items():
        print(f"{name:<9}" + "".join(f"{figures[str(m)]:>9.3f}" for m in MEASURES))


def arguments(given: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="corpus.jsonl, queries.jsonl and qrels/*.tsv")
    parser.add_argument("--split", default="test", help="which qrels/SPLIT.tsv (test)")
    parser.add_argument("--weight", type=float, action="append", help="keyword weight; again for more (0.4)")
    parser.add_argument("--k1", type=float, action="append", help="BM25's k1; again for more (0.9)")
    parser.add_argument("--b", type=float, action="append", help="BM25's b; again for more (0.4)")
    parser.add_argument("--model", default=BUILT_IN, help="a model's folder")
    parser.add_argument(
        "--precision", choices=("fp32", "int8", "mixed"), default="fp32", help="mixed: int8 passages, fp32 questions"
    )
    parser.add_argument("--cache", type=Path, help="folder for the vectors (in MOU_DATA_DIR)")
    parser.add_argument("--json", action="store_true", help="write JSON, one result on a line")
    return parser.parse_args(given)


def encoder(model_name: str, precision: str, data_dir: Path) -> tuple[Encoder, str]:
    """Open an encoder of the product, exporting the model first when that was never done."""
    model = find_model(model_name, data_dir / "models" / "seen.json")
    folder = data_dir / "models" / model.fingerprint
    export = read_export(folder) or make_export(model, folder, ["Can the officer search a backpack?"])
    wanted: Any = precision
    words = load_wording(content_dir(None))
    opened = open_encoder(model, folder, export, wanted, lambda what: print(words.say(what), file=sys.stderr))
    return opened, f"{model.fingerprint}|{precision}|{export.max_tokens}"


def main(given: list[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    chosen = arguments(given)
    try:
        data = read(chosen.folder, chosen.split)
        settings = Settings()
        asks, asks_name = encoder(chosen.model, "int8" if chosen.precision == "int8" else "fp32", settings.data_dir)
        reads, reads_name = (asks, asks_name)
        if chosen.precision == "mixed":
            reads, reads_name = encoder(chosen.model, "int8", settings.data_dir)
        cache = chosen.cache or settings.data_dir / "benchmarks" / "vectors"
        default = Fusion()
        for weight in chosen.weight or [default.weight]:
            for k1 in chosen.k1 or [default.k1]:
                for b in chosen.b or [default.b]:
                    result = evaluate(data, asks, reads, (asks_name, reads_name), cache, Fusion(weight, k1, b))
                    if chosen.json:
                        print(json.dumps(result | {"precision": chosen.precision}))
                    else:
                        show(result)
    except AssistantError as err:
        print(load_wording(content_dir(None)).error(err), file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
