"""The Ask page's own parts: its heading, and the conversation or, before it, example questions."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from assistant.domain.knowledge import Knowledge
from assistant.storage.sessions import Message
from assistant.web.rendering import Renderer
from assistant.web.views.transcript import After, Problem, transcript_html

_EXAMPLES = 6


def head_html(render: Renderer) -> str:
    """Return the page's heading."""
    return render("ask_head")


def conversation_html(
    render: Renderer,
    knowledge: Knowledge,
    messages: Sequence[Message],
    *,
    announce: str = "",
    focus: bool = False,
    problem: Problem | None = None,
    after: After = lambda message: "",
) -> str:
    """Return the conversation, or example questions when there is none yet."""
    if messages:
        body = transcript_html(
            render, knowledge, messages, announce=announce, focus=focus, problem=problem, after=after
        )
        return body + render("ask_tools")
    return render(
        "ask_start",
        questions=[render.words(f"web.ask.question-{n}") for n in range(1, _EXAMPLES + 1)],
        stamp=secrets.token_hex(4),
        announce=problem.message if problem is not None else announce,
        problem=problem,
    )
