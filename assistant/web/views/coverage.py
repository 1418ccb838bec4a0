"""Where each of the twelve principles stands in a draft: a state in words and the clauses that serve it; its terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.drafting.coverage import PrincipleCoverage
from assistant.web.rendering import Renderer

ICONS = {"addressed": "✓", "partly": "◐", "conflict": "!", "missing": "○"}


def coverage_html(
    render: Renderer,
    rows: Sequence[PrincipleCoverage],
    clause_titles: Mapping[str, str],
    requirement_titles: Mapping[str, str],
    terms: Sequence[str],
) -> str:
    """Return the twelve rows, and ``terms``: sentences on the defined terms of the draft."""
    return render(
        "draft_coverage",
        rows=rows,
        icons=ICONS,
        clauses=clause_titles,
        requirements=requirement_titles,
        terms=terms,
        addressed=sum(r.state == "addressed" for r in rows),
    )
