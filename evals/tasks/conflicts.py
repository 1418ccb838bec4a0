"""The conflict rules: sentences of agreements, and the requirement that each is at odds with."""

from __future__ import annotations

from evals.bench import Bench
from evals.task import ConflictSample, Findings, Outcome, Unavailable
from evals.tasks.fields import room
from evals.tasks.questions import mark_figures


def run(bench: Bench, samples: tuple[ConflictSample, ...]) -> Findings:
    """Look for conflicts in every sentence."""
    if not samples:
        return Findings()
    find = room("assistant.verify.conflicts", "find_conflicts")
    requirements = tuple(bench.made.knowledge.requirements.values())
    if not any(r.conflicts for r in requirements):
        raise Unavailable("knowledge/requirements/ has no conflict rules")
    outcomes = []
    for sample in samples:
        found = find(sample.text, requirements)
        marks = score(sample, tuple(c.requirement for c in found))
        outcomes.append(
            Outcome(
                sample=sample.id,
                asked=sample.asked,
                expected=" or ".join(sample.expect) or "none",
                got=", ".join(f"{c.rule} on “{c.words}”" for c in found) or "none",
                passed=all(marks.values()),
                marks=marks,
            )
        )
    return Findings(outcomes=tuple(outcomes), figures=mark_figures(tuple(outcomes)))


def score(sample: ConflictSample, found: tuple[str, ...]) -> dict[str, float]:
    """Return whether a conflict was found where there is one, and nothing where there is none.

    A further requirement of the same principle is not a false alarm: "p04.arrest" beside "p04.force".
    """
    if not sample.expect:
        return {"no false alarm": float(not found)}
    principles = {r.split(".")[0] for r in sample.expect}
    return {
        "found": float(any(r in sample.expect for r in found)),
        "nothing else": float(all(r.split(".")[0] in principles for r in found)),
    }
