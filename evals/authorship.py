"""Who wrote the samples: a score is worth what its questions are, so the two are shown together."""

from __future__ import annotations

from pathlib import Path

import yaml

from assistant.errors import ContentError
from evals.task import Set

FILE = Path(__file__).resolve().parent / "authorship.yaml"


def authorship(path: Path = FILE) -> dict[Set, str]:
    """Return a sentence for each set; raise ContentError when one is missing or the file cannot be read."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {name: str(found[name]) for name in ("tune", "regression", "test")}
    except (OSError, yaml.YAMLError, KeyError, TypeError) as err:
        raise ContentError(f"{path.name} does not say who wrote each set of questions.", "Restore the file.") from err
