"""Choose the card in Spanish for a question, by stems and letter groups over the wordings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.spanish import Spanish
from assistant.retrieval.spanish import SpanishTerms, TermTable, fold


class SpanishMatching(Value):
    """The numbers of ``knowledge/spanish/matching.yaml``, set by ``python -m evals spanish --write``.

    ``stems``, ``groups`` and ``whole`` weigh the nearest wording by stems, by letter groups, and all of
    a card's wordings together; ``strange`` is what a word of no wording weighs beside the most telling
    one (a story holds many such words, an unknown subject at least one). A card answers from
    ``answer_at``; from ``near_at`` its principle is shown as the closest one.
    """

    stems: float
    groups: float
    whole: float
    strange: float
    answer_at: float
    near_at: float


class SpanishMatch(Value):
    """A card and how well it fits; the score is 0..1."""

    card: str
    score: float


class SpanishMatcher:
    """Rank the cards for a question in Spanish."""

    def __init__(self, spanish: Spanish) -> None:
        self.matching = SpanishMatching.model_validate(spanish.matching)
        self.cards = list(spanish.cards)
        wordings = [(i, w) for i, c in enumerate(spanish.cards.values()) for w in (c.question, *c.ask)]
        self.wordings = [w for _, w in wordings]
        self.owner = np.array([i for i, _ in wordings], dtype=np.int64)
        self._exact = {_plain(w): self.cards[i] for i, w in reversed(wordings)}
        self._terms = SpanishTerms(spanish.words)
        self._stems = TermTable([self._terms.stems(w) for w in self.wordings], self.owner)
        self._groups = TermTable([self._terms.groups(w) for w in self.wordings], self.owner)

    def features(self, text: str, strange: float, without: int | None = None) -> NDArray[np.float32]:
        """Return for each card (row) its nearest wording by stems, by letter groups, and its wordings together.

        ``without`` leaves one wording out, for the calibration.
        """
        stems, groups = self._terms.stems(text), self._terms.groups(text)
        by_stem = self._stems.cosines(stems, strange)
        by_group = self._groups.cosines(groups, strange)
        if without is not None:
            by_stem[without] = by_group[without] = 0.0
        starts = np.searchsorted(self.owner, np.arange(len(self.cards)))
        return np.stack(
            [
                np.maximum.reduceat(by_stem, starts),
                np.maximum.reduceat(by_group, starts),
                self._stems.covered(stems, strange, without),
            ],
            axis=1,
        )

    def match(
        self, text: str, *, gain: Mapping[str, float] | None = None, without: Iterable[str] = ()
    ) -> list[SpanishMatch]:
        """Return every card, best first; ``gain`` is added to a card's score, ``without`` are left out."""
        m = self.matching
        scores = self.features(text, m.strange) @ np.array([m.stems, m.groups, m.whole], dtype=np.float32)
        left_out = frozenset(without)
        # "¿Qué es un MOU?" word for word: nothing is nearer.
        exact = self._exact.get(_plain(text))
        found = [
            SpanishMatch(
                card=card, score=1.0 if card == exact else min(0.99, float(score) + (gain or {}).get(card, 0.0))
            )
            for card, score in zip(self.cards, scores, strict=True)
            if card not in left_out
        ]
        return sorted(found, key=lambda m: -m.score)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
