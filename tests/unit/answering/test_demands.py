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
        ("may the officer write a letter to parents?", None),
        ("should the MOU have a cover letter?", None),
        ("does the officer teach students to write essays", None),
    ],
)
def test_a_demand_is_told_from_a_question(message: str, demand: str | None) -> None:
    assert demanded(message) == demand
