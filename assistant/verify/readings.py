"""Read a sentence in the ways it can be said: short forms written out, passives turned round.

"Detention isn't supervised by the SRO" and "Detention falls to the SRO" say who does what in
another order; a rule sees "the SRO shall supervised Detention". Every character remembers its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from assistant.domain.base import Value
from assistant.verify.patterns import GROUPS

LONGEST = 480
_OVERLAP = 160
# Nobody writes a sentence this long; only its beginning and its end are read.
_MOST = 24_000
_LEAST_PATIENT = 3
INSERTED = "shall be responsible for"
_SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\bwon[’']t\b", "will not"),
        (r"\bcan[’']t\b|\bcannot\b", "can not"),
        (r"\bshan[’']t\b", "shall not"),
        (r"(?<=[a-z])n[’']t\b", " not"),
        (r"(?<=they)[’']re\b", " are"),
        (r"(?<=[a-z])[’']ll\b", " will"),
    )
)
_AGENT = rf"(?P<agent>(?:the |an? |each |any |its |their )?(?:\w+ )?(?:{GROUPS['sro']}|{GROUPS['agency']}))"
_HELPERS = (
    r"(?P<helpers>(?:(?:shall|will|may|must|can|should|could|might|is|are|was|were|has|have|be|been|being|to|also|then|"
    r"not|never|always|usually|normally|generally|only|expected|required)\s)+)"
)
_VERB = r"(?P<verb>\w+(?:ed|en|un|own|pt|lt|ght|ld|ade|nt|et|ft|ut|id|um|it))"
_PASSIVE = re.compile(rf"\b{_HELPERS}{_VERB}(?P<middle>[^;:]{{0,60}}?) by {_AGENT}", re.IGNORECASE)
_DUTY = re.compile(
    r"\b(?P<helpers>(?:(?:shall|will|may|must|can|does|do|is|are|be|not|never|to)\s)*)"
    r"(?:(?:(?<=is )|(?<=are )|(?<=be )|(?<=not ))(?:(?:the|an?|one|part|of|sole|primary|main|daily|also|shared) ){0,4}(?:responsibilit(?:y|ies)|dut(?:y|ies)|job|task|role|function|business)"
    r" (?:of|for)|falls? (?:to|on|upon|within)|rests? (?:with|on)|lies? with|belongs? to"
    rf"|(?:assigned|left|given|delegated|entrusted|handed|up) (?:over )?to) {_AGENT}",
    re.IGNORECASE,
)
# "Whenever a student is late, the officer …"; with a denial in front the whole sentence is denied, so it stays.
_FRONTED = re.compile(
    r"^\W*(?P<front>(?:when(?:ever)?|if|where(?:ver)?|upon|once|after|as soon as|in case)\b[^;:,]{5,160}), (?P<main>\S.+)$",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:no|not|never|unless|except|without|only)\b", re.IGNORECASE)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|to)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|nor|rather|instead|except)\b", re.IGNORECASE)


class Reading(Value):
    """A wording of a sentence; ``places`` gives each character's place in the sentence, -1 in its lead-in."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the stretch of the sentence that holds these characters, or None when all are of the lead-in."""
        held = [p for p in self.places[start:end] if p >= 0]
        return (min(held), max(held) + 1) if held else None

    @property
    def lead(self) -> int:
        """The length of the lead-in."""
        return next((i for i, p in enumerate(self.places) if p >= 0), len(self.places))


def written_out(text: str) -> str:
    """Return a text with its short forms ("isn't") written out."""
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    return text


def plain_reading(text: str, lead: str = "") -> Reading:
    """Return a sentence as it stands, after its lead-in, each white character a blank."""
    before = f"{lead} " if lead else ""
    words = re.sub(r"\s", " ", before + text)
    places: Sequence[int] = (*([-1] * len(before)), *range(len(text)))
    if "’" in words or "'" in words or "annot" in words:
        for pattern, full in _SHORT:
            words, places = _replaced(pattern, full, words, places)
    return Reading(text=words, places=tuple(places))


def windows(reading: Reading) -> Iterator[Reading]:
    """Yield a reading in stretches short enough to match, which overlap by some words."""
    if len(reading.text) > _MOST:
        for part in (slice(_MOST // 2), slice(-_MOST // 2, None)):
            yield from windows(Reading(text=reading.text[part], places=reading.places[part]))
        return
    start = 0
    while True:
        end = start + LONGEST
        if end < len(reading.text):
            end = max(reading.text.rfind(" ", start + LONGEST // 2, end), start + LONGEST // 2)
        yield Reading(text=reading.text[start:end], places=reading.places[start:end])
        if end >= len(reading.text):
            return
        start = end - _OVERLAP


def turned(reading: Reading) -> Iterator[Reading]:
    """Yield a sentence with its doer first, for a passive and a duty that "falls to" someone, and its condition last."""
    front = _FRONTED.match(reading.text)
    if front and not _DENIES.search(front["front"]):
        main = front.start("main"), len(reading.text.rstrip(" ."))
        yield _joined(reading, [main, front.span("front")], len(reading.text))
    for found in _PASSIVE.finditer(reading.text) if " by " in reading.text else ():
        patient = _before(reading.text, found.start())
        if patient and _BE.search(found["helpers"]) and not _DENIED.search(found["middle"]):
            kept = [w for w in _words_of(found) if not _BE.match(reading.text[w[0] : w[1]])]
            parts = [found.span("agent"), *kept, found.span("verb"), patient, found.span("middle")]
            yield _joined(reading, parts, found.end())
    for found in _DUTY.finditer(reading.text):
        patient = _before(reading.text, found.start())
        if patient:
            denied = [w for w in _words_of(found) if _DENIED.match(reading.text[w[0] : w[1]])]
            yield _joined(reading, [found.span("agent"), *denied, INSERTED, patient], found.end())


def _words_of(found: re.Match[str]) -> list[tuple[int, int]]:
    start = found.start("helpers")
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+ ?", found["helpers"])]


def _before(text: str, end: int) -> tuple[int, int] | None:
    """Return what a predicate is said of: the words of its clause before it."""
    start = max(text.rfind(mark, 0, end) for mark in ";:") + 1
    words = text[start:end]
    if len(words.strip()) < _LEAST_PATIENT:
        return None
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _joined(reading: Reading, parts: Sequence[tuple[int, int] | str], rest: int) -> Reading:
    text, places = "", list[int]()
    near = reading.places[min(rest, len(reading.places)) - 1]
    for part in (*parts, (rest, len(reading.text))):
        words = part if isinstance(part, str) else reading.text[part[0] : part[1]]
        where = [near] * len(words) if isinstance(part, str) else list(reading.places[part[0] : part[1]])
        if text and words and not (text.endswith(" ") or words[0] in " ,.;:"):
            text, places = text + " ", [*places, near]
        text, places = text + words, [*places, *where]
    return Reading(text=text, places=tuple(places))


def _replaced(pattern: re.Pattern[str], full: str, words: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    pieces: list[str] = []
    kept: list[Sequence[int]] = []
    at = 0
    for found in pattern.finditer(words):
        pieces += [words[at : found.start()], full]
        kept += [places[at : found.start()], [places[found.start()]] * (len(full) - 1), [places[found.end() - 1]]]
        at = found.end()
    return "".join([*pieces, words[at:]]), tuple(chain(*kept, places[at:]))
