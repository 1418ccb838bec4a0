"""Find wording that is at odds with a principle, by the rules of ``knowledge/requirements/``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.domain.base import Value
from assistant.domain.knowledge import ConflictRule, Requirement
from assistant.verify.anchors import anchors, missing
from assistant.verify.negation import is_negated
from assistant.verify.patterns import compiled
from assistant.verify.readings import INSERTED, Reading, plain_reading, turned, windows, written_out
from assistant.verify.sentences import Sentence, sentences

# “School rule” means …: a definition names things without giving anyone a task, unless it defines the task.
_DEFINITION = re.compile(r"^\W*(?P<term>[^\"”]{2,60}?)[\"”]?,? (?:means|refers to|has the meaning)\b", re.IGNORECASE)
# "If a teacher asks the SRO to enforce a rule, the SRO shall decline": what is refused is not agreed.
_REFUSED = re.compile(
    r"\b(?:shall|will|must|should|is to|are to) (?:politely )?(?:decline|refuse|say no)\b", re.IGNORECASE
)
_TASK = re.compile(r"\b(?:SRO|officer|deputy|duty|duties|role)\w*\b", re.IGNORECASE)

Found = tuple[tuple[int, int, int], ...]


class Conflict(Value):
    """Words of an agreement at odds with a requirement, and wording that is not.

    ``words`` is the text from ``start`` to ``end`` (code points); ``say`` explains, ``instead`` is a remedy.
    """

    rule: str
    requirement: str
    principle: int
    words: str
    start: int
    end: int
    say: str
    instead: str


def find_conflicts(text: str, requirements: Iterable[Requirement]) -> tuple[Conflict, ...]:
    """Return every conflict in a text, in order of place; each rule speaks at most once for a sentence."""
    rules = [(r, rule) for r in requirements for rule in r.conflicts]
    possible = _Possible([rule for _, rule in rules], text)
    if not possible.rules:
        return ()
    found: list[Conflict] = []
    for sentence in sentences(text):
        if _is_definition(sentence.text):
            continue
        for index, start, end in possible.places(sentence):
            requirement, rule = rules[index]
            start, end = sentence.start + start, sentence.start + end
            found.append(
                Conflict(
                    rule=rule.id,
                    requirement=requirement.id,
                    principle=requirement.principle,
                    words=text[start:end],
                    start=start,
                    end=end,
                    say=rule.say,
                    instead=rule.instead,
                )
            )
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.rule)))


def prepare(requirements: Iterable[Requirement]) -> None:
    """Compile every pattern (about half a second), so that the first message does not wait for it."""
    for rule in (rule for r in requirements for rule in r.conflicts):
        for pattern in rule.any_of:
            anchors(compiled(pattern).pattern)
        for pattern in rule.unless:
            compiled(pattern)


def match(rule: ConflictRule, sentence: Sentence) -> tuple[int, int] | None:
    """Return where in the sentence's own text the rule finds a conflict, or None."""
    found = _Possible([rule], f"{sentence.lead} {sentence.text}").places(sentence)
    return found[0][1:] if found else None


class _Possible:
    """The patterns whose words occur in a text; the others are not tried on its sentences."""

    def __init__(self, rules: Sequence[ConflictRule], text: str) -> None:
        needed = [[(p, anchors(compiled(p).pattern)) for p in rule.any_of] for rule in rules]
        words = {word for patterns in needed for _, sets in patterns for some in sets for word in some}
        self.words = _present(words, f"{written_out(text)} {INSERTED}")
        self.read: dict[tuple[str, int], Found] = {}
        self.rules = [
            (index, rule, kept)
            for index, (rule, patterns) in enumerate(zip(rules, needed, strict=True))
            if (kept := [(compiled(p), sets) for p, sets in patterns if not missing(sets, self.words)])
        ]

    def places(self, sentence: Sentence) -> Found:
        """Return the rules that a sentence is at odds with, by index, with the stretch of its text."""
        found: dict[int, tuple[int, int]] = {}
        for window in windows(plain_reading(sentence.text, sentence.lead)):
            key = window.text, window.lead
            if key not in self.read:  # a text that says the same thing a thousand times is read once
                self.read[key] = self._places(*key)
            for index, start, end in self.read[key]:
                place = window.span(start, end)
                if place is not None:
                    found.setdefault(index, place)
        return tuple((index, *place) for index, place in sorted(found.items()))

    def _places(self, text: str, lead: int) -> Found:
        """Return the rules that match a window, with the stretch of its text."""
        plain = Reading(text=text, places=(*([-1] * lead), *range(lead, len(text))))
        found: dict[int, tuple[int, int]] = {}
        for reading in (plain, *turned(plain)):
            present = _present(self.words, reading.text)
            for index, rule, patterns in self.rules:
                if index in found:
                    continue
                kept = [pattern for pattern, sets in patterns if not missing(sets, present)]
                place = _place(rule, kept, reading, text) if kept else None
                if place is not None:
                    found[index] = place
        return tuple((index, *place) for index, place in found.items())


def _present(words: Iterable[str], text: str) -> set[str]:
    lower = re.sub(r"\s", " ", text.lower())
    return {word for word in words if word in lower}


def _place(
    rule: ConflictRule, patterns: Sequence[re.Pattern[str]], reading: Reading, said: str
) -> tuple[int, int] | None:
    for pattern in patterns:
        for found in pattern.finditer(reading.text):
            place = reading.span(*found.span())
            if place is None or reading.places[max(found.end() - 1, 0)] < 0:
                continue
            denied = is_negated(reading.text, found.end(), lead=reading.lead) or _REFUSED.search(said)
            if denied and not rule.even_negated:
                continue
            if any(compiled(p).search(said) for p in rule.unless):
                return None
            return place
    return None


def _is_definition(text: str) -> bool:
    found = _DEFINITION.match(text)
    return found is not None and not _TASK.search(found["term"])
