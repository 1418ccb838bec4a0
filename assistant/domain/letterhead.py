"""An agency's own Word file as the paper that an agreement is written on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.base import Value

Marked = Literal["title", "mark", "stamp", "body"]
LeftOut = Literal["template", "mail-merge", "protection", "read-only"]


class Letterhead(Value):
    """What a letterhead brings, what it lacks, and what of it was left out.

    ``missing`` are the styles that an agreement needs and the file does not have, of ``needed`` in all: the
    product's own are added. ``marked`` are the places that it marks for the title, the draft mark, the stamp and
    the agreement; ``sections`` how many the file has, of which only the last one's page is used when the place of
    the agreement is not marked.
    """

    missing: tuple[str, ...] = ()
    needed: int = 0
    marked: tuple[Marked, ...] = ()
    sections: int = 1
    pictures: int = Field(default=0, ge=0)
    left_out: tuple[LeftOut, ...] = ()
