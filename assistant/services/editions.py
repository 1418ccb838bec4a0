"""Carry a draft over to the template as it is now, when the template's version has changed."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.drafts import Change, ClauseEntry, Draft
from assistant.domain.templates import Template
from assistant.domain.wording import Wording

ACTION = "carry-over"


def is_current(draft: Draft, template: Template) -> bool:
    """Tell whether a draft was last written with this version of its template."""
    return draft.template_version == template.version and set(draft.clauses) == set(template.clauses)


def carry_over(draft: Draft, template: Template, *, now: datetime, wording: Wording) -> tuple[Draft, Change]:
    """Return the draft on the template's present version, and the change that says what became of it.

    Values and own wording stay. A clause that is new begins anew, one that is gone is named; what was
    accepted must be accepted again, because the words may have changed.
    """
    entries: dict[str, ClauseEntry] = {}
    again, fallen_back = 0, []
    for clause_id, clause in template.clauses.items():
        entry = draft.clauses.get(clause_id)
        if entry is None:
            entries[clause_id] = ClauseEntry(variant=clause.variants[0].id)
            continue
        if entry.variant not in {v.id for v in clause.variants}:
            fallen_back.append(clause.title)
            entry = entry.model_copy(update={"variant": clause.variants[0].id, "mark": _reopened(entry)})
        if entry.mark == "accepted" and entry.own_text is None:
            entry, again = entry.model_copy(update={"mark": ""}), again + 1
        entries[clause_id] = entry
    new = [template.clauses[c].title for c in template.order if c not in draft.clauses]
    gone = [c for c in draft.clauses if c not in template.clauses]
    parts = [wording("services.carried.lead", old=draft.template_version, new=template.version, template=template.id)]
    for key, names in (("new", new), ("gone", gone), ("variants", fallen_back)):
        if names:
            parts.append(wording(f"services.carried.{key}", names=", ".join(names)))
    if again:
        parts.append(wording("services.carried.again", count=again))
    carried = draft.model_copy(
        update={
            "clauses": entries,
            "template_version": template.version,
            "template_edition": template.edition,
            "cursor": draft.cursor if draft.cursor in entries else template.order[0],
            "asking": draft.asking if draft.asking in template.fields else None,
            "updated": now,
        }
    )
    return carried, Change(version=draft.version + 1, at=now, action=ACTION, summary=" ".join(parts))


def _reopened(entry: ClauseEntry) -> str:
    return "" if entry.mark == "accepted" else entry.mark
