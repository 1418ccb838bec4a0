"""The verifier: sentences that their cited passages bear out or do not."""

from __future__ import annotations

from assistant.domain.knowledge import Authority
from evals.bench import Bench
from evals.intervals import wilson
from evals.task import ClaimSample, Figure, Findings, Outcome
from evals.tasks.fields import room
from evals.tasks.questions import mark_figures


def run(bench: Bench, samples: tuple[ClaimSample, ...]) -> Findings:
    """Check every claim against the words it cites."""
    if not samples:
        return Findings()
    check = room("assistant.verify.statements", "check_statement")
    passages = bench.made.knowledge.passages
    outcomes, accepted = [], []
    for sample in samples:
        quotes = [passages[p].text for p in sample.cites]
        problems = check(
            sample.claim,
            quotes,
            authority=Authority.PRINCIPLES,
            strict=True,
            same_words=bench.made.knowledge.same_words,
        )
        right = sample.supported is not bool(problems)
        accepted.append(not problems)
        outcomes.append(
            Outcome(
                sample=sample.id,
                asked=sample.asked,
                expected="accepted" if sample.supported else "rejected",
                got="; ".join(problems) or "accepted",
                passed=right,
                marks={sample.kind: float(right)},
            )
        )
    figures = (*gate_figures([s.supported for s in samples], accepted), *mark_figures(tuple(outcomes)))
    return Findings(outcomes=tuple(outcomes), figures=figures)


def gate_figures(supported: list[bool], accepted: list[bool]) -> list[Figure]:
    """Return precision and recall of accepting, and the share of unsupported claims let through."""
    both = sum(s and a for s, a in zip(supported, accepted, strict=True))
    through = sum(a and not s for s, a in zip(supported, accepted, strict=True))
    return [
        _share("accept precision", both, sum(accepted)),
        _share("accept recall", both, sum(supported)),
        _share("unsupported accepted", through, len(supported) - sum(supported), lower_is_better=True),
    ]


def _share(name: str, hits: int, n: int, *, lower_is_better: bool = False) -> Figure:
    low, high = wilson(hits, n)
    return Figure(name=name, value=hits / n if n else 0.0, low=low, high=high, n=n, lower_is_better=lower_is_better)
