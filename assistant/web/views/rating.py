"""What stands under an answer: three buttons, the question for consent, or what became of it."""

from __future__ import annotations

from assistant.domain.feedback import FEEDBACK_KEPT
from assistant.storage.sessions import Message
from assistant.web.rating import Rating
from assistant.web.rendering import Renderer
from assistant.web.views.transcript import stored_answer


def rating_html(render: Renderer, message: Message, rating: Rating) -> str:
    """Return what stands under a message; nothing under one that is not an answer."""
    if stored_answer(message) is None:
        return ""
    here = rating if rating.message == message.id else None
    return render("rating", id=message.id, rating=here, days=FEEDBACK_KEPT.days)
