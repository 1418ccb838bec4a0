"""Spanish: calibrate its matching on the wordings themselves, and measure it on fresh questions.

The numbers are found on the wordings alone. Left out one by one, a wording should find its own card; with its
whole card left out, no card of another principle should answer it. The fresh questions of ``tune-es.yaml`` are
only measured.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.spanish.answerer import OTHER_LANGUAGES, BilingualAnswerer
from assistant.answering.spanish.matcher import SpanishMatcher, SpanishMatching
from assistant.content.problems import Problems
from assistant.content.strict_yaml import parse, read_text
from assistant.domain.answers import Answer, Status
from assistant.domain.base import Value
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.errors import ContentError
from evals.intervals import wilson
from evals.samples import FOLDER

Values = NDArray[np.float64]

FILE = "tune-es.yaml"

_WEIGHTS = np.array([(a / 10, b / 10, (10 - a - b) / 10) for a in range(11) for b in range(11 - a)])
BEST = 8
"""How many of the best weights are averaged."""

_STRANGE = (0.2, 0.4, 0.6, 0.8)
_STEPS = np.arange(0.05, 0.90, 0.01)

MISSING = 0.5
"""What a question that no card in Spanish covers weighs beside one that is covered: a third of what is asked."""

HEADER = """\
# How near a question in Spanish must be to a card (assistant/answering/spanish/matcher.py says what each number does).
# Written by `python -m evals spanish --write` from the wordings, each left out in turn; do not edit by hand.
# Own card found first by {own:.3f} of {n} wordings; of all trials, covered or not, {worth:.3f} went right.
"""


class SpanishSample(Value):
    """A question with the cards that answer it well: a card's id, reference, part (not in Spanish), or english."""

    id: str
    ask: str
    history: tuple[str, ...] = ()
    cards: tuple[str, ...]
    principles: tuple[int, ...] = ()
    status: str | tuple[str, ...]

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that are right; "any" where another answerer decides."""
        return (self.status,) if isinstance(self.status, str) else self.status


class _Silent:
    """Stands where the answerer of English stands; that it was reached is all that is wanted."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Return an empty answer in English."""
        return Answer(status=Status.UNCLEAR, statements=(), how="english")


class Trials:
    """Every wording once with itself left out, and once with its whole card left out."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        matcher = SpanishMatcher(knowledge.spanish)
        self.cards, self.owner = matcher.cards, matcher.owner
        self._features = {
            strange: np.array([matcher.features(w, strange, row) for row, w in enumerate(matcher.wordings)])
            for strange in _STRANGE
        }
        about = [self._numbers(c) for c in self.cards]
        # Two cards about one principle: either helps who asks.
        self._same = np.array(
            [[i == j or bool(set(a) & set(b)) for j, b in enumerate(about)] for i, a in enumerate(about)]
        )

    def fit(self) -> tuple[SpanishMatching, float, float]:
        """Return the numbers, the share whose own card came first, and the share of trials gone right.

        The weights are the mean of the best few: a single winner among near equals is luck.
        """
        best: tuple[float, float, Values] | None = None
        for strange, features in self._features.items():
            worths = np.array([self._answer_at(features @ w)[0] for w in _WEIGHTS])
            top = np.argsort(-worths, kind="stable")[:BEST]
            if best is None or worths[top].mean() > best[0]:
                best = float(worths[top].mean()), strange, _WEIGHTS[top].mean(axis=0)
        assert best is not None
        _, strange, weights = best
        scores = self._features[strange] @ weights
        _, share, at = self._answer_at(scores)
        stems, groups, whole = (float(w) for w in weights)
        made = SpanishMatching(
            stems=stems, groups=groups, whole=whole, strange=strange, answer_at=at, near_at=self._near_at(scores, at)
        )
        return made, float((scores.argmax(axis=1) == self.owner).mean()), share

    def _answer_at(self, scores: Values) -> tuple[float, float, float]:
        """Return what the best threshold is worth, the share of trials that go right with it, and the threshold."""
        top, right = scores.max(axis=1), self._same[self.owner, scores.argmax(axis=1)]
        without, wrong = self._left_out(scores)
        # A wrong card costs as much as a right one gains, so that silence is worth more than a guess.
        gains = [
            float((right & (top >= t)).sum() - (~right & (top >= t)).sum() - MISSING * (wrong & (without >= t)).sum())
            for t in _STEPS
        ]
        at = float(np.median(_STEPS[np.isclose(gains, max(gains))]))
        good = (right & (top >= at)).sum() + MISSING * (~wrong | (without < at)).sum()
        return max(gains), float(good / ((1 + MISSING) * len(scores))), at

    def _near_at(self, scores: Values, answer_at: float) -> float:
        """Below the answering threshold: from where the nearest card is more often of the right principle than not."""
        top, right = scores.max(axis=1), self._same[self.owner, scores.argmax(axis=1)]
        without, wrong = self._left_out(scores)
        steps = _STEPS[answer_at > _STEPS]

        def gain(least: float) -> float:
            here, there = (top < answer_at) & (top >= least), (without < answer_at) & (without >= least)
            good = (here & right).sum() + MISSING * (there & ~wrong).sum()
            return float(good - (here & ~right).sum() - MISSING * (there & wrong).sum())

        gains = [gain(t) for t in steps]
        return float(np.median(steps[np.isclose(gains, max(gains))]))

    def _left_out(self, scores: Values) -> tuple[Values, NDArray[np.bool_]]:
        """Return, with each wording's own card left out, the best score, and whether that card is a wrong one."""
        rest = scores.copy()
        rest[np.arange(len(rest)), self.owner] = -1.0
        return rest.max(axis=1), ~self._same[self.owner, rest.argmax(axis=1)]

    def _numbers(self, card: str) -> tuple[int, ...]:
        known = self._knowledge.cards[card]
        closest = self._knowledge.passages[known.closest].principle if known.closest else None
        return tuple(n for n in (*known.principles, closest) if n)


def read(folder: Path = FOLDER) -> list[SpanishSample]:
    """Return the fresh questions; raise ContentError when the file is wrong."""
    problems = Problems()
    text = read_text(folder / FILE, FILE, problems)
    raw = parse(text, FILE, problems) if text is not None else None
    if problems.errors or not isinstance(raw, list):
        raise ContentError(f"{FILE} cannot be read.", "Begin each sample with '- {id: …'.")
    return [SpanishSample.model_validate(entry) for entry in raw]


def answer_all(knowledge: Knowledge, samples: Sequence[SpanishSample]) -> list[tuple[SpanishSample, Answer, bool]]:
    """Return each sample with its answer and whether card, principles and status are right."""
    answerer = BilingualAnswerer(_Silent(), knowledge, Wording(knowledge.messages))
    out = []
    for sample in samples:
        answer = answerer.answer(sample.ask, sample.history)
        got = "part" if answer.how == "language" else answer.card or answer.how
        right = got in sample.cards and ("any" in sample.statuses or answer.status.value in sample.statuses)
        if answer.principles and sample.principles:
            right = right and bool(set(answer.principles) & set(sample.principles))
        out.append((sample, answer, right))
    return out


def false_fires(knowledge: Knowledge) -> list[str]:
    """Return the English wordings that are taken for Spanish, and the Spanish ones that are not."""
    reader = BilingualAnswerer(_Silent(), knowledge, Wording(knowledge.messages)).reader
    english = [w for c in knowledge.cards.values() if c.id not in OTHER_LANGUAGES for w in (c.question, *c.ask)]
    spanish = [w for c in knowledge.spanish.cards.values() for w in (c.question, *c.ask)]
    sys.stdout.write(f"{len(english)} English wordings, {len(spanish)} Spanish\n")
    wrong = [f"taken for Spanish: {w}" for w in english if reader.language(w) == "es"]
    return wrong + [f"not taken for Spanish: {w}" for w in spanish if reader.language(w) != "es"]


def run(knowledge: Knowledge, content: Path, *, write: bool) -> int:
    """Calibrate, measure and tell; write the numbers when asked to."""
    trials = Trials(knowledge)
    matching, own, worth = trials.fit()
    n = len(trials.owner)
    lines = "".join(f"{name}: {round(value, 3):g}\n" for name, value in matching.model_dump().items())
    text = HEADER.format(own=own, n=n, worth=worth) + lines
    sys.stdout.write(text)
    if write:
        (content / "knowledge" / "spanish" / "matching.yaml").write_text(text, encoding="utf-8")
        knowledge = knowledge.model_copy(
            update={"spanish": knowledge.spanish.model_copy(update={"matching": matching.model_dump()})}
        )
    for line in false_fires(knowledge):
        sys.stdout.write(f"  {line}\n")
    done = answer_all(knowledge, read())
    for sample, answer, right in done:
        if not right:
            got = "part" if answer.how == "language" else answer.card or answer.how
            sys.stdout.write(f"  {sample.id} {sample.ask!r}: {got} ({answer.status}, {answer.confidence:.2f})\n")
    good = sum(right for _, _, right in done)
    low, high = wilson(good, len(done))
    sys.stdout.write(f"fresh questions right: {good} of {len(done)} ({low:.2f} to {high:.2f})\n")
    return 0
