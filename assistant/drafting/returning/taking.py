"""The step that takes over what a returned file changes: wording, values and place at once, one undo for all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.domain.drafts import ConflictRecord, Draft
from assistant.domain.returned import ReturnedItem
from assistant.domain.templates import Template
from assistant.domain.wording import saying
from assistant.drafting import steps
from assistant.drafting.ordering import with_moved
from assistant.drafting.returning.standing import markup_of
from assistant.drafting.steps import Step
from assistant.errors import NotAllowed


def take(
    draft: Draft,
    template: Template,
    item: ReturnedItem,
    *,
    text: str,
    values: Mapping[str, Any],
    now: datetime,
    file: str,
    reason: str = "",
    conflicts: tuple[ConflictRecord, ...] = (),
) -> Step:
    """Write the wording ("" for none), the values and the place that a file brings for one item.

    ``file`` says where it comes from, ``reason`` why a deleted clause is left out. A clause that was accepted
    stays accepted: whoever takes the file's words over accepts them. Raise NotAllowed when the clause does not
    belong to the draft.
    """
    clause = item.clause
    after = draft
    if values:
        after = steps.set_values(after, template, values, now=now).draft
    if clause is not None:
        after = _worded(after, draft, template, item, text, now, conflicts, reason, file)
    title = template.clauses[clause].title if clause in template.clauses else item.title
    if not title:
        return Step(draft=after, action="import", did=(saying("imports.did.front", file=file),))
    key = "imports.did.left-out" if item.state == "deleted" and not text else "imports.did.taken"
    return Step(draft=after, action="import", did=(saying(key, clause=title, file=file),), clause=clause)


def place(
    draft: Draft,
    template: Template,
    clause: str,
    text: str,
    *,
    now: datetime,
    file: str,
    conflicts: tuple[ConflictRecord, ...] = (),
) -> Step:
    """Write wording that the words of no clause were placed into."""
    after = _brought_back(draft, template, clause, now)
    after = steps.edit_clause(after, template, clause, text, now=now, conflicts=conflicts, origin=file).draft
    after = _still_accepted(after, draft, clause)
    did = saying("imports.did.placed", clause=template.clauses[clause].title, file=file)
    return Step(draft=after, action="import", did=(did,), clause=clause)


def placed_text(draft: Draft, template: Template, clause: str, item: ReturnedItem, *, first: bool) -> str:
    """Return a clause's wording with the words of an item before or after it."""
    own, new = markup_of(draft, template, clause), item.text or "\n\n".join(item.after)
    return "\n\n".join(part for part in ((new, own) if first else (own, new)) if part)


def _worded(
    after: Draft,
    draft: Draft,
    template: Template,
    item: ReturnedItem,
    text: str,
    now: datetime,
    conflicts: tuple[ConflictRecord, ...],
    reason: str,
    file: str,
) -> Draft:
    clause = str(item.clause)
    if clause not in after.clauses or clause not in template.clauses:
        raise NotAllowed("no-clause", clause=clause[:60])
    if item.state == "deleted" and not text:
        return steps.leave_out(after, template, clause, reason, now=now).draft
    if item.moved:
        after = with_moved(after, template, clause, item.place).model_copy(update={"updated": now})
    if text:
        after = _brought_back(after, template, clause, now)
        after = steps.edit_clause(after, template, clause, text, now=now, conflicts=conflicts, origin=file).draft
        after = _still_accepted(after, draft, clause)
    return after


def _brought_back(draft: Draft, template: Template, clause: str, now: datetime) -> Draft:
    if clause in draft.clauses and draft.clauses[clause].mark in ("left out", "skipped"):
        return steps.bring_back(draft, template, clause, now=now).draft
    return draft


def _still_accepted(after: Draft, before: Draft, clause: str) -> Draft:
    if before.clauses[clause].mark != "accepted":
        return after
    entry = after.clauses[clause].model_copy(update={"mark": "accepted"})
    return after.model_copy(update={"clauses": {**after.clauses, clause: entry}})
