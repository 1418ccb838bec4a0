"""Defined terms: where an agreement fixes the meaning of a word, and where it uses words as if it had.

A definition is a capitalized word or two in quotation marks with "the", "this" or "a" before it, or "means" after it
(the "Agency"; "CRDC" means …). A use is the same with "the", "each" or the like before it and no quotation marks.
Names of persons, places and offices look alike: whoever calls takes values out first, and one use alone is no term.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

BLANK = "\ufffc"
"""What stands for a value, a placeholder or a reference in the texts that are looked at."""

_WORD = r"(?:[A-Z][a-z\-]+|[A-Z]{2,6})(?!\w)"
_TERM = rf"{_WORD}(?: {_WORD})*"
_BEFORE = "the|this|an?|each|every|any|either|neither|no|both|another|such"
_QUOTED = re.compile(
    rf"(?P<lead>\b(?i:the|this|these|an?|as) )?[“\"](?P<term>{_TERM})[”\"]"
    r"(?P<tail> (?:means?|includes?|has the meaning|have the meaning|stands for|refers to)\b)?"
)
_BARE = re.compile(rf"\((?:the|this|an?|each an?|together,? the) (?P<term>{_TERM})\)")
_USED = re.compile(rf"(?<![“\"\w])(?i:{_BEFORE}) (?P<term>{_TERM})(?! [A-Z])(?! of (?:the )?[A-Z])")
_LOWER = r"\b(?:the|this|each|either|every|both) {}\b"
_GENERIC = frozenset({"school", "student", "parent", "principal"})  # the words mean the same without the capital


class Definition(NamedTuple):
    """A term that is defined; ``quoted`` unless it only stands in brackets.

    ``named`` when an article stands before it, as before the name of a party: then its capitals are its own, and not
    those of a sentence that it begins.
    """

    term: str
    quoted: bool = True
    named: bool = True


def key(term: str) -> str:
    """Return what a term and its plural have in common."""
    head, _, last = term.lower().rpartition(" ")
    if last.endswith("ies"):
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {last}".strip()


def definitions(text: str) -> list[Definition]:
    """Return the terms that a text defines, in its order."""
    found = [
        (m.start(), Definition(m["term"], named=bool(m["lead"])))
        for m in _QUOTED.finditer(text)
        if m["lead"] or m["tail"]
    ]
    found += [(m.start(), Definition(m["term"], quoted=False)) for m in _BARE.finditer(text)]
    return [d for _, d in sorted(found)]


def listed(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the terms of a table of definitions: its first column, where the header says "Term"."""
    if not rows or not rows[0] or rows[0][0].strip().lower() != "term":
        return []
    return [part.strip() for row in rows[1:] for part in row[0].split(";") if part.strip()]


def used(text: str) -> Counter[str]:
    """Return the capitalized terms that a text uses, with how often."""
    bare = {m.start("term") for m in _BARE.finditer(text)}
    return Counter(m["term"] for m in _USED.finditer(text) if m.start("term") not in bare)


def occurrences(term: str, text: str) -> int:
    """Return how often a term stands in a text, capitalized or not, singular or plural, its definition too."""
    stem = re.escape(key(term))
    ending = r"(?:y|ies)" if stem.endswith("y") else r"(?:s|es)?"
    stem = stem[:-1] if stem.endswith("y") else stem
    return len(re.findall(rf"\b{stem}{ending}\b", text, re.I))


def uncapitalized(term: str, text: str) -> int:
    """Return how often a term that names a party or an office stands without its capitals ("the superintendent")."""
    if key(term) in _GENERIC or term.isupper():
        return 0
    return len(re.findall(_LOWER.format(re.escape(term.lower())), text))


def undefined(texts: Iterable[str], known: Iterable[str], *, least: int = 2) -> Counter[str]:
    """Return the terms that texts use ``least`` times or more and that are not among the known ones."""
    keys = {key(t) for t in known}
    counts: Counter[str] = Counter()
    for text in texts:
        for term, times in used(text).items():
            if key(term) not in keys:
                counts[term] += times
    return Counter({term: times for term, times in counts.items() if times >= least})
