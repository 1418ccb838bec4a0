"""Cross-checks of the list that finds messages of people at risk: it finds its examples, and only those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.content.problems import Problems
from assistant.domain.knowledge import Knowledge
from assistant.verify.crisis import in_crisis, pattern_of, tells_of_contact, tells_of_emergency

FILE = "knowledge/crisis.yaml"
TOPICS = ("scope.crisis", "scope.contact", "scope.emergency")
"""Topics of the cards whose wordings may be messages of a person at risk."""

_LINES = ("idioms", "always", "emergency", "contact", "alone", "asked", "unless-asked")


def check_crisis(knowledge: Knowledge, problems: Problems) -> None:
    """Note every line that cannot be read, and every example and card wording that comes out wrong."""
    patterns = knowledge.crisis
    if not patterns or not _check_lines(patterns, problems):
        return
    for text in patterns.get("examples", ()):
        if not _heard(text, patterns):
            problems.error(FILE, 0, f"the list misses its example {text!r}", "add a line that finds it")
    for text in patterns.get("counter-examples", ()):
        if _heard(text, patterns):
            problems.error(FILE, 0, f"the list finds its counter-example {text!r}", "make the line narrower")
    for card in knowledge.cards.values():
        for wording in card.ask:
            found = _heard(wording, patterns)
            if found and card.topic not in TOPICS:
                problems.error(
                    FILE,
                    0,
                    f"the list finds the wording {wording!r} of card {card.id!r}",
                    "make the line narrower, or move the wording to the card for people at risk",
                )
            elif not found and card.topic in TOPICS[:2]:
                problems.error(
                    FILE, 0, f"the list misses the wording {wording!r} of card {card.id!r}", "add a line that finds it"
                )


def _heard(text: str, patterns: Mapping[str, Sequence[str]]) -> bool:
    return any(hears(text, patterns) for hears in (in_crisis, tells_of_contact, tells_of_emergency))


def _check_lines(patterns: Mapping[str, Sequence[str]], problems: Problems) -> bool:
    groups = {k.removeprefix("words."): v for k, v in patterns.items() if k.startswith("words.")}
    good = True
    for name in (*_LINES, *(k for k in patterns if k.startswith("words."))):
        for line in patterns.get(name, ()):
            try:
                pattern_of(line, {} if name.startswith("words.") else groups)
            except ValueError as err:
                good = False
                problems.error(FILE, 0, f"{line!r} under {name!r} cannot be read: {err}", "see the top of the file")
    return good
