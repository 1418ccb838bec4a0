"""Carry a draft over to the template as it is now, losing nothing that a person gave or wrote."""

from __future__ import annotations

from assistant.domain.drafts import ClauseEntry, Draft
from assistant.domain.templates import Clause, Template
from assistant.domain.wording import Wording


def carry_over(draft: Draft, template: Template, wording: Wording) -> tuple[Draft, list[str]]:
    """Return the draft on the template's present version, and a sentence on each thing that no longer exists.

    Every value stays, also one that no clause asks for now. Own wording stands where its clause stands; the
    entry of a clause that is gone is kept only for its own wording, and shows again if the clause returns.
    A wording that is gone falls back to the clause's first. What was accepted in the template's words is to
    be accepted again, because those words may have changed. A draft on the present version comes back as it
    is, with nothing to say.
    """
    if draft.template_version == template.version and set(template.clauses) <= set(draft.clauses):
        return draft, []
    entries: dict[str, ClauseEntry] = {}
    said: list[str] = []
    for clause_id, clause in template.clauses.items():
        entry = draft.clauses.get(clause_id)
        if entry is None:
            entries[clause_id] = ClauseEntry(variant=clause.variants[0].id)
            said.append(wording("drafting.carried.new", title=clause.title))
        else:
            entries[clause_id], told = _carried(entry, clause)
            said += [wording(f"drafting.carried.{key}", title=clause.title) for key in told]
    for clause_id, entry in draft.clauses.items():
        if clause_id in template.clauses:
            continue
        if entry.own_text is not None:
            entries[clause_id] = entry
        key = "gone" if entry.own_text is None else "gone-own"
        said.append(wording(f"drafting.carried.{key}", title=_title(clause_id)))
    said += [wording("drafting.carried.value", name=_title(n)) for n in draft.values if n not in template.fields]
    after = draft.model_copy(
        update={
            "clauses": entries,
            "template_version": template.version,
            "template_edition": template.edition,
            "cursor": draft.cursor if draft.cursor in template.clauses else next(iter(template.order), None),
            "asking": draft.asking if draft.asking in template.fields else None,
        }
    )
    return after, said


def _carried(entry: ClauseEntry, clause: Clause) -> tuple[ClauseEntry, list[str]]:
    told = []
    if entry.variant not in {v.id for v in clause.variants}:
        told.append("variant" if entry.own_text is None else "variant-own")
        entry = entry.model_copy(update={"variant": clause.variants[0].id})
    if entry.mark == "accepted" and entry.own_text is None:
        told.append("again")
        entry = entry.model_copy(update={"mark": ""})
    return entry, told


def _title(name: str) -> str:
    """Return the words of an id, for what has no title or label any more."""
    return name.replace("-", " ").replace("_", " ").capitalize()
