"""The buttons under an answer: ask for consent, keep exactly what was shown, or keep nothing."""

from __future__ import annotations

from typing import Literal

from assistant.bootstrap import Assistant
from assistant.dialogue.privacy import Reason
from assistant.domain.base import Value
from assistant.domain.feedback import Feedback, FeedbackKind
from assistant.errors import NotFound
from assistant.web.bridge import Press
from assistant.web.views.transcript import stored_answer

RATE = "rate-"
"""How the presses begin that belong here."""

Step = Literal["none", "offered", "kept", "declined", "dropped"]


class Rating(Value):
    """What stands under one answer: an offer (nothing is stored yet), or what became of it.

    ``message`` is the answer's; ``private`` is why the visitor's own words had better not be kept;
    ``said`` is the key of the words that are announced.
    """

    step: Step
    message: int = 0
    offer: Feedback | None = None
    private: Reason | None = None
    said: str = ""


NO_RATING = Rating(step="none")


class Ratings:
    """Answer presses on the buttons under an answer of the visitor's own conversation."""

    def __init__(self, assistant: Assistant) -> None:
        self._made = assistant

    def pressed(self, sid: str, press: Press) -> Rating:
        """Return what the press led to; only "keep" in its forms stores anything. Raises NotFound."""
        do = press.do.removeprefix(RATE)
        if do == "drop":
            return self._drop(press)
        offer, message = self._offer(sid, press)
        private = self._made.feedback.private(offer)
        if do == "no":
            return Rating(step="declined", message=message, said="web.rating.declined")
        if do == "bare":
            return self._keep(self._made.feedback.without_words(offer), message)
        if do == "anyway" or (do == "keep" and private is None):
            return self._keep(offer, message)
        said = "web.rating.offered" if do == "open" else "web.rating.private-said"
        return Rating(step="offered", message=message, offer=offer, private=private, said=said)

    def _offer(self, sid: str, press: Press) -> tuple[Feedback, int]:
        """Make the offer anew from the visitor's own conversation: what a browser says it was is not believed."""
        asked = ""
        for message in self._made.sessions.transcript(sid):
            if message.role == "user":
                asked = message.text
            answer = stored_answer(message)
            if answer is not None and str(message.id) == press.item:
                try:
                    kind = FeedbackKind(press.say)
                except ValueError:
                    kind = FeedbackKind.PROBLEM
                note = press.values.get("note", "")
                return self._made.feedback.offer(kind, asked, answer, message.text, note), message.id
        raise NotFound("rating-gone")

    def _keep(self, feedback: Feedback, message: int) -> Rating:
        kept = self._made.feedback.keep(feedback)
        return Rating(step="kept", message=message, offer=kept, said="web.rating.kept")

    def _drop(self, press: Press) -> Rating:
        # The id is random and known to nobody but whoever kept it and the administrator.
        self._made.feedback.delete([press.item])
        message = int(press.say) if press.say.isdecimal() else 0
        return Rating(step="dropped", message=message, said="web.rating.dropped")
