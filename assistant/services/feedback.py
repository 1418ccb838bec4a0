"""Feedback on answers: what would be kept, kept only by a yes, and what an administrator does with it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from assistant import __version__
from assistant.dialogue.privacy import Reason, private_matter
from assistant.documents.csv_table import csv_text
from assistant.domain.answers import Answer
from assistant.domain.feedback import CitedPassage, Feedback, FeedbackKind
from assistant.domain.knowledge import Knowledge
from assistant.storage.feedback import FeedbackStore

LONGEST_NOTE = 2000
_FIELDS = (
    "id",
    "at",
    "kind",
    "status",
    "note",
    "question",
    "answer",
    "principles",
    "passages",
    "card",
    "edition",
    "version",
)


class FeedbackService:
    """Offer, keep, read, export and delete feedback. Nothing of it is ever sent anywhere."""

    def __init__(self, store: FeedbackStore, knowledge: Knowledge, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._knowledge = knowledge
        self._clock = clock

    def offer(self, kind: FeedbackKind, question: str, answer: Answer, text: str, note: str = "") -> Feedback:
        """Return exactly what would be kept; nothing is stored."""
        return Feedback(
            id=f"fb-{secrets.token_hex(8)}",
            at=self._clock(),
            kind=kind,
            note=note.strip()[:LONGEST_NOTE],
            question=question,
            answer=text,
            status=answer.status.value,
            card=answer.card or "",
            principles=answer.principles,
            passages=tuple(CitedPassage(passage=c.passage, label=c.label, quote=c.quote) for c in answer.citations),
            edition=answer.edition or self._knowledge.edition,
            version=__version__,
        )

    def private(self, feedback: Feedback) -> Reason | None:
        """Return why the visitor's own words should not be kept, or None."""
        words = self._knowledge.dialogue
        return private_matter(feedback.question, words) or private_matter(feedback.note, words)

    def without_words(self, feedback: Feedback) -> Feedback:
        """Return the feedback without anything that the visitor typed."""
        # An answer may repeat a word of the question; what it quotes and cites stays.
        return feedback.model_copy(update={"question": "", "note": "", "answer": ""})

    def keep(self, feedback: Feedback) -> Feedback:
        """Store feedback; to be called only after the visitor said yes to exactly this."""
        self._store.add(feedback)
        return feedback

    def list(self, kind: FeedbackKind | None = None, last: int | None = None) -> tuple[Feedback, ...]:
        """Return feedback, newest first."""
        return self._store.list(kind, last)

    def get(self, feedback_id: str) -> Feedback:
        """Return one piece of feedback; raise NotFound."""
        return self._store.get(feedback_id)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete by id, all or none; raise NotFound."""
        return self._store.delete(ids)

    def delete_before(self, moment: datetime | None) -> int:
        """Delete what was given before a moment, or everything when None."""
        return self._store.delete_before(moment)


def as_jsonl(feedback: Iterable[Feedback]) -> str:
    """Return feedback as one JSON object a line."""
    return "".join(json.dumps(f.model_dump(mode="json"), ensure_ascii=False) + "\n" for f in feedback)


def as_csv(feedback: Iterable[Feedback]) -> str:
    """Return feedback as CSV for a spreadsheet."""
    return csv_text([_FIELDS, *map(_row, feedback)])


def _row(feedback: Feedback) -> list[str]:
    values = feedback.model_dump(mode="json") | {
        "principles": " ".join(map(str, feedback.principles)),
        "passages": "; ".join(f"{p.label}: “{p.quote}”" for p in feedback.passages),
    }
    return [str(values[name]) for name in _FIELDS]
