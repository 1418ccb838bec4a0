"""The list of drafts, with the ways to start one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.drafts import Proposal
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


def use_html(
    render: Renderer,
    drafts: Sequence[DraftSummary],
    templates: TemplateSet,
    proposal: Proposal,
    chosen: Mapping[str, str],
    frame: Mapping[str, object],
) -> str:
    """Return the page that asks for which draft some wording is; ``chosen`` names the wording."""
    fit = [t for t in templates.templates.values() if proposal.clause in t.order]
    return render(
        "use",
        drafts=drafts,
        templates=sorted(fit, key=lambda t: -len(t.order)),
        proposal=proposal,
        clause=templates.clauses[proposal.clause],
        chosen={name: value for name, value in chosen.items() if value},
        **frame,
    )
