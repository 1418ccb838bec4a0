"""Measure the work on Word files: ``python -m benchmarks.word PART``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from benchmarks.__main__ import show
from benchmarks.measuring import Row
from benchmarks.redlining import redlining

PARTS: dict[str, Callable[[], list[Row]]] = {"redline": redlining}


def main() -> None:
    """Run the parts named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.word", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help="only this part; again for more")
    chosen = parser.parse_args().part or PARTS
    rows = [line for part in chosen for line in PARTS[part]()]
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    show(rows, [], load)


if __name__ == "__main__":
    main()
