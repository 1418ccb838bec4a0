"""What keeps people from reading a Word file with a screen reader, large print or a keyboard."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from assistant.domain.base import Value

# ISO 639 language, then script, region or variant: BCP 47 as Word writes it.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
Rule = Literal[
    "no-title",
    "empty-title",
    "no-language",
    "unknown-language",
    "no-headings",
    "first-heading",
    "heading-jump",
    "empty-heading",
    "typed-heading",
    "no-header-row",
    "empty-header",
    "merged-cells",
    "nested-table",
    "typed-list",
    "empty-lines",
    "spaces",
    "tabs",
    "typed-line",
    "no-alternative-text",
    "only-pictures",
    "picture-of-page",
    "link-text",
    "link-address",
    "contrast",
]


class Place(Value):
    """Where in a file: its part, the heading above, the number of a table (from 1), the words that begin there."""

    part: Literal["document", "body", "header", "footer", "footnote", "endnote", "text box"] = "document"
    heading: str = ""
    table: int = 0
    words: str = ""


class Barrier(Value):
    """One thing that is in a reader's way.

    ``rule`` names its words, ``slots`` fill them; ``times`` counts the places of one kind that are told together
    (``place`` is the first); ``fixable`` when ``mou word fix`` can mend it without touching a word; ``advice`` when
    nobody is shut out, but reading would be easier.
    """

    rule: Rule
    place: Place = Place()
    slots: dict[str, str] = Field(default_factory=dict)
    times: int = 1
    fixable: bool = False
    advice: bool = False


class AccessReport(Value):
    """What was looked at in a file, and what was found."""

    title: str = ""
    language: str = ""
    paragraphs: int = 0
    tables: int = 0
    pictures: int = 0
    barriers: tuple[Barrier, ...] = ()


class FixReport(Value):
    """What was mended in a copy of a file, and what still needs a person."""

    fixed: tuple[Barrier, ...] = ()
    left: tuple[Barrier, ...] = ()
    title: str = ""
    language: str = ""
