"""Drafts: an agreement being filled in, step by step, each step a new version."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from assistant.domain.base import Value


class ClauseState(StrEnum):
    """Where a clause stands, in the words shown to users."""

    NOT_STARTED = "not started"
    DRAFTED = "drafted"
    NEEDS_INPUT = "needs input"
    SKIPPED = "skipped"
    LEFT_OUT = "left out"
    CONFLICT = "conflict"
    ACCEPTED = "accepted"


class ConflictRecord(Value):
    """Wording at odds with a requirement, and what the user decided about it.

    ``rule`` is the conflict rule's id, ``words`` the offending words, ``overridden`` whether the
    user kept them knowingly (with ``reason``, which may be empty).
    """

    rule: str
    requirement: str
    words: str
    overridden: bool = False
    reason: str = ""


class ClauseEntry(Value):
    """What has been decided about one clause.

    ``own_text`` replaces the variant's wording, ``own_origin`` says where an accepted proposal took it from
    ("" for words that somebody typed); ``mark`` is the user's decision ("", "accepted", "skipped" or
    "left out"); the shown state is computed from all of it.
    """

    variant: str
    own_text: str | None = None
    own_origin: str = ""
    mark: str = ""
    seen: bool = False
    reason: str = ""
    conflicts: tuple[ConflictRecord, ...] = ()


class Adoption(Value):
    """A version that the parties adopted, and on which day (as the user says; nothing checks it)."""

    version: int = Field(ge=1)
    on: date


class Draft(Value):
    """An agreement being filled in.

    ``values`` maps field names to typed values as JSON can hold them: dates as ISO strings, money
    as decimal strings, percent and integer as numbers, persons as {"name", "title"}, tables as
    lists of rows. A field listed in ``unknown`` was asked for and is not known yet. ``order`` is the order of
    the clauses where it is not the template's, ``adopted`` are the versions that the parties adopted, the
    latest last.
    ``version`` grows by one with each write; a write states the version it was made from.
    """

    id: str
    title: str
    template: str
    template_version: str
    template_edition: str
    knowledge_edition: str = ""
    version: int = Field(default=0, ge=0)
    values: dict[str, Any] = Field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    clauses: dict[str, ClauseEntry]
    order: tuple[str, ...] = ()
    cursor: str | None = None
    asking: str | None = None
    counsel_reviewed: bool = False
    adopted: tuple[Adoption, ...] = ()
    created: datetime
    updated: datetime


class Change(Value):
    """One entry of a draft's history; ``summary`` names the action ("changed term to two years")."""

    version: int
    at: datetime
    action: str
    summary: str
    clause: str | None = None
    field: str | None = None


class Trace(Value):
    """What one version of a draft held: its values, and of each clause (variant, own text, its origin)."""

    version: int
    at: datetime
    values: dict[str, Any]
    clauses: dict[str, tuple[str, str | None, str]]


class Proposal(Value):
    """Suggested clause text with its reason; a person accepts it or not.

    ``variant`` names a wording of the clause library, and ``text`` is then only what is shown.
    """

    clause: str
    text: str
    reason: str
    origin: str
    requirement: str | None = None
    variant: str = ""


class OpenItem(Value):
    """Something that still needs a person: a placeholder, a skipped clause or a conflict."""

    kind: str
    clause: str
    clause_title: str
    field: str | None = None
    text: str
