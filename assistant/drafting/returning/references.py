"""References to other clauses: editors renew their numbers when clauses move, which is no change of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from assistant.domain.documents import MouDocument
from assistant.drafting.returning.lines import Line, key_of
from assistant.drafting.returning.sources import SourceLine

_LOST = ("Error: Reference source not found", "Error! Reference source not found.")
"""What LibreOffice and Word (by its documentation) show in place of a number whose clause is gone."""


def renumbered(numbers: Mapping[str, str], returned: MouDocument, owners: Sequence[str | None]) -> list[dict[str, str]]:
    """Return the clauses' numbers as the file may show them where its program has renewed references."""
    shown: dict[str, str] = {}
    for block, owner in zip(returned.blocks, owners, strict=True):
        if owner and block.kind == "heading" and block.number.strip(". ").isdigit():
            shown.setdefault(owner, block.number.strip(". "))
    return [{**dict.fromkeys(numbers, lost), **shown} for lost in _LOST]


def refreshed(
    left: Sequence[Line], lines: Sequence[Line], sources: Sequence[Sequence[SourceLine]]
) -> tuple[list[Line], tuple[SourceLine, ...]]:
    """Return a clause as it left, with the numbers of other clauses as they are in the file where it renewed them.

    ``sources`` are the clause's lines with the numbers that it left with, and with those of the file.
    """
    keys = [line.key for line in lines]
    source: list[SourceLine] = []
    renewed: dict[str, str] = {}
    for ways in zip(*sources, strict=True):
        was, taken = ways[0], ways[0]
        if key_of(was.text) not in keys and len({w.text for w in ways}) > 1:
            taken = max(ways, key=lambda w: _near(w, keys))
            renewed[key_of(was.text)] = taken.text
        source.append(taken)
    return [line._replace(text=renewed.get(line.key, line.text)) for line in left], tuple(source)


def _near(line: SourceLine, keys: Sequence[str]) -> float:
    key = key_of(line.text)
    return 1000.0 if key in keys else max((fuzz.ratio(key, k) for k in keys), default=0.0)
