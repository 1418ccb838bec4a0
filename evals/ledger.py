"""The ledger of the test set: each opening, with its date, edition, opener and scores."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from pydantic import ValidationError

from assistant.domain.base import Value
from assistant.errors import PlainError
from evals.results import Results

FILE = Path(__file__).resolve().parent / "ledger.yaml"


class Scored(Value):
    """The share of a task's samples that passed, with its 95 % interval."""

    passed: float
    low: float
    high: float
    n: int


class Opening(Value):
    """One opening of the test set: task → score; ``file`` is the one file that was opened, or nothing for all."""

    date: date
    release: str
    who: str
    edition: str
    file: str = ""
    scores: dict[str, Scored]


def openings(path: Path = FILE) -> tuple[Opening, ...]:
    """Return every opening, oldest first; raise PlainError when the ledger cannot be read."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        return tuple(Opening.model_validate(entry) for entry in found)
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as err:
        raise PlainError(f"The ledger {path.name} cannot be read.", "Restore the file.") from err


def append(results: Results, *, release: str, who: str, file: str = "", path: Path = FILE) -> None:
    """Write an opening at the end of the ledger; raise PlainError when that cannot be done."""
    entry = {
        "date": results.when.date().isoformat(),
        "release": release,
        "who": who,
        "edition": results.edition,
        **({"file": file} if file else {}),
        "scores": {
            t.task: {"passed": round(s.value, 3), "low": round(s.low, 3), "high": round(s.high, 3), "n": s.n}
            for t in results.measured()
            if t.set == "test" and (s := t.score) is not None
        },
    }
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        # The comment at the head stays as its author wrote it; an empty list gives way to the first entry.
        head = "\n".join(line for line in text.splitlines() if line.strip() != "[]")
        added = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
        path.write_text(f"{head.rstrip()}\n{added}".lstrip("\n"), encoding="utf-8")
    except OSError as err:
        raise PlainError(
            f"The ledger {path} cannot be written ({err.strerror or err}).",
            "Open the test set from a checkout, where the opening can be recorded.",
        ) from err


def check_writable(path: Path = FILE) -> None:
    """Raise PlainError when an opening could not be recorded; asked before the set is opened."""
    try:
        with path.open("a", encoding="utf-8"):
            pass
    except OSError as err:
        raise PlainError(
            f"The ledger {path} cannot be written ({err.strerror or err}), so the test set stays closed.",
            "Open it from a checkout, where the opening can be recorded.",
        ) from err
