"""An answer in Spanish: each quotation in English, marked as such, with its informational translation beneath."""

from __future__ import annotations

from typing import Any

from assistant.answering.spanish.text import place_of
from assistant.domain.answers import Answer, Citation
from assistant.domain.knowledge import Knowledge
from assistant.web.rendering import Renderer
from assistant.web.views.answers import cite_view, verdict


def spanish_html(render: Renderer, knowledge: Knowledge, answer: Answer) -> str:
    """Return an answer as HTML; ``render`` has the words in Spanish, and English is marked on each quotation."""
    quoted = list(dict.fromkeys(c for s in answer.statements for c in s.citations))
    english = set(answer.suggestions) if answer.how == "language" else set()
    closest = answer.closest if answer.closest not in quoted else None
    return render(
        "answer_es",
        a=answer,
        statements=[
            # The question to ask in English instead stands in a statement of its own.
            {
                "text": s.text,
                "lang": "en" if s.text in english else "",
                "cites": [cite_view(c, knowledge) for c in {c.label: c for c in s.citations}.values()],
            }
            for s in answer.statements
        ],
        quotes=[_quote(c, knowledge) for c in quoted],
        closest=_quote(closest, knowledge) if closest is not None else None,
    )


def spanish_verdict(render: Renderer, answer: Answer) -> str:
    """Return the heading over an answer in Spanish; ``render`` has the words in Spanish."""
    return render.words("web.answer.language") if answer.how == "language" else verdict(render, answer)


def _quote(citation: Citation, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "cite": cite_view(citation, knowledge),
        "place": place_of(citation, knowledge),
        "translation": citation.translation,
    }
