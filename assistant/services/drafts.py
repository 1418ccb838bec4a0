"""Draft an agreement: every step is read, checked, written as a new version, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pydantic import Field

from assistant.domain.base import Value
from assistant.domain.drafts import Change, Draft
from assistant.domain.templates import Template
from assistant.drafting import steps
from assistant.drafting.steps import Step
from assistant.errors import NotAllowed, StaleWrite
from assistant.services.draft_reader import DraftReader
from assistant.services.guard import Guard
from assistant.services.naming import new_id, title_of
from assistant.services.readings import Readings, read_values
from assistant.services.setting import kept, seen, with_values
from assistant.verify.conflicts import Conflict

Pure = Callable[[Draft, Template], Step]


class Outcome(Value):
    """What a request did to a draft.

    ``changes`` is empty when nothing was written. ``problems`` holds, by field, a sentence on each
    value that could not be taken; ``conflicts`` wording that awaits the user's decision.
    """

    draft: Draft
    changes: tuple[Change, ...] = ()
    problems: dict[str, str] = Field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    readings: Readings = Readings()


class DraftService(DraftReader):
    """Start, change, look at and export drafts.

    Methods that change a draft take ``expected``, the version they were made from (None: the
    newest); they raise StaleWrite when the draft has moved on and NotAllowed when the step cannot
    be done. In both cases nothing is written.
    """

    @cached_property
    def guard(self) -> Guard:
        """What finds wording at odds with a principle."""
        return Guard(self._knowledge, self._wording)

    def new(self, template_id: str, title: str | None = None, values: Mapping[str, Any] | None = None) -> Outcome:
        """Start a draft; values that cannot be read are left out and named in ``problems``."""
        template = self._installed(template_id)
        now = self._clock()
        readings = read_values(template, {}, values or {}, today=now.date(), wording=self._wording)
        name = title or title_of(readings.values, self._wording)
        draft, change = self._first(template, name, readings, now)
        return Outcome(
            draft=self._store.create(draft, change), changes=(change,), problems=readings.problems, readings=readings
        )

    def apply(self, draft_id: str, expected: int | None, step: Pure) -> Outcome:
        """Do one pure step on a draft and write it as the next version."""
        draft = self.get(draft_id)
        if expected is not None and expected != draft.version:
            raise StaleWrite("stale", current=draft.version, expected=expected)
        done = step(draft, self.template(draft))
        change = Change(
            version=draft.version + 1,
            at=self._clock(),
            action=done.action,
            summary=self._wording.say(*done.did),
            clause=done.clause,
            field=done.field,
        )
        saved = self._store.save(done.draft, change, expected=draft.version)
        return Outcome(draft=saved, changes=(change,))

    def today(self) -> date:
        """Return the day by which "next July" is counted."""
        return self._clock().date()

    def set_values(
        self,
        draft_id: str,
        values: Mapping[str, Any],
        *,
        expected: int | None = None,
        keep: str | None = None,
        at: str | None = None,
    ) -> Outcome:
        """Read and set values given as text (or as YAML holds them); "not sure yet" leaves a placeholder.

        What cannot be read is named in ``problems`` and the rest is set. A value that would put
        wording at odds with a principle into the agreement is not set: it is returned in
        ``conflicts``, unless ``keep`` gives the reason (which may be empty) for setting it anyway.
        ``at`` is the clause that the user is looking at, which is noted as seen.
        """
        draft = self.get(draft_id)
        template = self.template(draft)
        readings = read_values(template, draft.values, values, today=self.today(), wording=self._wording)
        if not readings.values and not readings.unknown and not readings.emptied:
            return Outcome(draft=draft, problems=readings.problems, readings=readings)
        found = self.guard.of_values(draft, template, readings.values)
        if found and keep is None:
            conflicts = tuple(c for _, cs in found for c in cs)
            return Outcome(draft=draft, problems=readings.problems, conflicts=conflicts, readings=readings)

        def step(current: Draft, on: Template) -> Step:
            now, words = self._clock(), self._wording
            return with_values(seen(current, at), on, readings, found, keep or "", now=now, wording=words)

        done = self.apply(draft_id, draft.version if expected is None else expected, step)
        return done.model_copy(update={"problems": readings.problems, "readings": readings})

    def choose(self, draft_id: str, clause: str, variant: str, *, expected: int | None = None) -> Outcome:
        """Choose one of a clause's variants."""
        return self._do(draft_id, expected, steps.choose_variant, clause, variant)

    def edit(
        self,
        draft_id: str,
        clause: str,
        text: str,
        *,
        expected: int | None = None,
        keep: str | None = None,
        origin: str = "",
    ) -> Outcome:
        """Give a clause wording of its own; ``origin`` is that of an accepted proposal, "" when it was typed.

        Wording at odds with a principle is not written but returned in ``conflicts``, unless
        ``keep`` gives the reason (which may be empty) for writing it anyway; that is recorded.
        """
        draft = self.get(draft_id)
        self._known(draft, clause)
        conflicts = self.guard.of_own_text(draft, self.template(draft), clause, text)
        if conflicts and keep is None:
            return Outcome(draft=draft, conflicts=conflicts)
        records = tuple(kept(c, keep or "") for c in conflicts)
        return self._do(draft_id, expected, steps.edit_clause, clause, text, conflicts=records, origin=origin)

    def drop_own_text(self, draft_id: str, clause: str, *, expected: int | None = None) -> Outcome:
        """Return a clause to the wording of its variant."""
        return self._do(draft_id, expected, steps.drop_own_text, clause)

    def accept(self, draft_id: str, clause: str, *, expected: int | None = None) -> Outcome:
        """Accept a clause as it stands."""
        return self._do(draft_id, expected, steps.accept, clause)

    def accept_all(self, draft_id: str, *, expected: int | None = None) -> Outcome:
        """Accept every clause that can be accepted."""
        return self.apply(draft_id, expected, lambda d, t: steps.accept_all(d, t, now=self._clock()))

    def skip(self, draft_id: str, clause: str, *, expected: int | None = None) -> Outcome:
        """Put a clause off; it comes back."""
        return self._do(draft_id, expected, steps.skip, clause)

    def leave_out(self, draft_id: str, clause: str, reason: str = "", *, expected: int | None = None) -> Outcome:
        """Leave a clause out of the agreement."""
        return self._do(draft_id, expected, steps.leave_out, clause, reason)

    def bring_back(self, draft_id: str, clause: str, *, expected: int | None = None) -> Outcome:
        """Bring back a clause that was skipped or left out."""
        return self._do(draft_id, expected, steps.bring_back, clause)

    def override(
        self, draft_id: str, clause: str, rule: str, reason: str = "", *, expected: int | None = None
    ) -> Outcome:
        """Record that a conflict is known and wanted."""
        return self._do(draft_id, expected, steps.override, clause, rule, reason)

    def go_to(self, draft_id: str, clause: str, *, expected: int | None = None) -> Outcome:
        """Move the draft's own place to a clause."""
        return self._do(draft_id, expected, steps.go_to, clause)

    def set_counsel_reviewed(self, draft_id: str, reviewed: bool, *, expected: int | None = None) -> Outcome:
        """Record whether counsel has reviewed the agreement."""
        return self.apply(
            draft_id, expected, lambda d, t: steps.set_counsel_reviewed(d, t, reviewed, now=self._clock())
        )

    def adopt(
        self, draft_id: str, version: int | None = None, on: date | None = None, *, expected: int | None = None
    ) -> Outcome:
        """Record that the parties adopted a version (the newest) on a day (today); NotFound for an unknown one."""
        draft = self.get(draft_id)
        adopted = draft.version if version is None else version
        self._store.load(draft_id, adopted)
        day = on or self.today()
        return self.apply(draft_id, expected, lambda d, t: steps.adopt(d, t, adopted, day, now=self._clock()))

    def undo(self, draft_id: str, *, expected: int | None = None) -> Outcome:
        """Take back the last change."""
        at, now = self._at(draft_id, expected), self._clock()
        draft, change = self._store.undo(
            draft_id, expected=at, now=now, worded=lambda what: self._wording("services.did.undone", what=what)
        )
        return Outcome(draft=draft, changes=(change,))

    def redo(self, draft_id: str, *, expected: int | None = None) -> Outcome:
        """Do again what was taken back."""
        at, now = self._at(draft_id, expected), self._clock()
        draft, change = self._store.redo(
            draft_id, expected=at, now=now, worded=lambda what: self._wording("services.did.redone", what=what)
        )
        return Outcome(draft=draft, changes=(change,))

    def delete(self, draft_id: str) -> None:
        """Delete a draft; it can be restored for 30 days."""
        self._store.delete(draft_id, self._clock())

    def restore(self, draft_id: str) -> None:
        """Bring back a deleted draft."""
        self._store.restore(draft_id)

    # Inside

    def _do(
        self, draft_id: str, expected: int | None, step: Callable[..., Step], clause: str, *rest: Any, **more: Any
    ) -> Outcome:
        def pure(draft: Draft, template: Template) -> Step:
            self._known(draft, clause)
            return step(draft, template, clause, *rest, now=self._clock(), **more)

        return self.apply(draft_id, expected, pure)

    def _first(self, template: Template, title: str, readings: Readings, now: datetime) -> tuple[Draft, Change]:
        draft = steps.new_draft(
            template,
            draft_id=new_id(title, {s.id for s in self._store.list()}),
            title=title,
            now=now,
            values=readings.values,
        ).model_copy(update={"knowledge_edition": self._knowledge.edition})
        summary = self._wording("services.started", template=template.id)
        return draft, Change(version=1, at=now, action="start", summary=summary)

    def _at(self, draft_id: str, expected: int | None) -> int:
        return self._store.load(draft_id).version if expected is None else expected


__all__ = ["DraftService", "NotAllowed", "Outcome"]
