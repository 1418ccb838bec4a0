"""Agreements as people change them: seeded, so that a failure can be made again."""

from __future__ import annotations

from random import Random

from assistant.domain.documents import Block, MouDocument, Signer
from tests.unit.documents.builders import agreement, block, words

_WORDS = (
    *"the officer shall not may report within thirty (30) days of July 1, 2027 to Principal, Agency; District.".split(),
    *"each school student search $1,250.00 Section 3.2(a) without consent “safe” officer’s".split(),
    "[NAME - fill in]",
)


def sentence(random: Random, count: int | None = None) -> str:
    """Words in no order that makes sense: the comparison must not rely on it."""
    return " ".join(random.choice(_WORDS) for _ in range(count or random.randint(1, 25)))


def reworded(random: Random, text: str) -> str:
    """The text with one to four places put in, taken out or changed."""
    parts = text.split(" ")
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(parts) + 1)
        inside = min(at, len(parts) - 1)
        match random.randrange(4):
            case 0:
                parts[at:at] = [random.choice(_WORDS)]
            case 1 if len(parts) > 1:
                del parts[inside]
            case 2:
                parts[inside] = random.choice(_WORDS)
            case _:
                parts[at:at] = sentence(random).split(" ")
    return " ".join(parts)


def edited(random: Random, document: MouDocument) -> MouDocument:
    """The agreement after one to eight edits: words, paragraphs, clauses, rows, signers; numbers follow."""
    blocks = list(document.blocks)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(blocks))
        one = blocks[at]
        match random.randrange(8):
            case 0 | 1 | 2 if one.spans:
                blocks[at] = one.model_copy(update={"spans": words(reworded(random, one.text))})
            case 3 if len(blocks) > 1:
                del blocks[at]
            case 4:
                kind = random.choice(["paragraph", "item", "plain", "heading"])
                number = "" if kind == "plain" else "1"
                blocks.insert(at, block(kind, sentence(random), number=number, clause=one.clause, level=1))
            case 5:
                blocks.insert(random.randrange(len(blocks)), blocks.pop(at))
            case 6:
                group = [b for b in blocks if b.clause == one.clause]
                others = [b for b in blocks if b.clause != one.clause]
                to = random.randrange(len(others) + 1)
                blocks = [*others[:to], *group, *others[to:]]
            case _ if one.rows or one.signers:
                blocks[at] = _other_rows(random, one)
    return numbered(document.model_copy(update={"blocks": tuple(blocks)}))


def _other_rows(random: Random, one: Block) -> Block:
    if one.signers:
        signers = [*one.signers, Signer(name=sentence(random, 2), title="Clerk", party="Riverton")]
        return one.model_copy(update={"signers": tuple(signers[random.randrange(2) :])})
    rows = list(one.rows)
    at = random.randrange(len(rows))
    match random.randrange(3):
        case 0:
            rows.insert(at, tuple(words(sentence(random)) for _ in rows[0]))
        case 1 if len(rows) > 1:
            del rows[at]
        case _:
            rows[at] = tuple(words(reworded(random, "".join(s.text for s in cell))) for cell in rows[at])
    return one.model_copy(update={"rows": tuple(rows)})


def numbered(document: MouDocument) -> MouDocument:
    """The agreement with the numbers that its blocks have where they stand now."""
    heading = paragraph = item = 0
    out = []
    for one in document.blocks:
        number = one.number
        if one.kind == "heading" and one.number:
            heading, paragraph, item = heading + 1, 0, 0
            number = str(heading)
        elif one.kind == "paragraph":
            paragraph, item = paragraph + 1, 0
            number = f"{heading}.{paragraph}" if heading else ""
        elif one.kind == "item":
            item += 1
            number = f"({chr(96 + item)})" if heading else ""
        out.append(one.model_copy(update={"number": number}))
    return document.model_copy(update={"blocks": tuple(out)})


def versions(seed: int) -> tuple[MouDocument, MouDocument]:
    """Two versions of one agreement."""
    random = Random(seed)
    start = numbered(agreement())
    old = edited(random, start) if random.random() < 0.5 else start
    new = edited(random, old)
    return old, edited(random, new) if random.random() < 0.5 else new
