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
    """A conversation: its turns, oldest first, and the draft it works on.

    ``pending`` names what the last reply asked for, such as ``override`` or ``confirm:…``.
    """

    id: str
    turns: tuple[Turn, ...] = ()
    draft: str | None = None
    pending: str = ""
    pending_text: str = ""


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
