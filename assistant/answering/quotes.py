"""Which quotations are shown with an answer: words of the sources only, each passage's once."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.answers import Answer, Citation, Statement


def shown_quotes(answer: Answer) -> tuple[list[Citation], list[Citation]]:
    """Return the quotations of the short answer and the further ones of the rest.

    A summary of ours is never among them. Where a passage is cited in part and whole, the whole stands once.
    """
    further = words_of(answer.practice)
    short = [next((f for f in further if _within(c, f)), c) for c in words_of(answer.short)]
    first = apart(short)
    return first, [c for c in apart(further) if not any(_same(c, o) for o in first)]


def words_of(statements: Sequence[Statement]) -> list[Citation]:
    """Return the citations of statements that are words of a source, once each."""
    return list(dict.fromkeys(c for s in statements for c in s.citations if not c.authority.summed_up))


def apart(citations: Sequence[Citation]) -> list[Citation]:
    """Drop quotations that stand in another one: by their place, or word for word in another passage."""
    kept: list[Citation] = []
    for c in dict.fromkeys(citations):
        if not any(_same(c, o) for o in kept):
            kept = [*(o for o in kept if not _same(o, c)), c]
    return kept


def _within(part: Citation, whole: Citation) -> bool:
    return part.file == whole.file and whole.start <= part.start and part.end <= whole.end


def _same(part: Citation, whole: Citation) -> bool:
    return _within(part, whole) or (part.authority is whole.authority and part.quote in whole.quote)
