"""An answer in Spanish as the text that a user sees (Markdown): each quotation in English, its translation below."""

from __future__ import annotations

from assistant.domain.answers import Answer, Citation
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.wording import Wording


def spanish_text(answer: Answer, knowledge: Knowledge, wording: Wording) -> str:
    """Return statements, quotations with translations, closest words, who decides, and the notice last."""
    parts = [s.text for s in answer.statements]
    quotes = list(dict.fromkeys(c for s in answer.statements for c in s.citations))
    if quotes:
        parts.append(f"**{wording('answers.parts.words')}**")
        parts += [_quoted(c, knowledge, wording) for c in quotes]
    if answer.closest is not None and answer.closest not in quotes:
        parts.append(f"**{wording('answers.parts.closest')}**")
        parts.append(_quoted(answer.closest, knowledge, wording))
    if answer.who_decides:
        parts.append(f"**{wording('answers.parts.who-decides')}:** {answer.who_decides}")
    if answer.notice:
        parts.append(f"*{answer.notice}*")
    return "\n\n".join(parts)


def place_of(citation: Citation, knowledge: Knowledge) -> str:
    """Return where a quotation stands ("Principio 3, Disciplina escolar")."""
    translated = knowledge.spanish.passages.get(citation.passage)
    if translated is None or citation.authority is not Authority.PRINCIPLES or not citation.principle:
        return citation.label
    return f"{citation.label}, {translated.heading}"


def _quoted(citation: Citation, knowledge: Knowledge, wording: Wording) -> str:
    lines = [f"> “{citation.quote}”", f"> — {place_of(citation, knowledge)}"]
    if citation.translation:
        lines += [">", f"> *{wording('answers.language.translation')}:* {citation.translation}"]
    return "\n".join(lines)
