"""The words of the user's own documents, as Markdown after everything that comes from our sources."""

from __future__ import annotations

from assistant.domain.answers import Answer, Citation
from assistant.domain.wording import Wording


def own_parts(answer: Answer, wording: Wording) -> list[str]:
    """Return the part of an answer that quotes the user's own documents, empty when there is none."""
    if not answer.own:
        return []
    parts = [f"**{wording('library.quote.heading')}** — {wording('library.quote.note')}"]
    for own in answer.own:
        quote = "\n> ".join(own.citation.quote.split("\n"))
        parts.append(f"*{own.label}:*\n\n> “{quote}”\n> — {place_of(own.citation, wording, own.date)}")
    return parts


def place_of(citation: Citation, wording: Wording, date: str = "") -> str:
    """Return where words of an own document stand: title, section, page and the document's date."""
    place = [citation.label]
    if citation.section:
        place.append(citation.section)
    if citation.page:
        place.append(wording("library.quote.page", page=citation.page))
    if date:
        place.append(wording("library.quote.dated", date=date))
    return ", ".join(place)
