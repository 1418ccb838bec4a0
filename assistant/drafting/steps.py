"""The steps on a draft: each takes a draft and returns the next one, and what it did.

A step writes nothing; its version and its words are set when it is stored. NotAllowed is raised
when a step cannot be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from assistant.content.markup import refs_of
from assistant.domain.base import Value
from assistant.domain.drafts import Adoption, ClauseEntry, ConflictRecord, Draft
from assistant.domain.templates import Clause, Template
from assistant.domain.wording import Saying, saying
from assistant.drafting.format import show_value
from assistant.drafting.interview import applicable, blocks_in_use, is_decided, missing, present
from assistant.drafting.moments import spoken
from assistant.drafting.own_wording import unknown_marks, with_references
from assistant.errors import NotAllowed

_LONGEST_SHOWN = 80


class Step(Value):
    """A draft after a step, and what the step did (``did``: one saying for each thing)."""

    draft: Draft
    action: str
    did: tuple[Saying, ...]
    clause: str | None = None
    field: str | None = None


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
        raise NotAllowed("no-field", name=unknown_names[0][:60])
    names = list(values)
    clause = next((c for c in template.order if names and names[0] in template.clauses[c].fields), None)
    after = draft.model_copy(
        update={
            "values": {**draft.values, **values},
            "unknown": tuple(n for n in draft.unknown if n not in values),
            "updated": now,
        }
    )
    did = tuple(_set(template, n, values[n], also=at > 0) for at, n in enumerate(names))
    return Step(draft=after, action="set", did=did, clause=clause, field=names[0] if len(names) == 1 else None)


def mark_unknown(draft: Draft, template: Template, field: str, *, now: datetime) -> Step:
    """Note that a value is not known yet; its placeholder stays."""
    if field not in template.fields:
        raise NotAllowed("no-field", name=field[:60])
    after = draft.model_copy(
        update={
            "values": {n: v for n, v in draft.values.items() if n != field},
            "unknown": tuple(dict.fromkeys((*draft.unknown, field))),
            "updated": now,
        }
    )
    did = saying("services.did.unknown", label=template.fields[field].label)
    return Step(draft=after, action="unknown", did=(did,), field=field)


def choose_variant(draft: Draft, template: Template, clause: str, variant: str, *, now: datetime) -> Step:
    """Choose one of a clause's wordings; own wording is set aside (undo brings it back)."""
    of = _clause(draft, template, clause)
    found = next((v for v in of.variants if v.id == variant), None)
    if found is None:
        names = ", ".join(v.label for v in of.variants)
        raise NotAllowed("no-variant", clause=of.title, variant=variant[:60], variants=names)
    entry = draft.clauses[clause].model_copy(
        update={"variant": variant, "own_text": None, "own_origin": "", "mark": "", "seen": True, "conflicts": ()}
    )
    did = saying("services.did.chose", variant=found.label, clause=of.title)
    return _changed(draft, clause, entry, "choose", did, now)


def edit_clause(
    draft: Draft,
    template: Template,
    clause: str,
    text: str,
    *,
    now: datetime,
    conflicts: tuple[ConflictRecord, ...] = (),
    origin: str = "",
) -> Step:
    """Give a clause wording of its own; ``conflicts`` record what the user knowingly kept.

    ``origin`` says where an accepted proposal took the words from; "" for words that somebody typed.
    """
    of = _clause(draft, template, clause)
    if not text.strip():
        raise NotAllowed("empty-wording", clause=of.title)
    if marks := unknown_marks(text, template.fields, template.clauses):
        raise NotAllowed("unknown-mark", mark=marks[0][:60])
    numbers = {str(n): c for n, c in enumerate(present(draft, template), 1)}
    referred = {r for b in blocks_in_use(draft, template, clause) for r in refs_of(b)}
    own = with_references(text.strip(), {n: c for n, c in numbers.items() if c in referred})
    written = {"own_text": own, "own_origin": origin.strip()[:300], "conflicts": conflicts}
    entry = draft.clauses[clause].model_copy(update={**written, "mark": "", "seen": True, "reason": ""})
    return _changed(draft, clause, entry, "edit", saying("services.did.own", clause=of.title), now)


def drop_own_text(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Return a clause to the template's wording."""
    of = _clause(draft, template, clause)
    if draft.clauses[clause].own_text is None:
        raise NotAllowed("no-own-wording", clause=of.title)
    nothing = {"own_text": None, "own_origin": "", "mark": "", "conflicts": ()}
    entry = draft.clauses[clause].model_copy(update=nothing)
    return _changed(draft, clause, entry, "edit", saying("services.did.template", clause=of.title), now)


def accept(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Accept a clause as it stands; what is still missing in it stays visible."""
    of = _clause(draft, template, clause)
    if any(not c.overridden for c in draft.clauses[clause].conflicts):
        raise NotAllowed("conflict-open", clause=of.title)
    entry = draft.clauses[clause].model_copy(update={"mark": "accepted", "seen": True, "reason": ""})
    return _changed(draft, clause, entry, "accept", saying("services.did.accepted", clause=of.title), now)


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
        raise NotAllowed("none-to-accept")
    entries = {c: draft.clauses[c].model_copy(update={"mark": "accepted", "seen": True}) for c in done}
    after = draft.model_copy(update={"clauses": {**draft.clauses, **entries}, "updated": now})
    return Step(draft=after, action="accept-all", did=(saying("services.did.accepted-all", count=len(done)),))


def skip(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Put a clause off; it comes back at the end."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause].model_copy(update={"mark": "skipped", "seen": True})
    return _changed(draft, clause, entry, "skip", saying("services.did.skipped", clause=of.title), now)


def leave_out(draft: Draft, template: Template, clause: str, reason: str, *, now: datetime) -> Step:
    """Leave a clause out of the agreement, for a reason that the record keeps."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause].model_copy(update={"mark": "left out", "seen": True, "reason": reason.strip()[:500]})
    key = "services.did.left-out-because" if entry.reason else "services.did.left-out"
    return _changed(draft, clause, entry, "leave-out", saying(key, clause=of.title, reason=entry.reason), now)


def bring_back(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Bring back a clause that was left out or skipped."""
    of = _clause(draft, template, clause)
    if draft.clauses[clause].mark not in ("left out", "skipped"):
        raise NotAllowed("in-agreement", clause=of.title)
    entry = draft.clauses[clause].model_copy(update={"mark": "", "reason": ""})
    return _changed(draft, clause, entry, "bring-back", saying("services.did.brought-back", clause=of.title), now)


def override(draft: Draft, template: Template, clause: str, rule: str, reason: str, *, now: datetime) -> Step:
    """Keep wording that is at odds with a principle, knowingly; the record keeps the reason."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause]
    if rule not in [c.rule for c in entry.conflicts]:
        raise NotAllowed("no-conflict", clause=of.title)
    records = tuple(
        c.model_copy(update={"overridden": True, "reason": reason.strip()[:500]}) if c.rule == rule else c
        for c in entry.conflicts
    )
    after = entry.model_copy(update={"conflicts": records, "seen": True})
    return _changed(draft, clause, after, "override", saying("services.did.kept", clause=of.title), now)


def go_to(draft: Draft, template: Template, clause: str, *, now: datetime) -> Step:
    """Move to a clause and note that it was seen."""
    of = _clause(draft, template, clause)
    entry = draft.clauses[clause].model_copy(update={"seen": True})
    after = draft.model_copy(
        update={"cursor": clause, "asking": None, "clauses": {**draft.clauses, clause: entry}, "updated": now}
    )
    return Step(draft=after, action="go-to", did=(saying("services.did.went", clause=of.title),), clause=clause)


def set_counsel_reviewed(draft: Draft, template: Template, reviewed: bool, *, now: datetime) -> Step:
    """Note whether counsel has reviewed the draft; until then the document says that it has not."""
    after = draft.model_copy(update={"counsel_reviewed": reviewed, "updated": now})
    did = saying("services.did.reviewed" if reviewed else "services.did.not-reviewed")
    return Step(draft=after, action="counsel", did=(did,))


def adopt(draft: Draft, template: Template, version: int, on: date, *, now: datetime) -> Step:
    """Note that the parties adopted a version; the same version again replaces its day."""
    others = tuple(a for a in draft.adopted if a.version != version)
    adopted = tuple(sorted((*others, Adoption(version=version, on=on)), key=lambda a: (a.on, a.version)))
    after = draft.model_copy(update={"adopted": adopted, "updated": now})
    did = saying("services.did.adopted", version=version, day=spoken(on))
    return Step(draft=after, action="adopt", did=(did,))


def undecided(draft: Draft, template: Template) -> tuple[str, ...]:
    """Return the clauses that still wait for a decision, in order."""
    return tuple(c for c in applicable(draft, template) if not is_decided(draft, template, c))


def _clause(draft: Draft, template: Template, clause: str) -> Clause:
    if clause not in template.clauses or clause not in draft.clauses:
        raise NotAllowed("no-clause", clause=clause[:60])
    found = template.clauses[clause]
    if found.when is not None and clause not in applicable(draft, template):
        label = template.fields[found.when.field].label if found.when.field in template.fields else found.when.field
        raise NotAllowed("does-not-apply", clause=found.title, label=label)
    return found


def _changed(draft: Draft, clause: str, entry: ClauseEntry, action: str, did: Saying, now: datetime) -> Step:
    after = draft.model_copy(update={"clauses": {**draft.clauses, clause: entry}, "updated": now})
    return Step(draft=after, action=action, did=(did,), clause=clause)


def _set(template: Template, name: str, value: Any, *, also: bool) -> Saying:
    field = template.fields[name]
    text = show_value(field, value)
    if not text:
        return saying("services.did.emptied", label=field.label)
    shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1].rstrip() + "…"
    return saying("services.did.set-also" if also else "services.did.set", label=field.label, value=shown)
