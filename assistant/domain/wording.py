"""The words of the interface, by key; they live in ``knowledge/messages/``."""

from __future__ import annotations

from collections.abc import Mapping


class Wording:
    """Look up interface words by key and fill their ``{slots}``.

    Keys are the file's name and the path inside it, such as ``dialogue.accepted``.
    """

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = messages

    def __call__(self, key: str, **slots: object) -> str:
        """Return the words for ``key``; raise KeyError when there are none."""
        text = self._messages[key]
        for name, value in slots.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def language(self, code: str) -> Wording:
        """Return these words with those of another language in their place, where there are any."""
        begin = f"{code}."
        own = {k.removeprefix(begin): text for k, text in self._messages.items() if k.startswith(begin)}
        return Wording({**self._messages, **own})

    def __contains__(self, key: str) -> bool:
        return key in self._messages
