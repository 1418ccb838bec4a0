"""A redline of two 40-page versions: compared and written, with and without clause ids, and against a stranger."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from assistant.content.knowledge import load_knowledge
from assistant.content.paths import content_dir
from assistant.content.templates import load_templates
from assistant.domain.documents import Block, MouDocument, Span
from assistant.domain.wording import Wording
from assistant.drafting.render import render
from assistant.drafting.steps import new_draft
from assistant.services.redlining import redlined
from benchmarks.measuring import Row, row, times

_WHEN = datetime(2026, 11, 23, tzinfo=UTC)
_TARGET = 3000  # milliseconds, for two versions of 40 pages on two cores
_COPIES = 2  # of the standard template, which has 20 pages


def redlining() -> list[Row]:
    """Return how long redlines take."""
    knowledge = load_knowledge(content_dir())
    template, words = load_templates(content_dir()).templates["standard"], Wording(knowledge.messages)
    start = render(new_draft(template, draft_id="d1", title="T", now=_WHEN, values={}), template, knowledge, words)
    old = _long(start)
    bare = old.model_copy(update={"blocks": tuple(b.model_copy(update={"clause": None}) for b in old.blocks)})
    new = _edited(old)
    return [
        row(
            what,
            "ms",
            times(lambda d=before: redlined(d, new, against="it", shell=None, when=_WHEN, words=words), 5),  # type: ignore[misc]
            _TARGET,
        )
        for what, before in (
            ("redline of two 40-page versions", old),
            ("the same, the old one without clause ids", bare),
            ("redline against an agreement with nothing in common", _stranger(old)),
        )
    ]


def _long(document: MouDocument) -> MouDocument:
    blocks: list[Block] = []
    for n in range(_COPIES):
        blocks += [b.model_copy(update={"clause": f"{b.clause}-{n}" if b.clause else None}) for b in document.blocks]
    return document.model_copy(update={"blocks": tuple(blocks)})


def _edited(document: MouDocument) -> MouDocument:
    """Return the agreement with 200 edits: words changed, paragraphs put in, taken out and moved."""
    random = Random(5)
    blocks = list(document.blocks)
    for _ in range(200):
        at = random.randrange(len(blocks))
        block = blocks[at]
        if block.kind not in ("paragraph", "item"):
            continue
        parts = block.text.split(" ")
        match random.randrange(6):
            case 0:
                del blocks[at]
            case 1:
                blocks.insert(at, _said(block, f"The Parties review paragraph {at} once a year and say so in writing."))
            case 2:
                blocks.insert(random.randrange(len(blocks)), blocks.pop(at))
            case _:
                parts.insert(random.randrange(len(parts) + 1), "promptly")
                parts[random.randrange(len(parts))] = "officer"
                blocks[at] = _said(block, " ".join(parts))
    return document.model_copy(update={"blocks": tuple(blocks)})


def _stranger(document: MouDocument) -> MouDocument:
    """Return an agreement of the same length and the same words, thrown together so that no sentence is the same."""
    random = Random(3)
    words = [w for b in document.blocks for w in b.text.split()]
    blocks = (
        _said(b.model_copy(update={"clause": None}), " ".join(random.choice(words) for _ in b.text.split()))
        for b in document.blocks
        if b.text and not b.rows and not b.signers
    )
    return document.model_copy(update={"blocks": tuple(blocks)})


def _said(block: Block, text: str) -> Block:
    return block.model_copy(update={"spans": (Span(text=text),)})
