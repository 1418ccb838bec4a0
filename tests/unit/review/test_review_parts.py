"""The parts of a review that decide by themselves: text, provisions, what takes back, numbers, states."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from assistant.domain.documents import Block, MouDocument, Span, TrackedChange
from assistant.domain.knowledge import Requirement
from assistant.domain.reviews import ReviewText, State
from assistant.review.assess import assess, summed
from assistant.review.derogations import derogations
from assistant.review.evidence import Evidence
from assistant.review.measures import schools_each, years_between
from assistant.review.provisions import provisions_of
from assistant.review.states import FEATURES, STATES, Weights, features, weigh
from assistant.review.text import text_of


def document(*blocks: tuple[str, str] | Block) -> MouDocument:
    made = [
        b if isinstance(b, Block) else Block.model_validate({"kind": b[0], "spans": [{"text": b[1]}]}) for b in blocks
    ]
    return MouDocument(title="An agreement", blocks=tuple(made))


def read(*blocks: tuple[str, str] | Block) -> ReviewText:
    return text_of(document(*blocks), "accepted")


def test_every_paragraph_is_its_slice_of_the_text() -> None:
    text = read(("title", "MOU"), ("heading", "Discipline"), ("plain", "Staff handle discipline."), ("item", "tardies"))
    assert [text.text[p.start : p.end] for p in text.paragraphs] == [
        "MOU", "Discipline", "Staff handle discipline.", "tardies",
    ]  # fmt: skip
    assert text.paragraphs[2].where.section == "Discipline"
    assert [p.where.paragraph for p in text.paragraphs] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("accepted", "SROs shall not be involved."),
        ("original", "SROs shall be involved."),
        ("marked", "SROs shall not be involved."),
    ],
)
def test_a_tracked_not_is_read_in_the_view_that_was_chosen(view: str, words: str) -> None:
    inserted = Span(text="not ", changes=(TrackedChange(kind="inserted"),))
    block = Block(kind="plain", spans=(Span(text="SROs shall "), inserted, Span(text="be involved.")))
    assert text_of(document(block), view).text == words  # type: ignore[arg-type]


def test_headers_and_footers_are_not_reviewed() -> None:
    assert read(Block(kind="plain", part="footer", spans=(Span(text="Page 3"),)), ("plain", "Body.")).text == "Body."


def test_a_row_of_a_table_is_a_line_and_its_cells_are_divided() -> None:
    rows = (((Span(text="Theft"),), (Span(text="Dean"),)), ((Span(text="Weapon"),), (Span(text="SRO"),)))
    text = read(Block(kind="table", rows=rows))
    assert text.text == "Theft | Dean\nWeapon | SRO"


def test_an_item_is_read_with_what_leads_into_its_list() -> None:
    text = read(("plain", "The SRO shall not:"), ("item", "issue detentions"), ("plain", "Parking is free."))
    lead = {p.text: p.lead for p in provisions_of(text)}
    assert lead == {
        "The SRO shall not:": "",
        "issue detentions": "The SRO shall not:",
        "Parking is free.": "",
    }


def test_a_run_in_title_belongs_to_its_sentence() -> None:
    found = provisions_of(read(("plain", "Detention. An officer detains a student only as a last resort.")))
    assert [p.text for p in found] == ["Detention. An officer detains a student only as a last resort."]


def test_a_paragraph_of_several_sentences_is_judged_as_a_whole_too() -> None:
    words = "A panel chooses the officer. It has six members. It recommends two."
    found = provisions_of(read(("plain", words)))
    assert [p.text for p in found if p.whole] == [words]
    assert len([p for p in found if not p.whole]) == 3


def test_every_provision_is_its_slice_of_the_text() -> None:
    text = read(
        ("heading", "Duties"),
        ("plain", "1. The SRO patrols; and the SRO teaches. " * 12),
        ("item", "(a) lunch duty; (b) bus duty"),
    )
    found = provisions_of(text)
    assert found
    assert all(text.text[p.start : p.end] == p.text for p in found)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("5(a)", "Section 5(a) shall not apply to assignments made under this Amendment.", True),
        ("7(d)", "Release time under section 7(d) is discontinued.", True),
        ("3.4", "Section 3.4 does not apply to Level II Conduct.", True),
        ("2", "Notwithstanding section 2, the officer rotates among all schools.", False),
        ("5.3", "Section 5.3 is subject to Operational Need.", False),
    ],
)
def test_words_that_take_another_section_back_are_found(first: str, second: str, whole: bool) -> None:
    sound = Block(kind="paragraph", number=first, spans=(Span(text="The SRO serves one school."),))
    text = read(sound, ("plain", second))
    (found,) = derogations(text, provisions_of(text))
    assert found.whole is whole
    assert found.paragraphs == {0}


@pytest.mark.parametrize(
    "words",
    ["Section 5(a) applies to every assignment.", "Officers shall not apply handcuffs.", "See section 9."],
)
def test_a_mere_reference_takes_nothing_back(words: str) -> None:
    sound = Block(kind="paragraph", number="5(a)", spans=(Span(text="The SRO serves one school."),))
    text = read(sound, ("plain", words))
    assert derogations(text, provisions_of(text)) == ()


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("The parties review the program once in every five calendar years.", Fraction(5)),
        ("We look at the program one year in every five.", Fraction(5)),
        ("on a three-year cycle", Fraction(3)),
        ("Each June the parties review the program.", Fraction(1)),
        ("quarterly, and once more every two years", Fraction(1)),
        ("biennially", Fraction(2)),
        ("A candidate has four years of service.", None),
        ("This Agreement renews for successive five-year terms.", None),
    ],
)
def test_intervals_are_read_as_numbers(words: str, years: Fraction | None) -> None:
    assert years_between(words) == years


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Officer A. Kemp: eleven schools", 11),
        ("An SRO shall be assigned to no fewer than nine schools.", 9),
        ("Each SRO serves one of the nine schools.", None),
        ("The District has nine schools.", None),
    ],
)
def test_the_schools_of_one_officer_are_counted(words: str, count: int | None) -> None:
    assert schools_each(words) == count


REQUIREMENT = Requirement(
    id="p10.annual-review", principle=10, title="Reviewed", actor="program", strength="should", text="Once a year.",
    passage="principle-10", start=0, end=1,
)  # fmt: skip


def plain_weights() -> Weights:
    """Weights that look at the likeliest provision alone."""
    wanted: dict[State, str] = {"addressed": "addressed", "partly": "partly", "conflict": "conflict"}
    rows = {s: tuple(1.0 if f == wanted.get(s) else 0.0 for f in FEATURES) for s in STATES}
    return Weights(weights=rows, constants=dict.fromkeys(STATES, 0.0))


def assessed(words: str, chances: list[tuple[float, float, float, float]]) -> State:
    provisions = provisions_of(read(*(("plain", w) for w in words.split("\n"))))
    evidence = Evidence(provisions, np.array(chances, dtype=np.float32))
    finding = assess(REQUIREMENT, evidence, plain_weights(), "program-assessment")
    assert all(q.text in words for q in finding.quotes)
    assert (finding.status == "missing") == (not finding.quotes)
    assert (finding.status == "addressed") == (finding.suggested_clause is None)
    return finding.status


@pytest.mark.parametrize(
    ("words", "chances", "state"),
    [
        ("The program is reviewed each June.", [(0.9, 0.05, 0.02, 0.03)], "addressed"),
        ("The program is looked at as needed.", [(0.1, 0.8, 0.05, 0.05)], "partly"),
        ("No review is made.", [(0.02, 0.1, 0.85, 0.03)], "conflict"),
        ("The city pays for radios.", [(0.01, 0.01, 0.01, 0.97)], "missing"),
        # Whatever is said of the sentence, five years are more than one.
        ("The program is reviewed every five years.", [(0.9, 0.05, 0.02, 0.03)], "conflict"),
        # An interval of something else does not count.
        ("Radios are replaced every five years.", [(0.01, 0.01, 0.01, 0.97)], "missing"),
    ],
)
def test_the_state_follows_what_the_provisions_say(
    words: str, chances: list[tuple[float, float, float, float]], state: State
) -> None:
    assert assessed(words, chances) == state


def test_a_document_without_provisions_misses_everything() -> None:
    numbers = features(np.zeros((0, 4), dtype=np.float32))
    assert numbers.shape == (len(FEATURES),)
    assert max(weigh(numbers, plain_weights()).items(), key=lambda s: s[1])[0] == "missing"


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        (("addressed", "addressed"), "addressed"),
        (("addressed", "missing"), "partly"),
        (("missing", "missing"), "missing"),
        (("addressed", "conflict"), "conflict"),
        (("not-visible", "missing"), "not-visible"),
    ],
)
def test_a_principle_is_summed_up_in_one_word(states: tuple[State, ...], whole: State) -> None:
    provisions = provisions_of(read(("plain", "x.")))
    evidence = Evidence(provisions, np.zeros((1, 4), dtype=np.float32))
    made = assess(REQUIREMENT, evidence, plain_weights(), None)
    assert summed([made.model_copy(update={"status": s}) for s in states]) == whole
