"""What can be read at all: empty, endless, control-character and HTML messages are told apart here."""

from __future__ import annotations

import re
import unicodedata

from assistant.domain.base import Value

LONGEST = 20_000
"""Characters of one message; a clause is far shorter."""

_TAG = re.compile(r"<(?!https?:)/?[a-zA-Z!][^<>]{0,300}>|<\s*(?:script|iframe|img|svg|object|style)\b", re.I)


class Cleaned(Value):
    """A message made readable, or why it is not (``problem``: empty · too-long · controls · markup)."""

    text: str = ""
    problem: str = ""
    found: str = ""


def clean_message(message: str) -> Cleaned:
    """Return a message without control and invisible characters; line breaks stay."""
    if len(message) > LONGEST:
        return Cleaned(problem="too-long")
    if not message.strip():
        return Cleaned(problem="empty")
    text = unicodedata.normalize("NFC", message.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else " " for c in text)
    if not re.search(r"[\w?]", kept):
        return Cleaned(problem="controls")
    tag = _TAG.search(kept)
    if tag:
        return Cleaned(problem="markup", found=tag.group()[:30])
    return Cleaned(text=re.sub(r"[ \t]+", " ", kept).strip())


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def looks_accidental(text: str) -> bool:
    """Tell whether a short message is keys hit at random ("asdf gh jkl"), not a name or a word."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(words) > 6 or re.search(r"\d", text) or any(w[:1].isupper() for w in words):
        return False
    return all(_random(w.lower()) for w in words)


def _random(word: str) -> bool:
    if len(word) < 2:
        return True
    return not re.search(r"[aeiouy]", word) or (len(word) > 2 and any(word in r or word in r[::-1] for r in _ROWS))
