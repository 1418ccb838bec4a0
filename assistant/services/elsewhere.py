"""What was changed in a draft by somebody else since a conversation last saw it."""

from __future__ import annotations

from assistant.dialogue.intents import Understanding
from assistant.domain.base import Value
from assistant.domain.dialogue import Intent
from assistant.domain.drafts import Change, Draft
from assistant.errors import NotFound
from assistant.services.desk import Desk
from assistant.services.drafts import DraftService

_WHOLE = frozenset({Intent.UNDO, Intent.REDO, Intent.ACCEPT_ALL})
_ON_CLAUSE = frozenset({Intent.ACCEPT, Intent.CHOOSE, Intent.EDIT, Intent.SKIP, Intent.LEAVE_OUT, Intent.BRING_BACK})
_MOST = 5


class Elsewhere(Value):
    """The changes, and the fields and clauses that they touched."""

    changes: tuple[Change, ...] = ()
    fields: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()

    @classmethod
    def since(cls, drafts: DraftService, draft: Draft, version: int) -> Elsewhere:
        """Return what happened after ``version`` (0: this conversation has not seen the draft yet)."""
        if not version or draft.version <= version:
            return cls()
        changes = tuple(c for c in drafts.history(draft.id) if c.version > version)
        try:
            before = drafts.get(draft.id, version)
        except NotFound:
            return cls(changes=changes, fields=frozenset(draft.values), clauses=frozenset(draft.clauses))
        names = {*before.values, *draft.values}
        fields = {n for n in names if before.values.get(n) != draft.values.get(n)}
        fields |= set(before.unknown) ^ set(draft.unknown)
        clauses = {c for c, e in draft.clauses.items() if before.clauses.get(c) != e}
        template = drafts.template(draft)
        clauses |= {c for c, clause in template.clauses.items() if fields & set(clause.fields)}
        return cls(changes=changes, fields=frozenset(fields), clauses=frozenset(clauses))

    def summary(self) -> str:
        """Return the last changes in words."""
        said = "; ".join(c.summary for c in self.changes[-_MOST:])
        return f"… {said}" if len(self.changes) > _MOST else said


def would_touch(desk: Desk, said: Understanding, elsewhere: Elsewhere) -> bool:
    """Tell whether a message would write where somebody else has just written."""
    if said.intent in _WHOLE:
        return True
    if said.intent is Intent.VALUE:
        named = {s.field for s in said.values if s.field} or {desk.session.asking or ""}
        return bool(named & elsewhere.fields)
    if said.intent in _ON_CLAUSE or said.decision:
        return (said.clause or desk.session.clause) in elsewhere.clauses
    return False
