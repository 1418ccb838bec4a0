"""Where the words of an agreement that somebody brings belong, and what was read from them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.reviews import Place, Quote


class Cues(Value):
    """What shows that words belong to a clause: ``headings`` over them, ``words`` in them."""

    headings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class PlacingCues(Value):
    """The cues of every clause; ``requirements`` names the clause in which a requirement is at home."""

    clauses: dict[str, Cues] = Field(default_factory=dict)
    requirements: dict[str, str] = Field(default_factory=dict)


Ground = Literal["heading", "finding", "words", "beside"]
"""Why words belong to a clause: what stands over them, a requirement found in them, they themselves, or the words
beside them in the same section."""


class Provided(Value):
    """One paragraph, item or row of a reviewed text, ``text[start:end]``, and the clause that takes it (None for none).

    ``sure`` is from 0 to 1 and orders what should be looked at first.
    """

    text: str
    start: int
    end: int
    kind: Literal["paragraph", "item", "row"]
    heading: str = ""
    where: Place
    clause: str | None = None
    ground: Ground | None = None
    sure: float = Field(default=0.0, ge=0.0, le=1.0)


class ReadValue(Value):
    """A value that was read from a file, and the words that it was read from.

    ``said`` is what the product's own readers were given, ``blank`` whether a blank of the template takes it.
    """

    field: str
    said: str
    quote: Quote
    value: Any = None
    shown: str = ""
    blank: bool = True
