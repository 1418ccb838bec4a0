"""A Word file that came back: what became of each clause, and what is decided about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.documents import Unread, View
from assistant.domain.wording import Saying

Ground = Literal["stamp", "heading", "text", ""]
"""By what a clause was found again: its content control or bookmark, its heading, its words; "" not at all."""

ReturnedState = Literal["unchanged", "changed", "moved", "deleted", "new text", "unknown"]
Decision = Literal["", "accepted", "edited", "placed", "rejected"]


class NewValue(Value):
    """A value that was changed in the file: ``value`` is typed as a draft stores it, the other two as shown."""

    field: str
    label: str
    value: Any
    before: str
    after: str


class ReturnedComment(Value):
    """A comment made in Word, with its replies; ``on`` is the words that it marks ("" for a point)."""

    author: str = ""
    when: str = ""
    text: str
    on: str = ""
    resolved: bool = False
    replies: tuple[ReturnedComment, ...] = ()


class ReturnedItem(Value):
    """One clause of the file, or one stretch of it that belongs to no clause.

    ``state`` is what happened to its words; ``moved`` says that its place changed too. ``before`` and ``after``
    are its lines as the file left and as it came back; ``text`` is ``after`` as one would type it, ``wording`` the
    same with values as slots, "" where the clause's wording can stay. ``titles`` is (before, after) where the
    heading was changed, which no draft can take. ``sure`` is 0 to 1: how sure it is that this is the clause.
    ``place`` is the clause after which it stands now ("" at the start). ``spoken`` are the numbers of the file's
    blocks that it accounts for. ``decided`` is the version that a decision wrote.
    """

    id: str
    state: ReturnedState
    moved: bool = False
    clause: str | None = None
    title: str = ""
    ground: Ground = ""
    sure: float = Field(default=0.0, ge=0.0, le=1.0)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    titles: tuple[str, str] | None = None
    text: str = ""
    wording: str = ""
    values: tuple[NewValue, ...] = ()
    place: str = ""
    notes: tuple[Saying, ...] = ()
    comments: tuple[ReturnedComment, ...] = ()
    authors: tuple[str, ...] = ()
    spoken: tuple[int, ...] = ()
    decision: Decision = ""
    decided: int | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide about it."""
        if self.decision:
            return False
        return self.moved or bool(self.values) or self.state not in ("unchanged", "moved") or self.titles is not None


class Returned(Value):
    """A returned file, compared with version ``base`` of a draft.

    ``exact`` is False where that version cannot be made again as it left, because the template has changed
    since or the file does not say which version it was. ``tracked`` are those who changed it with tracking on.
    ``comments`` are those that stand at no words.
    """

    id: str
    draft: str
    name: str
    checksum: str
    at: datetime
    base: int
    exact: bool = True
    view: View = "accepted"
    tracked: tuple[str, ...] = ()
    items: tuple[ReturnedItem, ...]
    comments: tuple[ReturnedComment, ...] = ()
    notes: tuple[Saying, ...] = ()
    unread: tuple[Unread, ...] = ()
    revision: int = 0

    def item(self, item_id: str) -> ReturnedItem | None:
        """Return the item of that id."""
        return next((i for i in self.items if i.id == item_id), None)

    @property
    def waiting(self) -> tuple[ReturnedItem, ...]:
        """The items that somebody has to decide about."""
        return tuple(i for i in self.items if i.waits)
