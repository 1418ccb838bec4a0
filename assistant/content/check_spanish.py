"""Cross-checks of the Spanish: it follows the English statement by statement and never says more than it."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.content.places import Place, entries
from assistant.content.problems import Problems, nearest
from assistant.content.spanish import ELSEWHERE, FOLDER
from assistant.domain.knowledge import AnswerCard, Authority, Knowledge
from assistant.domain.spanish import SpanishCard

_LEAST_WORDINGS = 8
_LISTS = ("strong", "weak", "english", "foreign", "names", "stop")
_NUMBERS = ("stems", "groups", "whole", "strange", "answer_at", "near_at")
# What the English says, and the words that must then stand in the Spanish.
_KEPT: tuple[tuple[str, str, str], ...] = (
    (r"\blast resort\b", r"\búltimo recurso\b", "último recurso"),
    (r"\bwhen possible\b", r"\bcuando sea posible\b", "cuando sea posible"),
    (r"\bas the law allows\b", r"\ben la medida en que la ley lo permita\b", "en la medida en que la ley lo permita"),
    (r"\bno less than annually\b|\bat least once a year\b", r"\bal menos una vez al año\b", "al menos una vez al año"),
    (r"\bnormally\b", r"\bnormalmente\b", "normalmente"),
    (r"\bsignificant community\b", r"\bsignificativa\b", "significativa"),
    (r"\blimited number\b", r"\bnúmero limitado\b", "número limitado"),
    (r"\bregular(?:ly)?\b", r"\bcon regularidad\b", "con regularidad"),
    (r"\bshould not be involved\b", r"\bno deberían intervenir\b", "no deberían intervenir"),
    (r"\bshould not limit\b", r"\bno deberían limitar\b", "no deberían limitar"),
    (r"\bshould\b", r"\bdeber[íi]a[ns]?\b|\brecom[ie]+nda", "debería"),
    (r"\blocal decision\b", r"\bdecisión local\b", "decisión local"),
)
_STRONG = re.compile(
    r"(?P<no>\bn(?:o|i)\s+(?:\w+\s+)?)?\b(?:exig\w+|oblig(?:a|an|ue|uen|ó|ado|ada|ados|adas|atori[oa]s?)|requier\w+|requisitos?"
    r"|debe|deben|deberá|deberán|tienen? que|ordenan?|mandan?)\b",
    re.IGNORECASE,
)
# Who else may bind: "la ley estatal puede obligarle", "un MOU firmado".
_OTHERS = re.compile(r"\b(?:ley(?:es)?|estatal|subvención|MOU|Constitución|normas)\b")
_QUOTES = re.compile(r"[“”«»\"]")
_BEGINNINGS = {"yes": r"Sí\b", "no": r"No\b", "qualified": r"(?!(?:Sí|No)[.,])"}


def check_spanish(content: Path, knowledge: Knowledge, problems: Problems) -> None:
    """Note what is wrong with any Spanish text; nothing is checked where there is no Spanish."""
    spanish = knowledge.spanish
    if not spanish.cards and not spanish.passages:
        return
    places = entries(content, FOLDER)
    for name in (n for n in _LISTS if not spanish.words.get(n)):
        problems.error(f"{FOLDER}/words.yaml", 0, f"the list {name!r} is missing or empty", "see the others")
    for name in (n for n in _NUMBERS if n not in spanish.matching):
        problems.error(f"{FOLDER}/matching.yaml", 0, f"{name!r} is missing", "run 'python -m evals spanish --write'")
    _check_passages(knowledge, places, problems)
    first: dict[str, str] = {}
    for card in spanish.cards.values():
        place = places[card.id]
        english = knowledge.cards.get(card.id)
        if english is None:
            problems.error(place.file, place.line(), f"there is no card {card.id!r}", nearest(card.id, knowledge.cards))
            continue
        _check_card(card, english, place, problems)
        for wording in card.ask:
            key = re.sub(r"\W+", " ", wording.lower()).strip()
            if key in first:
                where = f"wording {wording!r} of card {card.id!r} is also in card {first[key]!r}"
                problems.error(place.file, place.line("ask"), where, "keep it once")
            first.setdefault(key, card.id)


def _check_passages(knowledge: Knowledge, places: dict[str, Place], problems: Problems) -> None:
    wanted = {p.id: p for p in knowledge.passages.values() if p.authority is Authority.PRINCIPLES}
    for missing in sorted(set(wanted) - set(knowledge.spanish.passages)):
        problems.error(f"{FOLDER}/passages.yaml", 0, f"passage {missing!r} has no translation", "add an entry for it")
    for made in knowledge.spanish.passages.values():
        place = places[made.id]
        if made.id not in wanted:
            problems.error(
                place.file, place.line(), f"{made.id!r} is not a passage of the principles", nearest(made.id, wanted)
            )
            continue
        _check_words(wanted[made.id].text, made.text, place.file, place.line("text"), problems)


def _check_card(card: SpanishCard, english: AnswerCard, place: Place, problems: Problems) -> None:
    if len(card.ask) < _LEAST_WORDINGS:
        problems.error(
            place.file,
            place.line("ask"),
            f"card {card.id!r} has {len(card.ask)} wordings in Spanish",
            f"write at least {_LEAST_WORDINGS}",
        )
    if place.file.endswith(f"/{ELSEWHERE}"):
        if card.answer or card.who_decides:
            problems.error(place.file, place.line(), f"card {card.id!r} is answered", "move it to another file")
        return
    if len(card.answer) != len(english.answer):
        problems.error(
            place.file,
            place.line("answer"),
            f"card {card.id!r} has {len(card.answer)} texts for {len(english.answer)} statements",
            "one text for each statement of the English card",
        )
        return
    if bool(card.who_decides) != bool(english.who_decides):
        problems.error(place.file, place.line(), f"card {card.id!r} and the English one differ in 'who_decides'")
    for text, statement in zip(card.answer, english.answer, strict=True):
        _check_words(statement.text, text, place.file, place.line("answer"), problems, about=english.kind != "scope")
    if english.polarity is not None and not re.match(_BEGINNINGS[english.polarity], card.answer[0]):
        problems.error(
            place.file,
            place.line("answer"),
            f"polarity is {english.polarity!r}, but the answer begins {card.answer[0][:24]!r}",
            "begin with Sí or No as the English card does",
        )
    if english.kind == "not-covered" and not card.answer[0].startswith("Los principios rectores no "):
        problems.error(
            place.file,
            place.line("answer"),
            f"a not-covered answer begins {card.answer[0][:30]!r}",
            "begin with 'Los principios rectores no …'",
        )


def _check_words(english: str, spanish: str, file: str, line: int, problems: Problems, *, about: bool = True) -> None:
    """Hold a Spanish text against the English that it renders."""
    if _QUOTES.search(spanish):
        problems.error(
            file, line, f"{spanish[:50]!r} has quotation marks", "only the English words are quoted, by the program"
        )
    if not about:
        return
    for said, kept, words in _KEPT:
        if re.search(said, english, re.I) and not re.search(kept, spanish, re.I):
            problems.error(file, line, f"{spanish[:60]!r} lost what the English says", f"keep “{words}”")
    for found in _STRONG.finditer(spanish):
        sentence = spanish[spanish.rfind(".", 0, found.start()) + 1 : found.start()]
        if not found["no"] and not _OTHERS.search(sentence):
            problems.error(
                file,
                line,
                f"{found.group()!r} is stronger than the principles, which recommend",
                "write “debería” or “recomienda”",
            )
    if sorted(re.findall(r"\d+", english)) != sorted(re.findall(r"\d+", spanish)):
        problems.error(file, line, f"{spanish[:60]!r} has other numbers than the English", "keep the same figures")
