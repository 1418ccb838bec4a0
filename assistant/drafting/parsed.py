"""What came of reading a value: the value itself, or why it could not be read."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from assistant.domain.base import Value


class Parsed(Value):
    """What a message gave for one field; exactly one of the four is meaningful.

    ``value`` is typed as a draft stores it, ``error`` is a sentence for the user, ``unknown``
    means "not known yet" (a placeholder stays), ``none`` that the field stays empty on purpose.
    """

    value: Any = None
    error: str = ""
    unknown: bool = False
    none: bool = False

    @property
    def ok(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


class Fault(Value):
    """Why a reader could not read: a key below ``values.error`` and what fills its slots."""

    key: str
    slots: dict[str, str] = Field(default_factory=dict)


def fault(key: str, **slots: object) -> Fault:
    """Make a Fault; slots are shown as text."""
    return Fault(key=key, slots={name: str(value) for name, value in slots.items()})
