"""The words of the interface, by key; they live in ``knowledge/messages/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from assistant.domain.base import Value
from assistant.errors import AssistantError, PlainError

_SLOT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


class Saying(Value):
    """Something to be said, as a key and the values of its ``{slots}``: what rooms without words hand up."""

    key: str
    slots: dict[str, Any]


def saying(key: str, /, **slots: object) -> Saying:
    """Return what is to be said; the words are looked up by whoever says it."""
    return Saying(key=key, slots=dict(slots))


class Told(NamedTuple):
    """An error as it is told to a user: what happened, and what to do about it ("" for nothing)."""

    message: str
    remedy: str

    def __str__(self) -> str:
        """Return both sentences as one line."""
        return f"{self.message} {self.remedy}".strip()


class Wording:
    """Look up interface words by key and fill their ``{slots}``.

    Keys are the file's name and the path inside it, such as ``dialogue.accepted``.
    """

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = messages

    def __call__(self, key: str, **slots: object) -> str:
        """Return the words for ``key``; raise KeyError when there are none."""
        # In one pass: braces in a value, which may be what somebody typed, are never slots.
        return _SLOT.sub(lambda found: self._filled(found, slots), self._messages[key])

    def _filled(self, found: re.Match[str], slots: Mapping[str, object]) -> str:
        if found[1] not in slots:
            return found[0]
        value = slots[found[1]]
        return self.say(value) if isinstance(value, Saying) else str(value)

    def language(self, code: str) -> Wording:
        """Return these words with those of another language in their place, where there are any."""
        begin = f"{code}."
        own = {k.removeprefix(begin): text for k, text in self._messages.items() if k.startswith(begin)}
        return Wording({**self._messages, **own})

    def __contains__(self, key: str) -> bool:
        return key in self._messages

    def say(self, *things: Saying) -> str:
        """Return the words for things that were handed up, in one line."""
        return "; ".join(self(thing.key, **thing.slots) for thing in things)

    def error(self, err: AssistantError) -> Told:
        """Return an error's sentences; an error that brings its own words keeps them."""
        if isinstance(err, PlainError):
            return Told(err.message, err.remedy)
        remedy = f"errors.{err.key}.do"
        return Told(self(f"errors.{err.key}.say", **err.slots), self(remedy, **err.slots) if remedy in self else "")
