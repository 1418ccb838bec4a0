"""Reading level of the answer cards: ``python -m evals.readability`` lists the hardest short answers.

Flesch-Kincaid grade, counted by ourselves so that it needs no word list: 0.39 words a sentence + 11.8
syllables a word - 15.59. Quotations are left out, because their words are not ours to choose; an
abbreviation counts as one syllable.
"""

from __future__ import annotations

import re
import statistics
from pathlib import Path

from assistant.answering.layers import short_count
from assistant.content.knowledge import load_knowledge
from assistant.domain.answers import Statement
from assistant.domain.knowledge import AnswerCard, Knowledge

_QUOTED = re.compile(r"“[^”]*”")
_ENDS = re.compile(r"[.!?;:]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouycsxzgh]es|[^dtaeiouy]ed|[^l]e|[^aeiouytd]ely)$")
_SPLIT = re.compile(r"i[ao](?!u)|(?<![gq])u[aeo]|eo|ie(?=[tn]|r$)|io(?=[lt])")
_ONE = re.compile(r"[ct]io|[sx]io|gio|ti?ous|cia|tia|geo|people|ques?t")
NAMES = re.compile(r"\b(?:school resource officers?|memorandum of understanding)\b(?: \([A-Z]+s?\))?", re.I)
"""Names that an answer cannot do without; each counts as one word of one syllable."""


def syllables(word: str) -> int:
    """Return about how many syllables a word has."""
    if word.isupper() or (word[:-1].isupper() and word.endswith("s")) or not word[0].isalpha():
        return 1
    low = word.lower().replace("’", "'").removesuffix("'s")
    if "-" in low:
        return sum(syllables(part) for part in low.split("-") if part)
    count = len(_VOWELS.findall(low)) + len(_SPLIT.findall(low)) - len(_ONE.findall(low))
    if _SILENT.search(low):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text; 0 when nothing but a quotation is left of it."""
    plain = NAMES.sub("SRO", _QUOTED.sub(" ", text))
    sentences = [s for s in _ENDS.split(plain) if _WORD.search(s)]
    words = [w for s in sentences for w in _WORD.findall(s)]
    if len(words) < 3:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def short_answer(card: AnswerCard) -> str:
    """Return the short answer of a card, as a visitor reads it first."""
    count = short_count(tuple(Statement(text=s.text) for s in card.answer))
    return " ".join(s.text for s in card.answer[: count or len(card.answer)])


def grades(knowledge: Knowledge) -> dict[str, float]:
    """Return the grade of the first statement of every card that answers about the principles."""
    return {c.id: grade(c.answer[0].text) for c in knowledge.cards.values() if c.kind != "scope"}


def main() -> None:
    """Print the figures and the hardest short answers."""
    knowledge = load_knowledge(Path(__file__).resolve().parent.parent)
    for name, found in (
        ("first statements", grades(knowledge)),
        ("short answers", {c.id: grade(short_answer(c)) for c in knowledge.cards.values() if c.kind != "scope"}),
    ):
        values = sorted(found.values())
        tenth = statistics.quantiles(values, n=10)[-1]
        print(f"{name}: median {statistics.median(values):.1f}, 90th percentile {tenth:.1f}, {len(values)} cards")
    for card, value in sorted(grades(knowledge).items(), key=lambda g: -g[1])[:40]:
        print(f"{value:5.1f}  {card}: {knowledge.cards[card].answer[0].text}")


if __name__ == "__main__":
    main()
