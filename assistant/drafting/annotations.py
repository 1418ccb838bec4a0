"""The comments of the working copy: what each clause serves and where its words come from."""

from assistant.domain.documents import Annotation
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting.interview import present


def annotations(draft: Draft, template: Template, knowledge: Knowledge, wording: Wording) -> tuple[Annotation, ...]:
    """Return one annotation for each clause in the document."""
    return tuple(
        Annotation(clause=c, text=_text(draft, template, c, knowledge, wording)) for c in present(draft, template)
    )


def _text(draft: Draft, template: Template, clause_id: str, knowledge: Knowledge, wording: Wording) -> str:
    clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
    parts = []
    if clause.principles:
        named = "; ".join(f"{n}, {knowledge.principle(n).title}" for n in clause.principles)
        parts.append(wording("drafting.note.serves", principles=named))
        requirements = [knowledge.requirements[r].title for r in clause.requirements if r in knowledge.requirements]
        parts.append(wording("drafting.note.requirements", requirements="; ".join(requirements)))
        source = knowledge.sources["guiding-principles"]
        parts.append(wording("drafting.note.source", title=source.title, date=source.date_read.isoformat()))
    else:
        parts.append(wording("drafting.note.local"))
    if entry.own_text is not None:
        parts.append(wording("drafting.note.own"))
    else:
        label = next((v.label for v in clause.variants if v.id == entry.variant), clause.variants[0].label)
        version = f"{template.id} {template.version}"
        parts.append(wording("drafting.note.variant", label=label, template=version, element=clause.element))
    if clause.note:
        parts.append(wording("drafting.note.drafting", words=clause.note))
    if clause.counsel:
        parts.append(wording("drafting.note.counsel", words=clause.counsel))
    for conflict in entry.conflicts:
        key = "overridden" if conflict.overridden else "conflict"
        principle = int(conflict.requirement[1:3])
        reason = conflict.reason or wording("drafting.note.no-reason")
        parts.append(wording(f"drafting.note.{key}", principle=principle, words=conflict.words, reason=reason))
    return "\n".join(parts)
