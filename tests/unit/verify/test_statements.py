"""A statement may say no more than the words it cites."""

from __future__ import annotations

import pytest

from assistant.domain.knowledge import Authority
from assistant.verify.statements import check_statement, makes_claim

P2 = "Law enforcement agencies should have a fully executed MOU with the school district(s) where SROs are assigned."
P3 = (
    "SROs should not be involved in school disciplinary incidents that would normally be handled by teachers, "
    "administrators, and other school staff."
)
P4 = "SROs should detain, arrest, or use force only as a last resort."
P7 = (
    "Law enforcement agencies should develop systems to track SRO duties and activities that are as transparent to "
    "stakeholders as the law allows."
)
P8 = "School staff should be trained in the operations of SROs and the SRO program."
P10 = "SRO programs should be reviewed no less than annually to ensure that they are meeting expectations."
P11 = "When possible, SROs should have fixed duty assignments with one or a limited number of schools."


def check(text: str, *quotes: str) -> str:
    return " | ".join(check_statement(text, quotes, authority=Authority.PRINCIPLES))


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("The principles require an MOU.", P2, "'require' is stronger"),
        ("Agencies must have a signed MOU.", P2, "'must' is stronger"),
        ("DOJ mandates an MOU with each district.", P2, "'mandates' is stronger"),
        ("An MOU is mandatory under the principles.", P2, "'mandatory' is stronger"),
        ("Principle 2 makes an agreement compulsory.", P2, "'compulsory' is stronger"),
        ("Yes. It is required.", P2, "'required' is stronger"),
        ("SROs have to stay out of discipline.", P3, "'have to' is stronger"),
        ("SROs should be involved in discipline.", P3, "drops the “not”"),
        ("School staff should not be trained.", P8, "it says “should not”"),
        ("Staff should receive 40 hours of training.", P8, "the number '40'"),
        ("Programs should be reviewed every two years, no less.", P10, "the number 'two'"),
        (
            "Districts should track SRO duties.",
            "Law enforcement agencies should track SRO duties.",
            "'Districts' is not the actor",
        ),
        ("Parents should be trained in the program.", P8, "'Parents' is not the actor"),
        ("SROs should always wait, as a last resort.", P4, "'always' is not in"),
        ("SROs should have fixed duty assignments with one school.", P11, "“when possible”"),
        ("SROs should arrest students when staff ask.", P4, "“only as a last resort”"),
        ("Agencies should be fully transparent.", P7, "“as the law allows”"),
        ("Programs should be reviewed annually.", P10, "“no less than”"),
        ("Principle 3 says “SROs must stay out”.", P3, "“SROs must stay out” is not a slice"),
    ],
)
def test_a_statement_that_outruns_its_source_is_caught(text: str, quote: str, said: str) -> None:
    assert said in check(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The principles do not require an MOU; they recommend one.", P2),
        ("No. The principles recommend, they do not require.", P2),
        ("State law may require an MOU.", P2),
        ("Ask counsel whether your state requires one.", P2),
        ("It is guidance, not a requirement.", P2),
        ("The principles say that agencies should have a fully executed MOU.", P2),
        ("Principle 3 says that SROs should not be involved in such incidents.", P3),
        ("Staff would normally handle them.", P3),
        ("The text gives no number such as 40 hours.", P8),
        ("It does not say that a school should have one.", P11),
        ("When possible, SROs should have fixed duty assignments with one or a limited number of schools.", P11),
        ("SROs should arrest “only as a last resort”.", P4),
        ("Programs should be reviewed at least once a year.", P10),
        ("Principle 10 is one of twelve.", P10),
    ],
)
def test_a_faithful_statement_passes(text: str, quote: str) -> None:
    assert check(text, quote) == ""


def test_a_law_may_require() -> None:
    assert check_statement("The statute requires 20 hours.", ["requires 20 hours"], authority=Authority.LAW) == ()


def test_a_number_of_a_law_is_checked_too() -> None:
    found = check_statement("The statute requires 30 hours.", ["requires 20 hours"], authority=Authority.LAW)
    assert found == ("the number '30' is not in the cited words",)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The principles say that SROs should not be involved.", True),
        ("Agencies should have an MOU.", True),
        ("The guiding principles do not mention cameras.", False),
        ("State law may say something of its own; ask counsel.", False),
    ],
)
def test_a_claim_is_told_from_a_remark(text: str, claims: bool) -> None:
    assert makes_claim(text) is claims
