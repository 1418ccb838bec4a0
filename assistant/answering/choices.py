"""One clarifying question with choices, and what the user picked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.followups import content_words

MOST = 3

_NUMBERS = {"one": 1, "two": 2, "three": 3, "first": 1, "second": 2, "third": 3, "last": -1, "former": 1, "latter": 2}
_NUMBER = re.compile(
    r"^\W*(?:(?:the|number|no\.?|option|choice|answer|ok(?:ay)?|please|i mean(?:t)?|that(?:'s| is)?|#)\W+)*"
    r"(?P<n>[1-3]|one|two|three|first|second|third|last|former|latter)(?:st|nd|rd)?"
    r"(?:\W+(?:one|option|choice|question|please|thanks))*\W*$",
    re.I,
)


def picked(message: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a message names by its number or its words, or None when it asks anew."""
    if not choices:
        return None
    if found := _NUMBER.match(message):
        word = found["n"].lower()
        n = int(word) if word.isdigit() else _NUMBERS[word]
        if n == -1:
            return choices[-1]
        return choices[n - 1] if n <= len(choices) else None
    said = _stems(message)
    if not said:
        return None
    shared = [len(said & _stems(choice)) for choice in choices]
    best = max(shared)
    # Every word of the message is in one choice, and in no other as fully: it is a pick, not a question.
    if best == len(said) and shared.count(best) == 1:
        return choices[shared.index(best)]
    return None


def _stems(text: str) -> set[str]:
    return {word.removesuffix("s") for word in content_words(text)}
