"""Messages while drafting: what they mean, and what a sentence that starts a draft already tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assistant.domain.templates import FieldType, TemplateField
from evals.bench import Bench
from evals.task import DraftingSample, Findings, Outcome
from evals.tasks.fields import room, same
from evals.tasks.questions import mark_figures

TEMPLATE = "standard"
CLAUSE = "termination"
"""The clause on the table when the chat waits for a decision on one; it has several variants."""

_SLOT = re.compile(r"\{\{.*?\}\}")
"""Every number of the clause is shown as thirty."""

TODAY = date(2026, 11, 23)

Understand = Callable[[DraftingSample], Any]


def run(bench: Bench, samples: tuple[DraftingSample, ...]) -> Findings:
    """Read the intent of every message, and the values of those that start a draft."""
    if not samples:
        return Findings()
    understand = listener(bench)
    read_opening = room("assistant.drafting.opening", "read_opening")
    outcomes = []
    for sample in samples:
        intent = str(understand(sample).intent.value)
        marks, got = {"intent": float(intent == sample.expect.intent)}, intent
        if sample.expect.intent == "start":
            values = read_opening(sample.say, today=TODAY)
            marks["values"] = float(holds(values, sample.expect.values))
            got += f" {dict(values)}"
        wanted = f"{sample.expect.intent} {sample.expect.values or ''}".strip()
        outcomes.append(
            Outcome(
                sample=sample.id,
                asked=sample.asked,
                expected=wanted,
                got=got,
                passed=all(marks.values()),
                marks=marks,
            )
        )
    return Findings(outcomes=tuple(outcomes), figures=mark_figures(tuple(outcomes)))


def listener(bench: Bench) -> Understand:
    """Return what understands a message on a new standard draft, as the chat does; raise Unavailable."""
    made = bench.made
    understander = room("assistant.services.conversations", "make_understander")(made.knowledge, made.wording)
    context_of = room("assistant.dialogue.intents", "Context")
    template = made.templates.templates[TEMPLATE]
    clause = template.clauses[CLAUSE]
    draft = room("assistant.drafting.steps", "new_draft")(template, draft_id="evals", title="MOU", now=made.clock())

    def understand(sample: DraftingSample) -> Any:
        if sample.context == "none":
            return understander.understand(sample.say, context_of(today=TODAY))
        variant = clause.variants[0].id
        common = {"draft": draft, "template": template, "clause": clause, "variant": variant, "today": TODAY}
        if sample.context == "field":
            context = context_of(waiting="field", field=field_of(sample, template.fields), **common)
        else:
            text = _SLOT.sub("thirty", "\n\n".join(b.text for b in clause.variants[0].blocks))
            context = context_of(waiting="clause", text=text, **common)
        return understander.understand(sample.say, context)

    return understand


def field_of(sample: DraftingSample, fields: Mapping[str, TemplateField]) -> TemplateField:
    """Return the template's field of that name and type, or one like it."""
    name, kind = sample.field["name"], FieldType(sample.field["type"])
    found = fields.get(name)
    if found is not None and found.type is kind:
        return found
    label = re.sub(r"_", " ", name)
    return TemplateField(name=name, type=kind, label=label.capitalize(), ask=f"What is the {label}?")


def holds(values: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Return whether every wanted value was read, and no agency or district that was not said."""
    invented = {"agency_name", "district_name"} & (set(values) - set(wanted))
    return not invented and all(same(value, values.get(name)) for name, value in wanted.items())
