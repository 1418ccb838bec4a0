"""Where a draft stands: which clauses belong to it, their states, what is missing, what comes next."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from assistant.content import markup
from assistant.domain.base import Value
from assistant.domain.drafts import ClauseState, Draft, OpenItem
from assistant.domain.templates import Clause, ClauseBlock, FieldType, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.conditions import holds, value_of
from assistant.drafting.format import show_rows
from assistant.drafting.ordering import in_order
from assistant.drafting.own_wording import own_blanks, own_blocks, own_fields, own_refs

_NEAR = 78
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Progress(Value):
    """Counts of clauses: decided (accepted or left out), in all, in need of input, in conflict."""

    decided: int
    total: int
    need_input: int
    conflicts: int


def applicable(draft: Draft, template: Template) -> tuple[str, ...]:
    """Return the ids of the clauses whose condition holds, in document order."""
    return tuple(
        c
        for c in in_order(draft, template)
        if c in draft.clauses and holds(template.clauses[c].when, draft.values, template.fields)
    )


def blocks_in_use(draft: Draft, template: Template, clause_id: str) -> tuple[ClauseBlock, ...]:
    """Return the blocks of a clause's chosen variant whose condition holds."""
    clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
    return tuple(b for b in chosen(clause, entry.variant) if holds(b.when, draft.values, template.fields))


def clause_blocks(draft: Draft, template: Template, clause_id: str) -> tuple[ClauseBlock, ...]:
    """Return the blocks that a clause shows: its own wording's, else those of its variant in use.

    Own wording replaces the words; a clause that holds the signature block keeps it.
    """
    used = blocks_in_use(draft, template, clause_id)
    own = draft.clauses[clause_id].own_text
    if own is None:
        return used
    return (*own_blocks(own, template.fields), *(b for b in used if b.kind == "signatures"))


def chosen(clause: Clause, variant_id: str) -> tuple[ClauseBlock, ...]:
    """Return the blocks of a variant, of the first one when the draft names one that is gone."""
    return next((v for v in clause.variants if v.id == variant_id), clause.variants[0]).blocks


def missing(draft: Draft, template: Template, clause_id: str) -> tuple[TemplateField, ...]:
    """Return the required fields that the clause's text uses and that have neither value nor suggestion.

    A table with an empty cell counts as missing, because the cell shows a placeholder.
    """
    entry, fields = draft.clauses[clause_id], template.fields
    if entry.own_text is not None:
        names = own_fields(entry.own_text, fields)
        names += [n for b in clause_blocks(draft, template, clause_id) if b.kind == "signatures" for n in _shown(b)]
    else:
        names = [n for b in blocks_in_use(draft, template, clause_id) for n in _shown(b)]
        names += _deciding(draft, template, clause_id)
    out = []
    for name in dict.fromkeys(names):
        field = fields.get(name)
        if field is not None and field.required and _lacking(field, value_of(name, draft.values, fields)):
            out.append(field)
    return tuple(out)


def state(draft: Draft, template: Template, clause_id: str) -> ClauseState:
    """Return where a clause stands.

    A conflict comes before missing input and stays visible when it was overridden, until the wording
    changes. An accepted clause that loses a value needs input again.
    """
    entry = draft.clauses[clause_id]
    if entry.mark == "left out":
        return ClauseState.LEFT_OUT
    if entry.mark == "skipped":
        return ClauseState.SKIPPED
    if entry.conflicts:
        return ClauseState.CONFLICT
    if not entry.seen and not entry.mark and entry.own_text is None:
        return ClauseState.NOT_STARTED
    if missing(draft, template, clause_id) or _own_blanks(draft, template, clause_id):
        return ClauseState.NEEDS_INPUT
    return ClauseState.ACCEPTED if entry.mark == "accepted" else ClauseState.DRAFTED


def is_decided(draft: Draft, template: Template, clause_id: str) -> bool:
    """Say whether nothing is left to decide about a clause: accepted (an override counts) or left out."""
    entry = draft.clauses[clause_id]
    if entry.mark == "accepted":
        return not missing(draft, template, clause_id) and all(c.overridden for c in entry.conflicts)
    return entry.mark == "left out"


def open_items(draft: Draft, template: Template, wording: Wording) -> tuple[OpenItem, ...]:
    """Return what still needs a person: placeholders, skipped clauses and unresolved conflicts."""
    out: list[OpenItem] = []
    told: set[str] = set()
    standing = present(draft, template)
    for clause_id in standing:
        clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
        if entry.mark == "skipped":
            out.append(_item("skipped", clause, wording("drafting.open.skipped")))
        for field in missing(draft, template, clause_id):
            if field.name not in told:
                told.add(field.name)
                words = wording("drafting.open.placeholder", label=field.label)
                out.append(_item("placeholder", clause, words, field.name))
        for label in _own_blanks(draft, template, clause_id):
            words = wording("drafting.open.placeholder", label=label[:1].upper() + label[1:])
            out.append(_item("placeholder", clause, words))
        for name in _lost_references(draft, template, clause_id):
            title = template.clauses[name].title if name in template.clauses else name
            out.append(_item("reference", clause, wording("drafting.open.reference", title=title)))
        for conflict in entry.conflicts:
            if not conflict.overridden:
                words = wording("drafting.open.conflict", principle=int(conflict.requirement[1:3]))
                out.append(_item("conflict", clause, words))
    for field in _missing_before_clauses(draft, template):
        if field.name not in told and standing:
            first = next((c for c in standing if field.name in template.clauses[c].fields), standing[0])
            words = wording("drafting.open.placeholder", label=field.label)
            item = _item("placeholder", template.clauses[first], words, field.name)
            out.append(item.model_copy(update={"clause_title": wording("drafting.open.recitals")}))
    return tuple(out)


def progress(draft: Draft, template: Template) -> Progress:
    """Count how far a draft is."""
    order = applicable(draft, template)
    states = [state(draft, template, c) for c in order]
    return Progress(
        decided=sum(is_decided(draft, template, c) for c in order),
        total=len(order),
        need_input=states.count(ClauseState.NEEDS_INPUT),
        conflicts=states.count(ClauseState.CONFLICT),
    )


def find_clause(template: Template, words: str) -> str | None:
    """Find a clause by id, title, element ("C7"), number ("clause 7", "the third clause") or nearly so."""
    said = re.sub(r"[^a-z0-9 ]+", " ", words.lower()).strip()
    said = re.sub(r"\b(?:the|clause|section|part|about|on|to|please|go|one)\b", " ", said)
    said = re.sub(r"\s+", " ", said).strip()
    order = template.order
    numbered = re.search(r"\b(?:clause|section|number|no)\s*\.?\s*(\d{1,2})\b", words, re.I)
    numbered = numbered or re.fullmatch(r"\s*(\d{1,2})\s*", words)
    if numbered and 1 <= int(numbered[1]) <= len(order):
        return order[int(numbered[1]) - 1]
    if said in _ORDINALS and _ORDINALS.index(said) < len(order):
        return order[_ORDINALS.index(said)]
    if said == "last":
        return order[-1]
    for clause_id in order:
        clause = template.clauses[clause_id]
        if said in (clause_id.replace("-", " "), clause.title.lower(), clause.element.lower()):
            return clause_id
    if len(said) < 3:
        return None
    scored = [(_likeness(said, f"{c.replace('-', ' ')} {template.clauses[c].title.lower()}"), c) for c in order]
    best, found = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return found if best >= _NEAR else None


def _likeness(said: str, name: str) -> float:
    """Compare word by word, so that one word of a title is enough and a slip of the finger is forgiven."""
    words = re.sub(r"[^a-z0-9 ]+", " ", name).split()
    best = [max((fuzz.ratio(one, word) for word in words), default=0.0) for one in said.split() if len(one) > 2]
    return float(0.7 * max(best) + 0.3 * sum(best) / len(best)) if best else 0.0


def present(draft: Draft, template: Template) -> tuple[str, ...]:
    """Return the clauses that stand in the document: applicable, not left out, and with words to show."""
    return tuple(
        c
        for c in applicable(draft, template)
        if draft.clauses[c].mark != "left out" and clause_blocks(draft, template, c)
    )


def _lost_references(draft: Draft, template: Template, clause_id: str) -> list[str]:
    """Return the clauses that a clause's text refers to and that are not in the document."""
    own = draft.clauses[clause_id].own_text
    standing = present(draft, template)
    if own is not None:
        named = own_refs(own, template.fields)
    else:
        named = [r for b in blocks_in_use(draft, template, clause_id) for r in markup.refs_of(b)]
    return [r for r in dict.fromkeys(named) if r not in standing]


def _item(kind: str, clause: Clause, text: str, field: str | None = None) -> OpenItem:
    return OpenItem(kind=kind, clause=clause.id, clause_title=clause.title, field=field, text=text)


def _shown(block: ClauseBlock) -> list[str]:
    names = [n for n in markup.fields_of(block) if block.when is None or n != block.when.field]
    # A block "[if field is given] … {{ field }}" is only there when the field has a value.
    if block.when is not None and block.when.field in _slots(block):
        names.append(block.when.field)
    return names


def _slots(block: ClauseBlock) -> list[str]:
    texts = (block.text, *(c for row in block.rows for c in row))
    return [block.field, *(m["name"] for t in texts for m in markup.SLOT.finditer(t))]


def _deciding(draft: Draft, template: Template, clause_id: str) -> list[str]:
    """Return the choice and yes-no fields that decide which blocks stand, so that they are asked."""
    clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
    conditions = [b.when for b in chosen(clause, entry.variant) if b.when is not None]
    names = [c.field for c in conditions if c.op in ("is", "is not")]
    kinds = (FieldType.CHOICE, FieldType.YES_NO)
    return [n for n in names if n in template.fields and template.fields[n].type in kinds]


def _missing_before_clauses(draft: Draft, template: Template) -> list[TemplateField]:
    """Return the required fields without a value that the parties line and the recitals show."""
    names = ["agency_name", "district_name"]
    for block in template.recitals:
        if holds(block.when, draft.values, template.fields):
            names += _shown(block)
    found = [template.fields[n] for n in dict.fromkeys(names) if n in template.fields]
    return [f for f in found if f.required and _lacking(f, value_of(f.name, draft.values, template.fields))]


def _own_blanks(draft: Draft, template: Template, clause_id: str) -> list[str]:
    own = draft.clauses[clause_id].own_text
    return own_blanks(own, template.fields) if own is not None else []


def _lacking(field: TemplateField, value: object) -> bool:
    if value is None or value == "" or value == [] or value == ():
        return True
    return field.type is FieldType.TABLE and any(not c for row in show_rows(field, value) for c in row)
