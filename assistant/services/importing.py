"""Bring a Word file back into its draft: keep it, and decide about it item by item, today or later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from assistant.domain.base import Value
from assistant.domain.documents import MouDocument, View
from assistant.domain.drafts import ConflictRecord, Draft, Proposal
from assistant.domain.reading import Refusal
from assistant.domain.returned import Decision, Returned, ReturnedItem
from assistant.domain.templates import Template
from assistant.domain.wording import Wording, saying
from assistant.drafting.returning.standing import Standing, standing
from assistant.drafting.returning.taking import place, placed_text, take
from assistant.drafting.returning.typing import retyped
from assistant.drafting.steps import Step
from assistant.errors import DocumentError, NotAllowed, NotFound
from assistant.services.drafts import DraftService, Outcome
from assistant.services.naming import plain_name
from assistant.services.returning import Comparing
from assistant.services.setting import kept
from assistant.storage.imports import ImportStore, ImportSummary
from assistant.verify.conflicts import Conflict

SURE = 0.95
"""How sure a match must be to be taken over with all others at once."""

Read = Callable[[str, bytes], MouDocument | Refusal]
Take = Literal["", "theirs", "both"]
Write = Callable[[], Outcome]


class Shown(Value):
    """An item with what it stands to in the draft as it is now, and the proposal that it makes (None for none)."""

    item: ReturnedItem
    standing: Standing
    proposal: Proposal | None = None


class Done(NamedTuple):
    """What a decision did: the file as it is now, and what was written to the draft (None for nothing)."""

    returned: Returned
    outcome: Outcome | None = None


class ImportService:
    """Read returned files, show what changed in them, and write what a person accepts.

    Deciding methods raise NotFound for an unknown file or item, NotAllowed where nothing can be decided so, and
    StaleWrite when somebody decided at the same moment. Wording at odds with a principle is not written but
    returned in the outcome's ``conflicts``, unless ``keep`` gives the reason for writing it anyway.
    """

    def __init__(
        self,
        drafts: DraftService,
        store: ImportStore,
        read: Read,
        comparing: Comparing,
        wording: Wording,
        clock: Callable[[], datetime],
    ) -> None:
        self._drafts, self._store, self._read = drafts, store, read
        self._comparing, self._wording, self._clock = comparing, wording, clock

    def bring(self, data: bytes, name: str, draft_id: str | None = None, *, view: View = "accepted") -> Returned:
        """Read a file, compare it and keep it; raise DocumentError when it cannot be read, NotAllowed without draft."""
        document = self._read(name, data)
        if isinstance(document, Refusal):
            slots = {"name": plain_name(name), **document.slots}
            raise DocumentError("import-refused", why=self._wording(f"library.refused.{document.reason}", **slots))
        draft = self._comparing.draft_of(document, draft_id)
        returned = self._comparing.compared(document, draft, name=name, data=data, view=view)
        return self._store.add(returned, document)

    def again(self, import_id: str, view: View) -> Returned:
        """Compare a file anew in another view of its tracked changes; raise NotAllowed once something is decided."""
        before = self._store.get(import_id)
        if any(i.decision for i in before.items):
            raise NotAllowed("import-view-decided")
        document = self._store.document(import_id)
        after = self._comparing.compared(
            document, before.draft, name=before.name, data=b"", view=view, import_id=before.id
        )
        same = {"checksum": before.checksum, "at": before.at, "revision": before.revision}
        return self._store.save(after.model_copy(update=same))

    def list(self, draft_id: str | None = None) -> tuple[ImportSummary, ...]:
        """Return the files that came back, the latest first."""
        return self._store.list(draft_id)

    def get(self, import_id: str) -> Returned:
        """Return a file with its items; raise NotFound."""
        return self._store.get(import_id)

    def delete(self, import_id: str) -> None:
        """Delete a file; what was taken over from it stays in the draft."""
        self._store.delete(import_id)

    def shown(self, import_id: str) -> tuple[Returned, tuple[Shown, ...]]:
        """Return a file and each of its items beside the draft as it is now."""
        returned = self._store.get(import_id)
        base, now, template = self._drafts_of(returned)
        return returned, tuple(
            Shown(
                item=item,
                standing=standing(item, base, now, template),
                proposal=self._proposal(item, returned),
            )
            for item in returned.items
        )

    def accept(self, import_id: str, item_id: str, *, how: Take = "", keep: str | None = None) -> Done:
        """Take over what the file changes in one item.

        Where the draft was changed there too, ``how`` must say which words stand: "theirs" the file's, "both"
        those with both changes, which is only possible where they do not meet.
        """
        returned, item = self._waiting(import_id, item_id)
        base, now, template = self._drafts_of(returned)
        stands = standing(item, base, now, template)
        if item.state in ("new text", "unknown"):
            raise NotAllowed("import-place-first")
        if not takeable(item):
            raise NotAllowed("import-nothing-to-take")
        if stands.same or (item.state == "deleted" and stands.gone):
            return self._decided(returned, item, "accepted")
        if stands.meets and not how:
            raise NotAllowed("import-both-changed", clause=item.title)
        text = item.wording
        if how == "both" and stands.here:
            if stands.both is None:
                raise NotAllowed("import-no-both", clause=item.title)
            text = stands.both
        return self._take(returned, item, text, "accepted", keep)

    def edit(self, import_id: str, item_id: str, text: str, *, keep: str | None = None) -> Done:
        """Take an item over with other words than the file's, typed as they are shown."""
        returned, item = self._waiting(import_id, item_id)
        base, _, template = self._drafts_of(returned)
        if item.clause is None:
            raise NotAllowed("import-place-first")
        wording = retyped(text, base, template, item)
        if not wording.strip():
            raise NotAllowed("empty-wording", clause=item.title)
        return self._take(returned, item, wording, "edited", keep)

    def place(self, import_id: str, item_id: str, clause: str, *, first: bool = False, keep: str | None = None) -> Done:
        """Put text that belongs to no clause into one, at its end or ``first``."""
        returned, item = self._waiting(import_id, item_id)
        _, now, template = self._drafts_of(returned)
        if clause not in now.clauses or clause not in template.clauses:
            raise NotFound("no-clause", clause=clause[:60])
        text = placed_text(now, template, clause, item, first=first)
        conflicts = self._drafts.guard.of_own_text(now, template, clause, text)
        if conflicts and keep is None:
            return Done(returned, Outcome(draft=now, conflicts=conflicts))
        records, file = _records(conflicts, keep), self._told(returned, item)

        def step(draft: Draft, on: Template) -> Step:
            return place(draft, on, clause, text, now=self._clock(), file=file, conflicts=records)

        return self._decided(returned, item, "placed", lambda: self._drafts.apply(returned.draft, now.version, step))

    def reject(self, import_id: str, item_id: str) -> Done:
        """Leave the draft as it is for one item; text that belongs to no clause is kept out."""
        returned, item = self._waiting(import_id, item_id)
        return self._decided(returned, item, "rejected")

    def reopen(self, import_id: str, item_id: str) -> Done:
        """Take back a decision; what it wrote to the draft is taken back there, with undo."""
        returned = self._store.get(import_id)
        return self._decided(returned, _item(returned, item_id), "")

    def accept_all(self, import_id: str) -> Done:
        """Take over, in one step, every item that is sure, meets no change made here and is at odds with nothing."""
        returned, shown = self.shown(import_id)
        _, now, template = self._drafts_of(returned)
        taken: list[ReturnedItem] = []
        after = now
        for one in shown:
            item, stands = one.item, one.standing
            if not item.waits or not takeable(item) or stands.meets or stands.gone or item.sure < SURE:
                continue
            if item.state == "deleted" or self._conflicts(after, template, item, item.wording):
                continue
            after = self._step(returned, item, item.wording, ())(after, template).draft
            taken.append(item)
        if not taken:
            raise NotAllowed("import-none-to-take")
        did = saying("imports.did.all", count=len(taken), file=returned.name)
        step = Step(draft=after, action="import", did=(did,))
        return self._written(
            returned, taken, "accepted", lambda: self._drafts.apply(returned.draft, now.version, lambda _, __: step)
        )

    # Inside

    def _take(self, returned: Returned, item: ReturnedItem, text: str, decision: Decision, keep: str | None) -> Done:
        _, now, template = self._drafts_of(returned)
        conflicts = self._conflicts(now, template, item, text)
        if conflicts and keep is None:
            return Done(returned, Outcome(draft=now, conflicts=conflicts))
        step = self._step(returned, item, text, _records(conflicts, keep))
        return self._decided(returned, item, decision, lambda: self._drafts.apply(returned.draft, now.version, step))

    def _step(
        self, returned: Returned, item: ReturnedItem, text: str, records: tuple[ConflictRecord, ...]
    ) -> Callable[[Draft, Template], Step]:
        values = {v.field: v.value for v in item.values}
        file = self._told(returned, item)
        reason = self._wording("imports.left-out-because", file=file)

        def step(draft: Draft, template: Template) -> Step:
            return take(
                draft,
                template,
                item,
                text=text,
                values=values,
                now=self._clock(),
                file=file,
                reason=reason,
                conflicts=records,
            )

        return step

    def _conflicts(self, draft: Draft, template: Template, item: ReturnedItem, text: str) -> tuple[Conflict, ...]:
        values = {v.field: v.value for v in item.values}
        found = [c for _, cs in self._drafts.guard.of_values(draft, template, values) for c in cs]
        if text and item.clause in draft.clauses:
            with_values = draft.model_copy(update={"values": {**draft.values, **values}})
            found += self._drafts.guard.of_own_text(with_values, template, str(item.clause), text)
        return tuple(dict.fromkeys(found))

    def _decided(self, returned: Returned, item: ReturnedItem, decision: Decision, write: Write | None = None) -> Done:
        return self._written(returned, [item], decision, write)

    def _written(
        self, returned: Returned, decided: Sequence[ReturnedItem], decision: Decision, write: Write | None
    ) -> Done:
        """Keep the change of the draft and the decisions together: text placed and not noted would be placed twice."""
        ids = {i.id for i in decided}
        with self._store.together():
            outcome = write() if write is not None else None
            given = {"decision": decision, "decided": outcome.draft.version if outcome is not None else None}
            items = tuple(i.model_copy(update=given) if i.id in ids else i for i in returned.items)
            return Done(self._store.save(returned.model_copy(update={"items": items})), outcome)

    def _waiting(self, import_id: str, item_id: str) -> tuple[Returned, ReturnedItem]:
        returned = self._store.get(import_id)
        item = _item(returned, item_id)
        if item.decision:
            raise NotAllowed("import-decided")
        return returned, item

    def _drafts_of(self, returned: Returned) -> tuple[Draft, Draft, Template]:
        now = self._drafts.get(returned.draft)
        return self._drafts.get(returned.draft, returned.base), now, self._drafts.template(now)

    def _told(self, returned: Returned, item: ReturnedItem) -> str:
        if not item.authors:
            return self._wording("imports.from", file=returned.name)
        return self._wording("imports.from-by", file=returned.name, authors=", ".join(item.authors))

    def _proposal(self, item: ReturnedItem, returned: Returned) -> Proposal | None:
        if item.clause is None or not takeable(item):
            return None
        return Proposal(
            clause=item.clause,
            text=item.wording or "\n\n".join(item.after),
            reason=self._wording(f"imports.state.{item.state.replace(' ', '-')}"),
            origin=self._told(returned, item),
        )


def takeable(item: ReturnedItem) -> bool:
    """Say whether the draft can take anything from an item as it stands."""
    return bool(item.wording or item.values or item.moved or item.state == "deleted")


def _item(returned: Returned, item_id: str) -> ReturnedItem:
    item = returned.item(item_id)
    if item is None:
        raise NotFound("no-import-item", item=item_id[:60], file=returned.name)
    return item


def _records(conflicts: tuple[Conflict, ...], keep: str | None) -> tuple[ConflictRecord, ...]:
    return tuple(kept(c, keep or "") for c in conflicts)
