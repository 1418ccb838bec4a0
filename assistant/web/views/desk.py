"""The parts of the Draft page around the conversation: heading with progress, the clause, its buttons."""

from __future__ import annotations

from assistant.domain.answers import Citation
from assistant.domain.drafts import Draft
from assistant.domain.exports import ExportKind
from assistant.domain.knowledge import Authority, Knowledge
from assistant.drafting.interview import Progress
from assistant.services.views import ClauseView
from assistant.web.rendering import Renderer
from assistant.web.views.answers import source_href
from assistant.web.views.history import Steps


def head_html(render: Renderer, draft: Draft, progress: Progress, waiting: int) -> str:
    """Return the draft's title, how far it is (``waiting``: clauses that need a person), and its downloads."""
    line = render.words(
        "web.draft.progress",
        decided=progress.decided,
        total=progress.total,
        need=waiting,
        conflicts=progress.conflicts,
    )
    before = max((a.version for a in draft.adopted if a.version < draft.version), default=1)
    about = {"id": draft.id, "title": draft.title, "version": draft.version, "before": before}
    return render("draft_head", **about, line=line, progress=progress, kinds=tuple(ExportKind))


def missing_html(render: Renderer) -> str:
    """Return the heading of the page when the draft that was asked for is not there."""
    return render("draft_missing")


def clause_html(render: Renderer, knowledge: Knowledge, clause: ClauseView) -> str:
    """Return what the current clause is, what it serves, and its other wordings."""
    serves = []
    for name in clause.requirements:
        requirement = knowledge.requirements[name]
        passage = knowledge.passages[requirement.passage]
        label = render.words("web.draft.cite", number=requirement.principle)
        citation = Citation(
            source=passage.source,
            authority=Authority.PRINCIPLES,
            principle=requirement.principle,
            passage=passage.id,
            file=passage.file,
            label=label,
            quote="",
            start=requirement.start,
            end=requirement.end,
        )
        serves.append({"text": requirement.text, "label": label, "href": source_href(citation)})
    return render("draft_clause", c=clause, serves=serves)


def acts_html(render: Renderer, clause: ClauseView | None, steps: Steps) -> str:
    """Return the buttons that decide on the current clause."""
    return render(
        "draft_acts",
        current=clause.id if clause is not None else "",
        title=clause.title if clause is not None else "",
        steps=steps,
    )
