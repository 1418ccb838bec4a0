"""Talk: one message in, one reply out; questions and drafting in the same conversation."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from assistant.answering.wishes import read_wish
from assistant.dialogue.hygiene import LONGEST, clean_message
from assistant.dialogue.privacy import private_matter
from assistant.dialogue.understanding import Context, Understanding
from assistant.domain.answers import Answer
from assistant.domain.dialogue import Intent, Reply, Session, Turn
from assistant.domain.drafts import Draft, OpenItem, Proposal
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import TemplateSet
from assistant.domain.wording import Wording
from assistant.errors import AssistantError, NotFound, StaleWrite
from assistant.services import deciding, filling, looking, overriding, proposing, rewriting
from assistant.services.arrivals import Arrivals
from assistant.services.desk import Desk
from assistant.services.drafts import DraftService
from assistant.services.elsewhere import Elsewhere, would_write
from assistant.services.lead import Lead
from assistant.services.listening import Asker, Listener, make_understander
from assistant.storage.sessions import Message, SessionStore

_TURNS = 40
_HISTORY = 6
_OPEN = re.compile(
    r"\b(?:open|resume|continue|load|return to|go back to|switch to|work on)\s+(?:with\s+)?(?:the\s+|my\s+)?draft\s+"
    r"(?P<id>[a-z]+(?:-[a-z]+)*-[a-z0-9]{4})\b",
    re.I,
)
_READING = frozenset(
    {Intent.QUESTION, Intent.WHY, Intent.MISSING, Intent.SHOW, Intent.EXPORT, Intent.HELP, Intent.UNCLEAR}
)


class ConversationService:
    """Reply to messages; every conversation has its own place and can be resumed after a restart."""

    def __init__(
        self,
        questions: Asker,
        drafts: DraftService,
        sessions: SessionStore,
        templates: TemplateSet,
        knowledge: Knowledge,
        wording: Wording,
        clock: Callable[[], datetime],
    ) -> None:
        self._questions = questions
        self._drafts = drafts
        self._sessions = sessions
        self._knowledge = knowledge
        self._wording = wording
        self._clock = clock
        self._lead = Lead(knowledge, wording)
        self._arrivals = Arrivals(drafts, templates, self._lead, wording, clock)
        self._listener = Listener(questions, drafts, templates, knowledge, wording)
        self.reader = self._listener.reader
        # Messages held back by the student-data guard: in memory only, because they must not be stored.
        self._held: dict[str, tuple[str, Session]] = {}

    def reply(self, session_id: str, message: str) -> Reply:
        """Return the reply to one message. Expected troubles come back as replies, never as exceptions."""
        cleaned = clean_message(message)
        if cleaned.problem:
            return self._unreadable(session_id, cleaned.problem, cleaned.found, len(message))
        try:
            session = self._sessions.load(session_id)
            held = self._held.pop(session_id, None)
            if session.pending == "private":
                return self._after_private(session, cleaned.text, held)
            reason = private_matter(cleaned.text, self._knowledge.dialogue)
            if reason is not None:
                return self._hold_back(session, cleaned.text, reason)
            return self._reply(session, cleaned.text)
        except AssistantError as err:
            # The message is not lost: whoever typed it still has it, and nothing was changed by it.
            return Reply(message=str(self._wording.error(err)), intent=Intent.UNCLEAR, status="error")

    def resume(self, session_id: str) -> Reply:
        """Say where a conversation stands, for a page that was reloaded or a program started again."""
        session = self._sessions.load(session_id)
        if session.draft is None:
            return Reply(message=self._wording("dialogue.help.none"), intent=Intent.HELP)
        try:
            return self._enter(session, session.draft)
        except NotFound:
            self._sessions.save(
                session.model_copy(update={"draft": None, "clause": None, "asking": None}), self._clock()
            )
            return Reply(
                message=self._wording("dialogue.stale.gone", draft=session.draft), intent=Intent.HELP, status="error"
            )

    def open_draft(self, session_id: str, draft_id: str) -> Reply:
        """Take up a draft in a conversation; raise NotFound when there is none of that id."""
        return self._enter(self._sessions.load(session_id), draft_id)

    def propose(self, session_id: str, draft_id: str, proposal: Proposal) -> Reply:
        """Put wording forward for a clause of a draft; nothing is written until the user says yes.

        Raise NotFound when there is no such draft, or when its template has no such clause.
        """
        session = self._sessions.load(session_id)
        if session.draft != draft_id:
            self._enter(session, draft_id)
            session = self._sessions.load(session_id)
        desk = Desk(self._drafts, self._lead, self._wording, session, self._drafts.get(draft_id))
        proposing.propose(desk, proposal)
        kept = desk.session.model_copy(update={"version": desk.draft.version})
        self._sessions.save(kept, self._clock())
        return desk.reply(Intent.CHOOSE if proposal.variant else Intent.EDIT)

    def noticed(self, session_id: str, draft_id: str, version: int) -> None:
        """Note that the user of a conversation has seen a version (after an edit in a form beside the chat)."""
        session = self._sessions.load(session_id)
        if session.draft == draft_id:
            self._sessions.save(session.model_copy(update={"version": version}), self._clock())

    def transcript(self, session_id: str) -> tuple[Message, ...]:
        """Return the messages of a conversation, oldest first."""
        return self._sessions.transcript(session_id)

    # One message

    def _reply(self, session: Session, message: str) -> Reply:
        if named := _OPEN.search(message):
            # An unknown id raises NotFound, whose words name the list of drafts.
            reply = self._enter(session, named["id"].lower())
            self._keep(session.id, message, reply)
            return reply
        gone = ""
        draft: Draft | None = None
        if session.draft is not None:
            try:
                draft = self._drafts.get(session.draft)
            except NotFound:
                gone = self._wording("dialogue.stale.gone", draft=session.draft)
                session = session.model_copy(update={"draft": None, "clause": None, "asking": None, "pending": ""})
        if draft is None:
            reply, session = self._without_draft(session, message)
        else:
            reply, session = self._with_draft(session, draft, message)
        if gone:
            reply = reply.model_copy(update={"message": f"{gone}\n\n{reply.message}"})
        return self._finish(session, message, reply)

    def _without_draft(self, session: Session, message: str) -> tuple[Reply, Session]:
        said = self.reader.understand(message, Context(today=self._clock().date()))
        asked_before = any(t.intent is Intent.QUESTION for t in session.turns)
        if said.intent in (Intent.WHY, Intent.NEXT, Intent.BACK) and asked_before:
            said = Understanding(intent=Intent.QUESTION, text=message)
        if said.intent is Intent.START:
            return self._arrivals.begin(session, message)
        if said.intent is Intent.QUESTION or read_wish(message) is not None:
            answer = self._ask(session, message)
            return self._answered(answer), session
        say = self._wording
        text = {
            Intent.HELP: "dialogue.help.delete" if said.scope == "delete" else "dialogue.help.none",
            Intent.SHOW: "dialogue.show.nothing",
            Intent.EXPORT: "dialogue.export.none",
        }.get(said.intent, "dialogue.no-draft")
        first = say("dialogue.unclear.first", message=message[:80]) + " " if said.intent is Intent.UNCLEAR else ""
        status = "ok" if said.intent is Intent.HELP else "unclear"
        return Reply(message=first + say(text), intent=said.intent, status=status), session

    def _with_draft(self, session: Session, draft: Draft, message: str) -> tuple[Reply, Session]:
        desk = Desk(self._drafts, self._lead, self._wording, session, draft)
        if session.pending == "stale" and self.reader.is_yes(message):
            message = session.pending_text
            desk.wait_for("")
        said = self._listener.understand(desk, message)
        if session.turns and session.turns[-1].intent is Intent.QUESTION and read_wish(message) is not None:
            said = Understanding(intent=Intent.QUESTION, text=message)  # a wish about the answer just given
        try:
            elsewhere = Elsewhere.since(self._drafts, draft, session.version)
            if elsewhere.changes:
                if would_write(said):
                    return self._stale(desk, message, said, elsewhere.summary())
                desk.say("dialogue.stale.noted", changes=elsewhere.summary())
            if said.intent is Intent.START:
                return self._arrivals.begin(desk.session, message, other=draft.id)
            self._act(desk, said, message)
        except StaleWrite:
            # Somebody wrote between our reading and our writing; nothing of this message was kept.
            newest = Desk(self._drafts, self._lead, self._wording, session, self._drafts.get(draft.id))
            return self._stale(
                newest, message, said, Elsewhere.since(self._drafts, newest.draft, draft.version).summary()
            )
        except AssistantError as err:
            desk.parts.append(str(self._wording.error(err)))
            desk.status = "error"
            desk.here_again()
        if said.intent is not Intent.UNCLEAR and desk.status != "unclear":
            desk.update(misses=0)
        return desk.reply(said.intent), desk.session.model_copy(update={"version": desk.draft.version})

    def _act(self, desk: Desk, said: Understanding, message: str) -> None:
        pending = desk.session.pending
        may_answer = said.intent in (Intent.VALUE, Intent.CHOOSE, Intent.UNCLEAR, Intent.EDIT)
        if pending == "which" and may_answer and filling.answer_which(desk, message, self.reader):
            return
        if pending == "own" and said.decision in ("yes", "no"):
            rewriting.confirmed_text(desk, said.decision == "yes")
            return
        if pending == "use" and said.decision in ("yes", "no"):
            proposing.decide(desk, said.decision == "yes")
            return
        if pending == "override" and said.decision in ("keep-own", "use-yours"):
            overriding.decide(desk, said)
            return
        if pending and said.intent not in _READING:
            desk.wait_for("")  # the user went on to something else; nothing of the held wording was written
        if said.intent is Intent.QUESTION:
            self._answer_between(desk, message)
        elif said.intent is Intent.VALUE:
            filling.value(desk, said, self.reader)
        elif said.intent is Intent.EDIT:
            rewriting.edit(desk, said)
        elif said.intent is Intent.HELP and said.scope == "delete":
            desk.say("dialogue.help.delete")
        else:
            (deciding.HANDLERS.get(said.intent) or looking.HANDLERS[said.intent])(desk, said)

    def _answer_between(self, desk: Desk, message: str) -> None:
        answer = self._ask(desk.session, message)
        desk.answer = answer
        desk.status = answer.status.value
        desk.parts += [self._questions.text(answer, detail=False), "---"]
        desk.here_again()

    def _enter(self, session: Session, draft_id: str) -> Reply:
        reply, session = self._arrivals.take_up(session, draft_id)
        self._sessions.save(session, self._clock())
        return reply

    def _stale(self, desk: Desk, message: str, said: Understanding, summary: str) -> tuple[Reply, Session]:
        desk.parts, desk.changes = [], []
        desk.say("dialogue.stale.refused", changes=summary, message=message[:500])
        desk.lead_on()
        desk.choices = (*desk.offer("yes"), *desk.choices)
        desk.wait_for("stale", message)
        reply = desk.reply(said.intent).model_copy(update={"status": "error"})
        return reply, desk.session.model_copy(update={"version": desk.draft.version})

    # Student data

    def _hold_back(self, session: Session, message: str, reason: str) -> Reply:
        say = self._wording
        self._held[session.id] = (message, session)
        self._sessions.save(session.model_copy(update={"pending": "private", "pending_text": ""}), self._clock())
        text = f"{say(f'dialogue.private.{reason}')} {say('dialogue.private.ask')}"
        reply = Reply(
            message=text,
            intent=Intent.UNCLEAR,
            status="unclear",
            draft=session.draft,
            open=self._open(session.draft),
            choices=(say("dialogue.choice.keep-message"), say("dialogue.choice.no")),
        )
        self._keep(session.id, say("dialogue.private.shown"), reply)
        return reply

    def _after_private(self, session: Session, message: str, held: tuple[str, Session] | None) -> Reply:
        # What the chat was waiting for before stands again, unless the program was started anew since.
        session = held[1] if held is not None else session.model_copy(update={"pending": "", "pending_text": ""})
        if self.reader.is_yes(message) and held is not None:
            return self._reply(session, held[0])
        if self.reader.is_yes(message) or self.reader.is_no(message):
            key = "gone" if self.reader.is_yes(message) else "dropped"
            text = self._wording(f"dialogue.private.{key}")
            reply = Reply(message=text, intent=Intent.REJECT, draft=session.draft, open=self._open(session.draft))
            return self._finish(session, message, reply)
        reason = private_matter(message, self._knowledge.dialogue)
        return self._hold_back(session, message, reason) if reason else self._reply(session, message)

    # Making replies

    def _ask(self, session: Session, message: str) -> Answer:
        history = [t.message for t in session.turns if t.intent is Intent.QUESTION]
        # A memo gathers the whole conversation; a question leans on the last few.
        return self._questions.ask(message, history if read_wish(message) is not None else history[-_HISTORY:])

    def _answered(self, answer: Answer) -> Reply:
        return Reply(
            message=self._questions.text(answer, detail=False),
            intent=Intent.QUESTION,
            status=answer.status.value,
            answer=answer,
            choices=answer.suggestions,
        )

    def _open(self, draft_id: str | None) -> tuple[OpenItem, ...]:
        try:
            return self._drafts.open_items(draft_id) if draft_id else ()
        except NotFound:
            return ()

    def _finish(self, session: Session, message: str, reply: Reply) -> Reply:
        asked = reply.intent is Intent.QUESTION
        turn = Turn(
            message=message[:2000] if asked else "",
            intent=reply.intent,
            card=reply.answer.card if reply.answer else None,
            principles=reply.answer.principles if reply.answer else (),
            status=reply.status,
        )
        self._sessions.save(session.model_copy(update={"turns": (*session.turns, turn)[-_TURNS:]}), self._clock())
        self._keep(session.id, message, reply)
        return reply

    def _keep(self, session_id: str, message: str, reply: Reply) -> None:
        now = self._clock()
        self._sessions.append(session_id, "user", message, now)
        extra = reply.model_dump(mode="json", include={"intent", "status", "draft", "answer", "choices"})
        self._sessions.append(session_id, "assistant", reply.message, now, extra)

    def _waiting_for(self, session: Session) -> str:
        """Return in a sentence what the chat is waiting for."""
        fields = self._drafts.template(self._drafts.get(session.draft)).fields if session.draft else {}
        if session.asking in fields:
            return self._wording("dialogue.input.waiting", label=fields[session.asking].label)
        return self._wording("dialogue.decide.how-short")

    def _unreadable(self, session_id: str, problem: str, found: str, count: int) -> Reply:
        say = self._wording
        example = say("dialogue.no-draft")
        draft = None
        open_: tuple[OpenItem, ...] = ()
        try:
            session = self._sessions.load(session_id)
            draft = session.draft
            if draft is not None:
                open_ = self._open(draft)
                example = self._waiting_for(session)
        except AssistantError:  # the message is unreadable whatever the state of the disk
            pass
        text = say(f"dialogue.input.{problem}", count=f"{count:,}", limit=f"{LONGEST:,}", tag=found, example=example)
        status = "unclear" if problem == "empty" else "error"
        return Reply(message=text, intent=Intent.UNCLEAR, status=status, draft=draft, open=open_)


__all__ = ["Asker", "ConversationService", "make_understander"]
