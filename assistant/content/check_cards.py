"""Cross-checks of the answer cards: enough wordings, honest statements, ids that exist."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from assistant.content.places import Place, entries
from assistant.content.problems import Problems, nearest
from assistant.domain.knowledge import AnswerCard, Authority, CardStatement, Knowledge
from assistant.verify.statements import check_statement, makes_claim

_LEAST_WORDINGS = 8
_NOT_COVERED = "The guiding principles do not"
_BEGINNINGS = {"yes": r"Yes\b", "no": r"No\b", "qualified": r"(?!(?:Yes|No)\.)[A-Z]"}
_STATUS_OF_KIND = {"not-covered": ("not-covered",), "scope": ("refused", "unclear", "answered")}
_QUOTED = re.compile(r"“([^”]+)”")
_LATIN_ONLY = re.compile(r"[^\w]+")


def check_cards(content: Path, knowledge: Knowledge, clauses: Collection[str], problems: Problems) -> None:
    """Note what is wrong with any card; ``clauses`` are the ids of the clause library."""
    places = entries(content, "knowledge/cards")
    _check_wordings(knowledge, places, problems)
    for card in knowledge.cards.values():
        place = places[card.id]
        _check_ids(card, knowledge, place, problems)
        if card.clause and card.clause not in clauses:
            problems.error(
                place.file, place.line("clause"), f"clause {card.clause!r} is not known", nearest(card.clause, clauses)
            )
        _check_kind(card, place, problems)
        _check_principles(card, knowledge, place, problems)
        if card.kind != "scope":
            for index, statement in enumerate(card.answer):
                _check_statement(card, index, statement, knowledge, place, problems)


def _check_wordings(knowledge: Knowledge, places: dict[str, Place], problems: Problems) -> None:
    first: dict[str, str] = {}
    for card in knowledge.cards.values():
        place = places[card.id]
        if len(card.ask) < _LEAST_WORDINGS:
            problems.error(
                place.file,
                place.line("ask"),
                f"card {card.id!r} has {len(card.ask)} wordings",
                f"write at least {_LEAST_WORDINGS}, in different words",
            )
        for wording in card.ask:
            key = _LATIN_ONLY.sub(" ", wording.lower()).strip() or wording
            if key in first:
                other = "twice here" if first[key] == card.id else f"also in card {first[key]!r}"
                problems.error(
                    place.file,
                    place.line("ask"),
                    f"wording {wording!r} of card {card.id!r} stands {other}",
                    "keep it once",
                )
            first.setdefault(key, card.id)


def _check_ids(card: AnswerCard, knowledge: Knowledge, place: Place, problems: Problems) -> None:
    for name in card.next:
        if name not in knowledge.cards:
            problems.error(
                place.file, place.line("next"), f"card {name!r} is not known", nearest(name, knowledge.cards)
            )
    for name in card.also:
        note = knowledge.passages.get(name)
        if note is None or note.authority in (Authority.PRINCIPLES, Authority.SAMPLE):
            notes = [p.id for p in knowledge.passages.values() if p.file.startswith("knowledge/guidance/")]
            problems.error(place.file, place.line("also"), f"guidance note {name!r} is not known", nearest(name, notes))
    closest = knowledge.passages.get(card.closest or "")
    if card.closest and (closest is None or closest.authority is not Authority.PRINCIPLES):
        known = [p.id for p in knowledge.passages.values() if p.authority is Authority.PRINCIPLES]
        problems.error(
            place.file,
            place.line("closest"),
            f"passage {card.closest!r} is not one of the principles",
            nearest(card.closest, known),
        )


def _check_kind(card: AnswerCard, place: Place, problems: Problems) -> None:
    statuses = _STATUS_OF_KIND.get(card.kind, ("answered", "partly"))
    if card.status not in statuses:
        problems.error(
            place.file,
            place.line("status"),
            f"status {card.status!r} does not fit kind {card.kind!r}",
            " or ".join(statuses),
        )
    if not card.answer:
        problems.error(place.file, place.line(), f"card {card.id!r} has no answer")
        return
    beginning = card.answer[0].text
    line = place.nested("answer", 0)
    if card.kind == "yes-no":
        if card.polarity is None:
            problems.error(place.file, place.line(), f"yes-no card {card.id!r} has no polarity", "yes, no or qualified")
        elif not re.match(_BEGINNINGS[card.polarity], beginning):
            problems.error(
                place.file,
                line,
                f"polarity is {card.polarity!r}, but the answer begins {beginning[:24]!r}",
                "begin with Yes or No, or with the qualifier"
                if card.polarity == "qualified"
                else f"begin with {card.polarity.title()}",
            )
    elif card.polarity is not None:
        problems.error(place.file, place.line("polarity"), "only a yes-no card has a polarity", "drop the line")
    if card.kind == "not-covered":
        if not beginning.startswith(_NOT_COVERED):
            problems.error(
                place.file, line, f"a not-covered answer begins {beginning[:30]!r}", f"begin with '{_NOT_COVERED} …'"
            )
        if not card.closest:
            problems.error(
                place.file, place.line(), f"not-covered card {card.id!r} names no closest passage", "add 'closest: …'"
            )
        if not card.who_decides:
            problems.error(
                place.file,
                place.line(),
                f"not-covered card {card.id!r} does not say who decides",
                "add 'who_decides: …'",
            )


def _check_principles(card: AnswerCard, knowledge: Knowledge, place: Place, problems: Problems) -> None:
    cited = {
        number
        for statement in card.answer
        for cite in statement.cites
        if (number := knowledge.passages[cite.passage].principle) is not None
    }
    line = place.line("principles")
    if card.status not in ("answered", "partly"):
        if card.principles:
            problems.error(
                place.file, line, f"a card of status {card.status!r} rests on no principle", "write 'principles: []'"
            )
        return
    for number in sorted(set(card.principles) - cited):
        problems.error(
            place.file, line, f"principle {number} is named and not cited", "cite it in a statement, or drop it"
        )
    for number in sorted(cited - set(card.principles)):
        problems.error(place.file, line, f"principle {number} is cited and not named", f"add {number} to 'principles'")


def _check_statement(
    card: AnswerCard, index: int, statement: CardStatement, knowledge: Knowledge, place: Place, problems: Problems
) -> None:
    passages = [knowledge.passages[cite.passage] for cite in statement.cites]
    line = place.nested("answer", index)
    if not passages and makes_claim(statement.text):
        problems.error(
            place.file,
            line,
            f"{statement.text[:60]!r} says what the principles recommend and cites nothing",
            "add 'cites: […]'",
        )
    own = [p.text for p in passages if not p.authority.summed_up]
    for words in _QUOTED.findall(statement.text):
        said = words.rstrip(".,;:?!")
        summed = any(said in p.text for p in passages if p.authority.summed_up)
        if summed and not any(said in text for text in own):
            problems.error(
                place.file,
                line,
                f"card {card.id!r} quotes “{words[:60]}”, which are words of our summary",
                "say it without quotation marks",
            )
    others = [p.authority for p in passages if p.authority is not Authority.PRINCIPLES]
    authority = others[0] if others else Authority.PRINCIPLES
    # Whole passages, so that an author may cite a few words and still name the sentence's actor.
    for problem in check_statement(statement.text, [p.text for p in passages], authority=authority):
        problems.error(place.file, line, f"card {card.id!r}: {problem}", "say only what the cited words say")
