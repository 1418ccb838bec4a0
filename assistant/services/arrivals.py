"""How a conversation comes to a draft: it begins one from a sentence, or takes one up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assistant.domain.dialogue import Intent, Reply, Session
from assistant.domain.templates import TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting.opening import read_opening
from assistant.services.desk import Desk
from assistant.services.drafts import DraftService
from assistant.services.elsewhere import Elsewhere
from assistant.services.lead import Lead

_FRESH = {"clause": None, "asking": None, "trail": (), "pending": "", "pending_text": ""}
"""A conversation's place when it comes to another draft."""


class Arrivals:
    """Begin drafts and take drafts up; both say where the draft stands and lead on."""

    def __init__(
        self,
        drafts: DraftService,
        templates: TemplateSet,
        lead: Lead,
        wording: Wording,
        clock: Callable[[], datetime],
    ) -> None:
        self._drafts = drafts
        self._templates = templates
        self._lead = lead
        self._wording = wording
        self._clock = clock

    def begin(self, session: Session, message: str, other: str | None = None) -> tuple[Reply, Session]:
        """Begin a draft with what can be read from a sentence; ``other`` is the draft that was open."""
        today = self._clock().date()
        read = read_opening(message, today=today)
        template_id = str(read.pop("template", "standard"))
        template = self._templates.templates.get(template_id) or next(iter(self._templates.templates.values()))
        if "end_date" not in read and "start_date" in read and "term_years" in read:
            read["end_date"] = f"{read['term_years']} years"
        values = {n: v for n, v in read.items() if n in template.fields}
        outcome = self._drafts.new(template.id, values=values)
        session = session.model_copy(update={**_FRESH, "draft": outcome.draft.id, "misses": 0})
        desk = Desk(self._drafts, self._lead, self._wording, session, outcome.draft)
        desk.changes.extend(outcome.changes)
        desk.say("dialogue.start.began", title=outcome.draft.title, template=template.id, draft=outcome.draft.id)
        taken = [n for n in values if n in outcome.draft.values]
        if taken:
            desk.parts.append(self._lead.took(outcome.draft, template, taken))
        else:
            desk.say("dialogue.start.took-nothing")
        desk.parts.extend(outcome.problems.values())
        if other:
            desk.say("dialogue.start.other", draft=other)
        desk.say("dialogue.start.lead")
        desk.move(desk.next_open(None))
        desk.lead_on()
        return desk.reply(Intent.START), desk.session.model_copy(update={"version": outcome.draft.version})

    def take_up(self, session: Session, draft_id: str) -> tuple[Reply, Session]:
        """Take up a draft; raise NotFound when there is none of that id."""
        draft = self._drafts.get(draft_id)
        if session.draft != draft.id:
            session = session.model_copy(update={**_FRESH, "draft": draft.id, "version": draft.version})
        desk = Desk(self._drafts, self._lead, self._wording, session, draft)
        elsewhere = Elsewhere.since(self._drafts, draft, session.version)
        desk.say(
            "dialogue.opened",
            title=draft.title,
            draft=draft.id,
            version=draft.version,
            progress=self._lead.progress(draft, desk.template),
        )
        if elsewhere.changes:
            desk.say("dialogue.stale.noted", changes=elsewhere.summary())
        if desk.session.clause is None:
            desk.move(desk.next_open(None), remember=False)
        desk.lead_on()
        return desk.reply(Intent.SHOW), desk.session.model_copy(update={"version": draft.version})
