"""The report of a run as one static HTML page that opens from disk: chart, figures, a row for each sample."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.baselines import Comparison
from evals.chart import chart, curve_chart
from evals.gates import Miss
from evals.leaks import Leak
from evals.report import change, findings, shown
from evals.results import Results, TaskResult, without_questions
from evals.task import Outcome

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6675; --line: #d5dbe3; --ground: #fff; --good: #1d6b3f;
  --bad: #a3261f; --mark: #1f5fa8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a5b0be; --line: #3a4552; --ground: #151a21;
  --good: #7fd3a2; --bad: #ff9a92; --mark: #8fc1ff; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 2rem auto;
  max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; } .soft { color: var(--soft); }
.chart { width: 100%; max-width: 54rem; } .chart.small { max-width: 30rem; }
.chart text { fill: var(--ink); font-size: 13px; } .chart .axis, .chart .told { fill: var(--soft); font-size: 12px; }
.grid, .frame { stroke: var(--line); fill: none; } .bar { stroke: var(--mark); stroke-width: 3; opacity: .55; }
.dot { fill: var(--mark); } .curve { stroke: var(--mark); stroke-width: 2; fill: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
td.id { white-space: nowrap; } .good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
summary { cursor: pointer; } pre { white-space: pre-wrap; margin: .3rem 0; font: inherit; color: var(--soft); }
"""


def page(results: Results, comparisons: Sequence[Comparison], misses: Sequence[Miss], leaks: Sequence[Leak]) -> str:
    """Return the page; rows of the test set show marks only."""
    results = without_questions(results)
    scores = [(f"{t.title} ({t.set})", s) for t in results.measured() if (s := t.score) is not None]
    said = findings(results, comparisons, misses, leaks)
    items = "".join(f"<li>{escape(line.removeprefix('- '))}</li>" for line in said) or "<li>Nothing.</li>"
    settings = ", ".join(f"{k} {v}" for k, v in (results.settings | results.versions).items())
    body = [
        "<h1>Evals</h1>",
        f'<p class="soft">Run on {results.when:%Y-%m-%d %H:%M} UTC in {results.seconds:.0f} s · edition '
        f"{escape(results.edition)} · {escape(settings)}</p>",
        chart(scores, "Share of samples passed, with 95 % intervals"),
        f"<h2>What needs attention</h2><ul>{items}</ul>",
        *(_task(t, comparisons) for t in results.tasks),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Evals</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>\n" + "\n".join(body) + "\n</main></body></html>\n"
    )


def _task(task: TaskResult, comparisons: Sequence[Comparison]) -> str:
    found = task.findings
    parts = [f"<h2>{escape(task.title)} ({task.set})</h2><p>{escape(task.about)}</p>"]
    if found.missing:
        return "".join(parts) + f'<p class="bad">Not available: {escape(found.missing)}</p>'
    if task.score is not None:
        told = f"{shown(task.score)}, n {task.score.n}; against the baseline {change(task, comparisons)}"
        parts.append(f"<p>Passed: <strong>{escape(told)}</strong></p>")
    if found.figures:
        rows = "".join(
            f"<tr><td>{escape(f.name)}{' (lower is better)' if f.lower_is_better else ''}</td>"
            f"<td>{escape(shown(f))}</td><td>{f.n}</td></tr>"
            for f in found.figures
        )
        parts.append(f'<div class="scroll"><table><tr><th>figure</th><th>value</th><th>n</th></tr>{rows}</table></div>')
    if found.curve:
        parts.append(curve_chart(found.curve, "Risk against coverage: the share wrong among the surest questions"))
    if found.outcomes:
        wrong = sum(not o.passed for o in found.outcomes)
        rows = "".join(_row(o) for o in sorted(found.outcomes, key=lambda o: o.passed))
        parts.append(
            f"<details{' open' if wrong else ''}><summary>{len(found.outcomes)} samples, {wrong} missed</summary>"
            '<div class="scroll"><table><tr><th>sample</th><th></th><th>question</th><th>expected</th><th>got</th></tr>'
            f"{rows}</table></div></details>"
        )
    return "\n".join(parts)


def _row(o: Outcome) -> str:
    failed = ", ".join(o.missed)
    verdict = '<span class="good">right</span>' if o.passed else f'<span class="bad">wrong</span> {escape(failed)}'
    answer = f"<details><summary>answer</summary><pre>{escape(o.text)}</pre></details>" if o.text else ""
    return (
        f'<tr><td class="id">{escape(o.sample)}</td><td>{verdict}</td><td>{escape(o.asked)}</td>'
        f"<td>{escape(o.expected)}</td><td>{escape(o.got)}{answer}</td></tr>"
    )
