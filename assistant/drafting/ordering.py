"""The order of the clauses: the template's, unless a draft has moved some."""

from __future__ import annotations

from assistant.domain.drafts import Draft
from assistant.domain.templates import Template


def in_order(draft: Draft, template: Template) -> tuple[str, ...]:
    """Return every clause of the template in the draft's order; one that the draft does not place follows the clause
    that it follows in the template.
    """
    if not draft.order:
        return template.order
    order = [c for c in dict.fromkeys(draft.order) if c in template.clauses]
    for at, clause in enumerate(template.order):
        if clause in order:
            continue
        before = next((c for c in reversed(template.order[:at]) if c in order), None)
        order.insert(order.index(before) + 1 if before else 0, clause)
    return tuple(order)


def with_moved(draft: Draft, template: Template, clause: str, after: str) -> Draft:
    """Return the draft with a clause moved behind another one ("" for the start)."""
    order = [c for c in in_order(draft, template) if c != clause]
    order.insert(order.index(after) + 1 if after in order else 0, clause)
    return draft.model_copy(update={"order": () if tuple(order) == template.order else tuple(order)})
