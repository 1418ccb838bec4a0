"""Whole agreements with the state of every requirement, and single clauses changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.reviews import State
from evals.review.files import load

HERE = Path(__file__).parent

Which = Literal["dev", "dev2", "test"]


class Wanted(Value):
    """The state of a requirement, another that a careful reader could defend, and the words that carry it."""

    state: State
    also_ok: State | None = None
    quotes: tuple[str, ...] = ()
    good: tuple[str, ...] = ()

    def accepts(self, state: State) -> bool:
        """Tell whether a state is the first choice or the second."""
        return state in (self.state, self.also_ok)


class Labelled(Value):
    """A document, what it is, and what it says on each requirement."""

    path: Path
    kind: Literal["sro-mou", "partial", "other"]
    requirements: dict[str, Wanted]


class Mutant(Value):
    """A clause that addressed its requirement, changed in one way (``kind``), and what it says now."""

    id: str
    requirement: str
    kind: str
    text: str
    wanted: Wanted = Field(repr=False)


def read_documents(which: Which) -> tuple[Labelled, ...]:
    """Return the documents of a set: ``dev`` to develop and calibrate on, ``test`` only to measure."""
    folder = HERE / which
    read = load(folder / "gold.yaml")["documents"]
    return tuple(
        Labelled(
            path=folder / d["file"],
            kind="partial" if d["kind"] == "partly" else d["kind"],
            requirements={r: _wanted(w) for r, w in d["requirements"].items()},
        )
        for d in read
    )


def read_mutants(which: Literal["dev", "test"]) -> tuple[Mutant, ...]:
    """Return the clean clauses (kind ``clean``) of a hand and the mutants made of them."""
    return tuple(_mutants(HERE / "mutants" / which))


def _mutants(folder: Path) -> Iterator[Mutant]:
    requirement: dict[str, str] = {}
    for row in load(folder / "clean.yaml"):
        requirement[row["id"]] = row["requirement"]
        wanted = Wanted(state="addressed")
        yield Mutant(id=row["id"], requirement=row["requirement"], kind="clean", text=row["text"], wanted=wanted)
    for row in load(folder / "mutants.yaml"):
        wanted = Wanted(state=row["state"], also_ok=row.get("also_ok"))
        yield Mutant(
            id=row["id"], requirement=requirement[row["from"]], kind=row["kind"], text=row["text"], wanted=wanted
        )


def _wanted(row: dict[str, Any]) -> Wanted:
    return Wanted(
        state=row["state"],
        also_ok=row.get("also_ok"),
        quotes=tuple(row.get("quotes") or ()),
        good=tuple(row.get("good") or ()),
    )
