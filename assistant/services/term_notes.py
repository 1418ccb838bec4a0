"""What there is to look at in the defined terms of a draft, in sentences."""

from __future__ import annotations

from assistant.domain.wording import Wording
from assistant.drafting.terms import DraftTerms

_KINDS = ("undefined", "twice", "lower", "unused")


def told_terms(found: DraftTerms, say: Wording) -> tuple[str, ...]:
    """Return a sentence for each term to look at, or the one that there is none."""
    if not found:
        return (say("drafting.terms.none"),)
    return tuple(
        say(
            f"drafting.terms.{kind}",
            term=note.term,
            clauses="; ".join(c or say("drafting.terms.recitals") for c in note.clauses),
            times=note.times,
        )
        for kind in _KINDS
        for note in getattr(found, kind)
    )
