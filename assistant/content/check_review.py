"""Cross-checks of the lists of the review: every pattern compiles, finds its examples, and not the counter-examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.content.problems import Problems
from assistant.content.review_words import FOLDER, read_review_words
from assistant.domain.knowledge import Knowledge
from assistant.domain.review_words import Cue, Sign
from assistant.verify.cues import places
from assistant.verify.patterns import compiled

LIMITS = ("agreement", "matters", "thin", "money-share", "money-matters", "form")

_PARTS = set("agreement both-sign police school partners officer officer-title no-officer matter money".split())
_PARTLY = {"policy", "program-page"}


def check_review(content: Path, knowledge: Knowledge, problems: Problems) -> None:
    """Note everything wrong with ``knowledge/review/*.yaml``."""
    words = read_review_words(content, problems)
    for name, cues in (("vague", words.vague), ("outside", words.outside), ("counsel", words.counsel)):
        file = f"{FOLDER}/{name}.yaml"
        for cue in cues:
            _check_cue(cue, file, problems)
            said = [f"remarks.{'topics' if name == 'outside' else name}.{cue.id}"]
            said += [f"remarks.topics.{cue.id}"] if name == "counsel" else []
            _check_said(said, cue.id, file, knowledge, problems)
    for cue in words.absent:
        _check_cue(cue, f"{FOLDER}/absent.yaml", problems)
        for requirement in cue.requirements:
            if requirement not in knowledge.requirements:
                problems.error(f"{FOLDER}/absent.yaml", 0, f"{cue.id!r} names {requirement!r}, which is no requirement")
    file = f"{FOLDER}/kinds.yaml"
    for limit in LIMITS:
        if words.kinds.signs and limit not in words.kinds.limits:
            problems.error(file, 0, f"the limit {limit!r} is missing", "add it under 'limits'")
    for sign in words.kinds.signs:
        _check_sign(sign, file, problems)
        if sign.of in _PARTLY:
            _check_said([f"remarks.kind.{sign.of}"], sign.id, file, knowledge, problems)
        elif sign.of not in _PARTS:
            _check_said([f"remarks.forms.{sign.of}"], sign.id, file, knowledge, problems)


def _check_said(keys: Iterable[str], entry: str, file: str, knowledge: Knowledge, problems: Problems) -> None:
    for key in keys:
        if key not in knowledge.messages:
            problems.error(file, 0, f"{entry!r} has no words", f"add {key!r} to knowledge/messages/remarks.en.yaml")


def _check_cue(cue: Cue, file: str, problems: Problems) -> None:
    if not _compile((*cue.any_of, *cue.unless, *cue.headings), cue.id, file, problems):
        return
    if not cue.examples:
        problems.error(file, 0, f"{cue.id!r} has no example", "add a sentence that it finds under 'examples'")
    for text in cue.examples:
        if not list(places(cue, text)):
            problems.error(file, 0, f"{cue.id!r} misses its example {text!r}", "mend the patterns")
    for text in cue.counter_examples:
        if list(places(cue, text)):
            problems.error(file, 0, f"{cue.id!r} finds its counter-example {text!r}", "make the patterns narrower")


def _check_sign(sign: Sign, file: str, problems: Problems) -> None:
    if not _compile(sign.any_of, sign.id, file, problems):
        return
    for text in sign.examples:
        if sum(1 for p in sign.any_of for _ in compiled(p).finditer(text)) < sign.least:
            problems.error(file, 0, f"{sign.id!r} misses its example {text!r}", "mend the patterns")
    for text in sign.counter_examples:
        if sum(1 for p in sign.any_of for _ in compiled(p).finditer(text)) >= sign.least:
            problems.error(file, 0, f"{sign.id!r} finds its counter-example {text!r}", "make the patterns narrower")


def _compile(patterns: Sequence[str], entry: str, file: str, problems: Problems) -> bool:
    good = True
    for pattern in patterns:
        try:
            compiled(pattern)
        except ValueError as err:
            good = False
            problems.error(file, 0, f"a pattern of {entry!r} cannot be read: {err}", "see assistant/verify/patterns.py")
    return good
