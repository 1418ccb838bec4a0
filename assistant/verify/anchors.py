"""Tell cheaply that a pattern cannot match: the words of which a match must hold at least one."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

# The parser is the standard library's own; reading patterns a second time by hand would drift from it.
_parse: Any = import_module("re._parser").parse
_LEAST = 2
# Words that any text has tell nothing.
_COMMON = frozenset("a an any be by for in is it no not of on or that the to with will shall may do as at".split())

Anchors = tuple[frozenset[str], ...]


@lru_cache(maxsize=2048)
def anchors(pattern: str) -> Anchors:
    """Return sets of lower-case strings; text that lacks every string of one set cannot match the pattern."""
    return tuple(dict.fromkeys(_sequence(_parse(pattern))))


def missing(needed: Anchors, present: frozenset[str] | set[str]) -> bool:
    """Return whether a set of strings has none that is present."""
    return any(present.isdisjoint(some) for some in needed)


def _sequence(items: Any) -> list[frozenset[str]]:
    """Return what each part of a sequence needs; all of them are needed."""
    found: list[frozenset[str]] = []
    literal = ""
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            literal += chr(value).lower()
            continue
        found += _telling(literal)
        literal = ""
        if name == "SUBPATTERN":
            found += _sequence(value[3])
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
            found += _sequence(value[2])
        elif name == "BRANCH":
            either = _branch(value[1])
            if either:
                found.append(either)
    return found + _telling(literal)


def _telling(literal: str) -> list[frozenset[str]]:
    return [frozenset([literal])] if len(literal) >= _LEAST and literal.strip() not in _COMMON else []


def _branch(branches: Any) -> frozenset[str]:
    """Return strings of which any branch has one; empty when a branch can do without."""
    out: set[str] = set()
    for branch in branches:
        needs = _sequence(branch)
        if not needs:
            return frozenset()
        out |= max(needs, key=lambda some: (min(map(len, some)), -len(some)))
    return frozenset(out)
