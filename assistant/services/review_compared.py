"""Two reviewed agreements side by side, as a report and as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from assistant.domain.briefs import Brief, BriefBlock, BriefKind
from assistant.domain.reviews import Finding
from assistant.review.comparing import Compared, ReviewComparison
from assistant.services.review_report import ReviewWords


def comparison_brief(found: ReviewComparison, words: ReviewWords, *, at: datetime) -> Brief:
    """Return the report on two agreements: what differs first, then what is the same."""
    return Brief(
        id="comparison",
        kind=BriefKind.MEMO,
        title=words("review.report.compared.title", before=found.before.title, after=found.after.title)[:300],
        subject=words("review.report.compared.subject"),
        blocks=tuple(_blocks(found, words, at)),
    )


def comparison_data(found: ReviewComparison) -> dict[str, Any]:
    """Return two agreements as plain data, requirement by requirement."""
    return {
        "before": found.before.model_dump(mode="json", include={"title", "name", "kind", "view", "checksum"}),
        "after": found.after.model_dump(mode="json", include={"title", "name", "kind", "view", "checksum"}),
        "principles": [
            {
                "principle": p.principle,
                "before": p.before,
                "after": p.after,
                "change": p.change,
                "requirements": [
                    {
                        "requirement": c.requirement,
                        "change": c.change,
                        "reworded": c.reworded,
                        "before": _side(c.before),
                        "after": _side(c.after),
                    }
                    for c in p.requirements
                ],
            }
            for p in found.principles
        ],
    }


def _side(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    quotes = [q.model_dump(mode="json", include={"text", "start", "end", "where"}) for q in finding.quotes]
    return {"status": finding.status, "quotes": quotes}


def _blocks(found: ReviewComparison, words: ReviewWords, at: datetime) -> Iterator[BriefBlock]:
    for name, document in (("before", found.before), ("after", found.after)):
        yield BriefBlock(
            kind="field", label=words(f"review.report.compared.{name}"), text=f"{document.title} ({document.name})"
        )
    yield BriefBlock(kind="field", label=words("review.report.field.date"), text=f"{at:%B} {at.day}, {at.year}")
    yield BriefBlock(kind="text", text=words("review.report.notice"))
    every = [c for p in found.principles for c in p.requirements]
    differ = [c for c in every if c.change != "same" or c.reworded]
    yield BriefBlock(kind="heading", level=1, text=words("review.report.compared.differs", count=len(differ)))
    if not differ:
        yield BriefBlock(kind="text", text=words("review.report.compared.nothing"))
    for one in differ:
        yield from _differing(one, words)
    same = [c for c in every if c not in differ]
    yield BriefBlock(kind="heading", level=1, text=words("review.report.compared.same", count=len(same)))
    for one in same:
        title = words.title(one.requirement)
        yield BriefBlock(kind="item", text=words("review.report.line", what=title, state=_state(one.before, words)))


def _differing(one: Compared, words: ReviewWords) -> Iterator[BriefBlock]:
    title = words("review.report.comment.of", title=words.title(one.requirement), number=one.principle)
    yield BriefBlock(kind="heading", level=2, text=title)
    change = "reworded" if one.change == "same" else one.change
    yield BriefBlock(kind="text", text=words(f"review.report.compared.change.{change}"))
    for name, finding in (("before", one.before), ("after", one.after)):
        yield BriefBlock(kind="note", label=words(f"review.report.compared.{name}"), text=_state(finding, words))
        for quote in finding.quotes if finding else ():
            yield BriefBlock(kind="quote", text=quote.text, label=words.place(quote.where))


def _state(finding: Finding | None, words: ReviewWords) -> str:
    return words.state(finding.status) if finding else words("review.report.grid.none")
