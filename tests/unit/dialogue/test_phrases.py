"""The pattern language of dialogue.yaml."""

from __future__ import annotations

import pytest

from assistant.dialogue.phrases import PhraseError, Phrases, check_phrases, compile_phrase
from assistant.domain.knowledge import Knowledge

LISTS = {
    "openers": ("(ok|please)",),
    "closers": ("please",),
    "intents.skip": ("skip [this] (one|clause)", "later"),
    "intents.edit": ("use this instead {text}", "replace {old} with {new}"),
    "short-forms.gimme": ("give me",),
}


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("skip this one", "skip"),
        ("Skip clause!", "skip"),
        ("ok, please skip this one please", "skip"),
        ("skip", None),
        ("skip this one and that", None),
        ("later", "skip"),
    ],
)
def test_a_message_fits_a_line_as_a_whole_or_not_at_all(message: str, found: str | None) -> None:
    phrases = Phrases(LISTS)
    got = phrases.find(("skip", "edit"), phrases.read(message))
    assert (got.name if got else None) == found


def test_kept_words_come_back_exactly_as_typed() -> None:
    phrases = Phrases(LISTS)
    found = phrases.find(("edit",), phrases.read('Use this instead: "The SRO shall—always—knock."\n\nSecond line.'))
    assert found is not None
    assert found.slots["text"] == '"The SRO shall—always—knock."\n\nSecond line.'


def test_two_kept_parts_are_told_apart() -> None:
    phrases = Phrases(LISTS)
    found = phrases.find(("edit",), phrases.read("replace thirty (30) days with Sixty days"))
    assert found is not None
    assert (found.slots["old"], found.slots["new"]) == ("thirty (30) days", "Sixty days")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("don't", "do not "), ("won't", "will not "), ("Gimme", "give me "), ("can't", "cannot "), ("we're", "we are ")],
)
def test_short_forms_are_written_out(typed: str, read: str) -> None:
    assert Phrases(LISTS).read(typed).text == read


@pytest.mark.parametrize("line", ["(a|b", "a]", "{not a slot}"])
def test_a_line_with_wrong_brackets_is_refused(line: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(line)


def test_every_shipped_line_can_be_read(knowledge: Knowledge) -> None:
    assert check_phrases(knowledge.dialogue) == []


def test_every_list_in_the_order_exists(knowledge: Knowledge) -> None:
    assert [n for n in knowledge.dialogue["order"] if f"intents.{n}" not in knowledge.dialogue] == []
