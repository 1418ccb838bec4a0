"""An answer: statements with citation links, quotations, and the sources used."""

from __future__ import annotations

from urllib.parse import quote as url_quote

from assistant.domain.answers import Answer, Citation, Status
from assistant.domain.base import Value
from assistant.domain.knowledge import Authority, Knowledge
from assistant.web.rendering import Renderer, long_date
from assistant.web.views.own import own_views


class CiteView(Value):
    """A citation as a link: ``href`` opens the passage with these words marked."""

    href: str
    label: str
    quote: str
    heading: str
    place: str
    authority: str
    publication: str
    edition: str
    read: str


def source_href(citation: Citation) -> str:
    """Return the address of a passage with a stretch of it marked."""
    return f"/source/{url_quote(citation.passage, safe='')}?from={citation.start}&to={citation.end}"


def cite_view(citation: Citation, knowledge: Knowledge) -> CiteView:
    """Return what a citation is shown with; what the library no longer holds is left blank."""
    passage = knowledge.passages.get(citation.passage)
    source = knowledge.sources.get(citation.source)
    heading = passage.heading if passage is not None else ""
    place = citation.label
    if citation.authority is Authority.PRINCIPLES and citation.principle and heading:
        place = f"{citation.label}, {heading}"
    return CiteView(
        href=source_href(citation),
        label=citation.label,
        quote=citation.quote,
        heading=heading,
        place=place,
        authority=citation.authority.value,
        publication=source.title if source is not None else citation.source,
        edition=source.edition if source is not None else "",
        read=long_date(source.date_read) if source is not None else "",
    )


def whole(citations: list[Citation]) -> list[Citation]:
    """Drop a quotation that lies inside another one of the same file, and repeats."""
    kept = list(dict.fromkeys(citations))
    return [
        c for c in kept if not any(o != c and o.file == c.file and o.start <= c.start and c.end <= o.end for o in kept)
    ]


def answer_html(render: Renderer, knowledge: Knowledge, answer: Answer) -> str:
    """Return an answer as HTML."""
    own = {o.citation for o in answer.own}  # shown apart, and not among the sources of the answer
    views = {c: cite_view(c, knowledge) for c in answer.citations if c not in own}
    quoted = whole([c for s in answer.statements for c in s.citations])
    shown_by_label = [
        {"text": s.text, "cites": [views[c] for c in _once_per_label(s.citations)]} for s in answer.statements
    ]
    closest = answer.closest if answer.closest is not None and answer.closest not in quoted else None
    return render(
        "answer",
        a=answer,
        statements=shown_by_label,
        quotes=[views[c] for c in quoted if c.authority is not Authority.SAMPLE or answer.how != "card"],
        closest=views[closest] if closest is not None else None,
        asides=[{"text": a.text, "label": a.label, "cite": views[a.citation]} for a in answer.asides],
        own=own_views(render, answer.own),
        sources=[views[c] for c in whole(list(answer.citations)) if c not in own],
    )


def _once_per_label(citations: tuple[Citation, ...]) -> list[Citation]:
    """Return one citation for each label: two links of one name beside each other help nobody."""
    return list({c.label: c for c in reversed(citations)}.values())[::-1]


def verdict(render: Renderer, answer: Answer) -> str:
    """Return the heading over an answer: what kind it is, and what it rests on."""
    if answer.status in (Status.ANSWERED, Status.PARTLY):
        numbers = [n for n in answer.principles if n]
        if not numbers:
            rest = "web.answer.from-intro" if 0 in answer.principles else f"web.answer.{answer.status.value}"
            return render.words(rest)
        if len(numbers) == 1:
            where = render.words("web.answer.one", number=numbers[0])
        elif len(numbers) > 6:
            where = render.words("web.answer.many", count=len(numbers))
        else:
            where = render.words("web.answer.several", numbers=", ".join(map(str, numbers[:-1])), last=numbers[-1])
        return render.words(f"web.answer.{answer.status.value}-from", where=where)
    return render.words(f"web.answer.{answer.status.value}")
