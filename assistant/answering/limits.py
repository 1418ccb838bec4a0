"""Tell which statements say what the text leaves open; they belong to every short answer."""

from __future__ import annotations

import re

_LIMIT = re.compile(
    r"\b(?:principles?|text|document|version|sentence|passage|it|they|they also)(?: \d+)? (?:itself )?"
    r"(?:do|does) not\b(?! (?:oblige|require|bind))"
    r"|\b(?:gives?|has|have|sets?|names?|makes?|draws?|adds?|offers?) (?:no|none|neither|nothing)\b"
    r"|\bsays? (?:nothing|no more)\b|\bis silent\b|\bnothing in the\b|\bno principle\b|\bleaves?\b|\bleft open\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"^(?:But|However|Only|Except|Still|Yet|Even so|The (?:one )?exception|Unless|This is not|They are not|It is not"
    r"|That is not)\b"
)
_CONDITION = re.compile(
    r"\bwhen possible\b|\blast resort\b|\bas the law allows\b|\bno less than\b|\bonly (?:as|when|if|where)\b", re.I
)


def states_limit(text: str) -> bool:
    """Return whether a statement says what the principles do not say."""
    return bool(_LIMIT.search(text))


def qualifies(text: str) -> bool:
    """Return whether a statement limits or conditions the one before it, so that the two belong together."""
    return states_limit(text) or bool(_TURN.search(text) or _CONDITION.search(text))
