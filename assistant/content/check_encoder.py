"""Cross-check of what the encoder is taught with: every message stands under a card, once, and is no wording of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.content.problems import Problems, nearest
from assistant.content.strict_yaml import read_yaml
from assistant.domain.knowledge import Knowledge

FILE = "knowledge/encoder/messages.yaml"


def check_encoder(content: Path, knowledge: Knowledge, problems: Problems) -> None:
    """Note every message that would teach the encoder something wrong; the file may be missing."""
    if not (content / FILE).is_file():
        return
    read = read_yaml(content, FILE, problems)
    if not isinstance(read, Mapping):
        problems.error(
            FILE, 1, "this is no list of messages by card", "write the id of a card, and its messages under it"
        )
        return
    owner: dict[str, str] = {}
    for card, messages in read.items():
        line = read.line_of(card) if hasattr(read, "line_of") else 0
        if card not in knowledge.cards:
            near = nearest(str(card), knowledge.cards)
            problems.error(FILE, line, f"no answer card is called {card!r}", f"did you mean {near!r}?" if near else "")
            continue
        if not isinstance(messages, Sequence) or isinstance(messages, str):
            problems.error(FILE, line, f"{card!r} has no list of messages", "begin each message with a dash")
            continue
        known = {w.casefold() for w in (knowledge.cards[card].question, *knowledge.cards[card].ask)}
        for message in messages:
            if not isinstance(message, str) or not message.strip():
                problems.error(FILE, line, f"{card!r} has a message that is no text", "put it in quotation marks")
            elif message.casefold() in known:
                problems.warning(FILE, line, f"{message!r} is a wording of {card!r} already", "take one of them out")
            elif owner.setdefault(message.casefold(), card) != card:
                other = owner[message.casefold()]
                problems.error(FILE, line, f"{message!r} stands under {other!r} and {card!r}", "leave it under one")
