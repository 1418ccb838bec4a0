"""Own wording: new text for a clause, or its text with words replaced, taken out or added."""

from __future__ import annotations

from assistant.dialogue import edits
from assistant.dialogue.understanding import Understanding
from assistant.services.at_odds import conflict, reason_given
from assistant.services.desk import Desk
from assistant.services.filling import set_given
from assistant.services.readings import as_text
from assistant.services.views import field_view, fields_in_use, source_text


def edit(desk: Desk, said: Understanding) -> None:
    """Give the clause own wording: new text, or its text with words replaced, taken out or added."""
    clause = desk.clause
    if clause is None:
        desk.lead_on()
        return
    if said.unsure and not desk.drafts.guard.of_text(said.text) and desk.session.pending != "override":
        desk.say("dialogue.unclear.own", clause=clause.title)
        desk.wait_for("own", said.text)
        desk.choices = desk.offer("yes", "no")
        return
    shown = desk.drafts.clause_text(desk.draft, clause.id)
    if said.old and (field := _shown_value(desk, said.old)):
        set_given(desk, {field: edits.unquoted(said.new)}, said.text)
        return
    text = _new_text(source_text(desk.draft, desk.template, clause.id), said) or _new_text(shown, said)
    if text is None:
        desk.status = "unclear"
        desk.say(
            "dialogue.unclear.not-in-text",
            words=edits.unquoted(said.old or said.cut or " ".join(said.part or ())),
            clause=clause.title,
        )
        return
    if text.strip() == shown.strip():
        desk.say("dialogue.unclear.no-change")
        desk.here_again()
        return
    write_text(desk, text)


def write_text(desk: Desk, text: str, *, keep: str | None = None, origin: str = "") -> None:
    """Write own wording, or show with which principle it conflicts and wait for a decision.

    ``origin`` is where an accepted proposal took the words from.
    """
    clause = desk.clause
    if clause is None:
        return
    outcome = desk.drafts.edit(desk.draft.id, clause.id, text, expected=desk.draft.version, keep=keep, origin=origin)
    if outcome.conflicts:
        conflict(desk, outcome, {"clause": clause.id, "text": text, "origin": origin})
        return
    desk.took(outcome)
    if keep is None:
        desk.say("dialogue.changed.edited", clause=clause.title)
    else:
        desk.say("dialogue.changed.kept-own", clause=clause.title, reason=reason_given(desk, keep))
    desk.undo_hint()
    desk.stay()
    desk.lead_on()


def confirmed_text(desk: Desk, agreed: bool) -> None:
    """Use wording that was not announced as such, once the user has said so."""
    text = desk.session.pending_text
    desk.wait_for("")
    if not agreed:
        desk.say("dialogue.kept")
        desk.here_again()
        return
    write_text(desk, text)


def _shown_value(desk: Desk, words: str) -> str | None:
    """Return the field whose value is what these words show in the clause ("change 90 days to 60 days")."""
    if not desk.session.clause or desk.draft.clauses[desk.session.clause].own_text is not None:
        return None
    words = edits.unquoted(words).lower()
    for name in fields_in_use(desk.draft, desk.template, desk.session.clause):
        view = field_view(desk.draft, desk.template, name)
        if view.value is None:
            continue
        forms = {view.shown.lower(), as_text(desk.template.fields[name], view.value).lower()}
        forms |= {f"{f} {unit}" for f in set(forms) for unit in ("days", "hours", "months", "years", "%")}
        if words in forms:
            return name
    return None


def _new_text(shown: str, said: Understanding) -> str | None:
    if said.old:
        return edits.replaced(shown, said.old, said.new)
    if said.part:
        return edits.without_part(shown, *said.part)
    if said.cut:
        return edits.without(shown, said.cut)
    if said.add:
        return edits.with_added(shown, said.add, sentence=said.scope == "that")
    text = edits.unquoted(said.text)
    if said.unsure and len(text.split()) < 25:
        return edits.with_added(shown, text, sentence=True)
    return text or None
