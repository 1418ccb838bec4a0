"""Cut a reviewed text into provisions: what is assessed one by one, each with what leads into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.domain.base import Value
from assistant.domain.reviews import Place, ReviewParagraph, ReviewText
from assistant.review.ocr import readable
from assistant.verify.sentences import Sentence, sentences

_LONG = 60
"""Words from which a sentence is also cut at its semicolons."""

_TITLE = 3
"""Words that a run-in title has at most."""

_LONGEST_LEAD = 30
_LONGEST_WHOLE = 110
"""Words of a paragraph that is judged as a whole: as many as the longest that the judge was taught with."""

_SEMICOLON = re.compile(r";\s+(?:and |or |but )?")


class Provision(Value):
    """A sentence of the text, ``text[start:end]``, or a ``whole`` paragraph of several, and what is read with it.

    ``lead`` introduced its list ("The SRO shall not:"), ``heading`` is the nearest one above; ``paragraph`` counts
    in the text's paragraphs from 0.
    """

    text: str
    start: int
    end: int
    lead: str = ""
    heading: str = ""
    paragraph: int
    where: Place
    whole: bool = False

    @property
    def read(self) -> str:
        """The words as they are to be understood: what introduces them, and they themselves, a poor scan mended."""
        return readable(f"{self.lead} {self.text}".strip() if self.lead else self.text)


def provisions_of(text: ReviewText) -> tuple[Provision, ...]:
    """Return the sentences in order, then the paragraphs that have several and are not long.

    Headings and signature lines are none, but a heading is remembered. "It has six members" means something only
    beside the sentence before it, so a paragraph is judged as a whole too.
    """
    out: list[Provision] = []
    heading, lead = "", ""
    for index, paragraph in enumerate(text.paragraphs):
        words = text.text[paragraph.start : paragraph.end]
        if paragraph.kind in ("title", "heading"):
            heading, lead = words.strip(), ""
            continue
        if paragraph.kind == "signatures":
            continue
        listed = paragraph.kind == "item"
        first = len(out)
        for start, end, own in _cut(words):
            out.append(
                Provision(
                    text=words[start:end],
                    start=paragraph.start + start,
                    end=paragraph.start + end,
                    lead=own or (lead if listed else ""),
                    heading=heading,
                    paragraph=index,
                    where=paragraph.where,
                )
            )
        lead = _lead(out[first:], lead, paragraph)
    return (*out, *_wholes(text, out))


def _wholes(text: ReviewText, found: Sequence[Provision]) -> Iterator[Provision]:
    for index, group in groupby(found, key=lambda p: p.paragraph):
        own = list(group)
        start, end = own[0].start, max(p.end for p in own)
        words = text.text[start:end]
        if len(own) > 1 and end > own[0].end and len(words.split()) <= _LONGEST_WHOLE:
            values = {"text": words, "start": start, "end": end, "paragraph": index, "whole": True}
            yield own[0].model_copy(update=values)


def _lead(made: list[Provision], before: str, paragraph: ReviewParagraph) -> str:
    """Return what leads into the next paragraph, if that is an item of a list."""
    if made and made[-1].text.rstrip().endswith((":", "—", "–")):
        words = made[-1].text.strip().split()
        return " ".join(words[-_LONGEST_LEAD:])
    return before if paragraph.kind == "item" else ""


def _cut(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a paragraph: its sentences, a long one once more at its semicolons."""
    for sentence in _titled(sentences(words), words):
        yield sentence.start, sentence.end, sentence.lead
        if len(sentence.text.split()) <= _LONG:
            continue
        at = sentence.start
        parts = list(_SEMICOLON.finditer(sentence.text))
        for found in (*parts, None):
            stop = sentence.start + found.start() if found else sentence.end
            if parts and stop > at:
                yield at, stop, sentence.lead
            at = sentence.start + found.end() if found else stop


def _titled(found: Sequence[Sentence], words: str) -> Iterator[Sentence]:
    """Join a run-in title ("Detention.", "7.") to the sentence that it stands before."""
    start: int | None = None
    for n, sentence in enumerate(found):
        if start is None:
            start = sentence.start
        last = n == len(found) - 1
        if not last and len(words[start : sentence.end].split()) <= _TITLE and sentence.lead == found[n + 1].lead:
            continue
        yield sentence.model_copy(update={"start": start, "text": words[start : sentence.end]})
        start = None
