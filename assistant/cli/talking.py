"""``mou chat``: the conversation of the web page, a line at a time."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated, Any

import typer

from assistant.cli.asking import citation_json
from assistant.cli.console import assistant, errors, show_markdown, write_json
from assistant.domain.dialogue import Reply
from assistant.errors import AssistantError


def chat(
    draft: Annotated[str | None, typer.Option(help="Go on with this draft.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object for each line.")] = False,
) -> None:
    """Talk: ask, or draft an agreement clause by clause. One message a line; end with Ctrl-D."""
    made = assistant()
    session = f"chat-{secrets.token_hex(6)}"
    person = sys.stdin.isatty()
    if draft is not None:
        opening = made.conversations.open_draft(session, draft)
        if person:
            show_markdown(opening.message)
    elif person:
        errors.print(made.wording("cli.greeting"), markup=False)
    while True:
        if person:
            errors.print("> ", end="")
        # Bytes, because a line in another encoding must be answered, not end the conversation.
        raw = sys.stdin.buffer.readline()
        if not raw:
            break
        message = raw.decode("utf-8", "replace").rstrip("\r\n")
        if as_json:
            write_json(_said(made, session, message))
        else:
            try:
                reply = made.conversations.reply(session, message)
                draft = reply.draft or draft
                show_markdown(reply.message)
            except AssistantError as err:
                errors.print(str(made.wording.error(err)), markup=False)
    if person and draft is not None:
        errors.print(f"\n{made.wording('cli.goodbye', draft=draft)}", markup=False)


def _said(made: Any, session: str, message: str) -> dict[str, Any]:
    """Reply to a message; what cannot be done is a reply too, so that answers stay in step with lines."""
    try:
        return reply_json(made.conversations.reply(session, message))
    except AssistantError as err:
        return {
            "message": str(made.wording.error(err)),
            "status": "error",
            "intent": "unclear",
            "draft": None,
            "open": [],
            "changes": [],
            "citations": [],
        }


def reply_json(reply: Reply) -> dict[str, Any]:
    """Return a reply in the wire format; ``language`` is there when the answer is not in English."""
    answer = reply.answer
    language = {"language": answer.language} if answer is not None and answer.language != "en" else {}
    return language | {
        "message": reply.message,
        "status": reply.status,
        "intent": reply.intent.value,
        "draft": reply.draft,
        "open": [
            {"kind": i.kind, "clause": i.clause, "title": i.clause_title, "field": i.field, "text": i.text}
            for i in reply.open
        ],
        "changes": [
            {"version": c.version, "action": c.action, "summary": c.summary, "clause": c.clause, "field": c.field}
            for c in reply.changes
        ],
        "citations": [citation_json(c) for c in (reply.answer.citations if reply.answer else ())],
    }
