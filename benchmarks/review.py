"""Reviews of agreements of 20 and 60 pages, a grid of fifty, the copy with comments, and the memory they need.

The agreements are Word files put together from the labelled sentences of ``knowledge/review/examples``, no sentence
twice in one file: the length and the variety are those of real agreements, the contents are nobody's.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml
from docx import Document

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings, read_settings
from benchmarks.__main__ import show
from benchmarks.measuring import Row, row, times

_WORDS_A_PAGE = 400
_TARGETS = {20: 3_000, 60: 8_000}  # milliseconds on two cores, after start
_GRID, _GRID_PAGES = 50, 8
_MEMORY = 1_500  # MB


def sentences(content: Path) -> list[str]:
    """Return every labelled sentence once."""
    out: dict[str, None] = {}
    for file in sorted((content / "knowledge/review/examples").glob("*.yaml")):
        out.update(dict.fromkeys(e["text"] for e in yaml.safe_load(file.read_text(encoding="utf-8"))))
    return list(out)


def agreement(texts: list[str], pages: int, seed: int) -> bytes:
    """Return a Word file of about so many pages: headings, paragraphs of some sentences, lists, a table."""
    random = Random(seed)
    drawn = iter(random.sample(texts, len(texts)))
    document = Document()
    document.add_heading(f"Memorandum of Understanding for School Resource Officers {seed}", 0)
    words = section = 0
    while words < pages * _WORDS_A_PAGE:
        section += 1
        document.add_heading(f"{section}. Section {section}", 1)
        for _ in range(random.randint(2, 5)):
            block = [next(drawn) for _ in range(random.randint(1, 4))]
            words += sum(len(s.split()) for s in block)
            if random.random() < 0.2:
                for sentence in block:
                    document.add_paragraph(sentence, style="List Bullet")
            else:
                document.add_paragraph(" ".join(block))
        if section % 9 == 0:
            table = document.add_table(rows=0, cols=2)
            for number in range(3):
                cells = table.add_row().cells
                cells[0].text, cells[1].text = f"Duty {number + 1}", next(drawn)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def reviewing(made: Assistant, rounds: int, *, grid: int = _GRID) -> Iterator[Row]:
    """Yield how long reviews take when the program is warm."""
    texts = sentences(made.content)
    reviews = made.reviews
    files = {pages: agreement(texts, pages, pages) for pages in _TARGETS}
    reviews.look(agreement(texts, 2, 1), "warm.docx")
    for pages, target in _TARGETS.items():
        took = times(lambda d=files[pages]: reviews.look(d, "agreement.docx"), rounds)  # type: ignore[misc]
        yield row(f"a review of {pages} pages, read and reviewed", "ms", took, target)
    took = times(lambda: reviews.annotate(files[20], "agreement.docx"), min(rounds, 3))
    yield row("the same of 20 pages with the copy with comments", "ms", took)
    took = times(lambda: _grid(made, texts, grid), 1)
    yield row(f"a grid of {grid} agreements of {_GRID_PAGES} pages", "ms", took)
    for what, who in (("this process", resource.RUSAGE_SELF), ("the reading process", resource.RUSAGE_CHILDREN)):
        peak = resource.getrusage(who).ru_maxrss / 1000
        yield row(f"highest memory of {what}", "MB", [peak], _MEMORY)


def _grid(made: Assistant, texts: list[str], count: int) -> None:
    from assistant.services.review_grid import grid_of, rows_of

    files = ((f"agreement {n}.docx", agreement(texts, _GRID_PAGES, n)) for n in range(count))
    rows = []
    for done in rows_of(made.reviews, files, made.wording, view="accepted"):
        rows.append(done)
        print(f"\r{len(rows)}/{count}", end="", file=sys.stderr)
    print(file=sys.stderr)
    grid_of(made.reviews, rows, when=made.clock(), view="accepted")


def main() -> None:
    """Run all of it and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--data", type=Path, help="a data folder, instead of the one that the program uses")
    parser.add_argument("--rounds", type=int, default=3, help="reviews of each length (3)")
    parser.add_argument("--grid", type=int, default=_GRID, help=f"agreements in the grid ({_GRID})")
    chosen = parser.parse_args()
    settings = Settings(data_dir=chosen.data) if chosen.data else read_settings()
    made = build(settings, say=lambda line: print(line, file=sys.stderr))
    rows = list(reviewing(made, chosen.rounds, grid=chosen.grid))
    show(rows, [], ", ".join(f"{x:.1f}" for x in os.getloadavg()))


if __name__ == "__main__":
    main()
