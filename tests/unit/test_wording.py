"""Words of the interface: slots are filled once, and what was typed stays as it was typed."""

from __future__ import annotations

from assistant.domain.wording import Wording, saying

WORDS = Wording({"a.now": "{label} is now {value}.{uses}", "a.set": "set {value}", "errors.x.say": "Not {what}."})


def test_braces_in_a_value_are_never_slots() -> None:
    assert WORDS("a.now", label="Chief", value="{uses}{label}", uses=" Twice.") == "Chief is now {uses}{label}. Twice."


def test_a_saying_can_stand_in_a_slot() -> None:
    assert WORDS("a.now", label="Last", value=saying("a.set", value="Ohio"), uses="") == "Last is now set Ohio."


def test_several_sayings_make_one_line() -> None:
    assert WORDS.say(saying("a.set", value=1), saying("a.set", value=2)) == "set 1; set 2"
