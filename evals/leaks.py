"""Leaks: an eval question that the knowledge already holds measures memory, not understanding.

A question leaks when it shares eight words in a row with any wording in ``knowledge/``, or when it lies
as near to one as the same question does. A leak in the test set is an error, in the tune set a warning.
A question of the test set that is a twin of one in the tune set leaks as well: the product was tuned on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.knowledge import Authority, Knowledge
from evals.bench import Bench
from evals.task import QuestionSample, Set

GRAM = 8
NEAR = 0.95

SHORT = 4
"""Messages of so few words ("tell me more") are the same for everybody; nearness says nothing of them."""

Nearest = Callable[[str], tuple[str, float]]
"""From a question to the nearest wording's owner and its cosine."""

Embed = Callable[[str], NDArray[np.float32]]
"""From a question to its vector of length 1."""


class Leak(Value):
    """A question that is already in the knowledge: ``where`` names the card or passage, ``why`` how."""

    sample: str
    set: Set
    where: str
    why: str

    @property
    def is_error(self) -> bool:
        """Whether it spoils a score that is published."""
        return self.set == "test"

    def __str__(self) -> str:
        level = "error" if self.is_error else "warning"
        return f"{self.sample}: {level}: {self.why} with {self.where}"


def find_leaks(
    samples: Iterable[QuestionSample], wordings: Mapping[str, Iterable[str]], nearest: Nearest
) -> list[Leak]:
    """Return every leak; ``wordings`` maps an owner (card, passage) to its texts."""
    owner_of = {gram: owner for owner, texts in wordings.items() for text in texts for gram in grams(text)}
    out = []
    for sample in samples:
        shared = next((owner_of[g] for g in grams(sample.ask) if g in owner_of), None)
        if shared is not None:
            out.append(Leak(sample=sample.id, set=sample.set, where=shared, why=f"{GRAM} words in a row are shared"))
            continue
        if len(sample.ask.split()) <= SHORT:
            continue
        owner, cosine = nearest(sample.ask)
        if cosine >= NEAR:
            out.append(Leak(sample=sample.id, set=sample.set, where=owner, why=f"cosine {cosine:.2f}"))
    return out


def find_twins(sealed: Sequence[QuestionSample], known: Sequence[QuestionSample], embed: Embed) -> list[Leak]:
    """Return every sealed question that an open one says already; short messages are everybody's."""
    sealed, known = ([s for s in some if len(s.ask.split()) > SHORT] for some in (sealed, known))
    if not sealed or not known:
        return []
    owner_of = {gram: s.id for s in known for gram in grams(s.ask)}
    near = np.array([embed(s.ask) for s in sealed]) @ np.array([embed(s.ask) for s in known]).T
    out = []
    for sample, row in zip(sealed, near, strict=True):
        shared = next((owner_of[g] for g in grams(sample.ask) if g in owner_of), None)
        best = int(row.argmax())
        if shared is not None:
            why, where = f"{GRAM} words in a row are shared", shared
        elif row[best] >= NEAR:
            why, where = f"cosine {row[best]:.2f}", known[best].id
        else:
            continue
        out.append(Leak(sample=sample.id, set=sample.set, where=f"sample {where}", why=why))
    return out


def grams(text: str, size: int = GRAM) -> Iterator[tuple[str, ...]]:
    """Yield every run of ``size`` words, in lower case without punctuation."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def wordings_of(knowledge: Knowledge) -> dict[str, list[str]]:
    """Return every wording that answers are found by: card questions and the principles' own words.

    Card answers count too: a question made of an answer's words is no test of finding it.
    """
    out = {f"card {c.id}": [c.question, *c.ask, *(s.text for s in c.answer)] for c in knowledge.cards.values()}
    out |= {f"passage {p.id}": [p.text] for p in knowledge.passages.values() if p.authority is Authority.PRINCIPLES}
    return out


def check(bench: Bench, samples: Iterable[QuestionSample]) -> list[Leak]:
    """Return the leaks of some questions against the knowledge in use, and of sealed ones against open ones."""
    index, knowledge = bench.index, bench.made.knowledge
    topics = {c.id: c.topic for c in knowledge.cards.values()}

    def nearest(question: str) -> tuple[str, float]:
        vector = index.embed(question)
        scores = index.wordings(question, vector, topics)
        best = int(scores.cosine.argmax())
        return f"card {scores.cards[best]}", float(scores.cosine[best])

    every = tuple(samples)
    sealed = [s for s in every if s.set == "test"]
    known = [s for s in every if s.set != "test"]
    return find_leaks(every, wordings_of(knowledge), nearest) + find_twins(sealed, known, index.embed)
