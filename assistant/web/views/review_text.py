"""The text of a reviewed document with its passages marked, each with a label that leads back to what was found."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from assistant.domain.base import Value
from assistant.domain.reviews import ReviewParagraph, ReviewText, State

_FIRST_HEADING, _LAST_HEADING = 3, 6
_WEIGHT = ("remark", "addressed", "not-visible", "partly", "conflict")
"""Where passages overlap, the words look like the one that needs most attention."""


class Label(Value):
    """What stands at the start of a marked passage: a state in words, a code, and the way back.

    ``look`` is one of the states or ``remark``.
    """

    start: int
    end: int
    look: State | str
    word: str
    code: str
    title: str
    href: str


class ShownParagraph(NamedTuple):
    """A paragraph as it is written into the page; ``page`` is the number of a page that begins here, else None."""

    tag: str
    kind: str
    number: str
    html: Markup
    page: int | None = None


class Passages:
    """The marked passages of a text; passages with the same words share one mark and have a label each.

    Where a shorter passage begins with a longer one and would say the same ("conflict 2.1"), it stays ``silent``.
    """

    def __init__(self, labels: Iterable[Label]) -> None:
        groups: dict[tuple[int, int], list[Label]] = defaultdict(list)
        for label in labels:
            its = groups[label.start, label.end] if label.start < label.end else []
            if all((x.word, x.code) != (label.word, label.code) for x in its):
                its.append(label)
        self.groups = sorted(groups.items(), key=lambda g: (g[0][0], -g[0][1]))
        self.silent: set[int] = set()
        self._anchors: dict[tuple[int, int], str] = {}
        begun: dict[tuple[int, frozenset[str]], str] = {}
        for number, (stretch, its) in enumerate(self.groups):
            said = stretch[0], frozenset(f"{x.word} {x.code}" for x in its)
            if said in begun:
                self.silent.add(number)
            self._anchors[stretch] = begun.setdefault(said, f"m-{number + 1}")

    def anchor(self, start: int, end: int) -> str:
        """Return the id of a passage's mark, "" when it is not marked."""
        return self._anchors.get((start, end), "")

    def in_paragraphs(self, paragraphs: Sequence[ReviewParagraph]) -> dict[int, list[int]]:
        """Return for each paragraph that holds any, the numbers of the passages that lie in it."""
        starts = [p.start for p in paragraphs]
        out: dict[int, list[int]] = defaultdict(list)
        for number, ((start, end), _) in enumerate(self.groups):
            at = max(bisect_right(starts, start) - 1, 0)
            while at < len(paragraphs) and paragraphs[at].start < end:
                if paragraphs[at].end > start:
                    out[at].append(number)
                at += 1
        return out


def shown_text(text: ReviewText, passages: Passages) -> list[ShownParagraph]:
    """Return the paragraphs of a document with their marks; headings keep their order, no level is skipped."""
    inside = passages.in_paragraphs(text.paragraphs)
    titled = any(p.kind == "title" for p in text.paragraphs)
    out: list[ShownParagraph] = []
    level, page, labelled = _FIRST_HEADING - 1, None, set[int]()
    for at, paragraph in enumerate(text.paragraphs):
        tag = "p"
        if paragraph.kind in ("title", "heading"):
            deep = 0 if paragraph.kind == "title" else max(paragraph.level, 1) - (0 if titled else 1)
            level = min(_FIRST_HEADING + deep, level + 1, _LAST_HEADING)
            tag = f"h{level}"
        words = text.text[paragraph.start : paragraph.end]
        turned = paragraph.where.page is not None and paragraph.where.page != page
        page = paragraph.where.page if turned else page
        out.append(
            ShownParagraph(
                tag=tag,
                kind=paragraph.kind,
                number="" if words.lstrip().startswith(paragraph.number) else paragraph.number,
                html=_marked(words, paragraph.start, passages, inside.get(at, ()), labelled),
                page=page if turned else None,
            )
        )
    return out


def _marked(words: str, offset: int, passages: Passages, numbers: Sequence[int], labelled: set[int]) -> Markup:
    """Return words with their passages marked; a passage has its labels where it begins, once."""
    if not numbers:
        return Markup.escape(words)
    groups = {n: passages.groups[n] for n in numbers}
    stop = offset + len(words)
    edges = sorted({offset, stop, *(min(max(e, offset), stop) for stretch, _ in groups.values() for e in stretch)})
    parts: list[Markup] = []
    for start, end in pairwise(edges):
        piece = words[start - offset : end - offset]
        over = [n for n, ((a, b), _) in groups.items() if a < end and b > start]
        if not over:
            parts.append(Markup.escape(piece))
            continue
        looks = {label.look for n in over for label in groups[n][1]}
        look = max(looks, key=_WEIGHT.index)
        begin = [n for n in over if n not in labelled]
        labelled.update(begin)
        heads = Markup("").join(_head(n, groups[n][1]) for n in begin if n not in passages.silent)
        parts.append(Markup('<mark class="m m-{}">{}{}</mark>').format(look, heads, piece))
    return Markup("").join(parts)


def _head(number: int, labels: Sequence[Label]) -> Markup:
    """Return the labels of a passage: links, the first of which is the place that one jumps to."""
    out = [
        Markup('<a class="m-go"{} href="{}" title="{}">{} {}</a> ').format(
            Markup(' id="m-{}"').format(number + 1) if first == 0 else "", x.href, x.title, x.word, x.code
        )
        for first, x in enumerate(labels)
    ]
    return Markup("").join(out)
