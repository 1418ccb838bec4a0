"""Find wording that is at odds with a principle, by the rules of ``knowledge/requirements/``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain.base import Value
from assistant.domain.knowledge import ConflictRule, Requirement
from assistant.verify.negation import is_negated
from assistant.verify.patterns import compiled
from assistant.verify.sentences import Sentence, sentences

# “School rule” means …: a definition names things without giving anyone a task, unless it defines the task.
_DEFINITION = re.compile(r"^\W*(?P<term>[^\"”]{2,60}?)[\"”]?,? (?:means|refers to|has the meaning)\b", re.IGNORECASE)
_TASK = re.compile(r"\b(?:SRO|officer|deputy|duty|duties|role)\w*\b", re.IGNORECASE)


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
    found: list[Conflict] = []
    for sentence in sentences(text):
        if _is_definition(sentence.text):
            continue
        words, lead = _words(sentence)
        for requirement, rule in rules:
            place = _place(rule, words, lead)
            if place is not None:
                start, end = sentence.start + place[0], sentence.start + place[1]
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
        for pattern in (*rule.any_of, *rule.unless):
            compiled(pattern)


def match(rule: ConflictRule, sentence: Sentence) -> tuple[int, int] | None:
    """Return where in the sentence's own text the rule finds a conflict, or None."""
    return _place(rule, *_words(sentence))


def _words(sentence: Sentence) -> tuple[str, int]:
    """Return the sentence after its lead-in, and the length of the lead-in; one blank for each white character."""
    lead = f"{sentence.lead} " if sentence.lead else ""
    return re.sub(r"\s", " ", lead + sentence.text), len(lead)


def _place(rule: ConflictRule, words: str, lead: int) -> tuple[int, int] | None:
    for pattern in rule.any_of:
        for found in compiled(pattern).finditer(words):
            if found.end() <= lead:
                continue
            if not rule.even_negated and is_negated(words, found.end(), lead=lead):
                continue
            if any(compiled(p).search(words) for p in rule.unless):
                return None
            return max(0, found.start() - lead), found.end() - lead
    return None


def _is_definition(text: str) -> bool:
    found = _DEFINITION.match(text)
    return found is not None and not _TASK.search(found["term"])
