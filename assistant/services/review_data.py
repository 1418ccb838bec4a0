"""What a review found as data: JSON for other programs, rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.domain.reviews import Finding, Quote, Remark, Review, Tick
from assistant.services.review_report import REMARKS, ReviewWords


def json_of(review: Review, words: ReviewWords, ticks: Sequence[Tick] = ()) -> dict[str, Any]:
    """Return a review as plain data; states and kinds are the words of the format and never change."""
    document = review.document
    by = {t.requirement: t for t in ticks}
    return {
        "document": {
            "title": document.title,
            "kind": document.kind,
            "pages": document.pages,
            "view": document.view,
            "name": document.name,
            "subkind": document.subkind,
            "words": document.words,
            "checksum": document.checksum,
            "why": list(words.kind(review)),
            "not_read": list(words.notes(review)),
        },
        "principles": [
            {
                "principle": one.principle,
                "status": one.status,
                "findings": [_finding(f, words, by.get(f.requirement)) for f in one.findings],
            }
            for one in review.principles
        ],
        **{name: [_remark(r, words) for r in getattr(review, name)] for name in REMARKS},
        "edition": review.edition,
        "notice": words("review.report.notice"),
    }


def rows_of(review: Review, words: ReviewWords, ticks: Sequence[Tick] = ()) -> Iterator[tuple[str, ...]]:
    """Yield a head and a row for each requirement, then one for each remark, for a spreadsheet."""
    names = ("part", "principle", "requirement", "title", "state", "quote", "place", "more", "why", "sure", "clause")
    yield tuple(words(f"review.report.column.{n}") for n in (*names, "ticked", "file", "view", "edition", "checksum"))
    document = review.document
    about = (document.name, words(f"review.report.view.{document.view}"), review.edition, document.checksum)
    by = {t.requirement: t for t in ticks}
    for one in review.principles:
        for f in one.findings:
            tick = by.get(f.requirement)
            yield (
                words("review.report.heading.findings"),
                str(f.principle),
                f.requirement,
                words.title(f.requirement),
                words.state(f.status),
                f.quotes[0].text if f.quotes else "",
                words.place(f.quotes[0].where) if f.quotes else "",
                "\n".join(f"“{q.text}” ({words.place(q.where)})" for q in f.quotes[1:]),
                words.why(f),
                words.sure(f),
                words.clause(f),
                (tick.reason or words("review.report.no-reason")) if tick else "",
                *about,
            )
    for name in REMARKS:
        remark: Remark
        for remark in getattr(review, name):
            place = words.place(remark.quote.where)
            lead = (words(f"review.report.heading.{name}"), "", "", "", "", remark.quote.text, place, "")
            yield (*lead, words.remark(remark), "", "", "", *about)


def _finding(finding: Finding, words: ReviewWords, tick: Tick | None) -> dict[str, Any]:
    return {
        "requirement": finding.requirement,
        "status": finding.status,
        "quotes": [_quote(q) for q in finding.quotes],
        "why": words.why(finding),
        "confidence": finding.confidence,
        "suggested_clause": finding.suggested_clause,
        **({} if tick is None else {"ticked_off": {"reason": tick.reason, "at": tick.at.isoformat()}}),
    }


def _remark(remark: Remark, words: ReviewWords) -> dict[str, Any]:
    return {"topic": remark.topic, "quote": _quote(remark.quote), "why": words.remark(remark)}


def _quote(quote: Quote) -> dict[str, Any]:
    where = quote.where
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "where": {"section": where.section, "page": where.page, "paragraph": where.paragraph},
    }
