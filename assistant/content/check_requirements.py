"""Cross-checks of the requirements: every principle split, every conflict rule proved by its examples."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.content.places import Place, entries
from assistant.content.problems import Problems
from assistant.domain.knowledge import ConflictRule, Knowledge, Requirement, Strength
from assistant.verify.conflicts import find_conflicts, match
from assistant.verify.patterns import compiled
from assistant.verify.sentences import sentences

_CUES = range(6, 16)
_LEAST_EXAMPLES = 3
_STRONG = re.compile(r"\b(?:requires?|mandates?|obliges?|must)\b", re.IGNORECASE)


def check_requirements(content: Path, knowledge: Knowledge, problems: Problems) -> tuple[Requirement, ...]:
    """Note what is wrong with any requirement or conflict rule; return the requirements with the rules that can run."""
    places = entries(content, "knowledge/requirements")
    split = {r.principle for r in knowledge.requirements.values()}
    for principle in knowledge.principles:
        if principle.number not in split:
            problems.error(
                "knowledge/requirements",
                0,
                f"principle {principle.number} has no requirement",
                f"add p{principle.number:02d}.yaml with its checkable sentences",
            )
    if len(knowledge.principles) != 12:
        problems.error("knowledge/principles", 0, f"{len(knowledge.principles)} principles are readable, not twelve")
    seen: set[str] = set()
    sound: list[Requirement] = []
    for requirement in knowledge.requirements.values():
        place = places[requirement.id]
        _check_requirement(requirement, knowledge, place, problems)
        running: list[ConflictRule] = []
        for index, rule in enumerate(requirement.conflicts):
            line = place.nested("conflicts", index)
            if rule.id in seen:
                problems.error(place.file, line, f"rule {rule.id!r} is given twice", "give each rule its own id")
            seen.add(rule.id)
            if _patterns_compile(rule, place.file, line, problems):
                _check_rule(rule, requirement, place.file, line, problems)
                running.append(rule)
        sound.append(requirement.model_copy(update={"conflicts": tuple(running)}))
    _check_remedies(tuple(sound), places, problems)
    return tuple(sound)


def _check_requirement(requirement: Requirement, knowledge: Knowledge, place: Place, problems: Problems) -> None:
    if not requirement.id.startswith(f"p{requirement.principle:02d}."):
        problems.error(
            place.file, place.line("id"), f"id {requirement.id!r} does not begin with p{requirement.principle:02d}."
        )
    passage = knowledge.passages[requirement.passage]
    if passage.principle != requirement.principle:
        problems.error(
            place.file, place.line("passage"), f"passage {passage.id!r} is not of principle {requirement.principle}"
        )
    if len(requirement.cues) not in _CUES:
        problems.error(
            place.file, place.line("cues"), f"{requirement.id!r} has {len(requirement.cues)} cues", "give 6 to 15"
        )
    said = {Strength.SHOULD_NOT: "should not", Strength.WHEN_POSSIBLE: "When possible"}.get(
        requirement.strength, "should"
    )
    if said not in passage.text:
        problems.error(
            place.file,
            place.line("strength"),
            f"strength is {requirement.strength.value!r}, but the passage does not say {said!r}",
        )
    if "When possible" in passage.text and requirement.strength is not Strength.WHEN_POSSIBLE:
        problems.error(
            place.file, place.line("strength"), "the passage says 'When possible'", "write 'strength: when-possible'"
        )
    if _STRONG.search(requirement.text):
        problems.error(
            place.file,
            place.line("text"),
            "the principles recommend; the restatement says more",
            "drop 'must' or 'requires'",
        )


def _patterns_compile(rule: ConflictRule, file: str, line: int, problems: Problems) -> bool:
    good = True
    for pattern in (*rule.any_of, *rule.unless):
        try:
            compiled(pattern)
        except ValueError as err:
            good = False
            problems.error(file, line, f"rule {rule.id!r}: {err}", f"look at {pattern[:50]!r}")
    return good


def _check_rule(rule: ConflictRule, requirement: Requirement, file: str, line: int, problems: Problems) -> None:
    if not rule.id.startswith(f"p{requirement.principle:02d}."):
        problems.error(file, line, f"rule {rule.id!r} does not begin with p{requirement.principle:02d}.")
    if f"principle {requirement.principle}" not in rule.say:
        problems.error(file, line, f"rule {rule.id!r} does not say that it is principle {requirement.principle}")
    if _STRONG.search(rule.say):
        problems.error(
            file,
            line,
            f"rule {rule.id!r} says that a principle requires",
            "the principles recommend: 'says that … should'",
        )
    if len(rule.examples) < _LEAST_EXAMPLES or len(rule.counter_examples) < _LEAST_EXAMPLES:
        problems.error(
            file, line, f"rule {rule.id!r} has too few examples", "give three that match and three that do not"
        )
    for example in rule.examples:
        if not _matches(rule, example):
            problems.error(
                file, line, f"rule {rule.id!r} misses its example {example!r}", "widen 'any_of', or mend 'unless'"
            )
    for example in rule.counter_examples:
        if _matches(rule, example):
            problems.error(
                file,
                line,
                f"rule {rule.id!r} finds its counter-example {example!r}",
                "narrow 'any_of', or add 'unless'",
            )


def _matches(rule: ConflictRule, text: str) -> bool:
    return any(match(rule, sentence) is not None for sentence in sentences(text))


def _check_remedies(every: tuple[Requirement, ...], places: dict[str, Place], problems: Problems) -> None:
    """Wording offered as a remedy must not itself be found by any rule."""
    for requirement in every:
        for index, rule in enumerate(requirement.conflicts):
            for conflict in find_conflicts(rule.instead, every):
                place = places[requirement.id]
                problems.error(
                    place.file,
                    place.nested("conflicts", index),
                    f"the remedy of rule {rule.id!r} is found by rule {conflict.rule!r}: {conflict.words!r}",
                )
