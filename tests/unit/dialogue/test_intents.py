"""What a message means: the same word is a value, a decision or a question elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.dialogue.intents import Understander
from assistant.dialogue.understanding import Context
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import FieldType, TemplateField, TemplateSet
from assistant.domain.wording import Wording
from assistant.services.listening import make_understander

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Understander:
    return make_understander(knowledge, Wording(knowledge.messages))


def context(
    templates: TemplateSet, waiting: str, field: TemplateField | None = None, clause: str = "cameras"
) -> Context:
    if waiting == "none":
        return Context(today=TODAY)
    template = templates.templates["standard"]
    return Context(
        waiting=waiting,  # type: ignore[arg-type]
        field=field,
        clause=template.clauses[clause],
        variant=template.clauses[clause].variants[0].id,
        template=template,
        text="The Agency gives thirty days of notice.",
        today=TODAY,
    )


AT_A_CLAUSE = {
    "accept": [
        "acept",
        "yes please",
        "that's fine",
        "sounds good to me",
        "works for me",
        "we're happy with that",
        "no, that's fine",
        "leave as is",
    ],
    "skip": ["skp", "pass", "not now", "we'll decide that later", "I'd rather do this one later"],
    "accept-all": ["accept the rest", "aprove all remaining clauses", "everything else looks good"],
    "leave-out": [
        "leave out because we have no cameras",
        "we do not need this clause because the city pays",
        "omit",
        "not applicable",
    ],
    "bring-back": ["bring it back", "restore the clause"],
    "back": ["back", "bak", "one step back"],
    "next": ["next", "continue", "move on"],
    "go-to": ["go to evaluation", "jump to section 12", "back to school discipline", "goto training"],
    "undo": ["undo that please", "take that back", "oops"],
    "redo": ["redo", "put back what I undid"],
    "why": ["why?", "what's this for", "which principle does this serve?"],
    "missing": ["what is missing?", "are we done?", "show me what's missing", "what have I skipped?"],
    "show": ["show the draft", "read it back to me", "what do we have so far?"],
    "export": ["export", "I want a word document", "can i have it in word"],
    "help": ["help", "what can I do?", "I'm lost"],
    "choose": ["option b", "the second one", "2", "use the agency policy one", "the last one"],
    "edit": [
        "use this instead: The camera shall be on.",
        'replace "thirty" with "sixty"',
        "delete the second sentence",
    ],
    "reject": ["no", "I don't like it", "try again", "we can't accept this wording"],
    "question": ["what do the principles say about cameras", "can an sro search a backpack", "and what about arrests?"],
    "value": [
        "keep recordings 90 days",
        "90 days",
        "the chief is Dana Whitfield",
        "set the start date to July 1, 2027",
    ],
    "unclear": ["banana", "qwerty uiop", "hmm"],
    "start": ["start a new draft", "draft another MOU between the Ash PD and Ash ISD"],
}


@pytest.mark.parametrize(("intent", "message"), [(i, m) for i, ms in AT_A_CLAUSE.items() for m in ms])
def test_at_a_clause(reader: Understander, templates: TemplateSet, intent: str, message: str) -> None:
    assert reader.understand(message, context(templates, "clause")).intent == intent


BEFORE_A_DRAFT = {
    "start": [
        "draft an mou",
        "I need an agreement for our school officer",
        "let's start",
        "create a short agreement",
        "can we make an MOU?",
        "mou please",
    ],
    "question": [
        "do we need an MOU?",
        "what should an MOU contain?",
        "training hours",
        "should we draft an mou before hiring",
        "how do i start an sro program?",
    ],
}


@pytest.mark.parametrize(("intent", "message"), [(i, m) for i, ms in BEFORE_A_DRAFT.items() for m in ms])
def test_before_a_draft(reader: Understander, templates: TemplateSet, intent: str, message: str) -> None:
    assert reader.understand(message, context(templates, "none")).intent == intent


@pytest.mark.parametrize(
    ("name", "message", "intent"),
    [
        ("school_employed", "no", "value"),
        ("school_employed", "yes", "value"),
        ("district_share_pct", "sixty percent", "value"),
        ("district_share_pct", "how about 60 percent?", "value"),
        ("district_share_pct", "hold on, what is principle 7", "question"),
        ("start_date", "Who knows?", "value"),
        ("start_date", "undo", "undo"),
        ("start_date", "let me see the draft", "show"),
        ("agency_name", "What Works Police Department", "value"),
        ("agency_name", "asdf gh jkl", "unclear"),
        ("agency_name", "who is supposed to sign this?", "question"),
        ("agency_name", "skip this question", "skip"),
        ("additional_agencies", "none", "value"),
        ("annual_amount", "what are you asking that for", "why"),
    ],
)
def test_where_a_value_is_asked_for(
    reader: Understander, templates: TemplateSet, name: str, message: str, intent: str
) -> None:
    field = templates.fields[name]
    assert reader.understand(message, context(templates, "field", field)).intent == intent


def test_not_knowing_yet_is_an_answer(reader: Understander, templates: TemplateSet) -> None:
    for message in ("Who knows?", "not sure yet", "tbd", "I'll have to ask the chief"):
        said = reader.understand(message, context(templates, "field", templates.fields["start_date"]))
        assert said.unknown, message


def test_several_values_are_read_with_their_names(reader: Understander, templates: TemplateSet) -> None:
    said = reader.understand(
        "Superintendent: Luis Ortega; languages: English, Spanish and Somali; our force policy is GO 300",
        context(templates, "clause"),
    )
    assert [(v.field, v.text) for v in said.values] == [
        ("superintendent", "Luis Ortega"),
        ("languages", "English, Spanish and Somali"),
        ("agency_force_policy", "GO 300"),
    ]


def test_the_notice_is_the_one_that_the_clause_at_hand_speaks_of(reader: Understander, templates: TemplateSet) -> None:
    said = reader.understand("the notice is 60 days", context(templates, "clause", clause="term"))
    assert [v.field for v in said.values] == ["renewal_notice_days"]


def test_a_change_to_a_list_is_a_value(reader: Understander, templates: TemplateSet) -> None:
    said = reader.understand("add a school nurse to the panel", context(templates, "clause", clause="selection"))
    assert [(v.field, v.text) for v in said.values] == [("panel_members", "add a school nurse")]


def test_the_reason_for_leaving_a_clause_out_is_kept_as_typed(reader: Understander, templates: TemplateSet) -> None:
    said = reader.understand("leave it out because the County doesn't issue cameras.", context(templates, "clause"))
    assert said.reason == "the County doesn't issue cameras."


def test_the_stricter_wording_is_found_by_its_words(reader: Understander, templates: TemplateSet) -> None:
    said = reader.understand(
        "I like the stricter wording better", context(templates, "clause", clause="school-discipline")
    )
    assert said.variant == "strict-list"


def test_the_samples_of_another_hand_are_understood(reader: Understander, templates: TemplateSet, root: Path) -> None:
    samples: list[dict[str, Any]] = yaml.safe_load((root / "evals/samples/drafting.yaml").read_text(encoding="utf-8"))
    wrong = []
    for s in samples:
        field = None
        if "field" in s:
            named = s["field"]
            field = templates.fields.get(named["name"]) or TemplateField(
                name=named["name"], type=FieldType(named["type"]), label=named["name"].replace("_", " "), ask="?"
            )
        got = reader.understand(s["say"], context(templates, s["context"], field)).intent
        if got != s["expect"]["intent"]:
            wrong.append((s["id"], got))
    assert len(wrong) <= len(samples) * 0.05, wrong
