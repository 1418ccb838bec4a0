"""Teach the judge: an encoder's thin changes and one layer of weights, from the labelled sentences.

The encoder is taught as for answering (see ``evals.tuning``), here to tell, for each requirement, whether a sentence
addresses it, touches it, contradicts it or says nothing of it.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from assistant.retrieval.embeddings import SentenceTransformerEmbeddings
from assistant.retrieval.model import find_model
from assistant.review.judge import CHANGES, LABELS, WEIGHTS
from evals.review.examples import Example
from evals.tuning import Learner

EPOCHS = 5
BATCH = 48
RATE, HEAD_RATE = 1.5e-3, 2e-3
OTHERS = 0.1
"""What each requirement that a sentence says nothing of counts for, against one that it is labelled for."""

SHARP = 10.0
SHORT, KEPT = 32, 14
"""Words of a sentence that may explain a judgement, and how many are kept for each requirement and label."""

_NONE = len(LABELS) - 1
_SEED = 7


class _Layer(torch.nn.Module):
    def __init__(self, dimension: int, requirements: int) -> None:
        super().__init__()
        self.linear = torch.nn.Linear(dimension, requirements * len(LABELS))
        with torch.no_grad():
            self.linear.weight.normal_(0, 0.02)
            bias = torch.zeros(requirements, len(LABELS))
            bias[:, _NONE] = 2.0
            self.linear.bias.copy_(bias.view(-1))

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.linear(vectors * SHARP)
        return out.view(len(vectors), -1, len(LABELS))


class Taught:
    """What was learned, and which of the sentences it was learned from explain it best."""

    def __init__(
        self, learner: Learner, layer: _Layer, examples: Sequence[Example], requirements: Sequence[str]
    ) -> None:
        self._learner, self._layer = learner, layer
        self._examples, self._requirements = examples, tuple(requirements)

    def save(self, content: Path) -> None:
        """Write the changes and the weights in half precision under a content folder."""
        self._learner.learned().save(content / CHANGES)
        rows, of_requirement, of_label = self._exemplars()
        np.savez_compressed(
            content / WEIGHTS,
            requirements=np.array(self._requirements),
            weights=(self._layer.linear.weight.detach().numpy() * SHARP).astype(np.float16),
            bias=self._layer.linear.bias.detach().numpy().astype(np.float16),
            texts=np.array([self._examples[r].text for r in rows]),
            of_requirement=np.array(of_requirement),
            of_label=np.array(of_label),
            vectors=self._learner.vectors(rows).astype(np.float16),
        )

    def _exemplars(self) -> tuple[list[int], list[int], list[int]]:
        """Return short sentences of which the judge is sure, a few for each requirement and label."""
        short = [n for n, e in enumerate(self._examples) if e.requirement and len(e.text.split()) <= SHORT]
        with torch.no_grad():
            logits = self._layer(torch.from_numpy(self._learner.vectors(short)))
        chances = torch.softmax(logits, dim=-1).numpy()
        rows, of_requirement, of_label = [], [], []
        for place, requirement in enumerate(self._requirements):
            for label, name in enumerate(LABELS[:_NONE]):
                own = [
                    (-float(chances[k, place, label]), n)
                    for k, n in enumerate(short)
                    if self._examples[n].requirement == requirement and self._examples[n].label == name
                ]
                for _, row in sorted(own)[:KEPT]:
                    rows.append(row)
                    of_requirement.append(place)
                    of_label.append(label)
        return rows, of_requirement, of_label


def teach(examples: Sequence[Example], requirements: Sequence[str], *, epochs: int = EPOCHS) -> Taught:
    """Train on all examples; half an hour on two busy cores."""
    model = SentenceTransformerEmbeddings(find_model().folder).model
    learner = Learner(model, [e.text for e in examples])
    layer = _Layer(int(model.get_embedding_dimension()), len(requirements))
    labels, named = _targets(examples, requirements)
    thin = [p for t in learner.thin.values() for p in (t.down, t.up)]
    learning = torch.optim.AdamW(
        [{"params": thin, "base": RATE}, {"params": layer.parameters(), "base": HEAD_RATE}], lr=RATE, weight_decay=0.01
    )
    chance = random.Random(_SEED)
    steps, done, started = epochs * (len(examples) // BATCH), 0, time.perf_counter()
    for epoch in range(epochs):
        total = 0.0
        for rows in _batches(examples, chance):
            for group in learning.param_groups:
                group["lr"] = group["base"] * min(1.0, (done + 1) / 20) * max(0.03, 1.0 - done / steps)
            loss = _loss(layer(learner.embed(rows)), labels[rows], named[rows])
            learning.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            learning.step()
            total += float(loss.detach())
            done += 1
        mean = total / (len(examples) // BATCH)
        print(f"{epoch + 1} of {epochs}, loss {mean:.3f}, {time.perf_counter() - started:.0f} s", flush=True)
    return Taught(learner, layer, examples, requirements)


def _targets(examples: Sequence[Example], requirements: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the label of each example for each requirement, and whether a hand gave it."""
    place = {r: n for n, r in enumerate(requirements)}
    labels = np.full((len(examples), len(requirements)), _NONE)
    named = np.zeros((len(examples), len(requirements)), dtype=bool)
    for row, example in enumerate(examples):
        for requirement, label in example.labels.items():
            labels[row, place[requirement]] = LABELS.index(label) if label in LABELS else _NONE
            named[row, place[requirement]] = True
    return torch.tensor(labels), torch.tensor(named)


def _batches(examples: Sequence[Example], chance: random.Random) -> list[list[int]]:
    """Return batches that keep families together: what turns a meaning is then seen side by side."""
    families: dict[str, list[int]] = defaultdict(list)
    for row, example in enumerate(examples):
        families[example.family].append(row)
    names = list(families)
    chance.shuffle(names)
    order = [row for name in names for row in families[name]]
    return [order[at : at + BATCH] for at in range(0, len(order) - BATCH + 1, BATCH)]


def _loss(logits: torch.Tensor, labels: torch.Tensor, named: torch.Tensor) -> torch.Tensor:
    each = functional.cross_entropy(logits.transpose(1, 2), labels, reduction="none")
    others = (each * ~named).sum() / len(labels)
    return (each * named).sum() / named.sum().clamp(min=1) + OTHERS * others
