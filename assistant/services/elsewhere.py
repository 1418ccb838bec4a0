"""What was changed in a draft by somebody else since a conversation last saw it."""

from __future__ import annotations

from assistant.dialogue.understanding import Understanding
from assistant.domain.base import Value
from assistant.domain.dialogue import Intent
from assistant.domain.drafts import Change, Draft
from assistant.services.drafts import DraftService

_WRITES = frozenset(
    {
        Intent.VALUE,
        Intent.CHOOSE,
        Intent.EDIT,
        Intent.ACCEPT,
        Intent.ACCEPT_ALL,
        Intent.SKIP,
        Intent.LEAVE_OUT,
        Intent.BRING_BACK,
        Intent.UNDO,
        Intent.REDO,
    }
)
_MOST = 5


class Elsewhere(Value):
    """The changes that this conversation has not seen."""

    changes: tuple[Change, ...] = ()

    @classmethod
    def since(cls, drafts: DraftService, draft: Draft, version: int) -> Elsewhere:
        """Return what happened after ``version`` (0: this conversation has not seen the draft yet)."""
        if not version or draft.version <= version:
            return cls()
        return cls(changes=tuple(c for c in drafts.history(draft.id) if c.version > version))

    def summary(self) -> str:
        """Return the last changes in words."""
        said = "; ".join(c.summary for c in self.changes[-_MOST:])
        return f"… {said}" if len(self.changes) > _MOST else said


def would_write(said: Understanding) -> bool:
    """Tell whether a message would write to the draft; a write from a state that is gone is refused, not merged."""
    return said.intent in _WRITES or bool(said.decision)
