"""Find provisions that take another section back: "Section 5(a) shall not apply", "Notwithstanding section 2, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.base import Value
from assistant.domain.reviews import ReviewText
from assistant.review.provisions import Provision

_NUMBER = r"(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?![A-Za-z0-9])(?:[.\-](?:\d{1,2}|[a-z])(?![A-Za-z]))*(?:\s?\([a-z0-9]{1,4}\))*"
_LIST = rf"{_NUMBER}(?:\s?(?:,|and|or|through|to)\s(?:(?i:sections?|paragraphs?|articles?)\s)?{_NUMBER})*"
_NAMED = rf"(?i:sections?|§{{1,2}}|paragraphs?|articles?|clauses?|subsections?|items?)\s(?P<named>{_LIST})"
_DOTTED = r"\b(?P<dotted>[A-Z0-9]{1,2}(?:\.\d{1,2}|\([a-z0-9]{1,2}\))+)"
_REFERENCE = re.compile(rf"(?:{_NAMED}|{_DOTTED})")
_ONE = re.compile(_NUMBER)
_PARTS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
_MARK = re.compile(r"\(?((?:[A-Z]-)?\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]\s")
_MARK_LENGTH = 12

# "Section 5 shall not apply", "the session in G.3 is not held", "release time under section 7(d) is discontinued".
_TAKEN_BACK = re.compile(
    r"\b(?:shall|will|do|does|did|is|are|was|were|need)\s(?:not|no longer)\s(?:\w+\s)?"
    r"(?:apply|be applied|applied|be held|held|be used|used|be followed|followed|be observed|observed"
    r"|in force|in effect|operate|bind|extend)\b"
    r"|\b(?:is|are|be|been|stands?|hereby)\s(?:\w+\s)?(?:suspended|discontinued|waived|superseded|replaced|deleted"
    r"|repealed|rescinded|void|inoperative|withdrawn|struck|of no (?:further )?(?:force|effect))\b"
    r"|\bwithdraws? from\b|\bin (?:place|lieu) of\b|\binstead of\b|\bwithout regard to\b"
    r"|\bnotwithstanding\b.{0,80}\bto the contrary\b",
    re.IGNORECASE,
)
# These may leave the rule standing; what follows them decides.
_QUALIFIED = re.compile(
    r"\bnotwithstanding\b|\b(?:is|are|be)\ssubject to\b|\bexcept (?:as|that)\b|\bdespite\b|\boverrid\w+\b",
    re.IGNORECASE,
)


class Derogation(Value):
    """A provision (by number) that takes back or qualifies paragraphs (by number) of the text.

    ``whole``: what it refers to no longer holds; otherwise it holds with a qualification.
    """

    provision: int
    paragraphs: frozenset[int]
    whole: bool


def derogations(text: ReviewText, provisions: Sequence[Provision]) -> tuple[Derogation, ...]:
    """Return the provisions that refer to other numbered places of the text and take them back or qualify them."""
    numbers = _numbers(text)
    out = []
    for index, provision in enumerate(provisions):
        whole = _TAKEN_BACK.search(provision.text) is not None
        if not whole and _QUALIFIED.search(provision.text) is None:
            continue
        own = numbers[provision.paragraph]
        paragraphs = {
            at
            for wanted in _references(provision.text)
            for at, number in enumerate(numbers)
            if number[: len(wanted)] == wanted and at != provision.paragraph and number != own
        }
        if paragraphs:
            out.append(Derogation(provision=index, paragraphs=frozenset(paragraphs), whole=whole))
    return tuple(out)


def _numbers(text: ReviewText) -> list[tuple[str, ...]]:
    """Return each paragraph's number in parts, read from its first words where the file gives it none."""
    out: list[tuple[str, ...]] = []
    above: tuple[str, ...] = ()
    for paragraph in text.paragraphs:
        own = _components(paragraph.number)
        if own:
            above = own
        else:
            mark = _MARK.match(text.text[paragraph.start : paragraph.start + _MARK_LENGTH])
            parts = _components(mark[1]) if mark else ()
            own = parts if len(parts) > 1 or (parts and parts[0].isdigit()) else (*above, *parts) if parts else ()
            if len(parts) > 1:
                above = parts[:1]
        out.append(own)
    return out


def _references(words: str) -> Iterator[tuple[str, ...]]:
    for found in _REFERENCE.finditer(words):
        if found["dotted"]:
            yield _components(found["dotted"])
            continue
        for number in _ONE.finditer(found["named"]):
            components = _components(number[0])
            if components:
                yield components


def _components(number: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in _PARTS.findall(number))
