"""What an agreement refers to and does not hold."""

from __future__ import annotations

import pytest

from assistant.domain.documents import MouDocument, Unread
from assistant.domain.review_words import ReviewWords
from assistant.domain.wording import Wording
from assistant.review.absent import Absent, printed_pages, references
from tests.agreements import read_text


def absent(markdown: str, words: ReviewWords) -> tuple[Absent, ...]:
    text, provisions = read_text(markdown)
    found = references(text, provisions, words.absent)
    for one in found:
        assert text.text[one.quote.start : one.quote.end] == one.quote.text
        if one.provision is not None:
            home = provisions[one.provision]
            assert home.start <= one.quote.start < one.quote.end <= home.end
    return found


HEAD = "# Memorandum of Understanding\n\n"
REFERENCES = [
    ("SROs have the qualifications set out in Exhibit B.", [("exhibit", "Exhibit B")], {"p05.qualifications"}),
    ("SROs are evaluated on the form in Appendix 2.", [("exhibit", "Appendix 2")], {"p06.evaluation"}),
    ("SROs complete the courses listed in Attachment C.", [("exhibit", "Attachment C")], {"p08.sro-training"}),
    (
        "How the training sets an SRO apart from patrol is in Exhibit B, part 4.",
        [("exhibit", "Exhibit B")],
        {"p08.role-distinction"},
    ),
    ("Her training is on the enclosed sheet, with dates.", [("exhibit", "the enclosed sheet")], {"p08.sro-training"}),
    (
        "Exhibits B and C are on file with the Youth Division.",
        [("exhibit", "Exhibit B"), ("exhibit", "Exhibit C")],
        set(),
    ),
    (
        "The Use of Force Policy is incorporated by reference.",
        [("policy", "The Use of Force Policy")],
        {"p04.force"},
    ),
    ("The complaint procedure is on file with the Clerk.", [("policy", "on file with")], {"p09.problem-solving"}),
    ("SROs follow General Order 3.10 on the use of force.", [], set()),
    ("An SRO attends the annual exhibit of student art.", [], set()),
    ("The duty schedule changes in May.", [], set()),
]


@pytest.mark.parametrize(("sentence", "expected", "concerns"), REFERENCES)
def test_what_is_referred_to_and_not_there_is_found(
    sentence: str, expected: list[tuple[str, str]], concerns: set[str], words: ReviewWords
) -> None:
    found = absent(f"{HEAD}{sentence}\n\nThe parties meet each June.\n", words)
    assert [(a.kind, a.name) for a in found] == expected
    assert {r for a in found for r in a.requirements} == concerns


THERE = [
    "# Exhibit B. Qualifications\n\nAn SRO has three years of service and a clean record.\n",
    "## Exhibit B\n\n| Course | Hours |\n|---|---|\n| Basic | 40 |\n",
    "**EXHIBIT B. QUALIFICATIONS**\n\nAn SRO has three years of service and a clean record.\n",
]


@pytest.mark.parametrize("exhibit", THERE)
def test_an_exhibit_that_is_there_is_not_missed(exhibit: str, words: ReviewWords) -> None:
    assert absent(f"{HEAD}SROs have the qualifications in Exhibit B.\n\n{exhibit}", words) == ()


@pytest.mark.parametrize("rest", ["# Exhibit B\n", "Exhibits:\n\n- Exhibit A, Posts\n- Exhibit B, Qualifications\n"])
def test_an_exhibit_of_which_only_the_name_is_there_is_missed(rest: str, words: ReviewWords) -> None:
    found = absent(f"{HEAD}SROs have the qualifications in Exhibit B.\n\n{rest}", words)
    assert "Exhibit B" in {a.name for a in found}


def test_in_a_list_of_exhibits_each_name_concerns_what_stands_behind_it(words: ReviewWords) -> None:
    listed = "Attached are Exhibit A, Duty schedule; Exhibit B, Qualifications; Exhibit C, Evaluation form.\n"
    found = {a.name: set(a.requirements) for a in absent(HEAD + listed, words)}
    assert found["Exhibit A"] == {"p11.fixed-assignment"}
    assert found["Exhibit B"] == {"p05.qualifications"}
    assert found["Exhibit C"] == {"p06.evaluation"}


GAP = (
    "AGREEMENT of the Unit and the Department. Paragraphs 1 to 2 are on the officers; 3 to 4 training and the "
    "measures of success; 5 the schools.\n\n1. Officers serve. 2. Officers are chosen by a panel.\n\nPage 1 of 3\n\n"
    "Page 3 of 3\n\n5. Each officer serves one school.\n"
)


def test_pages_that_are_not_there_are_told_with_the_sections_that_lay_on_them(words: ReviewWords) -> None:
    found = absent(GAP, words)
    assert [a.name for a in found if a.kind == "pages"] == ["2–2"]
    (sections,) = [a for a in found if a.kind == "sections"]
    assert set(sections.requirements) == {"p08.sro-training", "p10.expectations"}


def test_pages_in_order_are_no_gap(words: ReviewWords) -> None:
    assert absent("1. Officers serve.\n\nPage 1 of 2\n\n2. Officers teach.\n\nPage 2 of 2\n", words) == ()


def test_a_document_that_ends_before_its_last_page_is_told(words: ReviewWords) -> None:
    (found,) = absent("1. Officers serve.\n\nPage 1 of 4\n\n2. Officers teach.\n\nPage 2 of 4\n", words)
    assert (found.kind, found.name) == ("pages", "3–4")


def test_a_pdf_that_counts_more_pages_than_it_has_is_told(words: ReviewWords) -> None:
    unread = (Unread(what="pdf-running", slots={"words": "SRO Agreement, page 1 of 7"}),)
    printed = printed_pages(MouDocument(title="", blocks=(), properties={"pages": "5"}, unread=unread))
    assert printed == (5, 7)
    text, provisions = read_text("Officers serve in the schools.\n")
    (found,) = references(text, provisions, words.absent, printed)
    assert found.name == "6–7"


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("The SRO shall report each arrest to the principal and", True),
        ("The SRO shall report each arrest to the principal.", False),
        ("Signed by the Chief, June 3, 2024", False),
    ],
)
def test_a_text_that_stops_in_a_sentence_is_told(end: str, cut: bool, words: ReviewWords) -> None:
    assert any(a.kind == "cut" for a in absent(f"{HEAD}The SRO serves.\n\n{end}", words)) == cut


def test_what_is_absent_can_be_said(words: ReviewWords, wording: Wording) -> None:
    for sentence, _, _ in REFERENCES:
        for one in absent(HEAD + sentence, words):
            assert "{" not in wording.say(one.say)
    assert all("{" not in wording.say(one.say) for one in absent(GAP, words))
