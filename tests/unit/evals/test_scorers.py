"""Scorers by tables."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.answers import Answer, Citation, Statement, Status
from assistant.domain.knowledge import Authority
from evals.scorers import attributes, avoids, exact, facts, overlap, passes, says, score_answer
from evals.task import GRADED, ConflictSample, ExpectedAnswer, ExpectedValue, FieldSample
from evals.tasks.conflicts import score
from evals.tasks.drafting import holds
from evals.tasks.fields import field_of, same
from evals.tasks.verifier import gate_figures

TEXT = "SROs should detain, arrest, or use force only as a last resort."


def citation(quote: str, start: int, *, principle: int = 4) -> Citation:
    return Citation(
        source="guiding-principles",
        authority=Authority.PRINCIPLES,
        principle=principle,
        passage=f"principle-{principle}",
        file="principle.txt",
        label=f"Principle {principle}",
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def answer(status: str, text: str = "Only as a last resort.", **more: object) -> Answer:
    cited = () if status == "not-covered" else (citation(TEXT, 0),)
    return Answer.model_validate(
        {"status": Status(status), "statements": (Statement(text=text, citations=cited),), **more}
    )


def marks(expect: ExpectedAnswer, got: Answer) -> dict[str, float]:
    return score_answer(expect, got, "\n".join(s.text for s in got.statements), lambda _: TEXT)


@pytest.mark.parametrize(
    ("text", "wanted", "right"),
    [
        ("Only as a LAST resort", [["last resort"]], True),
        ("It’s the agency’s call", [["agency's"]], True),
        ("a last\n resort", [["last resort"]], True),
        ("It is local", [["state", "local"]], True),
        ("It is local", [["local"], ["community"]], False),
        ("anything", [], True),
    ],
)
def test_an_answer_says_one_alternative_of_each_group(text: str, wanted: list[list[str]], right: bool) -> None:
    assert says(text, wanted) is right


def test_fact_coverage_is_the_share_of_groups_that_are_said() -> None:
    assert (
        facts("It is local, and the last resort.", [["local"], ["last resort", "final"], ["annually"], ["chief"]])
        == 0.5
    )
    assert facts("anything", []) == 1.0


def test_precision_and_recall_of_principles_do_not_decide_whether_an_answer_passes() -> None:
    got = marks(ExpectedAnswer(status=("answered",), principles=(4, 9)), answer("answered", principles=(4, 9, 3)))
    assert got["precision"] == pytest.approx(2 / 3)
    assert got["recall"] == 1.0
    assert passes(got)
    assert marks(ExpectedAnswer(status=("answered",), principles=(4,)), answer("unclear"))["precision"] == 0.0


def test_an_answer_where_the_text_is_silent_attributes_nothing_to_the_principles() -> None:
    silent = ExpectedAnswer(status=("not-covered",))
    assert marks(silent, answer("answered", principles=(4,)))["attribution"] == 0.0
    assert marks(silent, answer("not-covered", closest=citation(TEXT, 0)))["attribution"] == 1.0
    assert "attribution" not in marks(ExpectedAnswer(status=("not-covered", "partly")), answer("answered"))


def test_a_statement_that_cites_a_principle_attributes_even_without_a_number() -> None:
    assert attributes(answer("partly"))
    assert not attributes(answer("refused"))


@pytest.mark.parametrize(
    ("text", "banned", "right"),
    [
        ("Yes, it does.", ["yes"], False),
        ("**Yes.** It does.", ["yes"], False),
        ("Yesterday it did.", ["yes"], True),
        ("It does. Yes.", ["yes"], True),
        ("No, never.", ["no,"], False),
        ("No one does.", ["no,", "no."], True),
        ("Nothing says so.", ["no"], True),
        ("As you say, the law requires an SRO.", ["law requires an sro"], False),
        ("The law does not require it.", ["law requires an sro"], True),
    ],
)
def test_one_banned_word_may_not_begin_an_answer_and_several_may_appear_nowhere(
    text: str, banned: list[str], right: bool
) -> None:
    assert avoids(text, banned) is right


def test_a_banned_first_word_is_found_behind_a_notice() -> None:
    assert not avoids("I read its first part.\n\nYes, it does.", ["yes"], opening="Yes, it does.")


@pytest.mark.parametrize(
    ("expected", "got", "f1"),
    [((4,), (4,), 1.0), ((3, 4), (4,), 2 / 3), ((4,), (3,), 0.0), ((), (), 1.0), ((), (1,), 0.0)],
)
def test_overlap_is_the_f1_of_the_principle_numbers(expected: tuple[int, ...], got: tuple[int, ...], f1: float) -> None:
    assert overlap(expected, got) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("quote", "start", "right"),
    [(TEXT, 0, True), ("last resort", 51, True), ("last resort", 50, False), ("", 3, False)],
)
def test_a_quotation_is_exact_only_when_the_file_holds_it_at_its_offsets(quote: str, start: int, right: bool) -> None:
    assert exact([citation(quote, start)], lambda _: TEXT) is right


@pytest.mark.parametrize(
    ("expect", "got", "wrong"),
    [
        ({"status": ["answered"], "principles": [4]}, answer("answered", principles=(4, 3)), set()),
        ({"status": ["answered"], "principles": [3, 4]}, answer("answered", principles=(4,)), {"principles"}),
        ({"status": ["answered"], "principles": []}, answer("answered", principles=(7,)), set()),
        ({"status": ["not-covered"], "closest": [4]}, answer("not-covered", closest=citation(TEXT, 0)), set()),
        ({"status": ["not-covered"], "closest": [7]}, answer("not-covered", closest=citation(TEXT, 0)), {"closest"}),
        (
            {"status": ["not-covered"], "closest": [4]},
            answer("answered", principles=(4,)),
            {"status", "closest", "attribution"},
        ),
        (
            {"status": ["partly", "not-covered"], "principles": [4], "closest": [4]},
            answer("not-covered", closest=citation(TEXT, 0)),
            set(),
        ),
        (
            {"status": ["partly", "not-covered"], "principles": [4], "closest": [4]},
            answer("partly", principles=(3,)),
            {"principles"},
        ),
        ({"status": ["answered"], "says": [["first resort"]]}, answer("answered"), {"says"}),
        ({"status": ["answered"], "avoid": ["only"]}, answer("answered"), {"avoid"}),
        ({"status": ["refused"]}, answer("answered"), {"status", "attribution"}),
    ],
)
def test_an_answer_is_marked_as_the_convention_says(expect: dict[str, object], got: Answer, wrong: set[str]) -> None:
    found = marks(ExpectedAnswer.model_validate(expect), got)
    assert {name for name, value in found.items() if value < 1 and name not in GRADED} == wrong
    assert passes(found) is not bool(wrong)


def test_overlap_alone_fails_nothing() -> None:
    assert passes({"status": 1.0, "overlap": 0.5})


def test_a_wrong_citation_fails_an_answer_that_is_right_otherwise() -> None:
    got = Answer(status=Status.ANSWERED, statements=(Statement(text="x", citations=(citation("last", 0),)),))
    assert marks(ExpectedAnswer(status=("answered",)), got)["citations"] == 0.0


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        (75, 75.0, True),
        (1, True, False),
        (True, True, True),
        ("84000.00", "84000.00", True),
        ("84000.00", 84000, False),
        (["a", "b"], ("a", "b"), True),
        (["a", "b"], ["b", "a"], False),
        ({"name": "Dana Whitfield"}, {"name": "Dana Whitfield", "title": ""}, True),
        ({"name": "Dana Whitfield"}, {"name": "Dana Whitfield", "title": "Chief"}, False),
        (None, 0, False),
    ],
)
def test_typed_values_are_compared_by_type_and_order(expected: object, got: object, equal: bool) -> None:
    assert same(expected, got) is equal


def test_a_date_limit_becomes_a_field_with_an_earlier_date() -> None:
    sample = FieldSample(
        id="f",
        task="fields",
        set="tune",
        type="date",
        ask="When does it end?",
        say="6/30/2029",
        today="2026-11-23",
        constraints={"after": "2027-07-01"},
        expect=ExpectedValue(value="2029-06-30"),
    )
    field, values = field_of(sample)
    assert field.after is not None
    assert date.fromisoformat(values[field.after]) == date(2027, 7, 1)


@pytest.mark.parametrize(
    ("expect", "found", "marked"),
    [
        ((), (), {"no false alarm": 1.0}),
        ((), ("p03.no-discipline",), {"no false alarm": 0.0}),
        (("p04.arrest",), ("p04.arrest", "p04.force"), {"found": 1.0, "nothing else": 1.0}),
        (("p04.arrest",), ("p04.force",), {"found": 0.0, "nothing else": 1.0}),
        (("p04.arrest",), ("p04.arrest", "p03.no-discipline"), {"found": 1.0, "nothing else": 0.0}),
        (("p04.arrest",), (), {"found": 0.0, "nothing else": 1.0}),
    ],
)
def test_a_conflict_counts_when_its_requirement_is_named(
    expect: tuple[str, ...], found: tuple[str, ...], marked: dict[str, float]
) -> None:
    assert score(ConflictSample(id="c", task="conflicts", set="tune", text="x", expect=expect), found) == marked


def test_the_gate_is_measured_by_what_it_accepts() -> None:
    precision, recall, through = gate_figures([True, True, False, False], [True, False, True, False])
    assert (precision.value, recall.value, through.value) == (0.5, 0.5, 0.5)
    assert through.lower_is_better


@pytest.mark.parametrize(
    ("values", "right"),
    [
        ({"agency_name": "Ash Valley PD", "term_years": 1, "state": "Iowa"}, True),
        ({"agency_name": "Ash Valley PD"}, False),
        ({"agency_name": "Ash Valley PD", "term_years": 1, "district_name": "one year"}, False),
    ],
)
def test_an_opening_sentence_may_tell_more_but_invents_no_party(values: dict[str, object], right: bool) -> None:
    assert holds(values, {"agency_name": "Ash Valley PD", "term_years": 1}) is right
