"""Listen: what a message means here, in the light of what the last reply asked for."""

from __future__ import annotations

import re
from typing import Any, Protocol

from assistant.answering.spelling import Speller
from assistant.dialogue.intents import Understander
from assistant.dialogue.phrases import Phrases
from assistant.dialogue.understanding import Understanding
from assistant.domain.answers import Answer, Status
from assistant.domain.dialogue import Intent
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting.values import parse_value
from assistant.services.desk import Desk
from assistant.services.drafts import DraftService

_SURE = 0.8
"""Confidence from which a message that is no command and has no question mark is taken as a question."""

_WORDED = frozenset({"text", "longtext", "list", "person", "school-list", "table"})


class Asker(Protocol):
    """What answers questions about the principles."""

    def ask(self, question: str, history: Any = ()) -> Answer:
        """Answer a question in the light of the earlier ones."""

    def text(self, answer: Answer, *, detail: bool = True) -> str:
        """Return an answer as Markdown; the short form unless ``detail``."""


def make_understander(knowledge: Knowledge, wording: Wording) -> Understander:
    """Return what reads messages, with the spelling of the patterns' own words mended."""
    lines = [line for key, group in knowledge.dialogue.items() for line in group if key.startswith("intents.")]
    words = re.findall(r"[a-z]{3,}", " ".join(lines))
    speller = Speller([*words, *words], knowledge.short_forms)
    return Understander(Phrases(knowledge.dialogue, speller.mend), wording)


class Listener:
    """Understand messages, with a second look at those that fit nothing."""

    def __init__(
        self,
        questions: Asker,
        drafts: DraftService,
        templates: TemplateSet,
        knowledge: Knowledge,
        wording: Wording,
    ) -> None:
        self._questions = questions
        self._drafts = drafts
        self._wording = wording
        self.reader = make_understander(knowledge, wording)
        # Every field of the library under one roof, to tell values that a draft's template has no place for.
        first = next(iter(templates.templates.values()))
        self._library = first.model_copy(update={"id": "library", "fields": templates.fields})

    def understand(self, desk: Desk, message: str) -> Understanding:
        """Read a message in the light of what the last reply asked for."""
        session, reader = desk.session, self.reader
        kind, _, clause = session.pending.partition(":")
        said = reader.understand(message, desk.context(reader))
        if kind in ("own", "use") and (reader.is_yes(message) or reader.is_no(message)):
            return Understanding(intent=Intent.EDIT, decision="yes" if reader.is_yes(message) else "no")
        if kind == "reason" and said.intent in (
            Intent.VALUE,
            Intent.UNCLEAR,
            Intent.EDIT,
            Intent.REJECT,
            Intent.LEAVE_OUT,
        ):
            none = re.fullmatch(r"\W*(?:no|none|no reason|nope|nothing|just because)\W*", message, re.I)
            reason = "" if none else (said.reason or re.sub(r"^(?:because|since|as)\s+", "", message, flags=re.I))
            return Understanding(
                intent=Intent.LEAVE_OUT, clause=clause, reason=reason, decision="no-reason" if none else ""
            )
        if kind == "override" and said.unsure:
            return said.model_copy(update={"intent": Intent.EDIT})
        if (
            said.intent in (Intent.UNCLEAR, Intent.VALUE)
            and not said.values
            and not said.unknown
            and desk.clause is not None
        ):
            return self._second_look(desk, said, message)
        return said

    def _second_look(self, desk: Desk, said: Understanding, message: str) -> Understanding:
        """See whether a message that fits nothing states wording, or asks about the principles."""
        field = desk.field
        if foreign := self._foreign(desk, message):
            return Understanding(intent=Intent.VALUE, scope="foreign", target=foreign)
        if field is not None and field.type.value in _WORDED:
            return said
        if len(message.split()) >= 4 and self._drafts.guard.of_text(message):
            return Understanding(intent=Intent.EDIT, text=message, unsure=True)
        if said.intent is Intent.UNCLEAR and len(message.split()) >= 2:
            answer = self._questions.ask(message, ())
            known = answer.status in (Status.ANSWERED, Status.PARTLY, Status.NOT_COVERED)
            if known and answer.how in ("card", "pair", "reference") and answer.confidence >= _SURE:
                return Understanding(intent=Intent.QUESTION, text=message)
        return said

    def _foreign(self, desk: Desk, message: str) -> str | None:
        """Return the label of a value that is named, and that only other templates have a place for."""
        if len(desk.template.fields) == len(self._library.fields):
            return None
        said = self.reader.labels(self._library).exact(message)
        if not said or said[0].field in ("", *desk.template.fields):
            return None
        field = self._library.fields[said[0].field]
        parsed = parse_value(
            field, said[0].text, today=self._drafts.today(), values=desk.draft.values, wording=self._wording
        )
        # A name with a colon is said on purpose, even where its value cannot be read.
        named = re.match(rf"\W*(?:the )?{re.escape(said[0].name)}\s*[:=]", message, re.I)
        return field.label if parsed.value is not None or named else None
