"""A source passage with the exact words marked inside it."""

from __future__ import annotations

from assistant.domain.knowledge import Authority, Knowledge, Passage
from assistant.web.rendering import Renderer


def marked(passage: Passage, start: int | None, end: int | None) -> tuple[str, str, str]:
    """Split a passage's text before, at and after the marked words.

    ``start`` and ``end`` count code points in the passage's file; an impossible stretch marks nothing.
    """
    if start is None or end is None or not passage.start <= start < end <= passage.end:
        return passage.text, "", ""
    a, b = start - passage.start, end - passage.start
    return passage.text[:a], passage.text[a:b], passage.text[b:]


def place_of(render: Renderer, knowledge: Knowledge, passage: Passage) -> str:
    """Return where a passage stands, in words: "Principle 3, School discipline"."""
    if passage.authority is Authority.PRINCIPLES and passage.principle:
        return render.words("web.source.principle", number=passage.principle, heading=passage.heading)
    if passage.authority is Authority.SAMPLE:
        return render.words("web.source.sample", title=knowledge.sources[passage.source].title, heading=passage.heading)
    return passage.heading or knowledge.sources[passage.source].title


def library_href(passage: Passage) -> str:
    """Return the library page on which a passage stands."""
    if passage.authority is Authority.PRINCIPLES:
        return f"/library#{passage.id}"
    if passage.authority is Authority.SAMPLE:
        return f"/library/samples/{passage.source}#{passage.id}"
    return f"/library/notes#{passage.id}"


def passage_html(
    render: Renderer,
    knowledge: Knowledge,
    passage: Passage,
    start: int | None = None,
    end: int | None = None,
    *,
    page: bool = False,
    **frame: object,
) -> str:
    """Return a passage, alone for the dialog or as a page of its own (``frame`` is the page's)."""
    before, words, after = marked(passage, start, end)
    return render(
        "passage_page" if page else "passage",
        place=place_of(render, knowledge, passage),
        authority=passage.authority.value,
        summary=passage.authority.summed_up,
        before=before,
        words=words,
        after=after,
        source=knowledge.sources[passage.source],
        library=library_href(passage),
        **frame,
    )
