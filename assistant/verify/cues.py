"""Find the words of a list in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.review_words import Cue
from assistant.verify.anchors import anchors
from assistant.verify.patterns import compiled


def places(cue: Cue, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where a cue's words stand in a sentence, in order, none within another."""
    lower = sentence.lower()
    patterns = [compiled(pattern) for pattern in cue.any_of]
    found = sorted(
        (m.span() for p in patterns if _possible(p.pattern, lower) for m in p.finditer(sentence)),
        key=lambda s: (s[0], -s[1]),
    )
    if not found or any(compiled(pattern).search(sentence) for pattern in cue.unless):
        return
    at = -1
    for start, end in found:
        if start >= at and end > start:
            yield start, end
            at = end


def _possible(pattern: str, lower: str) -> bool:
    """Return whether a sentence in lower case has the words without which a pattern cannot match."""
    return all(any(word in lower for word in some) for some in anchors(pattern))


def heads(cue: Cue, heading: str) -> bool:
    """Return whether a heading names the cue's matter."""
    return any(compiled(pattern).search(heading) for pattern in cue.headings)
