"""Measure what users wait for, in one run, and print medians, spread and ratios.

The targets are those of the README, for two cores. Other parts have commands of their own:
``python -m benchmarks.retrieval DIR`` for the quality of retrieval, and ``own_documents`` and
``keyword_engines`` for a library of one's own documents.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from assistant.bootstrap import build
from assistant.settings import Settings
from benchmarks import beside, ours
from benchmarks.measuring import Row
from benchmarks.serving import serving

PARTS = ("build", "cold", "server", "warm", "embedding", "export", "talk", "beside")
FURTHER = ("own_documents", "keyword_engines")


def arguments(given: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="write JSON")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; again for more")
    parser.add_argument("--data", type=Path, help="a data folder with an index, instead of a new one")
    parser.add_argument("--rounds", type=int, default=5, help="fresh processes for each cold start (5)")
    parser.add_argument("--bench-python", default=sys.executable, help="the Python that has the others installed")
    return parser.parse_args(given)


def measure(chosen: argparse.Namespace, folder: Path) -> tuple[list[Row], list[beside.Standing]]:
    """Run the chosen parts."""
    parts = chosen.only or PARTS
    data = chosen.data or folder / "data"
    rows: list[Row] = []
    if not chosen.data:
        rows += ours.building(data, lambda line: print(line, file=sys.stderr))
    made = build(Settings(data_dir=data), say=lambda line: print(line, file=sys.stderr))
    if "cold" in parts:
        rows += ours.cold(data, chosen.rounds)
    if "server" in parts:
        rows += serving(data, ours.wordings(made, 20), min(chosen.rounds, 3))
    if "warm" in parts:
        rows += ours.warm(made, ours.wordings(made))
    if "embedding" in parts:
        rows += ours.embedding(made)
    if "export" in parts:
        rows += ours.exporting(made)
    if "talk" in parts:
        rows += ours.talking(made)
    standings: list[beside.Standing] = []
    if "beside" in parts:
        samples = beside.asked()
        standings = [beside.ourselves(made, samples, data, chosen.rounds)]
        standings += beside.others(made, samples, folder, chosen.bench_python, chosen.rounds)
    return rows, standings


def show(rows: list[Row], standings: list[beside.Standing], load: str) -> None:
    """Print the tables."""
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, load {load}")
    print(f"{'what':<58}{'median':>10}{'p95':>10}{'target':>10}  ")
    for r in rows:
        target = "" if r.target is None else f"{'≥' if r.least else '≤'} {r.target:g}"
        missed = "missed" if r.met is False else ""
        p95 = "" if r.p95 is None else f"{r.p95:g}"
        print(f"{r.what:<58}{r.median:>10g}{p95:>10}{target:>10}  {r.unit:<4}{missed}")
    if standings:
        us = standings[0]
        print(
            f"\n{'on the same open questions':<34}{'first':>7}{'of 3':>7}{'ms':>8}{'cold s':>8}{'× ours':>8}{'MB':>6}"
        )
        for s in standings:
            if s.note:
                print(f"{s.name:<34}{s.note}")
                continue
            ratio = s.cold_s / us.cold_s if us.cold_s else 0.0
            print(
                f"{s.name:<34}{s.first:>7.2f}{s.three:>7.2f}{s.query_ms:>8.1f}{s.cold_s:>8.2f}{ratio:>8.1f}{s.memory_mb:>6.0f}"
            )
    here = [name for name in FURTHER if (Path(__file__).parent / f"{name}.py").is_file()]
    print("\nfurther: " + ", ".join(f"python -m benchmarks.{name}" for name in ("retrieval DIR", *here)))


def main(given: list[str] | None = None) -> None:
    """Run the benchmarks from the command line."""
    chosen = arguments(given)
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    with tempfile.TemporaryDirectory() as folder:
        rows, standings = measure(chosen, Path(folder))
    if chosen.json:
        out = {"load": load, "rows": [r.as_dict() for r in rows], "beside": [s.as_dict() for s in standings]}
        print(json.dumps(out))
        return
    show(rows, standings, load)


if __name__ == "__main__":
    main()
