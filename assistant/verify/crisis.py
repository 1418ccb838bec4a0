"""Tell a message from a person at risk from a question on the subject, by a list that authors can read.

``knowledge/crisis.yaml`` holds the list and says how its lines are written. A message that is missed costs far
more than one caught in vain, so what people say of themselves counts whatever else stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

LONGEST_GAP = 4
"""Words that ``*`` stands for at most."""

_APOSTROPHES = re.compile(r"['’‘`´]")
_ENDS = re.compile(r"[.!?;:,\n\r…—–()\[\]\"“”]+")
_OTHER = re.compile(r"[^\w.]+|_")
_PARTS = re.compile(r"\s*([()\[\]|*.]|<\w+>|[^\s()\[\]|*.<>]+)")


def in_crisis(text: str, patterns: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a message speaks of self-harm, abuse at home or a threat to attack.

    ``patterns`` is Knowledge.crisis. Empty patterns find nothing; a pattern that cannot be read raises ValueError.
    """
    # A line break may end a sentence or stand inside one.
    return any(_is_heard(_plain(read), patterns) for read in dict.fromkeys((text, " ".join(text.split()))))


def tells_of_contact(text: str, patterns: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a message tells that an adult touched a child, or writes to or meets one in secret.

    ``patterns`` as for ``in_crisis``. It is told as it happened; a question about a policy is none.
    """
    said = _plain(" ".join(text.split()))
    return any(p.search(said) for p in _compiled(patterns, "contact"))


def tells_of_emergency(text: str, patterns: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a message tells of danger at this very moment, whatever it asks beside it; ``patterns`` as above."""
    said = _plain(" ".join(text.split()))
    return any(p.search(said) for p in _compiled(patterns, "emergency"))


def _is_heard(said: str, patterns: Mapping[str, Sequence[str]]) -> bool:
    for idiom in _compiled(patterns, "idioms"):
        said = idiom.sub(" x ", said)
    if any(p.search(said) for p in _compiled(patterns, "always")):
        return True
    if any(p.fullmatch(" " + said.strip(" .")) for p in _compiled(patterns, "alone")):
        return True
    if any(p.search(said) for p in _compiled(patterns, "asked")):
        return False
    return any(p.search(said) for p in _compiled(patterns, "unless-asked"))


def pattern_of(line: str, groups: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Turn a line of the list into a regular expression; raise ValueError where it cannot be read."""
    out = ""
    depth = 0
    for part in _PARTS.findall(_APOSTROPHES.sub("", line.lower())):
        if part in "([":
            depth += 1
            out += "(?:"
        elif part in ")]":
            depth -= 1
            out += ")?" if part == "]" else ")"
        elif part == "|":
            out += "|"
        elif part == "*":
            out += rf"(?: [^ .]+){{0,{LONGEST_GAP}}}"
        elif part == ".":
            out += r" (?:\.|$)"
        elif part.startswith("<"):
            name = part[1:-1]
            if name not in groups:
                raise ValueError(f"unknown word group {part}")
            out += "(?:" + "|".join(pattern_of(w, {}).pattern for w in groups[name]) + ")"
        else:
            out += " " + re.escape(part)
    if depth:
        raise ValueError("the brackets do not match")
    try:
        return re.compile(out + r"(?![^ .])")
    except re.error as err:
        raise ValueError(str(err)) from err


def _plain(text: str) -> str:
    """Return lower-case words apart by one space, ``.`` where a part of a sentence ends."""
    said = _APOSTROPHES.sub("", text.lower())
    said = _OTHER.sub(" ", _ENDS.sub(" . ", said))
    return f" {' '.join(said.split())} ."


def _compiled(patterns: Mapping[str, Sequence[str]], name: str) -> tuple[re.Pattern[str], ...]:
    groups = tuple((k.removeprefix("words."), tuple(v)) for k, v in patterns.items() if k.startswith("words."))
    return _compile(tuple(patterns.get(name, ())), groups)


@lru_cache(maxsize=32)
def _compile(lines: tuple[str, ...], groups: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], ...]:
    named = dict(groups)
    return tuple(pattern_of(line, named) for line in lines)
