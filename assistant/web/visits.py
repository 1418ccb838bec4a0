"""A visitor's conversations: one on the Ask page, and one for each draft that the visitor opens."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Sequence

from assistant.bootstrap import Assistant
from assistant.domain.briefs import Brief
from assistant.domain.dialogue import Reply, Session
from assistant.domain.drafts import Proposal
from assistant.errors import NotFound, PlainError, StaleWrite
from assistant.storage.sessions import Message

_SID = 32


class Unsaid(PlainError):
    """A message that could not be taken; it is not part of the conversation and may be mended."""


class Visits:
    """Send a visitor's messages to the right conversation and keep each conversation on its draft."""

    def __init__(self, assistant: Assistant) -> None:
        self._made = assistant

    def ask(self, sid: str, text: str) -> Reply:
        """Send a message on the Ask page; a draft begun or opened there gets a conversation of its own."""
        reply = self._said(sid, text)
        if reply.draft is not None:
            self._hand_over(sid, reply.draft, text, reply)
            self._made.sessions.save(self._without_draft(sid), self._made.clock())
        return reply

    def session(self, sid: str, draft_id: str) -> str:
        """Return the id of the visitor's conversation about a draft."""
        return f"{sid[:_SID]}.{draft_id}"

    def enter(self, sid: str, draft_id: str) -> Session:
        """Take a seat at a draft: go on where the conversation was, or begin it; raise NotFound."""
        name = self.session(sid, draft_id)
        self._made.drafts.get(draft_id)
        session = self._made.sessions.load(name)
        if session.draft != draft_id:
            reply = self._made.conversations.open_draft(name, draft_id)
            if not self._made.sessions.transcript(name, last=1):
                self._append(name, reply)
        return self._made.sessions.load(name)

    def transcript(self, sid: str, draft_id: str) -> Sequence[Message]:
        """Return the conversation about a draft."""
        return self._made.sessions.transcript(self.session(sid, draft_id))

    def seen(self, sid: str, draft_id: str) -> str:
        """Return a mark of what a visitor who looks now has seen: the draft's version and the last message."""
        last = self._made.sessions.transcript(self.session(sid, draft_id), last=1)
        said = "".join(f"{m.at.isoformat()} {m.text}" for m in last)
        place = self._made.sessions.load(self.session(sid, draft_id)).clause
        return f"{self._made.drafts.get(draft_id).version}-{zlib.crc32(f'{place} {said}'.encode()):08x}"

    def say(self, sid: str, draft_id: str, text: str, seen: str) -> Reply:
        """Send a message about a draft; raise StaleWrite when the visitor looked at an older state of it."""
        self.enter(sid, draft_id)
        if seen and seen != self.seen(sid, draft_id):
            raise StaleWrite("moved-on")
        reply = self._said(self.session(sid, draft_id), text)
        if reply.draft is not None and reply.draft != draft_id:
            self._hand_over(self.session(sid, draft_id), reply.draft, text, reply, sid=sid)
            self._made.conversations.open_draft(self.session(sid, draft_id), draft_id)
        return reply

    def use(self, sid: str, draft_id: str, proposal: Proposal) -> Reply:
        """Put wording forward in the visitor's conversation about a draft; raise NotFound."""
        self.enter(sid, draft_id)
        name = self.session(sid, draft_id)
        reply = self._made.conversations.propose(name, draft_id, proposal)
        asked = self._made.wording("use.asked", title=proposal.reason)
        self._made.sessions.append(name, "user", asked, self._made.clock())
        self._append(name, reply)
        return reply

    def brief(self, sid: str, brief_id: str, draft_id: str = "") -> Brief:
        """Return a brief made in the visitor's own conversation; raise NotFound."""
        name = self.session(sid, draft_id) if draft_id else sid
        for message in self._made.sessions.transcript(name):
            kept = (message.extra.get("answer") or {}).get("brief") or {}
            if kept.get("id") == brief_id:
                return Brief.model_validate(kept)
        raise NotFound("brief-gone")

    def noticed(self, sid: str, draft_id: str, version: int) -> None:
        """Note that the visitor changed the draft beside the conversation, in the form."""
        self._made.conversations.noticed(self.session(sid, draft_id), draft_id, version)

    def start(self, sid: str, sentence: str) -> Reply:
        """Start a draft from a sentence; the reply names the draft, or says why there is none."""
        name = f"{sid[:_SID]}.new-{secrets.token_hex(4)}"
        try:
            reply = self._said(name, sentence)
            if reply.draft is not None:
                self._hand_over(name, reply.draft, sentence, reply, sid=sid)
            return reply
        finally:
            self._made.sessions.forget(name)

    def clear(self, sid: str) -> None:
        """Delete the Ask page's conversation."""
        self._made.sessions.forget(sid)

    def _said(self, session: str, text: str) -> Reply:
        """Send a message; raise Unsaid when it did not become part of the conversation."""
        reply = self._made.conversations.reply(session, text)
        last = self._made.sessions.transcript(session, last=1)
        if not last or last[0].text != reply.message:
            raise Unsaid(reply.message)
        return reply

    def _hand_over(self, session: str, draft_id: str, text: str, reply: Reply, *, sid: str = "") -> None:
        """Let the draft's own conversation go on from a reply given in another one."""
        name = self.session(sid or session, draft_id)
        now = self._made.clock()
        state = self._made.sessions.load(session)
        self._made.sessions.save(state.model_copy(update={"id": name, "turns": ()}), now)
        self._made.sessions.append(name, "user", text, now)
        self._append(name, reply)

    def _append(self, name: str, reply: Reply) -> None:
        extra = reply.model_dump(mode="json", include={"intent", "status", "draft", "answer", "choices"})
        self._made.sessions.append(name, "assistant", reply.message, self._made.clock(), extra)

    def _without_draft(self, sid: str) -> Session:
        kept = self._made.sessions.load(sid)
        return Session(id=sid, turns=kept.turns)
