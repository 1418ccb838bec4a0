"""The step that writes values: set, emptied and marked as unknown at once, with what was decided about conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.domain.drafts import ConflictRecord, Draft
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.render import clause_text
from assistant.drafting.steps import Step
from assistant.services.naming import title_of
from assistant.services.readings import Readings
from assistant.verify.conflicts import Conflict

Found = Sequence[tuple[str, tuple[Conflict, ...]]]


def with_values(
    draft: Draft, template: Template, readings: Readings, found: Found, reason: str, *, now: datetime, wording: Wording
) -> Step:
    """Write all that was read in one step, so that one undo takes all of it back.

    ``found`` holds, by clause, conflicts that the user decided to keep, for ``reason``.
    """
    done: list[Step] = []
    if readings.values or readings.emptied:
        before = title_of(draft.values, wording)
        done.append(steps.set_values(draft, template, {**readings.values, **dict.fromkeys(readings.emptied)}, now=now))
        draft = done[-1].draft
        if draft.title == before:
            draft = draft.model_copy(update={"title": title_of(draft.values, wording)})
    for name in readings.unknown:
        done.append(steps.mark_unknown(draft, template, name, now=now))
        draft = done[-1].draft
    return Step(
        draft=_with_records(draft, template, {n: tuple(kept(c, reason) for c in cs) for n, cs in found}),
        action="set",
        did=tuple(d for step in done for d in step.did),
        clause=next((s.clause for s in done if s.clause), None),
        field=next((s.field for s in done if s.field), None),
    )


def kept(conflict: Conflict, reason: str) -> ConflictRecord:
    """Return the record of a conflict that the user keeps knowingly."""
    return ConflictRecord(
        rule=conflict.rule, requirement=conflict.requirement, words=conflict.words, overridden=True, reason=reason
    )


def seen(draft: Draft, clause: str | None) -> Draft:
    """Note that the user is looking at a clause."""
    if clause not in draft.clauses:
        return draft
    entry = draft.clauses[clause].model_copy(update={"seen": True})
    return draft.model_copy(update={"cursor": clause, "clauses": {**draft.clauses, clause: entry}})


def _with_records(draft: Draft, template: Template, new: Mapping[str, tuple[ConflictRecord, ...]]) -> Draft:
    """Add what was decided about conflicts, and drop records of words that stand in the clause no more."""
    clauses = dict(draft.clauses)
    for name, entry in draft.clauses.items():
        if not entry.conflicts and name not in new:
            continue
        text = clause_text(draft, template, name)
        still = tuple(r for r in (*entry.conflicts, *new.get(name, ())) if r.words in text)
        clauses[name] = entry.model_copy(update={"conflicts": tuple(dict.fromkeys(still))})
    return draft.model_copy(update={"clauses": clauses})
