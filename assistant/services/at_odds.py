"""Wording at odds with a principle: show the conflict and hold the wording until the user decides."""

from __future__ import annotations

import json

from assistant.services.desk import Desk
from assistant.services.drafts import Outcome


def conflict(desk: Desk, outcome: Outcome, held: dict[str, object]) -> None:
    """Show the principle and a compliant alternative; ``held`` is what is written if the user keeps it."""
    named = held.get("values")
    field = None
    if isinstance(named, dict) and named:
        field = desk.template.fields[next(iter(named))]
    desk.parts.append(desk.lead.conflict(outcome.conflicts, field=field))
    desk.answer = desk.drafts.guard.answer(outcome.conflicts)
    desk.status = "conflict"
    desk.wait_for("override", json.dumps(held))
    desk.choices = desk.offer("use-yours", "keep-mine")


def reason_given(desk: Desk, reason: str) -> str:
    """Return a reason as replies show it."""
    return desk.wording("dialogue.reason", reason=reason.rstrip(".")) if reason else ""
