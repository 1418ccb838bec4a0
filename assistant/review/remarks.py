"""What a remark quotes: the sentence, or of a long one the words around what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.review_words import Cue
from assistant.domain.reviews import Quote, Remark
from assistant.review.ocr import reading
from assistant.review.provisions import Provision
from assistant.verify.cues import places
from assistant.verify.readings import Reading

MOST_WORDS = 40

_HEADING_WORDS = 3

_WORD = re.compile(r"\S+")


class Hit(Value):
    """A cue's words in a provision: the provision's index, and the stretch of its own text."""

    cue: str
    provision: int
    start: int
    end: int


class Read(Value):
    """A provision with its index and the way it is to be read."""

    index: int
    provision: Provision
    mended: Reading


def read(provisions: Sequence[Provision]) -> tuple[Read, ...]:
    """Return the provisions as they are to be read, each word once: no whole of which the parts stand beside it."""
    out = []
    for index, provision in enumerate(provisions):
        after = provisions[index + 1] if index + 1 < len(provisions) else None
        if not provision.whole and (after is None or after.whole or after.start >= provision.end):
            out.append(Read(index=index, provision=provision, mended=reading(provision.text)))
    return tuple(out)


def hits(cue: Cue, reads: Sequence[Read]) -> Iterator[Hit]:
    """Yield where a cue's words stand, in the words as they are to be read."""
    for one in reads:
        for start, end in places(cue, one.mended.text):
            span = one.mended.span(start, end)
            if span:
                yield Hit(cue=cue.id, provision=one.index, start=span[0], end=span[1])


def wanted(kept: Mapping[str, Remark], key: str) -> bool:
    """Return whether a remark under a key is still wanted: none is there, or one on words that only head a section."""
    return key not in kept or len(kept[key].quote.text.split()) <= _HEADING_WORDS


def quoted(provision: Provision, start: int = 0, end: int = 0) -> Quote:
    """Return a provision as a quotation; of one longer than forty words the stretch around ``start`` to ``end``."""
    words = list(_WORD.finditer(provision.text))
    first, last = 0, len(provision.text)
    if len(words) > MOST_WORDS:
        within = [n for n, w in enumerate(words) if w.end() > start and w.start() < max(end, start + 1)]
        begin = within[0] if within else 0
        stop = within[-1] if within else 0
        spare = max(MOST_WORDS - (stop - begin + 1), 0)
        begin = max(min(begin - spare // 2, len(words) - MOST_WORDS), 0)
        first, last = words[begin].start(), words[min(max(begin + MOST_WORDS - 1, stop), len(words) - 1)].end()
    return Quote(
        text=provision.text[first:last],
        start=provision.start + first,
        end=provision.start + last,
        where=provision.where,
        role="refers",
    )
