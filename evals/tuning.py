"""Teach the encoder how people speak of what the cards answer, and write what it learned.

Only thin changes of the upper layers are learned (LoRA), by contrast: two wordings or messages of one card are drawn
together, those of cards that answer otherwise pushed apart, those of cards that answer alike left alone. No question of
the evals takes part. What it is worth is measured on ``told.yaml``, which takes no part either.
"""

from __future__ import annotations

import math
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from assistant.answering.matcher import outcome
from assistant.domain.knowledge import Knowledge
from assistant.retrieval.embeddings import SentenceTransformerEmbeddings
from assistant.retrieval.model import find_model
from assistant.retrieval.tuning import FILE, Tuning
from evals.told import read_told

Vectors = NDArray[np.float32]

FROZEN = 2
"""Lower layers, of six, that stay as they are; their output is computed once."""

RANK = 16
CARDS = 56
"""Cards in a batch, each with two of its texts."""

STEPS = 650
RATE = 1.5e-3
SHARP = 1 / 0.06
"""What cosines are multiplied by before the softmax."""

STORY, STORIES = 0.75, 0.15
"""How often a card's two texts are a wording and a message, and how often its first one is a message too."""

MANY = 60
"""For every so many messages a card comes up once more."""

_LONGEST = 96  # tokens
_SEED = 7
_PARTS = (
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
)  # fmt: skip


class _Thin(torch.nn.Module):
    """A layer with the product of two thin matrices added to its weight."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        self.base = base
        self.down = torch.nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.up = torch.nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.base(x) + functional.linear(functional.linear(x, self.down), self.up)
        return out


class Learner:
    """The model with its upper layers made teachable; ``hidden`` is what the lower ones make of every text."""

    def __init__(self, model: Any, texts: Sequence[str]) -> None:
        torch.manual_seed(_SEED)
        self._bert = model[0].auto_model
        self._tokens = model.tokenizer
        self._layers = self._bert.encoder.layer
        self.thin: dict[str, _Thin] = {}
        for parameter in self._bert.parameters():
            parameter.requires_grad = False
        for number, layer in enumerate(self._layers):
            for path in _PARTS if number >= FROZEN else ():
                *way, last = path.split(".")
                owner = layer
                for name in way:
                    owner = getattr(owner, name)
                thin = _Thin(getattr(owner, last))
                setattr(owner, last, thin)
                self.thin[f"encoder.layer.{number}.{path}.weight"] = thin
        self.hidden = self._below(texts)

    def _below(self, texts: Sequence[str]) -> list[torch.Tensor]:
        out: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        with torch.no_grad():
            for at in range(0, len(order), 64):
                rows = order[at : at + 64]
                read = self._tokens(
                    [texts[i] for i in rows], padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt"
                )
                mask = read["attention_mask"]
                found = self._bert.embeddings(input_ids=read["input_ids"])
                found = self._through(found, mask, self._layers[:FROZEN])
                for place, i in enumerate(rows):
                    out[i] = found[place, : int(mask[place].sum())].half().clone()
        return out

    @staticmethod
    def _through(hidden: torch.Tensor, mask: torch.Tensor, layers: Any) -> torch.Tensor:
        unseen = (1.0 - mask[:, None, None, :].float()) * -1e9
        for layer in layers:
            given = layer(hidden, attention_mask=unseen)
            hidden = given[0] if isinstance(given, tuple) else given
        return hidden

    def embed(self, rows: Sequence[int]) -> torch.Tensor:
        """Return unit vectors of some texts, shape (rows, dimension), by length so that little is padded."""
        order = sorted(range(len(rows)), key=lambda n: len(self.hidden[rows[n]]))
        third = max(1, len(order) // 3)
        made = []
        for part in (order[:third], order[third : 2 * third], order[2 * third :]):
            if not part:
                continue
            longest = max(len(self.hidden[rows[n]]) for n in part)
            hidden = torch.zeros(len(part), longest, self.hidden[rows[part[0]]].shape[1])
            mask = torch.zeros(len(part), longest)
            for place, n in enumerate(part):
                own = self.hidden[rows[n]]
                hidden[place, : len(own)] = own.float()
                mask[place, : len(own)] = 1
            out = self._through(hidden, mask, self._layers[FROZEN:])
            weight = mask.unsqueeze(-1)
            made.append(functional.normalize((out * weight).sum(1) / weight.sum(1), dim=1))
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(made)[back]

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """Return the same without a gradient, for any number of texts."""
        with torch.no_grad():
            parts = [self.embed(rows[at : at + 256]).numpy() for at in range(0, len(rows), 256)]
        return np.concatenate(parts).astype(np.float32)

    def learned(self) -> Tuning:
        """Return what was learned."""
        return Tuning({n: (t.down.detach().numpy().copy(), t.up.detach().numpy().copy()) for n, t in self.thin.items()})


def tune(knowledge: Knowledge, content: Path, *, steps: int = STEPS) -> int:
    """Train, tell what it is worth before and after, write it; return the exit code."""
    wordings = [(t, c.id) for c in knowledge.cards.values() for t in dict.fromkeys((c.question, *c.ask))]
    told = [(t, c) for c, texts in knowledge.told.items() if c in knowledge.cards for t in texts]
    kept = [(t, c) for t, c in read_told() if c in knowledge.cards]
    every = [*wordings, *told]
    learner = Learner(SentenceTransformerEmbeddings(find_model().folder).model, [t for t, _ in [*every, *kept]])
    alike = {c.id: outcome(c) for c in knowledge.cards.values()}

    def say(when: str) -> None:
        known = learner.vectors(range(len(wordings)))
        asked = learner.vectors(range(len(every), len(every) + len(kept)))
        found = [wordings[i][1] for i in (asked @ known.T).argmax(axis=1)]
        card = float(np.mean([f == c for f, (_, c) in zip(found, kept, strict=True)]))
        same = float(np.mean([alike[f] == alike[c] for f, (_, c) in zip(found, kept, strict=True)]))
        print(f"{when}: nearest wording is of the right card {card:.3f}, answers alike {same:.3f}, n {len(kept)}")

    say("before")
    _train(learner, [c for _, c in every], len(wordings), alike, steps)
    say("after")
    learner.learned().save(content / FILE)
    print(f"written to {content / FILE}; run mou index, then python -m evals calibrate")
    return 0


def _train(learner: Learner, owner: Sequence[str], wordings: int, alike: dict[str, Any], steps: int) -> None:
    chance = random.Random(_SEED)
    of_card: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for row, card in enumerate(owner):
        of_card[card][int(row >= wordings)].append(row)
    number = {card: n for n, card in enumerate(of_card)}
    kinds = {kind: n for n, kind in enumerate(dict.fromkeys(alike.values()))}
    parameters = [p for thin in learner.thin.values() for p in (thin.down, thin.up)]
    learning = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    losses: list[float] = []
    started = time.perf_counter()
    # What is off the subject is wide, and one card answers it: such a card comes up more often.
    cards = [card for card, (_, messages) in of_card.items() for _ in range(1 + len(messages) // MANY)]
    while len(losses) < steps:
        chance.shuffle(cards)
        for at in range(0, len(cards) - CARDS + 1, CARDS):
            rows = [row for card in cards[at : at + CARDS] for row in _two(of_card[card], chance)]
            mine = torch.tensor([number[owner[r]] for r in rows])
            kind = torch.tensor([kinds[alike[owner[r]]] for r in rows])
            loss = _contrast(learner.embed(rows), mine, kind)
            done = len(losses)
            for group in learning.param_groups:
                group["lr"] = RATE * min(1.0, (done + 1) / 20) * max(0.05, 1.0 - done / steps)
            learning.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            learning.step()
            losses.append(float(loss.detach()))
            if len(losses) % 50 == 0:
                mean, taken = float(np.mean(losses[-50:])), time.perf_counter() - started
                print(f"{len(losses)} of {steps}, loss {mean:.3f}, {taken:.0f} s", flush=True)
            if len(losses) == steps:
                break


def _two(own: tuple[list[int], list[int]], chance: random.Random) -> list[int]:
    """Return two texts of a card: mostly a wording and a message."""
    wordings, messages = own
    two = chance.sample(wordings, 2) if len(wordings) > 1 else [wordings[0], wordings[0]]
    if messages and chance.random() < STORY:
        two[1] = chance.choice(messages)
    if len(messages) > 1 and chance.random() < STORIES:
        two[0] = chance.choice([m for m in messages if m != two[1]])
    return two


def _contrast(vectors: torch.Tensor, mine: torch.Tensor, kind: torch.Tensor) -> torch.Tensor:
    """Return the mean loss: minus the log share of a text's own card among all that answer otherwise."""
    near = SHARP * (vectors @ vectors.T)
    itself = torch.eye(len(mine), dtype=torch.bool)
    same = (mine[:, None] == mine[None, :]) & ~itself
    neither = (kind[:, None] == kind[None, :]) & ~same
    near = near.masked_fill(itself | neither, -1e4)
    share = near - torch.logsumexp(near, 1, keepdim=True)
    each = -(share * same).sum(1) / same.sum(1).clamp(min=1)
    return each[same.any(1)].mean()
