"""The lists by which a reviewed agreement is read, as ``knowledge/review/*.yaml`` has them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.base import Value


class Cue(Value):
    """Words to be found in a sentence.

    ``any_of`` are patterns of ``verify.patterns``; where one of ``unless`` occurs in the sentence, nothing is found.
    ``headings`` are patterns of a heading whose whole section is meant. ``requirements`` are those that the words
    would concern. ``most`` limits how often the words are remarked on in one document.
    """

    id: str
    any_of: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    most: int = 6
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Sign(Value):
    """Something in a document that speaks for what it is.

    ``of`` is what it is a sign of (``agreement``, ``officer``, ``police``, ``school``, ``matter``, ``no-officer``,
    ``money``, or a form such as ``lease``); ``where`` is the beginning or the whole text; ``least`` is how many
    times it must be met; ``weight`` is what it counts.
    """

    id: str
    of: str
    where: Literal["title", "beginning", "text"] = "text"
    any_of: tuple[str, ...]
    least: int = 1
    weight: float = 1.0
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Kinds(Value):
    """How to tell what a document is: its signs, and from which sums on they count."""

    signs: tuple[Sign, ...] = ()
    limits: dict[str, float] = Field(default_factory=dict)


class ReviewWords(Value):
    """All lists for the reading of an agreement; ``language`` holds common words by the code of a language."""

    kinds: Kinds = Kinds()
    vague: tuple[Cue, ...] = ()
    outside: tuple[Cue, ...] = ()
    counsel: tuple[Cue, ...] = ()
    absent: tuple[Cue, ...] = ()
    language: dict[str, tuple[str, ...]] = Field(default_factory=dict)
