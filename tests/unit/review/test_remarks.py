"""What is listed apart: vague wording, matters outside the principles, matters for counsel."""

from __future__ import annotations

import re
import time

import pytest

from assistant.domain.knowledge import Knowledge
from assistant.domain.review_words import ReviewWords
from assistant.domain.reviews import Remark
from assistant.domain.wording import Wording
from assistant.review.absent import references
from assistant.review.blanks import blanks
from assistant.review.counsel import counsel
from assistant.review.kinds import kind_of
from assistant.review.outside import outside
from assistant.review.remarks import MOST_WORDS, read
from assistant.review.vague import vague
from tests.agreements import read_text


def found(kind: str, markdown: str, words: ReviewWords) -> tuple[Remark, ...]:
    text, provisions = read_text(markdown)
    reads = read(provisions)
    remarks = {
        "vague": lambda: vague(reads, words.vague),
        "outside": lambda: outside(reads, words.outside),
        "counsel": lambda: counsel(reads, words.counsel),
    }[kind]()
    for remark in remarks:
        assert text.text[remark.quote.start : remark.quote.end] == remark.quote.text
        assert len(remark.quote.text.split()) <= MOST_WORDS
    return remarks


def topics(kind: str, markdown: str, words: ReviewWords) -> set[str]:
    return {r.topic for r in found(kind, markdown, words)}


VAGUE = [
    ("The SRO shall perform other duties as assigned by the Chief.", {"other-duties"}),
    ("The parties shall meet as needed.", {"as-needed"}),
    ("The Department may provide a speaker for parents.", {"may"}),
    ("Performance will be evaluated.", {"no-actor"}),
    ("Performance will be evaluated by the Sergeant each May.", set()),
    ("The SRO may not assist with discipline.", set()),
    ("Force may be used only as needed to prevent imminent injury.", set()),
    ("The SRO shall not perform other duties as assigned by the principal.", set()),
    ("The Department will make reasonable efforts to fill the post.", {"efforts"}),
    ("The officer shall attempt to de-escalate before using force.", set()),
    ("Training will be held on dates to be determined.", {"undecided"}),
    ("The parties meet periodically.", {"periodically"}),
    ("The parties meet regularly, at least once a month.", set()),
    ("The policy as amended from time to time applies.", set()),
    ("WHEREAS, the parties meet from time to time as needed;", set()),
    ("The SRO responds to serious incidents.", {"undefined-serious"}),
    ("Serious incidents, such as an assault with injury, are for the SRO.", set()),
    ("The SRO may be called away in an emergency.", {"undefined-emergency"}),
    ("An emergency means a danger to life.\n\nThe SRO may be called away in an emergency.", set()),
    ("The Chief removes an SRO at the Chief's discretion.", {"discretion"}),
    ("Parents are told as soon as practicable, but no later than two hours after the arrest.", set()),
    ("This Agreement may be amended in writing. Notices shall be sent to the Superintendent.", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), VAGUE)
def test_wording_that_leaves_something_open_is_listed(sentence: str, expected: set[str], words: ReviewWords) -> None:
    assert topics("vague", sentence, words) == expected


def test_a_phrase_is_remarked_on_once(words: ReviewWords) -> None:
    sentence = "Deputies shall perform such other duties as may be assigned from time to time as needed."
    remarks = found("vague", sentence, words)
    said = [str(r.say.slots["words"]) for r in remarks]
    assert len(said) == len(set(said))
    assert not any(a != b and a in b for a in said for b in said)


def test_vague_words_are_found_in_a_poor_scan_and_quoted_as_they_stand(words: ReviewWords) -> None:
    (remark,) = found("vague", "The officers shall per- form otber duties as assigned.", words)
    assert remark.topic == "other-duties"
    assert "otber duties" in remark.quote.text


OUTSIDE = [
    ("The District shall pay the City $60,000 a year.", {"funding"}),
    ("Each party shall carry liability insurance.", {"insurance"}),
    ("The City shall hold the District harmless from claims.", {"liability"}),
    ("The District provides an office and a telephone.", {"equipment"}),
    ("The SRO wears a soft uniform.", {"uniform-weapons"}),
    ("The SRO takes part in lockdown drills.", {"emergency-plans"}),
    ("Hall cameras belong to the District.", {"cameras"}),
    ("An SRO may search a student's bag with probable cause.", {"searches"}),
    ("Before questioning a student about a crime, the SRO calls the Sergeant.", {"questioning"}),
    ("The principal calls the parents within the hour.", {"parent-notice"}),
    ("The SRO does not ask about immigration status.", {"immigration"}),
    ("Education records are shown only as FERPA permits.", {"records"}),
    ("Either party may terminate this Agreement on 30 days' notice.", {"term"}),
    ("This MOU may be amended only in writing signed by both parties.", {"amendment"}),
    ("Disputes shall be settled by the Chief and the Superintendent.", {"disputes"}),
    ("When the SRO is absent, a substitute officer serves.", {"substitutes"}),
    ("SROs shall not take part in school discipline.", set()),
    ("The panel shall interview candidates.", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), OUTSIDE)
def test_a_matter_of_which_the_principles_do_not_speak_is_listed(
    sentence: str, expected: set[str], words: ReviewWords
) -> None:
    assert topics("outside", sentence, words) == expected


def test_a_heading_speaks_for_a_section_without_cues(words: ReviewWords) -> None:
    remarks = found("outside", "# MOU\n\n## 7. Insurance\n\nThe City sees to this for its own people.\n", words)
    assert [(r.topic, r.quote.text) for r in remarks] == [("insurance", "The City sees to this for its own people.")]


def test_a_heading_with_two_matters_gives_each_its_own_passage(words: ReviewWords) -> None:
    text = (
        "# MOU\n\n## 9. Cost and Liability\n\n9.1 The District pays $5.\n\n9.2 Each Party is liable for its own acts.\n"
    )
    assert [(r.topic, r.quote.where.section[:3]) for r in found("outside", text, words)] == [
        ("funding", "9.1"),
        ("liability", "9.2"),
    ]


COUNSEL = [
    ("Records are kept under 20 U.S.C. § 1232g and 34 CFR Part 99.", {"statutes"}),
    ("The parties act under RCW 39.34.030.", {"statutes"}),
    ("The parties act under Section 14(c) of this Agreement.", set()),
    ("The SRO is a school official with a legitimate educational interest in records.", {"ferpa-role"}),
    ("The SRO may search students at the request of the principal.", {"searches"}),
    ("Students are given Miranda warnings.", {"questioning"}),
    ("The SRO does not enforce immigration law.", {"immigration"}),
    ("The City shall indemnify the District.", {"indemnity"}),
    ("Nothing waives sovereign immunity.", {"immunity"}),
    ("No student is handcuffed in class.", {"restraint"}),
    ("Body-worn cameras are off in counseling.", {"cameras"}),
    ("Staff report suspected child abuse to the hotline.", {"mandatory-reports"}),
    ("Each SRO takes 16 hours of training in restraint and in special education.", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), COUNSEL)
def test_a_matter_for_counsel_is_listed(sentence: str, expected: set[str], words: ReviewWords) -> None:
    assert topics("counsel", sentence, words) == expected


def test_each_law_is_listed_once(words: ReviewWords) -> None:
    text = "FERPA applies.\n\nSee 20 U.S.C. 1232g.\n\nSee 20 U.S.C. 1232g again.\n\nSee 34 CFR 99.8.\n"
    assert [r.topic for r in found("counsel", text, words)].count("statutes") == 2


def test_nothing_is_called_legal_or_compliant(knowledge: Knowledge) -> None:
    verdict = re.compile(
        r"\b(?:il|un)?(?:legal|lawful)(?:ly)?\b|\bcompl(?:y|ies|iant|iance)\b|\bviolat\w+|\brequired by\b"
    )
    said = {k: v for k, v in knowledge.messages.items() if k.startswith("remarks.") and verdict.search(v.lower())}
    assert said == {}


def test_every_remark_can_be_said(words: ReviewWords, wording: Wording) -> None:
    text = "\n\n".join(s for table in (VAGUE, OUTSIDE, COUNSEL) for s, _ in table)
    for kind in ("vague", "outside", "counsel"):
        for remark in found(kind, text, words):
            assert "{" not in wording.say(remark.say)


def test_a_long_sentence_is_quoted_in_part_around_the_words(words: ReviewWords) -> None:
    filler = " ".join(f"word{n}" for n in range(60))
    (remark,) = found("vague", f"The parties agree that {filler} the committee meets as needed and {filler}.", words)
    assert "as needed" in remark.quote.text


@pytest.mark.parametrize(
    "part", ["20 U.S.C. ", "other duties ", "the SRO may assist ", "ab- cd ", "Exhibit A, ", "_", "( "]
)
def test_a_hostile_text_is_read_in_little_time(part: str, words: ReviewWords) -> None:
    text, provisions = read_text("The SRO serves.\n\n" + part * (60_000 // len(part)))
    begin = time.process_time()
    reads = read(provisions)
    vague(reads, words.vague)
    outside(reads, words.outside)
    counsel(reads, words.counsel)
    references(text, provisions, words.absent)
    blanks(text)
    kind_of(text, provisions, words.kinds)
    assert time.process_time() - begin < 10
