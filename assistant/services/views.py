"""What an editor of a draft shows: the clause map, and one clause with its variants and values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.content import markup
from assistant.domain.base import Value
from assistant.domain.drafts import ClauseState, ConflictRecord, Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import ClauseBlock, Option, Template, TemplateField
from assistant.drafting.conditions import value_of
from assistant.drafting.format import show_value
from assistant.drafting.interview import applicable, blocks_in_use, missing, state
from assistant.drafting.render import clause_text


class ClauseLine(Value):
    """One line of the clause map; ``principles`` is empty for a local choice.

    ``undecided`` says that wording at odds with a principle waits for a decision.
    """

    id: str
    title: str
    section: str
    state: ClauseState
    principles: tuple[int, ...] = ()
    undecided: bool = False


class FieldView(Value):
    """One value of a clause: what is asked, what it is now, and where that comes from.

    ``shown`` is the value as the agreement shows it, ``status`` given · suggested · unknown · missing · empty.
    """

    name: str
    type: str
    label: str
    ask: str
    help: str = ""
    example: str = ""
    required: bool = True
    value: Any = None
    shown: str = ""
    status: str = "missing"
    options: tuple[Option, ...] = ()


class VariantView(Value):
    """One wording of a clause."""

    id: str
    label: str
    use: str
    chosen: bool = False


class ClauseView(Value):
    """One clause as an editor shows it; ``text`` is the clause with its values or placeholders."""

    id: str
    title: str
    element: str
    state: ClauseState
    purpose: str
    note: str = ""
    counsel: str = ""
    plain: str = ""
    principles: tuple[int, ...] = ()
    requirements: tuple[str, ...] = ()
    local: bool = False
    variants: tuple[VariantView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    text: str = ""
    own_text: bool = False
    reason: str = ""
    conflicts: tuple[ConflictRecord, ...] = ()
    applies: bool = True


def clause_map(draft: Draft, template: Template) -> tuple[ClauseLine, ...]:
    """Return the clauses that belong to the draft, in order."""
    sections = {c: section.title for section in template.sections for c in section.clauses}
    return tuple(
        ClauseLine(
            id=c,
            title=template.clauses[c].title,
            section=sections[c],
            state=state(draft, template, c),
            principles=template.clauses[c].principles,
            undecided=any(not r.overridden for r in draft.clauses[c].conflicts),
        )
        for c in applicable(draft, template)
    )


def clause_view(draft: Draft, template: Template, clause_id: str, knowledge: Knowledge) -> ClauseView:
    """Return one clause with everything that can be decided about it."""
    clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
    return ClauseView(
        id=clause.id,
        title=clause.title,
        element=clause.element,
        state=state(draft, template, clause_id),
        purpose=clause.purpose,
        note=clause.note,
        counsel=clause.counsel,
        plain=clause.plain,
        principles=clause.principles,
        requirements=tuple(r for r in clause.requirements if r in knowledge.requirements),
        local=not clause.requirements,
        variants=tuple(
            VariantView(id=v.id, label=v.label, use=v.use, chosen=v.id == entry.variant) for v in clause.variants
        ),
        fields=tuple(field_view(draft, template, name) for name in fields_in_use(draft, template, clause_id)),
        text=clause_text(draft, template, clause_id),
        own_text=entry.own_text is not None,
        reason=entry.reason,
        conflicts=entry.conflicts,
        applies=clause_id in applicable(draft, template),
    )


def field_view(draft: Draft, template: Template, name: str) -> FieldView:
    """Return one field with its value."""
    field = template.fields[name]
    given = draft.values.get(name)
    if given is not None:
        status, value = "given", given
    elif name in draft.unknown:
        status, value = "unknown", None
    elif name in draft.values:
        status, value = "empty", None
    elif field.suggested is not None:
        status, value = "suggested", field.suggested
    else:
        status, value = "missing" if field.required else "empty", None
    return FieldView(
        name=name,
        type=field.type.value,
        label=field.label,
        ask=field.ask,
        help=field.help,
        example=field.example,
        required=field.required,
        value=value,
        shown="" if value is None else shown(field, value),
        status=status,
        options=field.options,
    )


def shown(field: TemplateField, value: Any) -> str:
    """Return a value in words for the chat and the form (an option by its label)."""
    for option in field.options:
        if option.id == value:
            return option.label
    if isinstance(value, bool):
        return "yes" if value else "no"
    return show_value(field, value)


def fields_in_use(draft: Draft, template: Template, clause_id: str) -> tuple[str, ...]:
    """Return the fields that the chosen variant of a clause uses, those still to be asked first."""
    clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
    used = [n for b in clause.variant(entry.variant).blocks for n in markup.fields_of(b)]
    if clause.when:
        used.append(clause.when.field)
    first = [f.name for f in missing(draft, template, clause_id)]
    return tuple(dict.fromkeys([*first, *(n for n in used if n in template.fields)]))


def source_text(draft: Draft, template: Template, clause_id: str) -> str:
    """Return a clause's words with its slots still open, so that an edit keeps them filled by values."""
    entry = draft.clauses[clause_id]
    if entry.own_text is not None:
        return entry.own_text
    return source_of(blocks_in_use(draft, template, clause_id), draft, template)


def source_of(blocks: Sequence[ClauseBlock], draft: Draft, template: Template) -> str:
    """Return what blocks say as own wording is typed, with their slots still open."""
    lines: list[str] = []
    for block in blocks:
        if block.kind == "paragraph":
            lines.append(f"\n{block.text}")
        elif block.kind == "item":
            lines.append(f"- {block.text}")
        elif block.kind == "list-field":
            items = value_of(block.field, draft.values, template.fields) or [f"{{{{ {block.field} }}}}"]
            lines += [f"- {item}" for item in items]
        elif block.kind == "table":
            lines += ["", *(" | ".join(row) for row in block.rows)]
        elif block.kind == "table-field":
            lines += ["", f"{{{{ {block.field} }}}}"]
    return "\n".join(lines).strip()
