"""What a message is read by, and what was understood."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assistant.dialogue.labels import Said
from assistant.domain.base import Value
from assistant.domain.dialogue import Intent
from assistant.domain.drafts import Draft
from assistant.domain.templates import Clause, Template, TemplateField

Waiting = Literal["nothing", "field", "clause", "override"]


class Context(Value):
    """What the chat is waiting for, and on which draft.

    ``override`` waits for a decision about wording that conflicts. ``draft`` and ``template`` are
    None before a draft is open; ``text`` is the clause as it was shown.
    """

    waiting: Waiting = "nothing"
    field: TemplateField | None = None
    clause: Clause | None = None
    variant: str = ""
    draft: Draft | None = None
    template: Template | None = None
    text: str = ""
    today: date


class Understanding(Value):
    """What a message asks for, and the words it gives for it.

    ``text`` is a value or new wording as typed, ``values`` are values said with their fields,
    ``clause`` is a clause id, ``scope`` says what to show or skip, ``decision`` answers a conflict
    (keep-own · use-yours). ``unsure`` marks wording that was not announced as such.
    """

    intent: Intent
    text: str = ""
    values: tuple[Said, ...] = ()
    clause: str | None = None
    target: str = ""
    variant: str | None = None
    reason: str = ""
    old: str = ""
    new: str = ""
    part: tuple[str, str] | None = None
    add: str = ""
    cut: str = ""
    scope: str = ""
    decision: str = ""
    unknown: bool = False
    unsure: bool = False
