"""The steps on a draft: each takes a draft and returns the next one with the change that made it.

The version is set when a step is stored; a step itself writes nothing. NotAllowed is raised, with a
remedy, when a step cannot be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.content.markup import refs_of
from assistant.domain.base import Value
from assistant.domain.drafts import Change, ClauseEntry, ConflictRecord, Draft
from assistant.domain.templates import Clause, Template
from assistant.drafting.format import show_value
from assistant.drafting.interview import applicable, blocks_in_use, is_decided, missing, present
from assistant.drafting.own_wording import unknown_marks, with_references
from assistant.errors import NotAllowed

_LONGEST_SHOWN = 80


class Step(Value):
    """A draft after a step, and what the step did."""

    draft: Draft
    change: Change


def new_draft(
    template: Template, *, draft_id: str, title: str, now: datetime, values: Mapping[str, Any] | None = None
) -> Draft:
    """Return a new draft with each clause on its first variant."""
    return Draft(
        id=draft_id,
        title=title,
        template=template.id,
        template_version=template.version,
        template_edition=template.edition,
        values=dict(values or {}),
        clauses={c: ClauseEntry(variant=template.clauses[c].variants[0].id) for c in template.order},
        cursor=template.order[0] if template.order else None,
        created=now,
        updated=now,
    )


def set_values(draft: Draft, template: Template, values: Mapping[str, Any], *, now: datetime) -> Step:
    """Set typed values; None leaves a field empty on purpose."""
    unknown_names = [n for n in values if n not in template.fields]
    if unknown_names:
        raise NotAllowed(f"There is no value called {unknown_names[0][:60]!r} in this template.", "Use a field's name.")
    names = list(values)
    shown = "; ".join(f"{template.fields[n].label}: {_shown(template, n, values[n])}" for n in names)
    clause = next((c for c in template.order if names and names[0] in template.clauses[c].fields), None)
    after = draft.model_copy(
        update={
            "values": {**draft.values, **values},
            "unknown": tuple(n for n in draft.unknown if n not in values),
            "updated": now,
        }
    )
    return _step(after, "set", f"set {shown}", now, clause=clause, field=names[0] if len(names) == 1 else None)


def mark_unknown(draft: Draft, template: Template, field: str, *, now: datetime) -> Step:
    """Note that a value is not known yet; its placeholder stays."""
    if field not in template.fields:
        raise NotAllowed(f"There is no value called {field[:60]!r} in this template.", "Use a field's name.")
    after = draft.model_copy(
        update={
            "values": {n: v for n, v in draft.values.items() if n != field},
            "unknown": tuple(dict.fromkeys((*draft.unknown, field))),
            "updated": now,
        }
    )
    return _step(after, "unknown", f"left {template.fields[field].label} open", now, field=field)


def choose_variant(draft: Draft, template: Template, clause: str, variant: str, *, now: datetime) -> Step:
    """Choose one of a clause's wordings; own wording is set aside (undo brings it back)."""
    of = _clause(draft, template, clause)
    found = next((v for v in of.variants if v.id == variant), None)
    if found is None:
        names = ", ".join(v.label for v in of.variants)
        raise NotAllowed(f"{of.title} has no wording called {variant[:60]!r}.", f"Choose one of: {names}.")
    entry = draft.clauses[clause].model_copy(
        update={"variant": variant, "own_text": None, "mark": "", "seen": True, "conflicts": ()}
    )
    return _changed(draft, clause, entry, "choose", f"chose “{found.label}” for {of.title}", now)


def edit_clause(
    draft: Draft,
    template: Template,
    clause: str,
    text: str,
    *,
    now: datetime,
    conflicts: tuple[ConflictRecord, ...] = (),
) -> Step:
    """Give a clause wording of its own; ``conflicts`` record what the user knowingly kept."""
    of = _clause(draft, template, clause)
    if not text.strip():
        raise NotAllowed("The wording is empty.", "Type the wording, or leave the clause out with a reason.")
    if marks := unknown_marks(text, template.fields, template.clauses):
        raise NotAllowed(
            f"The wording has “{marks[0][:60]}”, which stands for no value of this template.",
            "Write the words themselves, or a placeholder such as [AGENCY NAME - fill in].",
        )
    numbers = {str(n): c for n, c in enumerate(present(draft, template), 1)}
    referred = {r for b in blocks_in_use(draft, template, clause) for r in refs_of(b)}
    own = with_references(text.strip(), {n: c for n, c in numbers.items() if c in referred})
    entry = draft.clauses[clause].model_copy(
        update={"own_text": own, "mark": "", "seen": True, "reason": "", "conflicts": conflicts}
    )
    return _changed(draft, clause, entry, "edit", f"own wording for {of.title}", now)


def drop_own_text(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Return a clause to the template's wording."""
    of = _clause(draft, template, clause)
    if draft.clauses[clause].own_text is None:
        raise NotAllowed(f"{of.title} has no wording of your own.", "There is nothing to take back.")
    entry = draft.clauses[clause].model_copy(update={"own_text": None, "mark": "", "conflicts": ()})
    return _changed(draft, clause, entry, "edit", f"template wording for {of.title}", now)


def accept(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Accept a clause as it stands; what is still missing in it stays visible."""
    of = _clause(draft, template, clause)
    if any(not c.overridden for c in draft.clauses[clause].conflicts):
        raise NotAllowed(
            f"{of.title} has wording at odds with a principle.", "Change the wording, or keep it and give a reason."
        )
    entry = draft.clauses[clause].model_copy(update={"mark": "accepted", "seen": True, "reason": ""})
    return _changed(draft, clause, entry, "accept", f"accepted {of.title}", now)


def accept_all(draft: Draft, template: Template, *, now: datetime) -> Step:
    """Accept every clause that lacks nothing and was neither skipped nor left out."""
    done = [
        c
        for c in applicable(draft, template)
        if draft.clauses[c].mark == ""
        and not missing(draft, template, c)
        and all(r.overridden for r in draft.clauses[c].conflicts)
    ]
    if not done:
        raise NotAllowed("There is no clause that could be accepted now.", "Give the missing values first.")
    entries = {c: draft.clauses[c].model_copy(update={"mark": "accepted", "seen": True}) for c in done}
    after = draft.model_copy(update={"clauses": {**draft.clauses, **entries}, "updated": now})
    return _step(after, "accept-all", f"accepted {len(done)} clauses", now)


def skip(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Put a clause off; it comes back at the end."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause].model_copy(update={"mark": "skipped", "seen": True})
    return _changed(draft, clause, entry, "skip", f"skipped {of.title}", now)


def leave_out(draft: Draft, template: Template, clause: str, reason: str, *, now: datetime) -> Step:
    """Leave a clause out of the agreement, for a reason that the record keeps."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause].model_copy(update={"mark": "left out", "seen": True, "reason": reason.strip()[:500]})
    tail = f": {entry.reason}" if entry.reason else ""
    return _changed(draft, clause, entry, "leave-out", f"left out {of.title}{tail}", now)


def bring_back(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Bring back a clause that was left out or skipped."""
    of = _clause(draft, template, clause)
    if draft.clauses[clause].mark not in ("left out", "skipped"):
        raise NotAllowed(f"{of.title} is in the agreement already.", "There is nothing to bring back.")
    entry = draft.clauses[clause].model_copy(update={"mark": "", "reason": ""})
    return _changed(draft, clause, entry, "bring-back", f"brought back {of.title}", now)


def override(draft: Draft, template: Template, clause: str, rule: str, reason: str, *, now: datetime) -> Step:
    """Keep wording that is at odds with a principle, knowingly; the record keeps the reason."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause]
    if rule not in [c.rule for c in entry.conflicts]:
        raise NotAllowed(f"{of.title} has no such conflict.", "Look at the clause again.")
    records = tuple(
        c.model_copy(update={"overridden": True, "reason": reason.strip()[:500]}) if c.rule == rule else c
        for c in entry.conflicts
    )
    after = entry.model_copy(update={"conflicts": records, "seen": True})
    return _changed(draft, clause, after, "override", f"kept conflicting wording in {of.title}", now)


def go_to(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Move to a clause and note that it was seen."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause].model_copy(update={"seen": True})
    after = draft.model_copy(
        update={"cursor": clause, "asking": None, "clauses": {**draft.clauses, clause: entry}, "updated": now}
    )
    return _step(after, "go-to", f"went to {of.title}", now, clause=clause)


def set_counsel_reviewed(draft: Draft, template: Template, reviewed: bool, *, now: datetime) -> Step:
    """Note whether counsel has reviewed the draft; until then the document says that it has not."""
    after = draft.model_copy(update={"counsel_reviewed": reviewed, "updated": now})
    words = "marked as reviewed by counsel" if reviewed else "marked as not reviewed by counsel"
    return _step(after, "counsel", words, now)


def undecided(draft: Draft, template: Template) -> tuple[str, ...]:
    """Return the clauses that still wait for a decision, in order."""
    return tuple(c for c in applicable(draft, template) if not is_decided(draft, template, c))


def _clause(draft: Draft, template: Template, clause: str) -> Clause:
    if clause not in template.clauses or clause not in draft.clauses:
        raise NotAllowed(f"There is no clause {clause[:60]!r} in this draft.", "Use the clause map or say its title.")
    found = template.clauses[clause]
    if found.when is not None and clause not in applicable(draft, template):
        label = template.fields[found.when.field].label if found.when.field in template.fields else found.when.field
        raise NotAllowed(
            f"{found.title} does not belong to this agreement as it stands.", f"It depends on the value “{label}”."
        )
    return found


def _changed(draft: Draft, clause: str, entry: ClauseEntry, action: str, summary: str, now: datetime) -> Step:
    after = draft.model_copy(update={"clauses": {**draft.clauses, clause: entry}, "updated": now})
    return _step(after, action, summary, now, clause=clause)


def _step(
    draft: Draft, action: str, summary: str, now: datetime, *, clause: str | None = None, field: str | None = None
) -> Step:
    change = Change(version=draft.version + 1, at=now, action=action, summary=summary, clause=clause, field=field)
    return Step(draft=draft, change=change)


def _shown(template: Template, name: str, value: Any) -> str:
    text = show_value(template.fields[name], value) or "left empty"
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1].rstrip() + "…"
