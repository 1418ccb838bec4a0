"""Read the answer cards; every citation becomes offsets into a stored file."""

from __future__ import annotations

from pathlib import Path

from assistant.content.problems import Problems, nearest
from assistant.content.strict_yaml import Mapping, read_yaml
from assistant.content.values import build, items, mappings, strings
from assistant.domain.knowledge import AnswerCard, Cite, Passage


def read_cards(content: Path, passages: dict[str, Passage], problems: Problems) -> dict[str, AnswerCard]:
    """Read every card; what a card cites must be known or it is a problem."""
    cards: dict[str, AnswerCard] = {}
    for path in sorted((content / "knowledge/cards").glob("*.yaml")):
        file = path.relative_to(content).as_posix()
        for m in mappings(read_yaml(content, file, problems), file, problems):
            m["ask"] = strings(m, "ask", file, problems)
            m["answer"] = [_resolve(s, file, passages, problems) for s in mappings(m.get("answer"), file, problems)]
            card = build(AnswerCard, m, file, problems)
            if card is None:
                continue
            if card.id in cards:
                problems.error(file, m.line, f"card {card.id!r} is given twice")
            cards[card.id] = card
    return cards


def _resolve(statement: Mapping, file: str, passages: dict[str, Passage], problems: Problems) -> Mapping:
    cites = []
    for c in items(statement, "cites", file, problems):
        passage_id = str(c.get("passage", "")) if isinstance(c, Mapping) else str(c)
        passage = passages.get(passage_id)
        if passage is None:
            problems.error(file, statement.line, f"passage {passage_id!r} is not known", nearest(passage_id, passages))
            continue
        start, end = passage.start, passage.end
        if isinstance(c, Mapping) and c.get("words"):
            at = passage.text.find(str(c["words"]))
            if at < 0:
                problems.error(file, c.line_of("words"), f"these words are not in {passage_id}", "copy them exactly")
                continue
            start, end = passage.start + at, passage.start + at + len(str(c["words"]))
        cites.append(Cite(passage=passage_id, start=start, end=end))
    statement["cites"] = cites
    return statement
