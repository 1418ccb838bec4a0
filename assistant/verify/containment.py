"""Compare words by their meaning: a statement may hold only what its source holds, in these or like words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from Stemmer import Stemmer

_TOKEN = re.compile(r"https?://[\w./-]*\w|[a-z]+(?:[’'][a-z]+)?|\d+(?:\.\d+)?", re.IGNORECASE)
# Words without a claim of their own. Counting, comparing and denying words are missing here on purpose.
_EMPTY = frozenset(
    "a an the this that these those it its they them their theirs he she his her him we us our you your i who whom "
    "whose which what where when how why and or but nor so also too as at by for from in into of on onto to with "
    "within about above over under between among through than then there here if whether while because since before is "
    "are was were be been being am do does did done has have had having should would will shall may might can could "
    "must each both either other others such own one ones up out off very just even not no yes never except unless "
    "come comes look see s t d ll re us "
    "rather instead thus therefore however".split()
)
_STEM = Stemmer("english")
_SPECIAL = ("frame", "denial")


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    return str(_STEM.stemWord(word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(found[0]) for found in _TOKEN.finditer(text))


class Term:
    """A word or phrase that claims something: as written, where it begins and ends, and what it may stand for."""

    def __init__(
        self, said: str, start: int, end: int, keys: frozenset[str], inner: tuple[frozenset[str], ...]
    ) -> None:
        self.said, self.start, self.end, self.keys, self.inner = said, start, end, keys, inner

    def held(self, known: frozenset[str]) -> bool:
        """Return whether known words say this, as a phrase or word by word."""
        return bool(self.keys & known) or all(keys & known for keys in self.inner)


class Vocabulary:
    """Groups of words that say the same, with the words that only speak of the text."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        self._phrases: dict[tuple[str, ...], set[str]] = {}
        for name, words in groups.items():
            for phrase in words:
                self._phrases.setdefault(_stems(phrase), set()).add(f"={name}")
        self._longest = max(map(len, self._phrases), default=1)
        denial = sorted(groups.get("denial", ()), key=len, reverse=True)
        self._denial = re.compile(rf"\b(?:{'|'.join(map(re.escape, denial))})\b", re.IGNORECASE) if denial else None

    def plain(self, text: str) -> str:
        """Return a text with "stay out of" written as "not be involved in"."""
        return self._denial.sub("not be involved in", text) if self._denial else text

    def terms(self, text: str) -> tuple[Term, ...]:
        """Return the terms of a text in order, each phrase as one."""
        tokens = list(_TOKEN.finditer(text))
        stems = [_stem(token[0]) for token in tokens]
        out: list[Term] = []
        at = 0
        while at < len(tokens):
            length = next(
                (
                    n
                    for n in range(min(self._longest, len(stems) - at), 0, -1)
                    if tuple(stems[at : at + n]) in self._phrases
                ),
                0,
            )
            end = at + max(length, 1)
            keys = set(self._phrases.get(tuple(stems[at:end]), ()))
            inner = [
                frozenset({s, *self._phrases.get((s,), ())})
                for s, token in zip(stems[at:end], tokens[at:end], strict=True)
                if token[0].lower() not in _EMPTY
            ]
            if length > 1 or inner:
                start, stop = tokens[at].start(), tokens[end - 1].end()
                keys |= inner[0] if end - at == 1 else set()
                out.append(Term(text[start:stop], start, stop, frozenset(keys), tuple(inner)))
            at = end
        return tuple(out)

    def keys(self, texts: Iterable[str]) -> frozenset[str]:
        """Return all that texts stand for: their words, and every phrase wherever it begins."""
        found: set[str] = set()
        for text in texts:
            stems = _stems(text)
            found.update(stems)
            for at in range(len(stems)):
                for n in range(1, self._longest + 1):
                    found |= self._phrases.get(stems[at : at + n], set())
        return frozenset(found - {f"={name}" for name in _SPECIAL})

    def beyond(self, text: str, sources: Iterable[str]) -> tuple[str, ...]:
        """Return the words of a text that its sources do not hold, and that do not merely speak of the text."""
        known = self.keys(sources) | {"=frame"}
        return tuple(term.said for term in self.terms(text) if not term.held(known))


def vocabulary(groups: Mapping[str, Sequence[str]]) -> Vocabulary:
    """Return the vocabulary of these groups; the same groups are read once."""
    return _vocabulary(tuple((name, tuple(words)) for name, words in groups.items()))


@lru_cache(maxsize=4)
def _vocabulary(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return Vocabulary(dict(groups))
