"""Cross-checks of clauses and templates: what they serve, what they may not say, what they would trip over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from assistant.content.markup import REF, SLOT
from assistant.content.places import Place, heads
from assistant.content.problems import Problems, nearest
from assistant.domain.knowledge import Knowledge, Requirement
from assistant.domain.templates import (
    Clause,
    ClauseBlock,
    Condition,
    FieldType,
    Template,
    TemplateField,
    TemplateSet,
    Variant,
)
from assistant.verify.conflicts import find_conflicts
from assistant.verify.negation import is_negated

_COUNSEL = frozenset({"C10", "C11", "C14", "C15", "C25", "C28", "C34"})
_ELEMENT = re.compile(r"^C(?:[1-9]|[12]\d|3[0-6])$")
_NAMES_PRINCIPLE = re.compile(r"\bprinciples? \d+\b|\bguiding principles?\b|\bthe principles\b", re.IGNORECASE)
_PINS = re.compile(
    r"\b(?:principles?(?: \d+)?|DOJ|Department of Justice|COPS Office)\b(?: \w+)? (?:require|mandate|oblige|compel)\w*"
    r"|\b(?:required|mandated) by (?:the )?(?:principles?|guiding|DOJ|COPS)",
    re.IGNORECASE,
)


def check_templates(
    content: Path, knowledge: Knowledge, rules: tuple[Requirement, ...], templates: TemplateSet, problems: Problems
) -> None:
    """Note what is wrong with any clause or template."""
    places = heads(content, "mou_templates/clauses")
    for clause in templates.clauses.values():
        place = places.get(clause.id)
        if place is None:  # the reader has said that the id differs from the file's name
            continue
        _check_head(clause, knowledge, place, problems)
        _check_conditions(clause, templates.fields, place, problems)
        for variant in clause.variants:
            _check_wording(clause, variant, rules, templates.fields, content, place, problems)
    for template in templates.templates.values():
        _check_coverage(template, knowledge, problems)


def _check_head(clause: Clause, knowledge: Knowledge, place: Place, problems: Problems) -> None:
    if not _ELEMENT.match(clause.element):
        problems.error(place.file, place.line("element"), f"element {clause.element!r} is not C1 to C36")
    for name in clause.requirements:
        if name not in knowledge.requirements:
            problems.error(
                place.file,
                place.line("requirements"),
                f"requirement {name!r} is not known",
                nearest(name, knowledge.requirements),
            )
    if clause.element in _COUNSEL and not clause.counsel:
        problems.error(
            place.file, place.line(), f"element {clause.element} needs review by counsel", "add 'counsel: …'"
        )
    if not clause.requirements and _NAMES_PRINCIPLE.search(clause.purpose):
        problems.error(
            place.file,
            place.line("purpose"),
            "a local choice names a principle in its purpose",
            "say what the clause is for; nothing in the principles asks for it",
        )
    for key, text in (
        ("purpose", clause.purpose),
        ("note", clause.note),
        ("plain", clause.plain),
        ("counsel", clause.counsel),
    ):
        for found in _PINS.finditer(text):
            if not is_negated(text, found.end()):
                problems.error(
                    place.file,
                    place.line(key),
                    f"{found[0]!r}: the principles recommend",
                    "say 'recommends' or 'says … should'",
                )
    if not clause.families:
        problems.warning(
            place.file,
            place.line(),
            "does not say what it means for students and parents",
            "add 'families: …', which the board packet's summary shows",
        )
    for key, text in (("purpose", clause.purpose), ("plain", clause.plain)):
        if not text.strip():
            problems.error(place.file, place.line(), f"{key!r} is empty", f"add '{key}: …'")


def _check_conditions(clause: Clause, fields: dict[str, TemplateField], place: Place, problems: Problems) -> None:
    conditions = [clause.when] if clause.when else []
    for variant in clause.variants:
        for block in variant.blocks:
            if block.when:
                conditions.append(block.when)
            for name in _slots(block):
                field = fields.get(name)
                if field is None:
                    continue
                if field.type is FieldType.YES_NO:
                    problems.error(
                        place.file, 0, f"{name!r} is yes or no and cannot stand in the text", "use '[if … is yes]'"
                    )
                if not field.required and field.suggested is None and not _guarded(block.when, name):
                    problems.warning(
                        place.file,
                        0,
                        f"variant {variant.id!r} uses {name!r}, which may stay empty",
                        f"begin the block with '[if {name} is given]'",
                    )
    for condition in conditions:
        wrong = _wrong_condition(condition, fields)
        if wrong:
            problems.error(place.file, 0, wrong[0], wrong[1])


def _slots(block: ClauseBlock) -> list[str]:
    texts = (block.text, *(cell for row in block.rows for cell in row))
    return [m["name"] for text in texts for m in SLOT.finditer(text)] + ([block.field] if block.field else [])


def _guarded(condition: Condition | None, name: str) -> bool:
    return condition is not None and (condition.field == name or condition.op in ("is", "is given"))


def _wrong_condition(condition: Condition, fields: dict[str, TemplateField]) -> tuple[str, str] | None:
    field = fields.get(condition.field)
    if field is None:
        return f"condition on {condition.field!r}, which is no field", nearest(condition.field, fields)
    if condition.op not in ("is", "is not"):
        return None
    known: tuple[str, ...] = ()
    if field.type is FieldType.YES_NO:
        known = ("yes", "no")
    elif field.type is FieldType.CHOICE:
        known = tuple(o.id for o in field.options)
    if known and condition.value not in known:
        message = f"condition '{condition.field} {condition.op} {condition.value}' can never be met as written"
        return message, nearest(condition.value, known) or "one of: " + ", ".join(known)
    return None


def _check_wording(
    clause: Clause,
    variant: Variant,
    rules: tuple[Requirement, ...],
    fields: dict[str, TemplateField],
    content: Path,
    place: Place,
    problems: Problems,
) -> None:
    """The library's own wording must pass the guard that users' wording passes."""
    lines = (content / place.file).read_text("utf-8").splitlines()
    heading = next((n for n, line in enumerate(lines, 1) if line.startswith(f"## {variant.id}:")), 0)
    text = "\n\n".join(_text(block, fields) for block in variant.blocks)
    for conflict in find_conflicts(text, rules):
        problems.error(
            place.file,
            heading,
            f"variant {variant.id!r}: rule {conflict.rule!r} finds {conflict.words!r}",
            conflict.instead,
        )


def _text(block: ClauseBlock, fields: dict[str, TemplateField]) -> str:
    if block.kind == "list-field":
        value = fields[block.field].suggested if block.field in fields else None
        return "\n".join(f"- {item}" for item in (value if isinstance(value, list) else ()))
    if block.kind == "table":
        return "\n".join("| " + " | ".join(_filled(cell, fields) for cell in row) + " |" for row in block.rows)
    return ("- " if block.kind == "item" else "") + _filled(block.text, fields)


def _filled(text: str, fields: dict[str, TemplateField]) -> str:
    return REF.sub("Section 1", SLOT.sub(lambda m: _shown(fields.get(m["name"])), text))


def _shown(field: TemplateField | None) -> str:
    value: Any = field.suggested if field else None
    if field is None or value is None:
        return "[value]"
    if field.type is FieldType.CHOICE:
        return next((o.text for o in field.options if o.id == value), "[value]")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _check_coverage(template: Template, knowledge: Knowledge, problems: Problems) -> None:
    file = f"mou_templates/{template.id}/template.yaml"
    served = {r for clause in template.clauses.values() for r in clause.requirements}
    for principle in knowledge.principles:
        own = [r.id for r in knowledge.requirements.values() if r.principle == principle.number]
        missing = [r for r in own if r not in served]
        if own and len(missing) == len(own):
            problems.error(
                file,
                0,
                f"no clause of template {template.id!r} serves principle {principle.number}",
                f"add a clause for {', '.join(own)}",
            )
        elif missing:
            problems.error(
                file,
                0,
                f"no clause of template {template.id!r} serves {', '.join(missing)}",
                "add it to a clause's requirements",
            )
