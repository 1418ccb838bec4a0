"""The user's own documents: the shelf, one document, one passage, and their words beside an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote as url_quote

from assistant.answering.own_text import place_of
from assistant.domain.answers import OwnQuote
from assistant.domain.base import Value
from assistant.domain.library import OWN_AUTHORITIES, Added, OwnDocument, OwnPassage
from assistant.web.rendering import Renderer

LISTED = 100
PART = 200
"""Passages of a document on one page."""


class OwnView(Value):
    """Own words as they are shown beside an answer."""

    href: str
    label: str
    title: str
    quote: str
    place: str
    authority: str


def own_views(render: Renderer, quotes: Sequence[OwnQuote]) -> list[OwnView]:
    """Return what own quotations are shown with."""
    return [
        OwnView(
            href=f"/source/{url_quote(q.citation.passage, safe='')}?from={q.citation.start}&to={q.citation.end}",
            label=q.label,
            title=q.citation.label,
            quote=q.citation.quote,
            place=place_of(q.citation, render.words, q.date),
            authority=q.citation.authority.value,
        )
        for q in quotes
    ]


def shelf_html(
    render: Renderer,
    documents: Sequence[OwnDocument],
    *,
    waiting: int,
    may_change: bool,
    results: Sequence[Added] = (),
    notice: str = "",
    problem: str = "",
    every: bool = False,
    **frame: object,
) -> str:
    """Return the list of own documents and the form that adds some."""
    shown = documents if every else documents[:LISTED]
    return render(
        "library_own",
        documents=shown,
        more=len(documents) - len(shown),
        waiting=waiting,
        may_change=may_change,
        results=results,
        told=lambda one: _told(render, one),
        notice=notice,
        problem=problem,
        authority={a.value: render.words(f"library.authority.{a.value}") for a in OWN_AUTHORITIES},
        **frame,
    )


def _told(render: Renderer, one: Added) -> str:
    """Return what became of a file, without the names that only commands need."""
    if one.document is None or one.outcome == "refused":
        return one.message
    return render.words(
        f"web.own.{one.outcome}-one",
        name=one.name,
        title=one.document.title,
        edition=one.document.edition,
        before=one.before.title if one.before is not None else "",
    )


def document_html(
    render: Renderer, document: OwnDocument, passages: Sequence[OwnPassage], part: int, **frame: object
) -> str:
    """Return one part of a document, section by section."""
    last = max(1, -(-len(passages) // PART))
    part = min(max(1, part), last)
    sections: list[dict[str, Any]] = []
    for passage in passages[(part - 1) * PART : part * PART]:
        if not sections or sections[-1]["heading"] != passage.section:
            sections.append({"heading": passage.section, "passages": []})
        sections[-1]["passages"].append(passage)
    return render(
        "library_own_document",
        document=document,
        sections=sections,
        part=part,
        last=last,
        added=datetime.fromisoformat(document.added),
        **frame,
    )


def own_passage_html(
    render: Renderer,
    document: OwnDocument,
    passage: OwnPassage,
    start: int | None,
    end: int | None,
    *,
    page: bool = False,
    **frame: object,
) -> str:
    """Return a passage with the words from ``start`` to ``end`` marked, for the dialog or as a page."""
    a, b = 0, 0
    if start is not None and end is not None and passage.start <= start < end <= passage.end:
        a, b = start - passage.start, end - passage.start
    number = int(passage.id.rpartition(".")[2])
    return render(
        "own_passage_page" if page else "own_passage",
        document=document,
        passage=passage,
        before=passage.text[:a],
        words=passage.text[a:b],
        after=passage.text[b:],
        part=number // PART + 1,
        **frame,
    )
