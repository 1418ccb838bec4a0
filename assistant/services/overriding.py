"""What the user decided about wording that conflicts: use the mended wording, or keep it knowingly."""

from __future__ import annotations

import json

from assistant.dialogue.understanding import Understanding
from assistant.services.desk import Desk
from assistant.services.filling import set_given
from assistant.services.rewriting import write_text


def decide(desk: Desk, said: Understanding) -> None:
    """Do what the user decided about wording that conflicts."""
    try:
        held = json.loads(desk.session.pending_text)
    except ValueError:
        held = {}
    desk.wait_for("")
    if held.get("clause") in desk.template.clauses:
        desk.update(clause=held["clause"])
    keep = said.reason if said.decision == "keep-own" else None
    if "values" in held:
        if keep is None:
            labels = [desk.template.fields[n].label for n in held["values"] if n in desk.template.fields]
            desk.say("dialogue.conflict.value-left", label=", ".join(labels))
            desk.stay()
            desk.lead_on()
        else:
            set_given(desk, held["values"], "", keep=keep)
        return
    text = str(held.get("text", ""))
    if keep is not None:
        write_text(desk, text, keep=keep, origin=str(held.get("origin", "")))
        return
    guard = desk.drafts.guard
    text = guard.mended(text, guard.of_text(text))
    desk.say("dialogue.conflict.mended")
    write_text(desk, text)
