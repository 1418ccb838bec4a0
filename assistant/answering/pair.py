"""Two questions in one message: two answers in one, in the order asked."""

from __future__ import annotations

from assistant.domain.answers import Answer, Statement, Status

_RESTS = (Status.ANSWERED, Status.PARTLY)
_SAYS = (*_RESTS, Status.NOT_COVERED)


def differ(first: Answer, second: Answer) -> bool:
    """Say whether two answers are worth giving both: each says something, and not the same."""
    if first.status not in _SAYS or second.status not in _SAYS:
        return False
    if "scope" in (first.how, second.how) or not (first.citations and second.citations):
        return False
    if first.card == second.card and first.card is not None:
        return False
    apart = first.principles != second.principles or Status.NOT_COVERED in (first.status, second.status)
    # Two cards on one principle count too, when each has words of its own.
    shared = {c.passage for s in first.statements for c in s.citations}
    return apart or not shared & {c.passage for s in second.statements for c in s.citations}


def merged(first: Answer, second: Answer, heading: str) -> Answer:
    """Return one answer that holds both; ``heading`` stands before the second.

    The status is that of both where they agree, and ``partly`` where they differ. ``principles`` is the
    union; a second closest quotation is kept with the second answer's statements.
    """
    own = second.statements
    if first.closest is not None and second.closest is not None and own:
        last = own[-1]
        kept = tuple(dict.fromkeys((*last.citations, second.closest)))
        own = (*own[:-1], Statement(text=last.text, citations=kept))
    who = " ".join(dict.fromkeys(w for w in (first.who_decides, second.who_decides) if w))
    return first.model_copy(
        update={
            "how": "pair",
            "status": first.status if first.status is second.status else Status.PARTLY,
            "statements": (*first.statements, Statement(text=heading), *own),
            "principles": tuple(dict.fromkeys((*first.principles, *second.principles))),
            "closest": first.closest or second.closest,
            "who_decides": who,
            "asides": tuple(dict.fromkeys((*first.asides, *second.asides))),
            "suggestions": tuple(dict.fromkeys((*first.suggestions[:2], *second.suggestions[:2]))),
            "confidence": min(first.confidence, second.confidence),
        }
    )
