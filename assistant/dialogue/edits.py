"""Simple changes to a clause's own words: replace, take out, add."""

from __future__ import annotations

import re

_QUOTES = "\"'“”‘’«»`"
_PLACE = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "last": -1,
    "final": -1,
}
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)[\"”’)]?|$)")


def unquoted(text: str) -> str:
    """Return a text without the quotation marks around it."""
    text = text.strip()
    while len(text) >= 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    if text[:1] in _QUOTES and not any(q in text[1:] for q in _QUOTES):
        text = text[1:]
    if text[-1:] in _QUOTES and not any(q in text[:-1] for q in _QUOTES):
        text = text[:-1]
    return text.strip()


def replaced(text: str, old: str, new: str) -> str | None:
    """Return the text with ``old`` changed to ``new`` wherever it stands, or None when it is not there."""
    old, new = unquoted(old).rstrip(","), unquoted(new)
    if not old:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(w) for w in old.split()) + r"(?!\w)", re.I)
    if not pattern.search(text):
        return None
    return pattern.sub(lambda m: new[:1].upper() + new[1:] if m.group()[:1].isupper() and m.start() == 0 else new, text)


def without(text: str, words: str) -> str | None:
    """Return the text without some words, or without the one sentence that holds them."""
    words = unquoted(words)
    if not words:
        return None
    exact = re.search(r"[ ]*" + r"\s+".join(re.escape(w) for w in words.split()), text, re.I)
    if exact:
        return _tidy(text[: exact.start()] + text[exact.end() :])
    return None


def without_part(text: str, nth: str, unit: str) -> str | None:
    """Return the text without its first, second … or last sentence, paragraph or item; None if there is none."""
    place = _PLACE.get(nth.lower())
    if place is None:
        return None
    if unit.lower() in ("paragraph", "line"):
        parts = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    elif unit.lower() in ("item", "bullet", "point", "entry"):
        parts = [(m.start(), m.end()) for m in re.finditer(r"(?m)^(?:- |\([a-z]\) ).*$", text)]
    else:
        parts = [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip()]
    if not parts or place >= len(parts):
        return None
    start, end = parts[place]
    return _tidy(text[:start] + text[end:])


def with_added(text: str, words: str, *, sentence: bool) -> str:
    """Return the text with words added at its end as a paragraph of their own.

    With ``sentence`` the words were said after "add that …" and are made a sentence.
    """
    words = unquoted(words)
    if sentence or words[:1].islower():
        words = words[:1].upper() + words[1:]
    if words and words[-1] not in ".!?:":
        words += "."
    return f"{text.rstrip()}\n\n{words}"


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]+([.,;:])", r"\1", re.sub(r"[ \t]{2,}", " ", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()
