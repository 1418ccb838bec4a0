"""Every check fires on what it is for, with the file, a line and a suggestion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.content.check import check_content
from assistant.content.problems import Problem

Spoil = Callable[[str, str, str], list[Problem]]
CARDS = "knowledge/cards/p03.yaml"
RULES = "knowledge/requirements/p03.yaml"
NOTE = "knowledge/guidance/a-note.md"
SAMPLE = "knowledge/sample_mous/a-sample.md"
FIELDS = "mou_templates/fields/shared.yaml"
CLAUSE = "mou_templates/clauses/everything.md"
LOCAL = "mou_templates/clauses/money.md"
TEMPLATE = "mou_templates/essential/template.yaml"

CARD_FAULTS = [
    ("seven wordings", "seven, eight]", "seven]", "has 7 wordings"),
    ("a wording on two cards", "[nine, ten", "[Two!, ten", "also in card 'p03-detention'"),
    ("a wording twice on a card", "[one, two", "[one, One?, two", "stands twice here"),
    (
        "a not-covered answer that begins otherwise",
        "The guiding principles do not mention",
        "No word is said on",
        "begins",
    ),
    ("a not-covered card without closest", "  closest: principle-7\n", "", "names no closest passage"),
    (
        "a not-covered card without who decides",
        "  who_decides: The agency and the district settle it in their MOU.\n",
        "",
        "who decides",
    ),
    ("a not-covered card with principles", "principles: []", "principles: [7]", "rests on no principle"),
    ("a claim without a citation", "cites: [principle-3]", "cites: []", "cites nothing"),
    ("an invented quotation", "“involved in school disciplinary incidents”", "“involved in discipline”", "not a slice"),
    ("requires", "The principles say that SROs should not be", "The principles require that SROs are not", "recommend"),
    ("a dropped not", "should not be", "should be", "drops the “not”"),
    ("a number from nowhere", "normally handle.", "normally handle in 40 days.", "the number '40'"),
    ("another actor", "would normally handle.", "handle, and agencies should handle it.", "not the actor"),
    ("a yes-no card without polarity", '  polarity: "no"\n', "", "has no polarity"),
    ("a yes-no answer that begins otherwise", "No. The principles", "The principles", "polarity is 'no'"),
    ("a polarity on another kind", "kind: not-covered", 'polarity: "no"\n  kind: not-covered', "only a yes-no card"),
    ("an unknown next card", "next: [nc-cameras]", "next: [nc-camera]", "card 'nc-camera' is not known"),
    ("an unknown note", "also: [a-note]", "also: [a-nota]", "guidance note 'a-nota' is not known"),
    ("an unknown closest passage", "closest: principle-7", "closest: principle-77", "not one of the principles"),
    ("a note as the closest passage", "closest: principle-7", "closest: a-note", "not one of the principles"),
    ("a principle named and not cited", "principles: [3]", "principles: [3, 4]", "principle 4 is named and not cited"),
    (
        "a principle cited and not named",
        "cites: [principle-3]",
        "cites: [principle-3, principle-4]",
        "principle 4 is cited and not named",
    ),
    ("a status that does not fit", "status: not-covered", "status: answered", "does not fit kind"),
    (
        "an unknown cited passage",
        "cites: [principle-3]",
        "cites: [principle-33]",
        "passage 'principle-33' is not known",
    ),
    ("a wording that is a number", "[nine, ten", "[9, ten", "is read as 9, not as text"),
    ("a wording that is a truth", "[nine, ten", "[true, ten", "is read as True, not as text"),
    ("a wording that is nothing", "[nine, ten", "[~, ten", "is read as nothing, not as text"),
    ("an unknown key", "  topic: nc.cameras", "  topics: nc.cameras", "'topics' is not known here"),
]
RULE_FAULTS = [
    (
        "an example that no longer matches",
        "- Officers enforce the school rules.",
        "- Officers teach lessons.",
        "misses its example",
    ),
    (
        "a counter-example that matches",
        "- Teachers enforce school rules.",
        "- SROs enforce school rules.",
        "finds its counter-example",
    ),
    ("a pattern that does not compile", "\\bschool rules\\b", "(school rules", "not a regular expression"),
    ("an unknown word group", "{near}", "{nearby}", "unknown word group {nearby}"),
    ("too few examples", "        - SROs are enforcing school rules.\n", "", "too few examples"),
    (
        "a rule that says requires",
        "which says that SROs should not",
        "which requires that SROs do not",
        "says that a principle requires",
    ),
    ("a rule that names no principle", "principle 3, which", "the text, which", "does not say that it is principle 3"),
    (
        "a remedy that trips a rule",
        "instead: School staff enforce",
        "instead: The SRO shall enforce",
        "the remedy of rule",
    ),
    (
        "a rule under the wrong principle",
        "id: p03.enforces-rules",
        "id: p04.enforces-rules",
        "does not begin with p03.",
    ),
    ("too few cues", "cues: [a, b, c, d, e, f]", "cues: [a, b]", "has 2 cues"),
    (
        "a strength that the passage lacks",
        "strength: should-not",
        "strength: when-possible",
        "does not say 'When possible'",
    ),
    ("an id under the wrong principle", "id: p03.one", "id: p04.two", "does not begin with p03."),
    (
        "words that are not in the passage",
        "SROs should not be involved",
        "SROs must not be involved",
        "words not found",
    ),
]
TEMPLATE_FAULTS = [
    (CLAUSE, "an unknown requirement", "p03.one", "p03.on", "did you mean 'p03.one'?"),
    (CLAUSE, "a missing element", "element: C1\n", "element: C99\n", "is not C1 to C36"),
    (CLAUSE, "counsel left out", "element: C1\n", "element: C10\n", "needs review by counsel"),
    (
        CLAUSE,
        "a note that says requires",
        "plain: This",
        "note: DOJ requires this clause.\nplain: This",
        "the principles recommend",
    ),
    (
        CLAUSE,
        "wording that trips the guard",
        "School staff handle",
        "The SRO shall enforce school rules. Staff handle",
        "finds",
    ),
    (CLAUSE, "a condition that can never hold", "[if logged is yes]", "[if logged is true]", "can never be met"),
    (
        CLAUSE,
        "a condition on an unknown choice",
        "[if logged is yes]",
        "[if final_say is pane]",
        "did you mean 'panel'?",
    ),
    (CLAUSE, "yes or no as text", "The Agency keeps a log.", "Log: {{ logged }}.", "cannot stand in the text"),
    (CLAUSE, "an unknown field", "{{ start_date }}", "{{ start_dat }}", "did you mean 'start_date'?"),
    (CLAUSE, "a file name that differs", "id: everything", "id: else", "differs from the file's name"),
    (
        LOCAL,
        "a local choice that names a principle",
        "Says who pays.",
        "Principle 2 asks who pays.",
        "a local choice names a principle",
    ),
    (TEMPLATE, "an unknown clause", "money]", "monet]", "did you mean 'money'?"),
    (TEMPLATE, "a principle that no clause serves", "[everything, money]", "[money]", "serves principle 1"),
    (FIELDS, "a suggestion above max", "suggested: 2", "suggested: 9", "above max 5"),
    (FIELDS, "a suggestion below min", "suggested: 2", "suggested: 0", "below min 1"),
    (FIELDS, "a suggestion of the wrong type", "suggested: 2", "suggested: two", "must be a number"),
    (FIELDS, "half a year", "suggested: 2", "suggested: 2.5", "must be a whole number"),
    (FIELDS, "a suggestion that is no option", "suggested: both", "suggested: all", "is not an option"),
    (FIELDS, "yes or no as a word", "suggested: true", "suggested: sure", "must be true or false"),
    (
        FIELDS,
        "a suggested date",
        "ask: When does it start?",
        "ask: When?\n  suggested: July 1, 2027",
        "never suggested",
    ),
    (FIELDS, "too short a list", "min_items: 1", "min_items: 3", "fewer than min_items 3"),
    (FIELDS, "limits the wrong way round", "max: 5", "max: 0", "is above max"),
    (FIELDS, "after what is no date", "after: start_date", "after: term_years", "is not a date field"),
    (FIELDS, "a tripping option", "text: a panel", "text: The SRO shall enforce school rules", "finds"),
]
OTHER_FAULTS = [
    (
        NOTE,
        "a short note",
        "names the least that an agreement contains: its purpose, each partner's role, ",
        "",
        "words",
    ),
    (NOTE, "an authority that differs", "authority: guidance", "authority: law", "differs from its source's"),
    (
        NOTE,
        "a note that speaks for the principles",
        "A guide of 2020 names",
        "The guiding principles say",
        "speaks for the principles",
    ),
    (NOTE, "an unknown source", "source: a-guide", "source: a-guid", "did you mean 'a-guide'?"),
    (NOTE, "an id that differs", "id: a-note", "id: b-note", "differs from the file's name"),
    (NOTE, "a principle that there is not", "principles: [2]", "principles: [13]", "there is no principle 13"),
    (
        SAMPLE,
        "a sample that trips the guard",
        "School staff handle",
        "The SRO shall enforce school rules. Staff handle",
        "finds",
    ),
    (SAMPLE, "a sample without a tag", "<!-- requirements: p03.one -->\n", "", "has no tag line"),
    (
        "knowledge/messages/answers.en.yaml",
        "messages that cannot be read",
        "hello: Hello",
        "hello: [",
        "cannot be read",
    ),
    (
        "knowledge/principles/03-school-discipline.txt",
        "a changed principle",
        "normally",
        "usually",
        "not in knowledge/principles/03",
    ),
]
EVERY = [
    *(pytest.param(CARDS, *rest, id=name) for name, *rest in CARD_FAULTS),
    *(pytest.param(RULES, *rest, id=name) for name, *rest in RULE_FAULTS),
    *(pytest.param(file, *rest, id=name) for file, name, *rest in (*TEMPLATE_FAULTS, *OTHER_FAULTS)),
]


def test_a_good_tree_has_no_problem(tree: Path) -> None:
    assert check_content(tree) == []


@pytest.mark.parametrize(("file", "old", "new", "said"), EVERY)
def test_a_fault_is_found_and_said(spoil: Spoil, file: str, old: str, new: str, said: str) -> None:
    found = [p for p in spoil(file, old, new) if p.level == "error"]
    assert any(said in str(p) for p in found), [str(p) for p in found]


def test_an_unused_field_is_a_warning(spoil: Spoil) -> None:
    found = spoil(FIELDS, "- name: tasks", "- {name: idle, type: text, label: Idle, ask: Idle?}\n- name: tasks")
    assert [(p.level, p.file, p.line) for p in found] == [("warning", FIELDS, 30)]
    assert "'idle' is used by no clause" in found[0].message


def test_an_optional_field_without_a_condition_is_a_warning(spoil: Spoil) -> None:
    found = spoil(FIELDS, "  ask: When does it start?", "  ask: When does it start?\n  required: false")
    assert [p.level for p in found] == ["warning"]
    assert "[if start_date is given]" in found[0].suggestion


def test_a_problem_names_the_line_of_the_statement(spoil: Spoil) -> None:
    (problem,) = spoil(CARDS, "normally handle.", "normally handle in 40 days.")
    assert (problem.file, problem.line) == (CARDS, 11)
    assert str(problem).startswith("knowledge/cards/p03.yaml:11: error: card 'p03-detention'")


@pytest.mark.parametrize(
    ("written", "said"),
    [("#3?", "is read as nothing"), ("is #3 law", "is cut at ' #': 'is' is left"), ("3", "is read as 3")],
)
def test_a_wording_that_yaml_misreads_is_found_at_its_line(spoil: Spoil, written: str, said: str) -> None:
    asks = "\n".join(f"    - {a}" for a in ("one", written, "three", "four", "five", "six", "seven", "eight", "nine?"))
    found = spoil(CARDS, "ask: [one, two, three, four, five, six, seven, eight]", f"ask:\n{asks}")
    (problem,) = [p for p in found if p.line == 11]
    assert said in problem.message
    assert problem.suggestion == "put it in quotation marks"


def test_a_wording_in_quotation_marks_may_hold_the_sign_and_have_a_comment(spoil: Spoil) -> None:
    assert spoil(CARDS, "[one, two,", '["is #3 law", # asked by a clerk\n    two,') == []


CRISIS = """always: [want to die]
unless-asked: [(hurt|harm) himself]
asked: [what if]
examples: [I want to die, he may hurt himself]
counter-examples: [what if he may hurt himself]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("always: [want to die]", "always: [wish to die]", "misses its example 'I want to die'"),
        ("asked: [what if]", "asked: [if when]", "finds its counter-example"),
        ("[want to die]", "[(want to die]", "cannot be read: the brackets do not match"),
        ("[want to die]", "[want to <dye>]", "unknown word group <dye>"),
        ("always: [", "always: [nine, ", "finds the wording 'nine' of card 'nc-cameras'"),
    ],
)
def test_the_list_of_crisis_messages_is_tried(tree: Path, old: str, new: str, said: str) -> None:
    path = tree / "knowledge/crisis.yaml"
    path.write_text(CRISIS, encoding="utf-8")
    assert check_content(tree) == []
    path.write_text(CRISIS.replace(old, new), encoding="utf-8")
    assert any(said in p.message for p in check_content(tree))


def test_all_problems_are_listed_at_once_with_errors_first(tree: Path, spoil: Spoil) -> None:
    spoil(CARDS, "next: [nc-cameras]", "next: [nc-camera]")
    spoil(FIELDS, "- name: tasks", "- {name: idle, type: text, label: Idle, ask: Idle?}\n- name: tasks")
    found = spoil(NOTE, "source: a-guide", "source: a-guid")
    assert {p.file for p in found} == {CARDS, FIELDS, NOTE}
    assert [p.level for p in found] == sorted((p.level for p in found), key=["error", "warning"].index)


def test_an_empty_folder_is_reported_not_raised(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "mou_templates").mkdir()
    assert any("not twelve" in p.message for p in check_content(tmp_path))


@pytest.mark.parametrize("wrong", ["5", "text", "[[1]]", "{a: b}", "null", "-1"])
@pytest.mark.parametrize(
    ("file", "old"),
    [
        (CARDS, "[one, two, three, four, five, six, seven, eight]"),
        (CARDS, "[principle-3]"),
        (CARDS, "[nc-cameras]"),
        (RULES, "[a, b, c, d, e, f]"),
        (RULES, "principle-3"),
        (NOTE, "[2]"),
        (NOTE, "[mou]"),
        (FIELDS, "[keep people safe, teach lessons]"),
        (FIELDS, "start_date\n"),
        (TEMPLATE, "[everything, money]"),
        ("knowledge/principles/passages.yaml", "principle: 3"),
    ],
)
def test_a_value_of_the_wrong_kind_is_reported_not_raised(spoil: Spoil, file: str, old: str, wrong: str) -> None:
    assert isinstance(spoil(file, old, old.replace(old.strip(), wrong)), list)
