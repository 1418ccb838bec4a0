"""The list of drafts, with the ways to start one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.templates import TemplateSet
from assistant.storage.drafts import DraftSummary
from assistant.web.rendering import Renderer


def drafts_html(
    render: Renderer,
    drafts: Sequence[DraftSummary],
    templates: TemplateSet,
    frame: Mapping[str, object],
    *,
    notice: str = "",
    restore: str = "",
    problem: str = "",
    sentence: str = "",
) -> str:
    """Return the page; ``restore`` is the id of a draft just deleted."""
    ordered = sorted(templates.templates.values(), key=lambda t: -len(t.order))
    return render(
        "drafts",
        drafts=drafts,
        templates=ordered,
        names={t.id: t.title for t in ordered},
        notice=notice,
        restore=restore,
        problem=problem,
        sentence=sentence,
        **frame,
    )
