"""Dialogue: what a message means, and the reply to it."""

from __future__ import annotations

from enum import StrEnum

from assistant.domain.answers import Answer
from assistant.domain.base import Value
from assistant.domain.drafts import Change, OpenItem


class Intent(StrEnum):
    """What a message asks for."""

    QUESTION = "question"
    START = "start"
    VALUE = "value"
    CHOOSE = "choose"
    EDIT = "edit"
    ACCEPT = "accept"
    ACCEPT_ALL = "accept-all"
    SKIP = "skip"
    LEAVE_OUT = "leave-out"
    BRING_BACK = "bring-back"
    REJECT = "reject"
    BACK = "back"
    NEXT = "next"
    GO_TO = "go-to"
    UNDO = "undo"
    REDO = "redo"
    WHY = "why"
    MISSING = "missing"
    SHOW = "show"
    EXPORT = "export"
    HELP = "help"
    UNCLEAR = "unclear"


class Turn(Value):
    """One message and what came of it; only what a follow-up needs is kept."""

    message: str
    intent: Intent
    card: str | None = None
    principles: tuple[int, ...] = ()
    topic: str = ""
    status: str = ""


class Session(Value):
    """A conversation: its turns, oldest first, the draft it works on, and its own place in that draft.

    ``pending`` names what the last reply asked for, such as ``override`` or ``confirm:…``.
    ``clause`` and ``asking`` are the clause and the field that the chat is at, ``trail`` the places
    before ("clause" or "clause:field"), ``version`` the draft's version when this conversation last
    saw it, ``misses`` how often in a row a message was not understood.
    """

    id: str
    turns: tuple[Turn, ...] = ()
    draft: str | None = None
    pending: str = ""
    pending_text: str = ""
    clause: str | None = None
    asking: str | None = None
    trail: tuple[str, ...] = ()
    version: int = 0
    misses: int = 0


class Reply(Value):
    """What the assistant says back.

    ``message`` is Markdown for people; ``open`` what is still missing in the draft; ``changes``
    what this message wrote; ``answer`` is present when the message was a question.
    """

    message: str
    intent: Intent
    status: str = "ok"
    draft: str | None = None
    answer: Answer | None = None
    open: tuple[OpenItem, ...] = ()
    changes: tuple[Change, ...] = ()
    choices: tuple[str, ...] = ()
