"""A sentence is read in the ways it can be said, and every reading keeps its place."""

from __future__ import annotations

import pytest

from assistant.verify.readings import LONGEST, plain_reading, turned, windows


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It isn't needed.", "It is not needed."),
        ("They won’t and can't.", "They will not and can not."),
        ("It cannot be.", "It can not be."),
        ("The SRO's day", "The SRO's day"),
    ],
)
def test_short_forms_are_written_out(text: str, plain: str) -> None:
    assert plain_reading(text).text == plain


@pytest.mark.parametrize(
    ("text", "active"),
    [
        ("Detention is supervised by the SRO.", "the SRO supervised Detention."),
        ("No detention shall be supervised by the SRO", "the SRO shall supervised No detention"),
        ("Detention falls to the deputy.", "the deputy shall be responsible for Detention."),
        ("Detention is not the job of the officer.", "the officer not shall be responsible for Detention."),
        ("If a student is late, the officer waits.", "the officer waits If a student is late"),
    ],
)
def test_a_sentence_is_read_with_its_doer_first(text: str, active: str) -> None:
    assert active in [reading.text for reading in turned(plain_reading(text))]


@pytest.mark.parametrize(
    "text", ["Rules are enforced by staff and not by the SRO.", "At no time, the officer waits.", "The SRO walks."]
)
def test_other_sentences_are_left_as_they_are(text: str) -> None:
    assert list(turned(plain_reading(text))) == []


def test_a_place_in_a_reading_is_a_place_in_the_sentence() -> None:
    text = "Detention isn't supervised by the SRO."
    (active,) = turned(plain_reading(text))
    at = active.text.index("supervised")
    span = active.span(at, at + len("supervised"))
    assert span is not None
    assert text[slice(*span)] == "supervised"


def test_windows_cover_a_long_sentence_and_overlap() -> None:
    reading = plain_reading("word " * 600)
    parts = list(windows(reading))
    assert all(len(part.text) <= LONGEST for part in parts)
    assert sorted({p for part in parts for p in part.places}) == list(range(len(reading.text)))
