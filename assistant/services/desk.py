"""One message's work on a draft: what was understood is done, said, and the chat is led on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.dialogue.intents import Understander
from assistant.dialogue.understanding import Context, Waiting
from assistant.domain.answers import Answer
from assistant.domain.dialogue import Intent, Reply, Session
from assistant.domain.drafts import Change, Draft, OpenItem
from assistant.domain.templates import Clause, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.interview import applicable, missing
from assistant.services.drafts import DraftService, Outcome
from assistant.services.lead import Lead

_TRAIL = 60


class Desk:
    """A draft and the conversation's place in it while one message is handled.

    ``parts`` is what the reply says, ``changes`` what was written, ``session`` the conversation's
    state as it will be stored.
    """

    def __init__(self, drafts: DraftService, lead: Lead, wording: Wording, session: Session, draft: Draft) -> None:
        self.drafts = drafts
        self.lead = lead
        self.wording = wording
        self.session = session
        self.draft = draft
        self.template: Template = drafts.template(draft)
        self.parts: list[str] = []
        self.changes: list[Change] = []
        self.status = "ok"
        self.answer: Answer | None = None
        self.choices: tuple[str, ...] = ()
        self._settle()
        self._came_from = session.clause

    # What the chat is at

    @property
    def clause(self) -> Clause | None:
        """The clause that the chat is at."""
        return self.template.clauses.get(self.session.clause or "")

    @property
    def field(self) -> TemplateField | None:
        """The field that the chat has asked for."""
        return self.template.fields.get(self.session.asking or "")

    def context(self, reader: Understander) -> Context:
        """Return what a message is to be understood by."""
        clause, field = self.clause, self.field
        waiting: Waiting = "field" if field else "clause"
        if self.session.pending == "override":
            waiting = "override"
        return Context(
            waiting=waiting,
            field=field,
            clause=clause,
            variant=self.draft.clauses[clause.id].variant if clause else "",
            draft=self.draft,
            template=self.template,
            text=self.drafts.clause_text(self.draft, clause.id) if clause else "",
            today=self.drafts.today(),
        )

    def open_items(self) -> tuple[OpenItem, ...]:
        """Return what still needs a person."""
        return self.drafts.open_items_of(self.draft)

    # Saying and writing

    def say(self, key: str, **slots: object) -> None:
        """Add words to the reply."""
        self.parts.append(self.wording(key, **slots))

    def took(self, outcome: Outcome) -> None:
        """Go on with what was written."""
        self.draft = outcome.draft
        self.template = self.drafts.template(outcome.draft)
        self.changes.extend(outcome.changes)

    def undo_hint(self) -> None:
        """Add to the last part that it can be taken back."""
        if self.parts:
            self.parts[-1] += " " + self.wording("dialogue.changed.undo")

    def update(self, **fields: Any) -> None:
        """Change the conversation's state."""
        self.session = self.session.model_copy(update=fields)

    def wait_for(self, pending: str, text: str = "") -> None:
        """Note what the reply asked for."""
        self.update(pending=pending, pending_text=text)

    # Moving

    def first_missing(self, clause_id: str) -> str | None:
        """Return the first value of a clause that was neither given nor put off."""
        left = [f.name for f in missing(self.draft, self.template, clause_id) if f.name not in self.draft.unknown]
        return left[0] if left and self.draft.clauses[clause_id].mark != "left out" else None

    def move(self, clause_id: str | None, field: str | None = None, *, remember: bool = True) -> None:
        """Go to a clause, and there to a field (or to the first value that is missing)."""
        here = self._here()
        asking = field or (self.first_missing(clause_id) if clause_id else None)
        trail = self.session.trail
        place = f"{clause_id}:{asking}" if asking else (clause_id or "")
        if remember and here and here != place:
            trail = (*trail, here)[-_TRAIL:]
        self.update(clause=clause_id, asking=asking, trail=trail, misses=0)

    def stay(self) -> None:
        """After a change: ask for the next value of this clause, or for the decision on it."""
        if self.session.clause:
            self.move(self.session.clause)

    def advance(self) -> None:
        """Go to the next clause that is not decided; skipped ones come back at the end."""
        self.move(self.next_open(self.session.clause))

    def back(self) -> bool:
        """Go to the place before; False when there is none."""
        trail = list(self.session.trail)
        while trail:
            clause_id, _, field = trail.pop().partition(":")
            if clause_id in self.draft.clauses and (clause_id, field) != (
                self.session.clause,
                self.session.asking or "",
            ):
                self.update(trail=tuple(trail))
                self.move(clause_id, field or None, remember=False)
                return True
        order = applicable(self.draft, self.template)
        here = order.index(self.session.clause) if self.session.clause in order else len(order)
        if here == 0:
            return False
        self.move(order[here - 1], remember=False)
        return True

    def next_open(self, after: str | None) -> str | None:
        """Return the next undecided clause after one, then from the start, then the skipped ones."""
        order = applicable(self.draft, self.template)
        at = order.index(after) + 1 if after in order else 0
        around = (*order[at:], *order[:at])
        for mark in ("", "skipped"):
            for clause_id in around:
                if self.draft.clauses[clause_id].mark == mark and clause_id != after:
                    return clause_id
        if after in order and self.draft.clauses[after].mark in ("", "skipped"):
            return after
        return next((c for c in around if self.first_missing(c)), None)

    # Leading

    def lead_on(self) -> None:
        """Say where we are: the clause (when it is a new one), then the question or the decision."""
        clause, field = self.clause, self.field
        if clause is None:
            self.parts.append(self.lead.done(self.draft, self.open_items(), self.template))
            return
        if self.session.clause != self._came_from or not self.changes:
            self.parts.append(self.lead.clause(self.draft, self.template, clause.id))
        if field is not None:
            self.parts.append(self.lead.ask(self.draft, self.template, clause.id, field))
        else:
            self.parts.append(self.lead.decide(self.draft, self.template, clause.id))
        self.choices = self.choices_here()

    def offer(self, *names: str) -> tuple[str, ...]:
        """Return the words of choices that the user may press instead of typing."""
        return tuple(self.wording(f"dialogue.choice.{name}") for name in names)

    def choices_here(self) -> tuple[str, ...]:
        """Return what the user may press instead of typing."""
        clause, field = self.clause, self.field
        if field is not None:
            return (*(o.label for o in field.options), *self.offer("later", "why"))
        if clause is None:
            return self.offer("export", "missing", "show")
        entry = self.draft.clauses[clause.id]
        if entry.mark == "left out":
            return self.offer("bring-back", "next")
        others = [
            self.wording("dialogue.choice.option", letter=letter)
            for letter, v in zip("abcdefgh", clause.variants, strict=False)
            if v.id != entry.variant
        ]
        return (*self.offer("accept"), *others, *self.offer("skip", "why"))

    def here_again(self) -> None:
        """Return to where the conversation was, after something in between."""
        clause, field = self.clause, self.field
        if self.session.pending == "override":
            self.say("dialogue.conflict.again")
        elif clause is None:
            self.say("dialogue.where.back-none")
            self.parts.append(self.lead.done(self.draft, self.open_items(), self.template))
        else:
            self.say("dialogue.where.back", clause=clause.title)
            if field is not None:
                self.parts.append(self.lead.ask(self.draft, self.template, clause.id, field))
            else:
                self.say("dialogue.decide.how")
        self.choices = self.choices_here()

    def set_values(self, given: Mapping[str, Any], *, keep: str | None = None) -> Outcome:
        """Set values from text and go on with what was written."""
        outcome = self.drafts.set_values(
            self.draft.id, given, expected=self.draft.version, keep=keep, at=self.session.clause
        )
        self.took(outcome)
        return outcome

    def reply(self, intent: Intent) -> Reply:
        """Return what was said and done as one reply."""
        return Reply(
            message="\n\n".join(p for p in self.parts if p),
            intent=intent,
            status=self.status,
            draft=self.draft.id,
            answer=self.answer,
            open=self.open_items(),
            changes=tuple(self.changes),
            choices=self.choices,
        )

    def _here(self) -> str:
        clause, field = self.session.clause, self.session.asking
        return f"{clause}:{field}" if clause and field else (clause or "")

    def _settle(self) -> None:
        """Mend a place that no longer exists (another window, an undo, a new template)."""
        order = applicable(self.draft, self.template)
        session = self.session
        if session.clause is not None and session.clause not in order:
            nearest = self.draft.cursor if self.draft.cursor in order else self.next_open(None)
            self.session = session.model_copy(update={"clause": nearest, "asking": None})
        if self.session.asking is not None and self.session.asking not in self.template.fields:
            self.session = self.session.model_copy(update={"asking": None})
