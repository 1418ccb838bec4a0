"""What can be read at all: empty, endless, control-character and HTML messages are told apart here."""

from __future__ import annotations

import re
import unicodedata

from assistant.domain.base import Value

LONGEST = 20_000
"""Characters of one message; a clause is far shorter."""

_TAG = re.compile(r"<(?!https?:)/?[a-zA-Z!][^<>]{0,300}>|<\s*(?:script|iframe|img|svg|object|style)\b", re.I)

_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z~]|.)?")
"""What a terminal sends for colours and keys; without its first character the rest would look like words."""

_LOOKED_AT = 500


class Cleaned(Value):
    """A message made readable, or why it is not (``problem``: empty · too-long · controls · markup · language)."""

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
    text = _ESCAPE.sub(" ", text)
    kept = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else " " for c in text)
    if not re.search(r"[\w?]", kept):
        return Cleaned(problem="controls")
    tag = _TAG.search(kept)
    if tag:
        return Cleaned(problem="markup", found=tag.group()[:30])
    if _foreign(kept):
        return Cleaned(problem="language")
    return Cleaned(text=re.sub(r"[ \t]+", " ", kept).strip())


def _foreign(text: str) -> bool:
    """Tell whether most letters are of another script; a name with a few of them may stand in an agreement."""
    letters = [c for c in text[:_LOOKED_AT] if c.isalpha()]
    other = sum(1 for c in letters if not unicodedata.name(c, "").startswith(("LATIN", "FEMININE", "MASCULINE")))
    return len(letters) > 1 and other * 2 > len(letters)


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
