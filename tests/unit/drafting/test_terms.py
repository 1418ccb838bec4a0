"""The defined terms of a draft are looked at as it stands: its wordings, its own words, what is left out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.content.templates import load_templates
from assistant.domain.drafts import Draft
from assistant.domain.templates import Template
from assistant.drafting.steps import new_draft
from assistant.drafting.terms import terms_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)
VALUES = {"agency_name": "Riverton Police", "complaint_reviewer": "the Riverton Ombuds Office"}


@pytest.fixture(scope="module", params=["standard", "essential"])
def template(request: pytest.FixtureRequest, root: Path) -> Template:
    return load_templates(root).templates[request.param]


def draft(template: Template, **clauses: dict[str, object]) -> Draft:
    made = new_draft(template, draft_id="d1", title="R", now=NOW, values=VALUES)
    changed = {c: made.clauses[c].model_copy(update=u) for c, u in clauses.items()}
    return made.model_copy(update={"clauses": {**made.clauses, **changed}})


def test_a_shipped_template_uses_its_terms_as_it_defines_them(template: Template) -> None:
    found = terms_of(draft(template), template)
    assert (found.undefined, found.twice, found.lower) == ((), (), ())


def test_own_wording_that_uses_a_term_nobody_defined_is_named(template: Template) -> None:
    text = "The Program Board meets. The Program Board reports to the Agency. Call the Riverton Police."
    found = terms_of(draft(template, purpose={"own_text": text}), template)
    assert [(n.term, n.times) for n in found.undefined] == [("Program Board", 2)]
    assert "Purpose" in found.undefined[0].clauses[0]


def test_own_wording_that_defines_a_term_again_or_without_use_is_named(template: Template) -> None:
    text = 'The police (the "Agency") and a team (the "Liaison Panel") meet with the superintendent.'
    found = terms_of(draft(template, purpose={"own_text": text}), template)
    assert [n.term for n in found.twice] == ["Agency"]
    assert "Liaison Panel" in [n.term for n in found.unused]
    assert [n.term for n in found.lower] == ["Superintendent"]


def test_a_definition_that_is_left_out_leaves_its_terms_undefined(template: Template) -> None:
    found = terms_of(draft(template, parties={"mark": "left out"}), template)
    assert {"Agency", "District", "Superintendent"} <= {n.term for n in found.undefined}
