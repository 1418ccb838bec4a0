"""An answer: statements with citation links, quotations, and the sources used."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import quote as url_quote

from assistant.answering.brief_text import brief_plain
from assistant.answering.quotes import shown_quotes
from assistant.domain.answers import Answer, Citation, Sample, Statement, Status
from assistant.domain.base import Value
from assistant.domain.briefs import Brief
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
    summed_up: bool
    """Whether the stored words are our own summary of another source, which no quotation marks may stand around."""


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
        summed_up=citation.authority.summed_up,
    )


def whole(citations: list[Citation]) -> list[Citation]:
    """Drop a quotation that lies inside another one of the same file, and repeats."""
    kept = list(dict.fromkeys(citations))
    return [
        c for c in kept if not any(o != c and o.file == c.file and o.start <= c.start and c.end <= o.end for o in kept)
    ]


def answer_html(render: Renderer, knowledge: Knowledge, answer: Answer, here: str = "") -> str:
    """Return an answer as HTML, its deeper layers folded; ``here`` is the draft that is talked about."""
    if answer.brief is not None:
        return brief_html(render, answer, answer.brief, here)
    own = {o.citation for o in answer.own}  # shown apart, and not among the sources of the answer
    views = {c: cite_view(c, knowledge) for c in answer.citations if c not in own}
    quoted, further = shown_quotes(answer)
    closest = answer.closest if answer.closest is not None and answer.closest not in quoted else None

    def shown(statements: tuple[Statement, ...]) -> list[dict[str, object]]:
        return [{"text": s.text, "cites": [views[c] for c in _once_per_label(s.citations)]} for s in statements]

    return render(
        "answer",
        a=answer,
        statements=shown(answer.short),
        practice=shown(answer.practice),
        quotes=[views[c] for c in quoted if c.authority is not Authority.SAMPLE or answer.how not in ("card", "pair")],
        further=[views[c] for c in further],
        closest=views[closest] if closest is not None else None,
        asides=[{"text": a.text, "label": a.label, "cite": views[a.citation]} for a in answer.asides],
        asides_open=answer.detail or answer.status is Status.NOT_COVERED,
        samples=[sample_view(s, knowledge) for s in answer.samples],
        own=own_views(render, answer.own),
        sources=[views[c] for c in whole(list(answer.citations)) if c not in own],
        here=here,
    )


def sample_view(sample: Sample, knowledge: Knowledge) -> dict[str, object]:
    """Return sample wording with its link and what names it to the Draft page."""
    cite = cite_view(sample.citation, knowledge) if sample.citation is not None else None
    return {
        "blocks": _blocks(sample.text),
        "title": sample.title,
        "origin": sample.origin,
        "href": cite.href if cite is not None else f"/library/clauses/{url_quote(sample.clause, safe='')}",
        "cite": cite,
        "more": sample.more,
        "local": sample.local,
        "clause": sample.clause,
        "variant": sample.variant,
        "passage": sample.citation.passage if sample.citation is not None else "",
    }


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    """Return the blocks of plain clause text: ("p", lines) or, for lines after "- ", ("ul", items)."""
    out: list[tuple[str, list[str]]] = []
    for paragraph in text.split("\n\n"):
        for item, lines in groupby(paragraph.split("\n"), key=lambda line: line.startswith("- ")):
            out.append(("ul" if item else "p", [line.removeprefix("- ") for line in lines]))
    return out


def brief_html(render: Renderer, answer: Answer, brief: Brief, here: str = "") -> str:
    """Return a memo or a letter with what copies it and what downloads it."""
    return render("brief", a=answer, b=brief, plain=brief_plain(brief), here=here)


def inside(citation: Citation, others: list[Citation]) -> bool:
    """Return whether a quotation lies inside one of the others."""
    return any(o.file == citation.file and o.start <= citation.start and citation.end <= o.end for o in others)


def _once_per_label(citations: tuple[Citation, ...]) -> list[Citation]:
    """Return one citation for each label: two links of one name beside each other help nobody."""
    return list({c.label: c for c in reversed(citations)}.values())[::-1]


def verdict(render: Renderer, answer: Answer) -> str:
    """Return the heading over an answer: what kind it is, and what it rests on."""
    if answer.brief is not None:
        return render.words(f"briefs.kind.{answer.brief.kind.value}")
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
