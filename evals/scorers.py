"""Score one answer against what a right one looks like; no model, no judgement, only text and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from assistant.domain.answers import Answer, Citation, Status
from assistant.domain.knowledge import Authority
from evals.task import GRADED, ExpectedAnswer

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
_SPACE = re.compile(r"\s+")
_MARKS_AT_START = re.compile(r"^[^\w]+")


def plain(text: str) -> str:
    """Return text as it is compared: lower case, straight quotation marks, single blanks."""
    return _SPACE.sub(" ", text.translate(_STRAIGHT).lower()).strip()


def says(text: str, wanted: Iterable[Collection[str]]) -> bool:
    """Return whether one alternative of each group appears in the text."""
    return facts(text, wanted) >= 1.0


def facts(text: str, wanted: Iterable[Collection[str]]) -> float:
    """Return the share of groups of which one alternative appears in the text; 1 when there are none."""
    body = plain(text)
    found = [any(plain(w) in body for w in group) for group in wanted]
    return sum(found) / len(found) if found else 1.0


def avoids(text: str, banned: Iterable[str], *, opening: str | None = None) -> bool:
    """Return whether a text keeps clear of banned words.

    One word (``yes``, ``no,``) must not begin the text (or ``opening``, when the answer proper starts
    later); several words must appear nowhere.
    """
    body = plain(text)
    starts = [_MARKS_AT_START.sub("", plain(t)) for t in (text, opening) if t is not None]
    for words in map(plain, banned):
        if " " in words:
            if words in body:
                return False
        elif any(_begins(start, words) for start in starts):
            return False
    return True


def _begins(text: str, word: str) -> bool:
    # "no" must not catch "nothing"; "no," is as it stands.
    return re.match(re.escape(word) + (r"\b" if word[-1:].isalnum() else ""), text) is not None


def overlap(expected: Collection[int], got: Collection[int]) -> float:
    """Return the F1 of the principle numbers that an answer rests on; 1 when both are empty."""
    if not expected and not got:
        return 1.0
    both = len(set(expected) & set(got))
    return 2.0 * both / (len(set(expected)) + len(set(got)))


def attributes(answer: Answer) -> bool:
    """Return whether an answer gives something out as what the principles say.

    A not-covered answer that quotes its closest passage does not: it says first that the text is silent.
    """
    return answer.status in (Status.ANSWERED, Status.PARTLY) and (
        bool(answer.principles)
        or any(c.authority is Authority.PRINCIPLES for s in answer.statements for c in s.citations)
    )


def exact(citations: Iterable[Citation], text_of: Callable[[str], str]) -> bool:
    """Return whether every quotation is its file's text from start to end, and not empty."""
    return all(c.quote and text_of(c.file)[c.start : c.end] == c.quote for c in citations)


def score_answer(expect: ExpectedAnswer, answer: Answer, text: str, text_of: Callable[[str], str]) -> dict[str, float]:
    """Return the marks of an answer whose shown text is ``text``; ``text_of`` reads a stored file.

    Principles count for an answer that is answered or partly, the closest quotation for one that is
    not covered; an answer whose status is wrong loses them too, unless its status was allowed.
    """
    status = answer.status.value
    right = status in expect.status
    marks = {"status": float(right), "citations": float(exact(answer.citations, text_of))}
    rests = status in ("answered", "partly")
    if expect.principles and (rests or not right):
        marks["principles"] = float(set(expect.principles) <= set(answer.principles))
        marks["overlap"] = overlap(expect.principles, answer.principles)
        both = len(set(expect.principles) & set(answer.principles))
        marks["precision"] = both / len(set(answer.principles)) if answer.principles else 0.0
        marks["recall"] = both / len(set(expect.principles))
    if expect.closest and (status == "not-covered" or not right):
        number = answer.closest.principle if answer.closest else None
        marks["closest"] = float(number in expect.closest)
    if expect.says:
        marks["says"] = float(says(text, expect.says))
        marks["facts"] = facts(text, expect.says)
    if expect.avoid:
        opening = answer.statements[0].text if answer.statements else text
        marks["avoid"] = float(avoids(text, expect.avoid, opening=opening))
    if not {"answered", "partly"} & set(expect.status):
        marks["attribution"] = float(not attributes(answer))
    return marks


def passes(marks: dict[str, float]) -> bool:
    """Return whether every deciding mark is full."""
    return all(value >= 1.0 for name, value in marks.items() if name not in GRADED)
