"""An answer as the text that a user sees (Markdown)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.brief_text import brief_markdown
from assistant.answering.own_text import own_parts
from assistant.answering.quotes import shown_quotes
from assistant.domain.answers import Answer, Citation, Sample, Status
from assistant.domain.knowledge import Authority, Knowledge, Source
from assistant.domain.wording import Wording


def answer_text(
    answer: Answer, knowledge: Knowledge, wording: Wording, *, detail: bool = True, samples: bool = False
) -> str:
    """Return an answer as text.

    ``detail`` adds to the short answer what it means in practice and what other sources say;
    ``samples`` how agreements word it. Without ``detail`` a line says what more there is. What other
    sources say on a question that is not covered always stands, because the principles say nothing.
    """
    if answer.brief is not None:
        return "\n\n".join([*(s.text for s in answer.statements), "---", brief_markdown(answer.brief)])
    parts = [answer.notice] if answer.notice else []
    parts += [s.text for s in answer.short]
    quotes, further = shown_quotes(answer)
    parts += _words(quotes, knowledge, wording)
    if answer.closest is not None and answer.closest not in quotes:
        parts.append(f"**{wording('answers.parts.closest')}**")
        parts.append(quote_line(answer.closest, knowledge))
    if detail and answer.practice:
        parts.append(f"**{wording('layers.practice')}**")
        parts += [s.text for s in answer.practice]
        parts += [quote_line(c, knowledge) for c in further]
    open_asides = detail or answer.status is Status.NOT_COVERED
    if open_asides:
        parts += _asides(answer, knowledge, wording)
    if samples:
        parts += _samples(answer.samples, wording)
    if answer.who_decides:
        parts.append(f"**{wording('answers.parts.who-decides')}:** {answer.who_decides}")
    parts += own_parts(answer, wording)
    if not detail:
        parts += _more(answer, wording, asides=not open_asides)
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
    return f"> “{citation.quote}”\n> — {place(citation, knowledge)}"


def place(citation: Citation, knowledge: Knowledge) -> str:
    """Return where a quotation stands: "Principle 3, School discipline"."""
    passage = knowledge.passages.get(citation.passage)
    if passage is not None and citation.authority is Authority.PRINCIPLES and citation.principle:
        return f"{citation.label}, {passage.heading}"
    return citation.label


def credit(source: Source, wording: Wording) -> str:
    """Return whose words a note sums up, and when they were read."""
    day = f"{source.date_read:%B} {source.date_read.day}, {source.date_read.year}"
    return wording("answers.labels.our-summary", source=source.title, date=day)


def _words(quotes: list[Citation], knowledge: Knowledge, wording: Wording) -> Iterator[str]:
    if quotes:
        yield f"**{wording('answers.parts.words')}**"
        yield from (quote_line(c, knowledge) for c in quotes)


def _asides(answer: Answer, knowledge: Knowledge, wording: Wording) -> Iterator[str]:
    if answer.asides:
        yield f"**{wording('answers.parts.elsewhere')}**"
    for aside in answer.asides:
        yield f"*{aside.label}:* {aside.text} ({credit(knowledge.sources[aside.citation.source], wording)})"


def _samples(samples: tuple[Sample, ...], wording: Wording) -> Iterator[str]:
    if samples:
        yield f"**{wording('layers.samples.title')}**"
        yield f"*{wording('layers.samples.warning')}*"
    for sample in samples:
        key = "layers.samples.invented" if sample.citation is not None else "layers.samples.clause"
        yield f"{wording(key, origin=sample.origin, title=sample.title)}"
        # Not a Markdown quotation: those are kept for the words of sources.
        yield f"{sample.text} {wording('layers.samples.more')}" if sample.more else sample.text


def _more(answer: Answer, wording: Wording, *, asides: bool) -> Iterator[str]:
    there = {
        "practice": bool(answer.practice),
        "elsewhere": bool(asides and answer.asides),
        "samples": bool(answer.samples),
    }
    named = [wording(f"layers.parts.{name}") for name, present in there.items() if present]
    if named:
        yield f"*{wording('layers.more', parts='; '.join(named))}*"
