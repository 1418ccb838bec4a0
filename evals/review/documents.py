"""Whole agreements with the state of every requirement, and single clauses changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.documents import Block, MouDocument
from assistant.domain.reviews import State
from evals.review.files import load

HERE = Path(__file__).parent

Which = Literal["dev", "dev2", "test"]


class Wanted(Value):
    """The state of a requirement, another that a careful reader could defend, and the words that carry it."""

    state: State
    also_ok: tuple[State, ...] = ()
    quotes: tuple[str, ...] = ()
    good: tuple[str, ...] = ()

    def accepts(self, state: State) -> bool:
        """Tell whether a state is the first choice or another that can be defended."""
        return state in (self.state, *self.also_ok)


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


def as_document(mutant: Mutant) -> MouDocument:
    """Return a clause as if it were all of an agreement."""
    title = "School Resource Officer Memorandum of Understanding"
    words = [("title", title), *(("plain", part) for part in mutant.text.split("\n\n"))]
    blocks = tuple(Block.model_validate({"kind": kind, "spans": [{"text": text}]}) for kind, text in words)
    return MouDocument(title=title, blocks=blocks)


def _mutants(folder: Path) -> Iterator[Mutant]:
    requirement: dict[str, str] = {}
    for row in load(folder / "clean.yaml"):
        requirement[row["id"]] = row["requirement"]
        wanted = Wanted(state="addressed")
        yield Mutant(id=row["id"], requirement=row["requirement"], kind="clean", text=row["text"], wanted=wanted)
    for row in load(folder / "mutants.yaml"):
        wanted = Wanted(state=row["state"], also_ok=_states(row.get("also_ok")))
        yield Mutant(
            id=row["id"], requirement=requirement[row["from"]], kind=row["kind"], text=row["text"], wanted=wanted
        )


def _states(value: Any) -> tuple[State, ...]:
    listed: list[State] = [value] if isinstance(value, str) else list(value or ())  # type: ignore[list-item]
    return tuple(listed)


def _wanted(row: dict[str, Any]) -> Wanted:
    return Wanted(
        state=row["state"],
        also_ok=_states(row.get("also_ok")),
        quotes=tuple(row.get("quotes") or ()),
        good=tuple(row.get("good") or ()),
    )
