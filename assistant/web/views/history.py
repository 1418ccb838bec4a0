"""A draft's history, and which action Undo and Redo would take back or bring back."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.base import Value
from assistant.domain.drafts import Adoption, Change
from assistant.drafting.moments import spoken
from assistant.web.rendering import Renderer
from assistant.web.uploads import WORD_MB


class Steps(Value):
    """What Undo would take back and what Redo would bring back; "" when there is nothing."""

    undo: str = ""
    redo: str = ""


def steps_of(history: Sequence[Change]) -> Steps:
    """Replay a history, oldest first, as the store does: a new change after Undo ends Redo."""
    done: list[str] = []
    undone: list[str] = []
    for change in history:
        if change.action == "undo":
            if len(done) > 1:
                undone.append(done.pop())
        elif change.action == "redo":
            if undone:
                done.append(undone.pop())
        else:
            done.append(change.summary)
            undone.clear()
    # The first entry is the making of the draft, which nothing takes back.
    return Steps(undo=done[-1] if len(done) > 1 else "", redo=undone[-1] if undone else "")


def history_html(
    render: Renderer, history: Sequence[Change], version: int, draft: str, adopted: Sequence[Adoption] = ()
) -> str:
    """Return every change, the newest first, with Undo, Redo and adoption, and a redline since each."""
    words = render.words
    each = [words("web.history.adopted-one", version=a.version, day=spoken(a.on)) for a in adopted]
    return render(
        "draft_history",
        limit=WORD_MB,
        changes=list(reversed(history)),
        steps=steps_of(history),
        version=version,
        draft=draft,
        adopted=words("web.history.adopted", list="; ".join(each)) if each else "",
    )
