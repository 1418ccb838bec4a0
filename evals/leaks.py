"""Leaks: an eval question that the knowledge already holds measures memory, not understanding.

A question leaks when it shares eight words in a row with any wording or message in ``knowledge/``, or when it lies
as near to one as the same question does, by the encoder as it was before it was taught: the taught one brings
together whatever one card answers. A leak in the test set is an error, in the tune set a warning.
A question of the test set that is a twin of one in the tune set leaks as well: the product was tuned on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.domain.base import Value
from assistant.domain.knowledge import Authority, Knowledge
from assistant.retrieval.embeddings import SentenceTransformerEmbeddings
from assistant.retrieval.model import find_model
from evals.bench import Bench
from evals.task import QuestionSample, Set

GRAM = 8
NEAR = 0.95

SHORT = 4
"""Messages of so few words ("tell me more") are the same for everybody; nearness says nothing of them."""

Nearest = Callable[[str], tuple[str, float]]
"""From a question to the nearest wording's owner and its cosine."""

Alike = Callable[[str, str], float]
"""From two texts to their cosine by the encoder as it was published."""

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


def find_twins(
    sealed: Sequence[QuestionSample], known: Sequence[QuestionSample], embed: Embed, alike: Alike | None = None
) -> list[Leak]:
    """Return every sealed question that an open one says already; short messages are everybody's.

    ``alike`` has the last word on two that ``embed`` brings near each other.
    """
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
        elif row[best] >= NEAR and (alike is None or alike(sample.ask, known[best].ask) >= NEAR):
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
    for card, messages in knowledge.told.items():
        out.setdefault(f"card {card}", []).extend(messages)
    out |= {f"passage {p.id}": [p.text] for p in knowledge.passages.values() if p.authority is Authority.PRINCIPLES}
    return out


def check(bench: Bench, samples: Iterable[QuestionSample]) -> list[Leak]:
    """Return the leaks of some questions against the knowledge in use, and of sealed ones against open ones."""
    index, knowledge = bench.index, bench.made.knowledge
    topics = {c.id: c.topic for c in knowledge.cards.values()}

    @cache
    def published() -> SentenceTransformerEmbeddings:
        return SentenceTransformerEmbeddings(find_model(bench.made.settings.embedding_model).folder)

    def alike(one: str, other: str) -> float:
        first, second = published().encode([one, other])
        return float(first @ second)

    def nearest(question: str) -> tuple[str, float]:
        vector = index.embed(question)
        scores = index.wordings(question, vector, topics)
        best = int(scores.cosine.argmax())
        card, cosine = scores.cards[best], float(scores.cosine[best])
        if cosine >= NEAR:
            cosine = alike(question, index.nearest_wording(card, vector)[0])
        return f"card {card}", cosine

    every = tuple(samples)
    sealed = [s for s in every if s.set == "test"]
    known = [s for s in every if s.set != "test"]
    return find_leaks(every, wordings_of(knowledge), nearest) + find_twins(sealed, known, index.embed, alike)
