"""The page that proves: progress, the run that is looked at with its cases, the sealed set's score, the promises."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal

from assistant.content.claims import Claim
from assistant.domain.base import Value
from assistant.web.proving import PARTS, Manifest, Outcome, Proving, Run, TaskResult, authorship, openings
from assistant.web.rendering import Renderer

CASES_A_PAGE = 25
_HEADLINES = ("overall", "confidence")
"""The tasks whose figures stand above the table: what it all adds up to."""


class Asked(Value):
    """Which cases of a run are to be shown."""

    show: Literal["failed", "passed", "all"] = "failed"
    task: str = ""
    page: int = 1


def prove_html(
    render: Renderer,
    work: Proving,
    kept: Sequence[Manifest],
    run: Run | None,
    asked: Asked,
    problem: str,
    **frame: object,
) -> str:
    """Return the page."""
    opened = openings()
    return render(
        "prove",
        part="run",
        progress=progress_json(render, work),
        ours=work.ours,
        problem=problem,
        kept=kept,
        run=_run(render, run, asked) if run is not None else None,
        asked=asked,
        sealed=opened[-1] if opened else None,
        sealed_scores=[(_title(render, k), s) for k, s in opened[-1].scores.items()] if opened else [],
        written=authorship(),
        **frame,
    )


def progress_json(render: Renderer, work: Proving) -> dict[str, Any]:
    """Return how far the run under way is, with the words for it; ``running`` is False when there is none."""
    seen = work.progress()
    if seen is None:
        return {"running": False, "done": 0, "total": 1, "words": ""}
    if not seen.step:
        words = render.words("web.prove.ending" if seen.done else "web.prove.starting")
        return {"running": True, "done": seen.done, "total": seen.total, "words": words}
    words = render.words("web.prove.now", step=seen.step, done=seen.done, total=seen.total)
    return {"running": True, "done": seen.done, "total": seen.total, "words": words}


def claims_html(render: Renderer, claims: Sequence[Claim], **frame: object) -> str:
    """Return the promises, group by group."""
    groups = [(name, list(some)) for name, some in groupby(claims, key=lambda c: c.group)]
    return render("prove_claims", part="claims", groups=groups, **frame)


def _run(render: Renderer, run: Run, asked: Asked) -> dict[str, Any]:
    found, manifest = run.results, run.manifest
    every = [(t, o) for t in found.measured() for o in t.findings.outcomes]
    tasks = list(dict.fromkeys(t.task for t, _ in every))
    chosen = [
        (t, o)
        for t, o in every
        if (t.task == asked.task or (not asked.task and t.task not in PARTS))
        and (asked.show == "all" or o.passed is (asked.show == "passed"))
    ]
    start = (asked.page - 1) * CASES_A_PAGE
    changes = {c.key: c for c in manifest.comparisons}
    return {
        "it": manifest,
        "results": found,
        "figures": [(t, f) for t in found.measured() if t.task in _HEADLINES for f in t.findings.figures],
        "tasks": [
            {
                "it": t,
                "score": t.score,
                "change": changes.get(t.key),
                "right": sum(o.passed for o in t.findings.outcomes),
            }
            for t in found.tasks
            if t.score is not None or t.findings.missing
        ],
        "lost": [i for c in manifest.comparisons for i in c.lost],
        "gained": [i for c in manifest.comparisons for i in c.gained],
        "compared": bool(manifest.comparisons),
        "failed": any(c.failed for c in manifest.comparisons),
        "misses": manifest.misses,
        "filters": [(name, _title(render, name)) for name in tasks],
        "cases": [_case(render, t, o) for t, o in chosen[start : start + CASES_A_PAGE]],
        "count": len(chosen),
        "pages": max(1, -(-len(chosen) // CASES_A_PAGE)),
    }


def _case(render: Renderer, task: TaskResult, outcome: Outcome) -> dict[str, Any]:
    missed = [render.words(key) if (key := f"web.prove.mark-{m}") in render.words else m for m in outcome.missed]
    return {"it": outcome, "task": task, "missed": missed}


def _title(render: Renderer, task: str) -> str:
    key = f"web.prove.task-{task}"
    return render.words(key) if key in render.words else task.capitalize()
