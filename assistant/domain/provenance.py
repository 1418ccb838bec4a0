"""Where each sentence of an agreement comes from, as far as the draft knows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from assistant.domain.base import Value


class Origin(StrEnum):
    """Who wrote a sentence.

    ``template``: the wording that the template starts with · ``variant``: another wording of the clause
    library, chosen for the draft · ``sample``: it stands in a sample agreement · ``proposal``: it was put
    forward and accepted · ``typed``: it was typed into the draft, by whom is not recorded.
    """

    TEMPLATE = "template"
    VARIANT = "variant"
    SAMPLE = "sample"
    PROPOSAL = "proposal"
    TYPED = "typed"


class FilledIn(Value):
    """A value in a sentence, with the version and the moment it was given; None for a suggestion left standing."""

    label: str
    version: int | None = None
    at: datetime | None = None


class SentenceOrigin(Value):
    """One sentence (or list item, or row of a table) and its origin.

    ``number`` is that of its paragraph ("7.2", "7.2 (a)"), ``title`` its section; ``detail`` names the wording,
    sample or proposal; ``version`` and ``at`` say since when it stands, None for words of the template's start.
    """

    clause: str | None
    number: str
    title: str
    text: str
    origin: Origin
    detail: str = ""
    version: int | None = None
    at: datetime | None = None
    values: tuple[FilledIn, ...] = ()
