"""Messages with the card that answers each best, kept apart from all training: what people type, by the thousand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.answering.asking import asks
from assistant.answering.matcher import AGREEING, FITTED, TOPIC, WEIGHTS, Matching, numbered, parts
from assistant.answering.question import prepare
from assistant.answering.sureness import FEATURES, signals
from assistant.errors import PlainError
from assistant.retrieval.keyword import tokens
from evals.bench import Bench

Values = NDArray[np.float64]

FILE = Path(__file__).with_name("told.yaml")

KEPT = 30
"""Cards kept for each message: the right ones are among the nearest, or nothing is learned from it."""


def read_told(path: Path = FILE) -> list[tuple[str, str]]:
    """Return (message, id of its card), in the file's order; raise PlainError when it is no such file."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [(str(message), str(card)) for card, messages in read.items() for message in messages]
    except (OSError, ValueError, AttributeError, TypeError, yaml.YAMLError) as err:
        raise PlainError(f"{path} is no list of messages by card", str(err)) from err


class Told:
    """Messages by the cards kept for each: ``parts`` (messages, kept, weights), ``right`` as 0 or 1.

    A card counts as right when it would answer as the message's own card does; ``outcomes`` (messages,
    kept) tells which cards answer alike, ``length`` (messages,) counts keywords, ``beside`` (messages, kept)
    is the head's probability of no question about the principles, 0 for such a card; ``apart`` (messages, kept)
    how much nearer by the learned cosine than any such card; ``leaders`` (messages, AGREEING) the outcomes that
    single scores would choose.
    """

    def __init__(
        self,
        parts: Values,
        right: Values,
        outcomes: NDArray[np.int64],
        length: Values,
        beside: Values,
        apart: Values,
        leaders: NDArray[np.int64],
    ) -> None:
        self.parts, self.right, self.outcomes, self.length, self.beside = parts, right, outcomes, length, beside
        self.apart, self.leaders = apart, leaders

    def __len__(self) -> int:
        return len(self.parts)

    def best(self, m: Matching) -> tuple[Values, Values]:
        """Return whether each best card is right, and the features of its sureness (messages, FEATURES)."""
        score = self.parts @ np.array([getattr(m, w) for w in WEIGHTS])
        found = np.empty((len(self), len(FEATURES)))
        right = np.empty(len(self))
        for n, top in enumerate(score.argmax(axis=1)):
            others = score[n][self.outcomes[n] != self.outcomes[n, top]]
            lead = float(score[n, top] - others.max()) if len(others) else float(score[n, top])
            found[n] = row(
                score[n, top],
                self.parts[n, top],
                lead,
                int(self.length[n]),
                float(self.beside[n, top]),
                float((self.leaders[n] == self.outcomes[n, top]).mean()),
                float(self.apart[n, top]),
            )
            right[n] = self.right[n, top]
        return right, found


def row(
    score: float, parts: Values, lead: float, length: int, beside: float, agreed: float, apart: float
) -> list[float]:
    """Return the features of a best card in the order of FEATURES; ``parts`` are its scores."""
    of = {name: float(p) for name, p in zip(WEIGHTS, parts, strict=True)}
    found = signals(
        score=float(score),
        cosine=of["cosine"],
        whole=of["whole"],
        topic=of["topic"] ** 2,
        lead=lead,
        length=length,
        beside=beside,
        agreed=agreed,
        apart=apart,
    )
    return [found[name] for name in FEATURES]


def told_cases(bench: Bench) -> Told:
    """Ask the index every message, as the answerer does; those that ask two things are left out."""
    cards = list(bench.made.knowledge.cards.values())
    place = {c.id: n for n, c in enumerate(cards)}
    topics = {c.id: c.topic for c in cards}
    outcomes = numbered(cards)
    scope = np.array([c.kind == "scope" for c in cards])
    columns: list[tuple[NDArray[Any], ...]] = []
    for message, card in read_told():
        text = prepare(message, bench.speller).text
        if len(asks(text)) > 1:
            continue
        found = _scored(bench, text, topics)
        near = np.argsort(-found.mean(axis=1), kind="stable")[:KEPT]
        columns.append(
            (
                found[near],
                (outcomes[near] == outcomes[place[card]]).astype(np.float64),
                outcomes[near],
                np.array(len(tokens(text)), dtype=np.float64),
                np.where(scope[near], 0.0, (found[scope, TOPIC] ** 2).sum()),
                np.where(scope[near], 0.0, found[near, FITTED] - found[scope, FITTED].max()),
                outcomes[found[:, AGREEING].argmax(axis=0)],
            )
        )
    made, right, kept, length, beside, apart, leaders = (np.array(c) for c in zip(*columns, strict=True))
    return Told(made, right, kept, length, beside, apart, leaders)


def _scored(bench: Bench, words: str, topics: dict[str, str]) -> Values:
    """Return the scores of every card, in the order of ``topics``."""
    found = bench.index.wordings(words, bench.index.embed(words), topics)
    place = {card: n for n, card in enumerate(found.cards)}
    return parts(found, len(tokens(words)))[[place[c] for c in topics]].astype(np.float64)
