"""One visitor at one draft: the conversation about it, and the version that the visitor has seen."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from assistant.bootstrap import Assistant
from assistant.domain.dialogue import Reply
from assistant.errors import StaleWrite
from assistant.storage.sessions import Message


class Desk:
    """Send messages about drafts, each draft with a conversation of its own for each visitor."""

    def __init__(self, assistant: Assistant) -> None:
        self._made = assistant

    def session(self, sid: str, draft_id: str) -> str:
        """Return the id of the visitor's conversation about a draft."""
        return f"{sid[:32]}.{draft_id}"

    def transcript(self, sid: str, draft_id: str) -> Sequence[Message]:
        """Return the conversation about a draft; a new one begins with where the draft stands."""
        session = self.session(sid, draft_id)
        if not self._made.sessions.transcript(session, last=1):
            self._made.conversations.open(session, draft_id)
        return self._made.sessions.transcript(session)

    def say(self, sid: str, draft_id: str, text: str, seen: int | None) -> Reply:
        """Send a message about a draft; raise StaleWrite when the draft is not as the visitor saw it."""
        draft = self._made.drafts.get(draft_id)
        if seen is not None and seen != draft.version:
            words = self._made.wording
            raise StaleWrite(words("web.draft.moved"), words("web.draft.moved-remedy"))
        return self._made.conversations.reply(self.session(sid, draft_id), text)

    def start(self, sid: str, sentence: str) -> Reply:
        """Start a draft from a sentence; the reply names the draft, or says why there is none."""
        session = f"{sid[:32]}.new-{secrets.token_hex(4)}"
        reply = self._made.conversations.reply(session, sentence)
        return reply
