"""Two reviewed agreements side by side, requirement by requirement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.knowledge import Knowledge
from assistant.domain.reviews import Finding, KeptReview, State
from assistant.review.comparing import Compared, ReviewComparison
from assistant.services.review_report import ReviewWords
from assistant.storage.reviews import ReviewSummary
from assistant.web.rendering import Renderer
from assistant.web.views.review import QuoteView, quote_view

_ENOUGH = 400  # characters of a quotation: two texts stand beside each other


class SideView(Value):
    """What one of the two agreements says; ``state`` is None where it was not reviewed for it."""

    state: State | None
    quotes: tuple[QuoteView, ...] = ()


class ComparedView(Value):
    """One requirement in both; ``change`` in words."""

    code: str
    title: str
    change: str
    kind: str
    before: SideView
    after: SideView


class ComparedGroup(Value):
    """The requirements of one principle that belong to one list."""

    number: int
    title: str
    rows: tuple[ComparedView, ...]


def compare_html(
    render: Renderer,
    knowledge: Knowledge,
    says: ReviewWords,
    first: KeptReview,
    second: KeptReview,
    comparison: ReviewComparison,
    frame: Mapping[str, object],
) -> str:
    """Return the page: what differs first, then what is the same."""
    differs = _groups(render, knowledge, says, comparison, differs=True)
    same = _groups(render, knowledge, says, comparison, differs=False)
    return render(
        "review_compare",
        says=says,
        first=first,
        second=second,
        changed=sum(len(g.rows) for g in differs),
        differs=differs,
        same=same,
        alike=sum(len(g.rows) for g in same),
        **frame,
    )


def choose_html(
    render: Renderer,
    reviews: Sequence[ReviewSummary],
    frame: Mapping[str, object],
    *,
    first: str = "",
    second: str = "",
    problem: str = "",
) -> str:
    """Return the page on which two kept reviews are chosen."""
    known = [r for r in reviews if r.kind != "other"]
    return render("review_choose", reviews=known, first=first, second=second, problem=problem, **frame)


def _groups(
    render: Renderer, knowledge: Knowledge, says: ReviewWords, comparison: ReviewComparison, *, differs: bool
) -> list[ComparedGroup]:
    titles = {p.number: p.title for p in knowledge.principles}
    out = []
    for principle in comparison.principles:
        rows = tuple(
            _row(render, knowledge, says, f"{principle.principle}.{n}", c)
            for n, c in enumerate(principle.requirements, 1)
            if (c.change != "same" or c.reworded) is differs
        )
        if rows:
            out.append(ComparedGroup(number=principle.principle, title=titles[principle.principle], rows=rows))
    return out


def _row(render: Renderer, knowledge: Knowledge, says: ReviewWords, code: str, compared: Compared) -> ComparedView:
    kind = "reworded" if compared.change == "same" and compared.reworded else compared.change
    return ComparedView(
        code=code,
        title=knowledge.requirements[compared.requirement].title,
        change=render.words(f"web.review.change-{kind}"),
        kind=kind,
        before=_side(render, says, compared.before),
        after=_side(render, says, compared.after),
    )


def _side(render: Renderer, says: ReviewWords, finding: Finding | None) -> SideView:
    if finding is None:
        return SideView(state=None)
    quotes = tuple(quote_view(render, says, q, most=_ENOUGH) for q in finding.quotes)
    return SideView(state=finding.status, quotes=quotes)
