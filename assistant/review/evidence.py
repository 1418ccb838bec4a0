"""Gather what speaks about each requirement: judged provisions, what rules found, what is taken back or not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.documents import MouDocument
from assistant.domain.knowledge import Requirement
from assistant.domain.review_words import ReviewWords
from assistant.domain.reviews import ReviewText
from assistant.review.absent import Absent, printed_pages, references
from assistant.review.blanks import Blanks, blanks
from assistant.review.derogations import Derogation, derogations
from assistant.review.judge import LABELS, Judge, Judged
from assistant.review.ocr import reading
from assistant.review.provisions import Provision, provisions_of
from assistant.review.states import features
from assistant.verify.conflicts import Conflict, find_conflicts

ADDRESSED, PARTLY, CONFLICT, NONE = range(len(LABELS))

SOUND = 0.5
"""From which chance on a provision addresses a requirement, or is about it."""

Like = Callable[[int, int], tuple[str, float] | None]
"""The labelled sentence that a provision (by number) is most like under a label, and the cosine."""


class Evidence(NamedTuple):
    """What speaks about one requirement.

    ``chances`` has shape (provisions, labels); ``ruled`` are the conflicts that explicit rules found, ``derogations``
    what takes other sections back, ``absent`` what is referred to and not there, ``blanks`` what was left open.
    """

    provisions: Sequence[Provision]
    chances: NDArray[np.float32]
    ruled: Sequence[Conflict] = ()
    derogations: Sequence[Derogation] = ()
    absent: Sequence[Absent] = ()
    blanks: Blanks = Blanks()
    like: Like = lambda at, label: None

    @property
    def about(self) -> NDArray[np.float32]:
        """The chance of each provision that it is about the requirement at all."""
        out: NDArray[np.float32] = self.chances[:, :NONE].sum(axis=1)
        return out

    @property
    def taken_back(self) -> tuple[int, ...]:
        """The provisions that take back a section in which the requirement is addressed."""
        return tuple(d.provision for d in self._derogating if d.whole)

    @property
    def numbers(self) -> NDArray[np.float64]:
        """What the state is weighed from."""
        own = [float(self.chances[d.provision, CONFLICT]) for d in self._derogating if not d.whole]
        taken = 1.0 if self.taken_back else 0.0
        return features(self.chances, ruled=bool(self.ruled), taken_back=taken, qualified=max(own, default=0.0))

    @property
    def _derogating(self) -> list[Derogation]:
        sound = {p.paragraph for p, c in zip(self.provisions, self.chances[:, ADDRESSED], strict=True) if c >= SOUND}
        return [d for d in self.derogations if d.paragraphs & sound]


def gather(
    document: MouDocument, text: ReviewText, requirements: Sequence[Requirement], judge: Judge, words: ReviewWords
) -> list[Evidence]:
    """Return the evidence on each requirement, in their order."""
    provisions = provisions_of(text)
    judged = judge.judge([p.read for p in provisions])
    left_open = blanks(text)
    chances = _agreed(judged.chances, provisions, left_open)
    ruled = _ruled(text, requirements)
    back = derogations(text, provisions)
    absent = references(text, provisions, words.absent, printed_pages(document))
    place = {r: n for n, r in enumerate(judge.requirements)}
    out = []
    for requirement in requirements:
        own = chances[:, place[requirement.id]]
        out.append(
            Evidence(
                provisions,
                own,
                ruled[requirement.id],
                back,
                tuple(_concerning(requirement.id, absent, own)),
                left_open,
                _like(judge, judged, place[requirement.id]),
            )
        )
    return out


def _agreed(chances: NDArray[np.float32], provisions: Sequence[Provision], left: Blanks) -> NDArray[np.float32]:
    """Return the chances with nothing for what stands beside an empty box: it is not agreed."""
    out = chances.copy()
    for at, provision in enumerate(provisions):
        middle = (provision.start + provision.end) // 2
        if any(start <= middle < end for start, end in left.unticked):
            out[at] = 0.0
            out[at, :, NONE] = 1.0
    return out


def _ruled(text: ReviewText, requirements: Sequence[Requirement]) -> dict[str, list[Conflict]]:
    out: dict[str, list[Conflict]] = defaultdict(list)
    mended = reading(text.text)
    for conflict in find_conflicts(mended.text, requirements):
        start, end = mended.span(conflict.start, conflict.end) or (0, 0)
        at_page = {"start": start, "end": end, "words": text.text[start:end]}
        out[conflict.requirement].append(conflict.model_copy(update=at_page))
    return out


def _concerning(requirement: str, absent: Sequence[Absent], chances: NDArray[np.float32]) -> Iterator[Absent]:
    """Yield what is not there and would concern a requirement, by its words or else by the judge."""
    for one in absent:
        named = one.kind in ("pages", "cut") or requirement in one.requirements
        unnamed = not one.requirements and one.provision is not None
        if named or (unnamed and float(chances[one.provision, :NONE].sum()) >= SOUND):
            yield one


def _like(judge: Judge, judged: Judged, requirement: int) -> Like:
    return lambda at, label: judge.like(judged.vectors[at], requirement, label)
