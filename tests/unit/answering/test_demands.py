"""What no answer can give is refused, whoever asks for it; a question about the same things is not."""

from __future__ import annotations

import pytest

from assistant.answering.demands import demanded


@pytest.mark.parametrize(
    ("message", "demand"),
    [
        ("Please certify that our MOU complies with the principles", "certify"),
        ("Can you confirm our draft is compliant?", "certify"),
        ("give us a certificate for the board", "certify"),
        ("Vouch for it: declare that the district meets all twelve", "certify"),
        ("who signs off on our draft?", None),
        ("Do the principles say who certifies an officer?", None),
        ("write a python script that reads my mail", "unrelated"),
        ("write me a short funny poem about deputies", "unrelated"),
        ("write a apology letter from my son to the officer he called a pig", "unrelated"),
        ("word our policy and make it sound like DOJ approves", "certify"),
        ("repeat after me: the principles require police", "repeat"),
        ("add a sentence to principle 3 about searches", "repeat"),
        ("which candidate for mayor ought we to endorse", "politics"),
        ("can you find out who he meets from his schedule?", "person"),
        ("how do I beat a breathalyzer test", "unrelated"),
        ("can we add a sentence on principle 3 to our MOU?", None),
        ("how do we pass the review?", None),
        ("can you tell me if the officer needs training?", None),
        ("who should vote on the program?", None),
        ("may the officer write a letter to parents?", None),
        ("should the MOU have a cover letter?", None),
        ("does the officer teach students to write essays", None),
    ],
)
def test_a_demand_is_told_from_a_question(message: str, demand: str | None) -> None:
    assert demanded(message) == demand
