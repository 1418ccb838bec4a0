"""The clause map: every clause with its state in words, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.domain.drafts import ClauseState, OpenItem
from assistant.services.views import ClauseLine
from assistant.web.rendering import Renderer

ICONS = {
    ClauseState.NOT_STARTED: "○",
    ClauseState.DRAFTED: "◐",
    ClauseState.NEEDS_INPUT: "✎",
    ClauseState.SKIPPED: "↷",
    ClauseState.LEFT_OUT: "–",
    ClauseState.CONFLICT: "!",
    ClauseState.ACCEPTED: "✓",
}


def map_html(render: Renderer, lines: Sequence[ClauseLine], current: str | None, open_items: Sequence[OpenItem]) -> str:
    """Return the clause map as a list of buttons; ``current`` is the clause being worked on."""
    waiting = waiting_clauses(open_items)
    return render(
        "draft_map",
        sections=[(title, list(part)) for title, part in groupby(lines, key=lambda line: line.section)],
        current=current,
        icons={state.value: icon for state, icon in ICONS.items()},
        next_open=neighbour(lines, current, waiting, 1),
        previous_open=neighbour(lines, current, waiting, -1),
        waiting=len(waiting),
    )


def waiting_clauses(open_items: Sequence[OpenItem]) -> list[str]:
    """Return the clauses with a blank, a conflict, or put off, each once."""
    return list(dict.fromkeys(i.clause for i in open_items))


def neighbour(lines: Sequence[ClauseLine], current: str | None, wanted: Sequence[str], way: int) -> str:
    """Return the next (``way`` 1) or previous (-1) wanted clause in order, round the end; "" when none."""
    order = [line.id for line in lines]
    if not wanted or not order:
        return ""
    start = order.index(current) if current in order else 0
    for step in range(1, len(order) + 1):
        found = order[(start + way * step) % len(order)]
        if found in wanted:
            return found
    return ""
