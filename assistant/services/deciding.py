"""What a message decides about clauses: accept, choose, skip, leave out, and moving between them."""

from __future__ import annotations

from collections.abc import Callable

from assistant.dialogue.understanding import Understanding
from assistant.domain.dialogue import Intent
from assistant.drafting.interview import applicable
from assistant.services.desk import Desk
from assistant.services.lead import LETTERS
from assistant.services.views import field_view

Handler = Callable[[Desk, Understanding], None]


def accept(desk: Desk, said: Understanding) -> None:
    """Accept the clause at hand (or the one named) and go on; a value already there is kept."""
    clause_id = said.clause or desk.session.clause
    if clause_id is None:
        desk.lead_on()
        return
    field = desk.field
    if field is not None and not said.clause:
        view = field_view(desk.draft, desk.template, field.name)
        if view.status == "given" and desk.first_missing(clause_id) is None:
            desk.move(clause_id)  # "ok" to a question for a value that stands: the value is kept
            desk.lead_on()
            return
    desk.took(desk.drafts.accept(desk.draft.id, clause_id, expected=desk.draft.version))
    blank = any(i.clause == clause_id and i.field for i in desk.open_items())
    desk.say(
        "dialogue.changed.accepted-open" if blank else "dialogue.changed.accepted",
        clause=desk.template.clauses[clause_id].title,
    )
    desk.undo_hint()
    desk.advance()
    desk.lead_on()


def accept_all(desk: Desk, said: Understanding) -> None:
    """Accept every clause that can be accepted, and go to what is left."""
    before = {c for c, e in desk.draft.clauses.items() if e.mark == "accepted"}
    desk.took(desk.drafts.accept_all(desk.draft.id, expected=desk.draft.version))
    count = sum(e.mark == "accepted" for c, e in desk.draft.clauses.items() if c not in before)
    if count:
        desk.say("dialogue.changed.accepted-all", count=count)
        desk.undo_hint()
    else:
        desk.say("dialogue.changed.accepted-none")
    desk.move(desk.next_open(None))
    desk.lead_on()


def skip(desk: Desk, said: Understanding) -> None:
    """Put the clause off; "skip this question" leaves only a blank."""
    if said.scope == "field" and desk.field is not None:
        desk.set_values({desk.field.name: "not sure yet"})
        desk.say("dialogue.changed.unknown", label=desk.field.label)
        desk.undo_hint()
        desk.stay()
        desk.lead_on()
        return
    clause_id = said.clause or desk.session.clause
    if clause_id is None:
        desk.lead_on()
        return
    desk.took(desk.drafts.skip(desk.draft.id, clause_id, expected=desk.draft.version))
    desk.say("dialogue.changed.skipped", clause=desk.template.clauses[clause_id].title)
    desk.undo_hint()
    desk.advance()
    desk.lead_on()


def leave_out(desk: Desk, said: Understanding) -> None:
    """Leave a clause out with its reason; ask for the reason when there is none."""
    clause_id = said.clause or desk.session.clause
    if clause_id is None:
        desk.say("dialogue.unclear.clause-name", target=said.target, clauses=_titles(desk))
        return
    clause = desk.template.clauses[clause_id]
    if not said.reason and said.decision != "no-reason":
        desk.say("dialogue.unclear.which-reason", clause=clause.title)
        desk.wait_for(f"reason:{clause_id}")
        return
    served = set(clause.requirements)
    desk.took(desk.drafts.leave_out(desk.draft.id, clause_id, said.reason, expected=desk.draft.version))
    reason = desk.wording("dialogue.reason", reason=said.reason.rstrip(".")) if said.reason else ""
    desk.say("dialogue.changed.left-out", clause=clause.title, reason=reason)
    desk.undo_hint()
    still = {
        r
        for c in applicable(desk.draft, desk.template)
        if desk.draft.clauses[c].mark != "left out"
        for r in desk.template.clauses[c].requirements
    }
    lost = sorted({int(r[1:3]) for r in served - still})
    if lost:
        desk.say("dialogue.changed.principles-lost", principles=desk.lead.principles(lost))
    desk.advance()
    desk.lead_on()


def bring_back(desk: Desk, said: Understanding) -> None:
    """Bring back the clause named, the one at hand, or the last one left out."""
    out = [c for c in desk.template.order if desk.draft.clauses[c].mark in ("left out", "skipped")]
    clause_id = said.clause or (desk.session.clause if desk.session.clause in out else None)
    if clause_id is None:
        latest = [c.clause for c in reversed(desk.drafts.history(desk.draft.id)) if c.clause in out]
        clause_id = latest[0] if latest else (out[-1] if out else None)
    if clause_id is None:
        desk.say("dialogue.kept")
        desk.here_again()
        return
    desk.took(desk.drafts.bring_back(desk.draft.id, clause_id, expected=desk.draft.version))
    desk.say("dialogue.changed.brought-back", clause=desk.template.clauses[clause_id].title)
    desk.undo_hint()
    desk.move(clause_id)
    desk.lead_on()


def choose(desk: Desk, said: Understanding) -> None:
    """Choose another wording of the clause."""
    clause = desk.clause
    if clause is None:
        desk.lead_on()
        return
    entry = desk.draft.clauses[clause.id]
    if said.variant is None:
        desk.status = "unclear"
        desk.say(
            "dialogue.unclear.variant",
            options=" ".join(f"{x}) {v.label}" for x, v in zip(LETTERS, clause.variants, strict=False)),
        )
        return
    label = clause.variant(said.variant).label
    if said.variant == entry.variant and entry.own_text is None:
        desk.say("dialogue.unclear.no-change")
    else:
        desk.took(desk.drafts.choose(desk.draft.id, clause.id, said.variant, expected=desk.draft.version))
        desk.say("dialogue.changed.chose", clause=clause.title, label=label)
        desk.undo_hint()
    desk.stay()
    desk.lead_on()


def reject(desk: Desk, said: Understanding) -> None:
    """Offer what else is possible; nothing is written."""
    clause, field = desk.clause, desk.field
    if clause is None:
        desk.say("dialogue.kept")
        return
    if field is not None:
        desk.say("dialogue.rejected-field", label=field.label)
        desk.parts.append(desk.lead.ask(desk.draft, desk.template, clause.id, field, miss=1))
        return
    chosen = desk.draft.clauses[clause.id].variant
    others = [f"{x}) {v.label}" for x, v in zip(LETTERS, clause.variants, strict=False) if v.id != chosen]
    options = desk.wording("dialogue.rejected-variants", variants="; ".join(others)) if others else ""
    desk.say("dialogue.rejected", clause=clause.title, options=options)
    desk.choices = desk.choices_here()[1:]


def back(desk: Desk, said: Understanding) -> None:
    """Go to the place before this one."""
    if not desk.back():
        desk.say("dialogue.unclear.no-place")
    desk.lead_on()


def forward(desk: Desk, said: Understanding) -> None:
    """Go on without deciding: to the next value asked for, or to the next clause."""
    clause = desk.clause
    if clause is not None and desk.field is not None and desk.first_missing(clause.id) not in (None, desk.field.name):
        desk.stay()
    else:
        order = applicable(desk.draft, desk.template)
        at = order.index(clause.id) if clause is not None and clause.id in order else -1
        following = [c for c in order[at + 1 :] if desk.draft.clauses[c].mark not in ("accepted", "left out")]
        desk.move(following[0] if following else desk.next_open(clause.id if clause else None))
    desk.lead_on()


def go_to(desk: Desk, said: Understanding) -> None:
    """Go to the clause named."""
    if said.clause is None:
        desk.status = "unclear"
        desk.say("dialogue.unclear.clause-name", target=said.target, clauses=_titles(desk))
        return
    desk.move(said.clause)
    desk.lead_on()


def undo(desk: Desk, said: Understanding) -> None:
    """Take back the last change and show the place it was made at."""
    _turned(desk, again=False)


def redo(desk: Desk, said: Understanding) -> None:
    """Do again what was taken back."""
    _turned(desk, again=True)


def _turned(desk: Desk, *, again: bool) -> None:
    step = desk.drafts.redo if again else desk.drafts.undo
    outcome = step(desk.draft.id, expected=desk.draft.version)
    desk.took(outcome)
    change = outcome.changes[0]
    desk.say(
        "dialogue.changed.redone" if again else "dialogue.changed.undone",
        summary=change.summary.partition(": ")[2] or change.summary,
    )
    order = applicable(desk.draft, desk.template)
    desk.move(change.clause if change.clause in order else desk.session.clause or desk.next_open(None))
    desk.lead_on()


def _titles(desk: Desk) -> str:
    return "; ".join(desk.template.clauses[c].title for c in applicable(desk.draft, desk.template))


HANDLERS: dict[Intent, Handler] = {
    Intent.ACCEPT: accept,
    Intent.ACCEPT_ALL: accept_all,
    Intent.SKIP: skip,
    Intent.LEAVE_OUT: leave_out,
    Intent.BRING_BACK: bring_back,
    Intent.CHOOSE: choose,
    Intent.REJECT: reject,
    Intent.BACK: back,
    Intent.NEXT: forward,
    Intent.GO_TO: go_to,
    Intent.UNDO: undo,
    Intent.REDO: redo,
}
