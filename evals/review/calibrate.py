"""Find how provisions weigh into the state of a requirement, on the development documents."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.bootstrap import Assistant
from assistant.documents.reading.reader import DocumentReader
from assistant.domain.reading import Refusal
from assistant.domain.reviews import State
from assistant.review.states import FILE, STATES, Weights
from evals.review.documents import Mutant, Wanted, as_document, read_documents, read_mutants

STRENGTHS = (0.03, 0.1, 0.3, 1.0)
_FOLDS = 8
MOST_FALSE = 0.05
"""The share of requirements without a conflict that may be called one."""


class _Rows(NamedTuple):
    numbers: NDArray[np.float64]
    wanted: Sequence[Wanted]
    document: NDArray[np.int64]

    def only(self, use: NDArray[np.bool_]) -> _Rows:
        """Return some of the rows."""
        return _Rows(self.numbers[use], [w for w, u in zip(self.wanted, use, strict=True) if u], self.document[use])

    @property
    def states(self) -> NDArray[np.str_]:
        return np.array([_shown(w.state) for w in self.wanted])


def calibrate(made: Assistant) -> None:
    """Fit on the development documents and mutants, leaving each out in turn to choose; write states.json."""
    rows = _rows(made)
    scored = []
    for strength in STRENGTHS:
        chances = _left_out(rows, strength)
        scored.append((float(np.log(_of(chances, rows.states)).mean()), strength, chances))
    _, strength, chances = max(scored, key=lambda s: s[0])
    whole = rows.document > 0
    towards = _lean(chances[whole], rows.only(whole))
    weights = _fitted(rows, strength, {"conflict": towards})
    (made.content / FILE).write_text(weights.model_dump_json(indent=1) + "\n", encoding="utf-8")
    for what, use in (("documents", rows.document > 0), ("clauses", rows.document < 0)):
        agree, recall, false = _worth(chances[use], rows.only(use), towards)
        sys.stdout.write(
            f"{int(use.sum())} states of {what}, each left out in turn: agreement {agree:.3f}, conflict recall "
            f"{recall:.3f}, false conflicts {false:.3f} (strength {strength}, lean {towards})\n"
        )


def _rows(made: Assistant) -> _Rows:
    numbers, wanted, document, count = [], [], [], 0
    with DocumentReader() as reader:
        for labelled in (*read_documents("dev"), *read_documents("dev2")):
            read = reader.mou(labelled.path.name, labelled.path.read_bytes())
            if isinstance(read, Refusal) or labelled.kind == "other":
                continue
            count += 1
            for requirement, evidence in made.reviewer.evidence(read).items():
                numbers.append(evidence.numbers)
                wanted.append(labelled.requirements[requirement])
                document.append(count)
    for mutant in read_mutants("dev"):
        numbers.append(made.reviewer.evidence(as_document(mutant))[mutant.requirement].numbers)
        wanted.append(mutant.wanted)
        document.append(_clauses(mutant))
    return _Rows(np.array(numbers), wanted, np.array(document))


def _clauses(mutant: Mutant) -> int:
    """Return a number below zero that a clause and its mutants share."""
    return -1 - (zlib.crc32(mutant.id.rsplit(".m", 1)[0].encode()) % _FOLDS)


def _shown(state: State) -> State:
    # That a point stands in an exhibit which is not there is found by other means.
    return "missing" if state == "not-visible" else state


def _model(rows: _Rows, strength: float, use: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=5000).fit(rows.numbers[use], rows.states[use])


def _left_out(rows: _Rows, strength: float) -> NDArray[np.float64]:
    """Return the chance of each state for each row, by a model that has not seen the row's document."""
    out = np.zeros((len(rows.wanted), len(STATES)))
    for document in set(rows.document.tolist()):
        own = rows.document == document
        model = _model(rows, strength, ~own)
        out[own] = model.predict_proba(rows.numbers[own])[:, _order(model)]
    return out


def _fitted(rows: _Rows, strength: float, towards: dict[State, float]) -> Weights:
    model = _model(rows, strength, np.ones(len(rows.wanted), dtype=bool))
    weights: dict[State, tuple[float, ...]] = {}
    constants: dict[State, float] = {}
    for state, row in zip(STATES, _order(model), strict=True):
        weights[state] = tuple(round(float(x), 4) for x in model.coef_[row])
        constants[state] = round(float(model.intercept_[row]), 4)
    return Weights(weights=weights, constants=constants, towards=towards)


def _order(model: LogisticRegression) -> list[int]:
    return [list(model.classes_).index(s) for s in STATES]


def _of(chances: NDArray[np.float64], states: NDArray[np.str_]) -> NDArray[np.float64]:
    at = np.array([STATES.index(s) for s in states.tolist()])
    out: NDArray[np.float64] = np.clip(chances[np.arange(len(at)), at], 1e-6, 1.0)
    return out


def _lean(chances: NDArray[np.float64], rows: _Rows) -> float:
    """Return how far to lean towards conflicts: as far as agreement bears, with no more false ones than allowed."""
    best = (-1.0, 0.0)
    for lean in np.arange(-1.0, 2.01, 0.1):
        agree, recall, false = _worth(chances, rows, float(lean))
        if false <= MOST_FALSE:
            best = max(best, (agree + 0.3 * recall, round(float(lean), 1)))
    return best[1]


def _worth(chances: NDArray[np.float64], rows: _Rows, lean: float) -> tuple[float, float, float]:
    scores = np.log(chances + 1e-9)
    scores[:, STATES.index("conflict")] += lean
    got = [STATES[i] for i in scores.argmax(axis=1).tolist()]
    agree = [w.accepts(g) or (_shown(w.state) == g) for w, g in zip(rows.wanted, got, strict=True)]
    found = [g == "conflict" for w, g in zip(rows.wanted, got, strict=True) if w.state == "conflict"]
    false = [g == "conflict" for w, g in zip(rows.wanted, got, strict=True) if not w.accepts("conflict")]
    return float(np.mean(agree)), float(np.mean(found)), float(np.mean(false))
