"""Labelled sentences: those that teach, and those by other hands that only measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from assistant.domain.base import Value
from evals.review.files import load

Label = Literal["addressed", "partly", "conflict", "neither"]

TAUGHT = "knowledge/review/examples"
"""Where the sentences lie that teach, under the content folder: a file for each requirement, and others without one."""

_TOGETHER = 8
"""Sentences of a document that stay together as a family does."""

HELD = Path(__file__).parent / "held"


class Example(Value):
    """A sentence and what it is to requirements; to all that are not named it is nothing.

    ``requirement`` is None for one of a whole document, or of the background. ``family`` names sentences that share a
    situation and differ
    in meaning.
    """

    text: str
    requirement: str | None = None
    label: Label | None = None
    also: dict[str, Label] = Field(default_factory=dict)
    family: str = ""

    @property
    def labels(self) -> dict[str, Label]:
        """Every label of the sentence, by requirement."""
        return self.also | ({self.requirement: self.label} if self.requirement and self.label else {})


def read_taught(content: Path) -> tuple[Example, ...]:
    """Return the sentences that teach, file after file."""
    return tuple(e for path in sorted((content / TAUGHT).glob("*.yaml")) for e in _read(path, path.stem))


def read_held() -> tuple[Example, ...]:
    """Return the sentences that measure, written by hands that wrote none of the others."""
    return tuple(e for path in sorted(HELD.glob("*.yaml")) for e in _read(path, None))


def _read(path: Path, stem: str | None) -> Iterator[Example]:
    rows: Sequence[Any] = load(path)
    own = stem if stem is not None and stem.startswith("p") else None
    for number, row in enumerate(rows):
        requirement = row.get("requirement", own)
        yield Example(
            text=row["text"],
            requirement=requirement,
            label=row.get("label"),
            also=row.get("also") or {},
            family=f"{requirement or path.stem}.{row.get('family', row.get('id', number // _TOGETHER))}",
        )
