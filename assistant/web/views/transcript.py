"""A conversation as HTML, from the messages kept on the server."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError

from assistant.domain.answers import Answer, Status
from assistant.domain.base import Value
from assistant.domain.briefs import BriefKind
from assistant.domain.knowledge import Knowledge
from assistant.storage.sessions import Message
from assistant.web.rendering import Renderer, markdown
from assistant.web.views.answers import answer_html, verdict
from assistant.web.views.answers_es import spanish_html, spanish_verdict

After = Callable[[Message], str]
"""From a message to the HTML that stands under it."""


class Problem(Value):
    """What went wrong, and what to do: shown at the top of the conversation."""

    message: str
    remedy: str = ""


def transcript_html(
    render: Renderer,
    knowledge: Knowledge,
    messages: Sequence[Message],
    *,
    announce: str = "",
    focus: bool = False,
    problem: Problem | None = None,
    here: str = "",
    after: After = lambda message: "",
) -> str:
    """Return a conversation; ``focus`` asks the page to move to the newest answer.

    A message about another draft than ``here`` gets a link to it; ``after`` gives what stands under an answer.
    """
    shown = [_message(render, knowledge, m, here) | {"after": Markup(after(m))} for m in messages]
    for said, told in pairwise(shown):
        if said["role"] == "user":
            said["lang"] = told.get("lang", "")
    return render(
        "transcript",
        messages=shown,
        stamp=secrets.token_hex(4),
        announce=problem.message if problem is not None else announce,
        focus="newest" if focus else "",
        problem=problem,
    )


def _message(render: Renderer, knowledge: Knowledge, message: Message, here: str) -> dict[str, Any]:
    if message.role == "user":
        return {"role": "user", "text": message.text}
    answer = stored_answer(message)
    drafting = bool(message.extra.get("draft"))
    choices = [str(c) for c in message.extra.get("choices") or ()]
    body: list[str] = []
    heading, kind, label = render.words("web.chat.assistant"), "talk", render.words("web.chat.choices")
    spanish = answer is not None and answer.language == "es"
    if answer is not None:
        own = render.language("es") if spanish else render
        if spanish:
            heading, kind = spanish_verdict(own, answer), answer.status.value
            body.append(spanish_html(own, knowledge, answer))
        else:
            heading, kind = verdict(render, answer), answer.status.value
            body.append(answer_html(render, knowledge, answer, here))
        if drafting:
            # What follows the answer's own text in the message leads back to the draft.
            message = message.model_copy(update={"text": message.text.rpartition("\n\n---\n\n")[2]})
        else:
            choices, label = list(answer.suggestions), own.words("web.answer.next")
    if answer is None or drafting:
        body.append(f'<div class="prose-text">{markdown(message.text)}</div>')
    other = str(message.extra.get("draft") or "")
    return {
        "role": "assistant",
        "open": other if other != here else "",
        "verdict": heading,
        "lang": "es" if spanish else "",
        "choices_lang": "es" if spanish and not drafting else "",
        # A question that is answered in English only is offered in English.
        "english": {c.question for c in knowledge.cards.values()} & set(choices) if spanish else (),
        "kind": kind,
        "body": Markup("".join(body)),
        "choices": choices,
        "choices_label": label,
        "briefs": [render.words(f"briefs.say.{k.value}") for k in BriefKind] if makes_briefs(answer) else [],
    }


def makes_briefs(answer: Answer | None) -> bool:
    """Return whether a memo or a letter can be made from an answer."""
    return (
        answer is not None
        and answer.language == "en"
        and answer.brief is None
        and answer.status in (Status.ANSWERED, Status.PARTLY, Status.NOT_COVERED)
    )


def stored_answer(message: Message) -> Answer | None:
    """Return the answer kept with a message, or None when there is none that still reads."""
    kept = message.extra.get("answer")
    if not kept:
        return None
    try:
        return Answer.model_validate(kept)
    except ValidationError:  # written by an earlier release: its text is shown instead
        return None
