"""An answer as the text that a user sees (Markdown)."""

from __future__ import annotations

from assistant.answering.own_text import own_parts
from assistant.domain.answers import Answer, Citation
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.wording import Wording


def answer_text(answer: Answer, knowledge: Knowledge, wording: Wording) -> str:
    """Return the whole answer: statements, quotations, closest words, who decides, other sources."""
    parts = [answer.notice] if answer.notice else []
    parts += [s.text for s in answer.statements]
    quotes = list(dict.fromkeys(c for s in answer.statements for c in s.citations))
    if quotes:
        parts.append(f"**{wording('answers.parts.words')}**")
        parts += [quote_line(c, knowledge) for c in whole_first(quotes)]
    if answer.closest is not None and answer.closest not in quotes:
        parts.append(f"**{wording('answers.parts.closest')}**")
        parts.append(quote_line(answer.closest, knowledge))
    if answer.who_decides:
        parts.append(f"**{wording('answers.parts.who-decides')}:** {answer.who_decides}")
    if answer.asides:
        parts.append(f"**{wording('answers.parts.elsewhere')}**")
        for aside in answer.asides:
            source = knowledge.sources[aside.citation.source]
            credit = wording("answers.labels.our-summary", source=source.title, date=source.date_read.isoformat())
            parts.append(f"*{aside.label}:* {aside.text} ({credit})")
    parts += own_parts(answer, wording)
    return "\n\n".join(parts)


def whole_first(citations: list[Citation]) -> list[Citation]:
    """Drop quotations that lie inside another quotation of the same file."""
    return [
        c
        for c in citations
        if not any(
            o is not c and o.file == c.file and o.start <= c.start and c.end <= o.end and o != c for o in citations
        )
    ]


def quote_line(citation: Citation, knowledge: Knowledge) -> str:
    """Return a quotation with its place, as a Markdown quote."""
    heading = knowledge.passages[citation.passage].heading
    place = citation.label
    if citation.authority is Authority.PRINCIPLES and citation.principle:
        place = f"{citation.label}, {heading}"
    return f"> “{citation.quote}”\n> — {place}"
