"""Mend misspelt words towards the words that the knowledge uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_SHORTEST = 4
_ALIKE = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"ph", "f"),
        (r"ght", "t"),
        (r"(?:ti|ci|si|sh)(?=[aou])", "$"),
        (r"sh|ch", "$"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"dg|g(?=[eiy])", "j"),
    )
)

_CAPITALS = 3
"""A longer word in capitals is a name ("the COPS Office"), no short form."""

_OFTEN = 6
"""A word that authors wrote only inside a misspelt wording must not become a target."""

_RARER = 8
"""So many times rarer than an English word that sounds the same, a word is a slip that authors made on purpose: the
wordings of cards hold what people type, "agrement" too."""

_PLURAL = re.compile(r"[A-Z]{2,}s")
"""Short forms in the plural ("IEPs"), which are no misspelt words."""


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    """The 82,765 English words that symspellpy ships (its dictionary, MIT), one to a line with a count."""
    found = find_spec("symspellpy")  # the file is read without importing the package
    folder = Path(found.origin or "").parent if found else Path()
    text = (folder / "frequency_dictionary_en_82_765.txt").read_bytes()
    return b"\n" + text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(line.split(" ", 1)[0] for line in _dictionary().decode("utf-8").splitlines() if line)


@lru_cache(maxsize=4096)
def _is_english(word: str) -> bool:
    # One search through the file instead of a set of it: most questions have no word to look up.
    return f"\n{word} ".encode() in _dictionary()


class Speller:
    """Replace words that are neither English nor known by the nearest known word.

    A word is only replaced when it is at least four letters long and sounds the same as a known one, or
    begins alike and is one slip away (two for seven letters or more): a wrong correction does more harm
    than a misspelt word. ``short_forms`` are
    written out whatever else ("u" → "you").
    """

    def __init__(self, texts: Iterable[str], short_forms: Mapping[str, str] | None = None) -> None:
        # "\n" is no part of a word, so joining the texts joins no words.
        self._count = Counter(_WORD.findall("\n".join(texts).lower()))
        self._short_forms = dict(short_forms or {})
        self._memo: dict[str, str] = {}
        self._slips: dict[str, bool] = {}

    def mend(self, text: str) -> str:
        """Return the text with its misspelt words mended; capitals and the rest stay."""
        return _WORD.sub(lambda m: self._word(m.group()), text)

    def _word(self, word: str) -> str:
        low = word.lower()
        if low in self._short_forms and not (word.isupper() and len(word) > _CAPITALS):
            return self._short_forms[low]
        if len(low) < _SHORTEST or _PLURAL.fullmatch(word) or self._known(low) or self._known(low.removesuffix("'s")):
            return word
        if low not in self._memo:
            if len(self._memo) > 5000:
                self._memo.clear()
            self._memo[low] = self._nearest(low)
        return self._memo[low] or word

    @cached_property
    def _targets(self) -> list[str]:
        """The words to mend towards; needed only when a word is misspelt."""
        english = _english()
        return [w for w, n in self._count.items() if len(w) >= _SHORTEST and (w in english or n >= _OFTEN)]

    @cached_property
    def _sound(self) -> dict[str, str]:
        return {w: sounds(w) for w in self._targets}

    def _known(self, word: str) -> bool:
        """Say whether a word needs no mending: short and used here, used here often, or English."""
        if len(word) < _SHORTEST:
            return word in self._count
        return _is_english(word) or (self._count[word] >= _OFTEN and not self._slip(word))

    def _slip(self, word: str) -> bool:
        """Say whether a word that is used here is a slip for a far more frequent one."""
        if "'" in word:
            return False
        if word not in self._slips:
            sound, least = sounds(word), self._count[word] * _RARER
            alike = (w for w in self._targets if self._count[w] >= least and self._sound[w] == sound)
            self._slips[word] = any(w[0] == word[0] and _is_english(w) for w in alike)
        return self._slips[word]

    def _nearest(self, word: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 1 if len(word) < 7 else 2
        sound = sounds(word)
        near = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=slips + 1, limit=40)
        # Another first letter makes another word ("vape", "rape"), unless it sounds the same ("fone").
        fit = [
            (n[0], n[1], self._sound[n[0]] != sound)
            for n in near
            if n[1] and (self._sound[n[0]] == sound or (n[1] <= slips and n[0][0] == word[0]))
        ]
        if not fit:
            return ""
        # What sounds the same first, then the nearest, then the word that the knowledge uses most.
        return str(min(fit, key=lambda n: (n[2], n[1], n[0][0] != word[0], -self._count[n[0]]))[0])


def sounds(word: str) -> str:
    """Return roughly how a word sounds: its consonants, with letters that sound alike made one."""
    for pattern, letter in _ALIKE:
        word = pattern.sub(letter, word)
    first, rest = word[:1], re.sub(r"[aeiouyhw']", "", word[1:])
    first = "a" if first in "aeiouy" else first
    return re.sub(r"(.)\1+", r"\1", first + rest)
