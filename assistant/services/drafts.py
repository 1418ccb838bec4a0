"""Draft an agreement: every step is read, checked, written as a new version, and can be undone."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from assistant.documents.writer import write_docx
from assistant.domain.base import Value
from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Change, ConflictRecord, Draft, OpenItem
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import annotations as notes
from assistant.drafting import interview, steps
from assistant.drafting.carrying import carry_over
from assistant.drafting.coverage import PrincipleCoverage, coverage
from assistant.drafting.render import clause_text, render
from assistant.drafting.steps import Step
from assistant.errors import NotAllowed, NotFound, StaleWrite
from assistant.services.guard import Guard
from assistant.services.readings import Readings, read_values
from assistant.services.views import ClauseLine, ClauseView, clause_map, clause_view
from assistant.storage.drafts import DraftStore, DraftSummary
from assistant.verify.conflicts import Conflict

Pure = Callable[[Draft, Template], Step]
Kind = Literal["clean", "annotated"]
CARRIED = "carry-over"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_GENERIC = frozenset(("the of and for department school schools district office mou draft memorandum a an").split())


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


class DraftService:
    """Start, change, look at and export drafts.

    Methods that change a draft take ``expected``, the version they were made from (None: the
    newest); they raise StaleWrite when the draft has moved on and NotAllowed when the step cannot
    be done. In both cases nothing is written.
    """

    def __init__(
        self,
        store: DraftStore,
        templates: TemplateSet,
        knowledge: Knowledge,
        wording: Wording,
        clock: Callable[[], datetime],
        *,
        content: Path | None = None,
    ) -> None:
        self._store = store
        self._templates = templates
        self._knowledge = knowledge
        self._wording = wording
        self._clock = clock
        self._content = content
        self.guard = Guard(knowledge, wording)

    # Looking

    def template(self, draft: Draft) -> Template:
        """Return a draft's template; raise NotFound when it is no longer installed."""
        found = self._templates.templates.get(draft.template)
        if found is None:
            raise NotFound(
                self._wording("services.no-template", template=draft.template),
                self._wording("services.no-template-remedy", templates=", ".join(self._templates.templates)),
            )
        return found

    def get(self, draft_id: str, version: int | None = None) -> Draft:
        """Return a draft on the present version of its template, newest or as it was at a version.

        When the template's version has changed, the newest draft is carried over and that is
        written as a change of its own.
        """
        draft = self._store.load(draft_id, version)
        template = self.template(draft)
        carried, said = carry_over(draft, template, self._wording)
        if carried is draft or version is not None:
            return carried
        now, old = self._clock(), draft.template_version
        lead = self._wording("services.carried", old=old, new=template.version, template=template.id)
        change = Change(version=draft.version + 1, at=now, action=CARRIED, summary=" ".join([lead, *said]))
        carried = carried.model_copy(update={"updated": now})
        try:
            return self._store.save(carried, change, expected=draft.version)
        except StaleWrite:  # somebody else carried it over at the same moment
            return self._store.load(draft_id)

    def list(self) -> tuple[DraftSummary, ...]:
        """Return every draft that is not deleted, the last changed first."""
        return self._store.list()

    def history(self, draft_id: str) -> tuple[Change, ...]:
        """Return every change, oldest first."""
        return self._store.history(draft_id)

    def open_items(self, draft_id: str) -> tuple[OpenItem, ...]:
        """Return what still needs a person: placeholders, skipped clauses, conflicts."""
        return self.open_items_of(self.get(draft_id))

    def open_items_of(self, draft: Draft) -> tuple[OpenItem, ...]:
        """Return what still needs a person in a draft already loaded."""
        return interview.open_items(draft, self.template(draft), self._wording)

    def coverage(self, draft_id: str) -> tuple[PrincipleCoverage, ...]:
        """Return where each of the twelve principles stands in the draft."""
        draft = self.get(draft_id)
        return coverage(draft, self.template(draft), self._knowledge)

    def progress(self, draft_id: str) -> interview.Progress:
        """Return how many clauses are decided, need input or conflict."""
        draft = self.get(draft_id)
        return interview.progress(draft, self.template(draft))

    def preview(self, draft_id: str, version: int | None = None) -> MouDocument:
        """Return the whole agreement as it stands."""
        return self.preview_of(self.get(draft_id, version))

    def preview_of(self, draft: Draft) -> MouDocument:
        """Return the whole agreement of a draft already loaded."""
        return render(draft, self.template(draft), self._knowledge, self._wording)

    def clause_text(self, draft: Draft, clause: str) -> str:
        """Return a clause as plain text, with its values or placeholders."""
        return clause_text(draft, self.template(draft), clause)

    def clause_view(self, draft_id: str, clause: str) -> ClauseView:
        """Return all that an editor of one clause shows; raise NotFound for an unknown clause."""
        draft = self.get(draft_id)
        self._known(draft, clause)
        return clause_view(draft, self.template(draft), clause, self._knowledge)

    def clause_map(self, draft_id: str) -> tuple[ClauseLine, ...]:
        """Return every clause in order with its section, state and principles."""
        draft = self.get(draft_id)
        return clause_map(draft, self.template(draft))

    # Changing

    def new(self, template_id: str, title: str | None = None, values: Mapping[str, Any] | None = None) -> Outcome:
        """Start a draft; values that cannot be read are left out and named in ``problems``."""
        template = self._templates.templates.get(template_id)
        if template is None:
            raise NotFound(
                self._wording("services.no-template", template=template_id[:60]),
                self._wording("services.no-template-remedy", templates=", ".join(self._templates.templates)),
            )
        now = self._clock()
        readings = read_values(template, {}, values or {}, today=now.date(), wording=self._wording)
        name = title or self._title(readings.values)
        draft, change = self._first(template, name, readings, now)
        return Outcome(
            draft=self._store.create(draft, change), changes=(change,), problems=readings.problems, readings=readings
        )

    def apply(self, draft_id: str, expected: int | None, step: Pure) -> Outcome:
        """Do one pure step on a draft and write it as the next version."""
        draft = self.get(draft_id)
        if expected is not None and expected != draft.version:
            raise self._stale(draft.version, expected)
        done = step(draft, self.template(draft))
        change = done.change.model_copy(update={"version": draft.version + 1})
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
            return self._with_values(_seen(current, at), on, readings, found, keep or "")

        done = self.apply(draft_id, draft.version if expected is None else expected, step)
        return done.model_copy(update={"problems": readings.problems, "readings": readings})

    def choose(self, draft_id: str, clause: str, variant: str, *, expected: int | None = None) -> Outcome:
        """Choose one of a clause's variants."""
        return self._do(draft_id, expected, steps.choose_variant, clause, variant)

    def edit(
        self, draft_id: str, clause: str, text: str, *, expected: int | None = None, keep: str | None = None
    ) -> Outcome:
        """Give a clause wording of its own.

        Wording at odds with a principle is not written but returned in ``conflicts``, unless
        ``keep`` gives the reason (which may be empty) for writing it anyway; that is recorded.
        """
        draft = self.get(draft_id)
        self._known(draft, clause)
        conflicts = self.guard.of_own_text(draft, self.template(draft), clause, text)
        if conflicts and keep is None:
            return Outcome(draft=draft, conflicts=conflicts)
        records = tuple(_record(c, keep or "") for c in conflicts)
        return self._do(draft_id, expected, steps.edit_clause, clause, text, conflicts=records)

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

    def undo(self, draft_id: str, *, expected: int | None = None) -> Outcome:
        """Take back the last change."""
        draft, change = self._store.undo(draft_id, expected=self._at(draft_id, expected), now=self._clock())
        return Outcome(draft=draft, changes=(change,))

    def redo(self, draft_id: str, *, expected: int | None = None) -> Outcome:
        """Do again what was taken back."""
        draft, change = self._store.redo(draft_id, expected=self._at(draft_id, expected), now=self._clock())
        return Outcome(draft=draft, changes=(change,))

    def delete(self, draft_id: str) -> None:
        """Delete a draft; it can be restored for 30 days."""
        self._store.delete(draft_id, self._clock())

    def restore(self, draft_id: str) -> None:
        """Bring back a deleted draft."""
        self._store.restore(draft_id)

    # Taking it away

    def export(self, draft_id: str, kind: Kind = "clean") -> tuple[bytes, str]:
        """Return the agreement as a Word file and a name for it; the same draft gives the same bytes."""
        draft = self.get(draft_id)
        template = self.template(draft)
        document = self.preview_of(draft)
        if kind == "annotated":
            comments = notes.annotations(draft, template, self._knowledge, self._wording)
            document = document.model_copy(update={"annotations": comments})
        data = write_docx(document, shell=self._shell(template), when=draft.updated)
        tail = "-annotated" if kind == "annotated" else ""
        return data, f"{draft.id}-v{draft.version}{tail}.docx"

    # Inside

    def _do(
        self, draft_id: str, expected: int | None, step: Callable[..., Step], clause: str, *rest: Any, **more: Any
    ) -> Outcome:
        def pure(draft: Draft, template: Template) -> Step:
            self._known(draft, clause)
            return step(draft, template, clause, *rest, now=self._clock(), **more)

        return self.apply(draft_id, expected, pure)

    def _with_values(self, draft: Draft, template: Template, readings: Readings, found: Any, reason: str) -> Step:
        """Set, empty and mark as unknown in one step, so that one undo takes all of it back."""
        now, summaries, field, clause = self._clock(), [], None, None
        if readings.values or readings.emptied:
            before = self._title(draft.values)
            done = steps.set_values(draft, template, {**readings.values, **dict.fromkeys(readings.emptied)}, now=now)
            draft, summaries, field, clause = done.draft, [done.change.summary], done.change.field, done.change.clause
            if draft.title == before:
                draft = draft.model_copy(update={"title": self._title(draft.values)})
        for name in readings.unknown:
            done = steps.mark_unknown(draft, template, name, now=now)
            draft, summaries = done.draft, [*summaries, done.change.summary]
            field, clause = field or done.change.field, clause or done.change.clause
        draft = self._with_records(draft, template, {n: tuple(_record(c, reason) for c in cs) for n, cs in found})
        change = Change(
            version=draft.version + 1, at=now, action="set", summary="; ".join(summaries), clause=clause, field=field
        )
        return Step(draft=draft, change=change)

    def _with_records(self, draft: Draft, template: Template, new: Mapping[str, tuple[ConflictRecord, ...]]) -> Draft:
        """Add what was decided about conflicts, and drop records of words that stand in the clause no more."""
        clauses = dict(draft.clauses)
        for name, entry in draft.clauses.items():
            if not entry.conflicts and name not in new:
                continue
            text = clause_text(draft, template, name)
            kept = tuple(r for r in (*entry.conflicts, *new.get(name, ())) if r.words in text)
            clauses[name] = entry.model_copy(update={"conflicts": tuple(dict.fromkeys(kept))})
        return draft.model_copy(update={"clauses": clauses})

    def _first(self, template: Template, title: str, readings: Readings, now: datetime) -> tuple[Draft, Change]:
        draft = steps.new_draft(
            template, draft_id=self._new_id(title), title=title, now=now, values=readings.values
        ).model_copy(update={"knowledge_edition": self._knowledge.edition})
        summary = self._wording("services.started", template=template.id)
        return draft, Change(version=1, at=now, action="start", summary=summary)

    def _new_id(self, title: str) -> str:
        words = [w for w in re.findall(r"[a-z]{2,}", title.lower()) if w not in _GENERIC][:2] or ["draft"]
        taken = {s.id for s in self._store.list()}
        while True:
            made = "-".join([*(w[:14] for w in words), "".join(secrets.choice(_LETTERS) for _ in range(4))])
            if made not in taken:
                return made

    def _title(self, values: Mapping[str, Any]) -> str:
        names = [str(values[n]) for n in ("agency_name", "district_name") if values.get(n)]
        if not names:
            return self._wording("services.title-bare")
        return self._wording("services.title", names=self._wording("services.and").join(names))[:290]

    def _known(self, draft: Draft, clause: str) -> None:
        if clause not in draft.clauses:
            raise NotFound(
                self._wording("services.no-clause", clause=clause[:60]), self._wording("services.no-clause-remedy")
            )

    def _at(self, draft_id: str, expected: int | None) -> int:
        return self._store.load(draft_id).version if expected is None else expected

    def _stale(self, current: int, expected: int) -> StaleWrite:
        return StaleWrite(
            self._wording("services.stale", current=current, expected=expected), self._wording("services.stale-remedy")
        )

    def _shell(self, template: Template) -> bytes | None:
        if not template.shell or self._content is None:
            return None
        path = self._content / template.shell
        return path.read_bytes() if path.is_file() else None


def _seen(draft: Draft, clause: str | None) -> Draft:
    if clause not in draft.clauses:
        return draft
    entry = draft.clauses[clause].model_copy(update={"seen": True})
    return draft.model_copy(update={"cursor": clause, "clauses": {**draft.clauses, clause: entry}})


def _record(conflict: Conflict, reason: str) -> ConflictRecord:
    return ConflictRecord(
        rule=conflict.rule, requirement=conflict.requirement, words=conflict.words, overridden=True, reason=reason
    )


__all__ = ["DraftService", "Kind", "NotAllowed", "Outcome"]
