"""Tell Spanish from English in a short message, typed without accents and with borrowed words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Literal

from assistant.retrieval.spanish import fold

Language = Literal["es", "en", ""]

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“«][^\"”»]{0,200}[\"”»]")
_MARKS = re.compile(r"[¿¡ñÑ]")

WEAK = 0.5
"""What an article or a preposition counts: "La Habra" and "Los Angeles" have them too."""

CONTENT = 0.35
"""What a word counts that is only in the English cards ("search", "backpack"): Spanish speakers borrow them."""

OPENING = 1.5
"""What the first word counts more: who begins with "what does" asks in English."""

LEAST = 1.0
"""The least evidence for Spanish: one plain word such as "esposas"."""


class LanguageReader:
    """Weigh the words of a message; the lists are content (``knowledge/spanish/words.yaml``)."""

    def __init__(
        self,
        words: Mapping[str, Collection[str]],
        spanish: Callable[[], Collection[str]],
        english: Callable[[], Collection[str]],
    ) -> None:
        """``spanish`` and ``english`` give the words of the content in each language when they are first needed."""
        self._strong = frozenset(words.get("strong", ()))
        self._weak = frozenset(words.get("weak", ()))
        self._function = frozenset(words.get("english", ()))
        self._foreign = frozenset(words.get("foreign", ()))
        self._names = frozenset(words.get("names", ()))
        self._spanish, self._english = spanish, english

    def language(self, text: str) -> Language:
        """Return "es" or "en", or nothing when the words belong to either ("MOU", "4", "no")."""
        if not self._strong:
            return "en"
        outside = _QUOTED.sub(" ", text)
        typed = _WORD.findall(text if not _WORD.search(outside) else outside)
        if not typed:
            return ""
        # Letters alone ("M.O.U.") tell nothing.
        folded = [w for w in dict.fromkeys(fold(w) for w in typed) if len(w) > 1]
        if not folded:
            return ""
        spanish = sum(self._spanish_weight(w) for w in folded) + (1.0 if _MARKS.search(text) else 0.0)
        english = sum(1.0 for w in folded if w in self._function)
        if folded[0] in self._function:
            english += OPENING
        if spanish < LEAST and not english:
            # One noun alone ("FERPA", "bullying") goes with the conversation.
            return "en" if sum(w in self._english_only for w in folded) > 1 else ""
        if spanish < LEAST:
            return "en"
        # Only now, for a message that may be Spanish, are all words of the cards looked at.
        english += CONTENT * sum(1 for w in folded if w in self._english_only)
        against = english + sum(1.0 for w in folded if w in self._foreign)
        return "es" if spanish > against else "en"

    def _spanish_weight(self, word: str) -> float:
        if word in self._strong:
            return 1.0
        if word in self._weak:
            return WEAK
        if word in self._names or word in self._function:
            return 0.0
        # The small list first: the words of all English cards are gathered only for a word that may be Spanish.
        return 1.0 if word in self._spanish_words and word in self._spanish_only else 0.0

    @cached_property
    def _english_words(self) -> frozenset[str]:
        return frozenset(self._english())

    @cached_property
    def _spanish_words(self) -> frozenset[str]:
        return frozenset(self._spanish()) | self._strong | self._weak

    @cached_property
    def _english_only(self) -> frozenset[str]:
        return self._english_words - self._spanish_words - self._function

    @cached_property
    def _spanish_only(self) -> frozenset[str]:
        return self._spanish_words - self._english_words - self._function - self._names


def words_of(texts: Collection[str]) -> frozenset[str]:
    """Return the words of some texts, without accents."""
    # Each word once before it is folded: the cards repeat theirs twenty times over.
    return frozenset(fold(w) for w in set(_WORD.findall("\n".join(texts))))
