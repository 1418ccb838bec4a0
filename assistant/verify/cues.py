"""Find the words of a list in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.review_words import Cue
from assistant.verify.patterns import compiled


def places(cue: Cue, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where a cue's words stand in a sentence, in order, none within another."""
    found = sorted(
        (m.span() for pattern in cue.any_of for m in compiled(pattern).finditer(sentence)), key=lambda s: (s[0], -s[1])
    )
    if not found or any(compiled(pattern).search(sentence) for pattern in cue.unless):
        return
    at = -1
    for start, end in found:
        if start >= at and end > start:
            yield start, end
            at = end


def heads(cue: Cue, heading: str) -> bool:
    """Return whether a heading names the cue's matter."""
    return any(compiled(pattern).search(heading) for pattern in cue.headings)
