"""What reviews of labelled documents and clauses are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.domain.base import Value
from assistant.domain.reviews import STATES, Finding, Review, State
from evals.intervals import wilson
from evals.review.documents import Labelled, Mutant


class Judged(Value):
    """One requirement of one text: what was wanted and what came."""

    where: str
    requirement: str
    kind: str = ""
    wanted: State
    also_ok: tuple[State, ...] = ()
    got: State
    confidence: float = 0.0
    quotes_right: bool | None = None

    @property
    def agrees(self) -> bool:
        """Whether the state is the first choice or another that can be defended."""
        return self.got in (self.wanted, *self.also_ok)


def of_document(labelled: Labelled, review: Review) -> list[Judged]:
    """Return a row for each requirement of a document that is reviewed."""
    out = []
    for requirement, wanted in labelled.requirements.items():
        finding = review.finding(requirement)
        got: State = finding.status if finding else "missing"
        quoted = " ".join(q.text for q in finding.quotes) if finding else ""
        right = any(_overlap(slice_, quoted) for slice_ in wanted.quotes) if wanted.quotes and quoted else None
        out.append(
            Judged(
                where=labelled.path.name,
                requirement=requirement,
                wanted=wanted.state,
                also_ok=wanted.also_ok,
                got=got,
                confidence=finding.confidence if finding else 0.0,
                quotes_right=right,
            )
        )
    return out


def of_mutant(mutant: Mutant, finding: Finding | None) -> Judged:
    """Return the row of a mutant's own requirement."""
    return Judged(
        where=mutant.id,
        requirement=mutant.requirement,
        kind=mutant.kind,
        wanted=mutant.wanted.state,
        also_ok=mutant.wanted.also_ok,
        got=finding.status if finding else "missing",
        confidence=finding.confidence if finding else 0.0,
    )


def table(rows: Sequence[Judged]) -> str:
    """Return agreement, precision and recall for each state, conflict recall and false conflicts, as Markdown."""
    lines = [f"agreement {_share(sum(r.agrees for r in rows), len(rows))}"]
    clean = [r for r in rows if "conflict" not in (r.wanted, *r.also_ok)]
    wrong = sum(r.got == "conflict" for r in clean)
    lines.append(f"false conflicts, of requirements without one {_share(wrong, len(clean))}")
    quoted = [r for r in rows if r.quotes_right is not None]
    if quoted:
        lines.append(f"a right passage is quoted {_share(sum(bool(r.quotes_right) for r in quoted), len(quoted))}")
    lines += ["", "| state | wanted | precision | recall |", "|---|---|---|---|"]
    for state in STATES:
        wanted = [r for r in rows if r.wanted == state]
        got = [r for r in rows if r.got == state]
        precision = _share(sum(r.agrees for r in got), len(got))
        lines.append(
            f"| {state} | {len(wanted)} | {precision} | {_share(sum(r.agrees for r in wanted), len(wanted))} |"
        )
    return "\n".join(lines)


def by_kind(rows: Iterable[Judged]) -> str:
    """Return the share that agrees for each kind of mutant, as Markdown."""
    all_of, right = Counter[str](), Counter[str]()
    for row in rows:
        all_of[row.kind] += 1
        right[row.kind] += row.agrees
    lines = ["| kind | clauses | right |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {k} | {n} | {_share(right[k], n)} |" for k, n in sorted(all_of.items()))])


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    low, high = wilson(part, whole)
    return f"{part / whole:.2f} ({low:.2f}–{high:.2f})"


def _overlap(one: str, other: str) -> bool:
    """Tell whether two texts share a stretch of six words."""
    words, held = one.lower().split(), f" {' '.join(other.lower().split())} "
    size = min(6, len(words))
    return any(f" {' '.join(words[i : i + size])} " in held for i in range(len(words) - size + 1))
