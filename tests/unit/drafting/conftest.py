"""A small template for tests of the drafting room."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.content import markup
from assistant.domain.drafts import Draft
from assistant.domain.templates import Clause, Section, Template, TemplateField, Variant
from assistant.domain.wording import Wording
from assistant.drafting.steps import new_draft

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def variant(name: str, body: str) -> Variant:
    return Variant(id=name, label=name.title(), use="Use it.", blocks=tuple(b for _, b in markup.blocks(body)))


def clause(name: str, *variants: Variant, requirements: tuple[str, ...] = (), when: str = "") -> Clause:
    fields = [n for v in variants for b in v.blocks for n in markup.fields_of(b)]
    return Clause(
        id=name,
        element="C1",
        title=name.replace("-", " ").capitalize(),
        requirements=requirements,
        purpose="What it is for.",
        variants=variants,
        fields=tuple(dict.fromkeys(fields)),
        when=markup.condition(when) if when else None,
    )


FIELDS: list[dict[str, Any]] = [
    {"name": "agency_name", "type": "text", "label": "Agency name", "ask": "Which agency?"},
    {"name": "district_name", "type": "text", "label": "School district name", "ask": "Which district?"},
    {"name": "days", "type": "integer", "label": "Days", "ask": "How many?", "suggested": 10},
    {"name": "rules", "type": "list", "label": "Rules", "ask": "Which?", "min_items": 1},
    {"name": "paid", "type": "yes-no", "label": "Paid", "ask": "Paid?"},
    {"name": "amount", "type": "money", "label": "Amount", "ask": "How much?", "required": False},
    {"name": "head", "type": "person", "label": "Head", "ask": "Who?"},
    {
        "name": "posts",
        "type": "table",
        "label": "Posts",
        "ask": "Where?",
        "columns": [
            {"name": "school", "type": "text", "label": "School"},
            {"name": "hours", "type": "integer", "label": "Hours"},
        ],
    },
    {"name": "signatories", "type": "list", "label": "Signatories", "ask": "Who signs?"},
]


@pytest.fixture
def template() -> Template:
    clauses = [
        clause(
            "parties",
            variant("two", "The {{ agency_name }} and the {{ district_name }} agree.\n\nHead: {{ head | name }}."),
            variant("short", "{{ agency_name }} agrees."),
            requirements=("p02.executed-mou",),
        ),
        clause(
            "discipline",
            variant(
                "strict",
                "School staff handle:\n\n- {{ list: rules }}\n\nThe SRO answers within {{ days | words }} days.\n\n"
                "- first\n- second\n\nSee {{ ref: pay }}.",
            ),
            variant("loose", "As before."),
            requirements=("p03.no-discipline", "p03.staff-handle"),
        ),
        clause(
            "pay",
            variant("a", "[if paid is yes] The District pays {{ amount }}.\n\n[if paid is no] No money changes hands."),
            variant("b", "{{ table: posts }}"),
        ),
        clause("extra", variant("a", "Only when paid."), variant("b", "Same."), when="paid is yes"),
        clause("signatures", variant("a", "Signed by:\n\n{{ signatures }}"), variant("b", "{{ signatures }}")),
    ]
    return Template(
        id="small",
        title="Memorandum of Understanding",
        version="1.0",
        edition="e1",
        sections=(Section(title="All", clauses=tuple(c.id for c in clauses)),),
        recitals=tuple(b for _, b in markup.blocks("The {{ agency_name }} serves the schools.")),
        clauses={c.id: c for c in clauses},
        fields={f["name"]: TemplateField.model_validate(f) for f in FIELDS},
    )


@pytest.fixture
def draft(template: Template) -> Draft:
    return new_draft(template, draft_id="d", title="T", now=NOW)


@pytest.fixture(scope="session")
def wording(knowledge: Any) -> Wording:
    return Wording(knowledge.messages)
