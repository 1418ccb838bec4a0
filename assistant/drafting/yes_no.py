"""Yes or no, in the words people use for it."""

from __future__ import annotations

import re

from assistant.drafting.parsed import Fault, fault

_YES = {
    "yes", "y", "ye", "yep", "yeah", "yup", "yea", "ya", "yah", "sure", "ok", "okay", "correct", "right", "true",
    "absolutely", "definitely", "certainly", "indeed", "affirmative", "agreed", "exactly", "always", "si", "sí",
    "yessir", "uh-huh", "uhhuh",
}  # fmt: skip
_NO = {"no", "n", "nope", "nah", "naw", "never", "false", "negative", "nay", "neither", "none"}
_YES_PHRASE = re.compile(
    r"^(?:of course|by all means|why not|sounds good|that(?:'s| is) (?:right|correct|true)|please do|i (?:think"
    r"|guess|believe) so"
    r"|you bet|for sure|uh huh|mm ?hmm|(?:they|it|we|he|she|there|that|the \w+)\s+(?:will|do|does|are|is|can|should"
    r"|shall|may|must)\b(?: \w+){0,4})$"
)
_NO_PHRASE = re.compile(
    r"\b(?:of course|certainly|absolutely|definitely|probably|surely|please|really)? ?not\b|\w+n[’']?t\b|\bno\b"
    r"|\bnever\b|\bnot\b"
)
_OPEN = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|it depends|depends|depending|either(?: way)?|yes and no|yes or no"
    r"|sometimes|might|could be)\b"
)


def read_yes_no(text: str) -> bool | Fault:
    """Return what a plain answer affirms or denies."""
    low = re.sub(r"[^\w\s'’-]", " , ", text.lower()).replace("’", "'")
    parts = [" ".join(p.split()) for p in low.split(",") if p.strip()]
    if not parts or _OPEN.search(low):
        return fault("yes-no.unclear", typed=text)
    first = parts[0].split()[0]
    for word in (first, parts[-1].split()[0]):
        if not re.search(r"^(?:sure|right|yes|ok|okay|definitely|absolutely|certainly)\s+not\b", " ".join(parts)):
            said = _said(word)
            if said is not None and not (said and _denied(parts[0], word)):
                return said
    words = " ".join(parts)
    if re.search(r"\bwhy not\b", words):
        return True
    if any(_YES_PHRASE.match(p) for p in parts) and not _NO_PHRASE.search(words):
        return True
    if _NO_PHRASE.search(words):
        return False
    inner = {said for p in parts if (said := _said(p)) is not None}
    return inner.pop() if len(inner) == 1 else fault("yes-no.unclear", typed=text)


def _said(word: str) -> bool | None:
    word = re.sub(r"(.)\1{2,}", r"\1", word)  # "yesss", "nooo"
    if word in _YES or word in ("yess", "yees"):
        return True
    if word in _NO or word == "noo":
        return False
    # letters in the wrong order, as "yse" for yes
    for known, meaning in ((_YES, True), (_NO, False)):
        if any(len(w) > 2 and w != word and sorted(w) == sorted(word) and w[0] == word[0] for w in known):
            return meaning
    return None


def _denied(part: str, word: str) -> bool:
    return bool(re.search(rf"\b(?:not|n't|isn't) (?:\w+ )?{re.escape(word)}\b", part))
