"""Text that belongs to no clause: reported with its place, to be placed into a clause or kept out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from assistant.domain.documents import MouDocument
from assistant.domain.returned import ReturnedItem
from assistant.domain.wording import saying
from assistant.drafting.returning.left_lines import FRONT
from assistant.drafting.returning.lines import Line, key_of, lines_of
from assistant.drafting.returning.mapping import as_typed
from assistant.drafting.returning.segments import Segments

_FIGURES = re.compile(r"\d+")


def strays(left: MouDocument, returned: MouDocument, found: Segments, titles: Mapping[str, str]) -> list[ReturnedItem]:
    """Return an item for each stretch of new text, and for words that are new in headers, footers, notes or boxes."""
    out: list[ReturnedItem] = []
    run: list[int] = []
    place, run_place = "", ""
    for n, block in enumerate(returned.blocks):
        if block.part != "body" or not lines_of(block, n):
            continue
        owner = found.owner[n]
        if owner is not None:
            out += _stray(returned, run, run_place, found, len(out))
            run, place = [], owner or place
            continue
        if run and (block.kind == "heading" or found.foreign.get(n) != found.foreign.get(run[-1])):
            out += _stray(returned, run, run_place, found, len(out))
            run = []
        run_place = run_place if run else place
        run.append(n)
    out += _stray(returned, run, run_place, found, len(out))
    return [*out, *_other_parts(left, returned, titles)]


def _stray(returned: MouDocument, run: list[int], place: str, found: Segments, so_far: int) -> list[ReturnedItem]:
    if not run:
        return []
    lines = [line for n in run for line in lines_of(returned.blocks[n], n)]
    foreign = found.foreign.get(run[0], "")
    stood = dict.fromkeys(found.stood[n] for n in run if found.stood.get(n, FRONT) != FRONT)
    notes = [saying("imports.note.stood-in", clause=c) for c in stood]
    if foreign:
        notes.append(saying("imports.note.foreign", stamp=foreign[:60]))
    return [
        ReturnedItem(
            id=f"{'unknown' if foreign else 'new'}-{so_far + 1}",
            state="unknown" if foreign else "new text",
            title=lines[0].text[:120] if lines[0].kind == "heading" else "",
            after=tuple(line.text for line in lines),
            text=as_typed(lines),
            place=place,
            notes=tuple(notes),
            spoken=tuple(run),
        )
    ]


def _other_parts(left: MouDocument, returned: MouDocument, titles: Mapping[str, str]) -> list[ReturnedItem]:
    """Return what is new outside the body, apart for each clause that a note or box hangs on.

    What only follows from the rest, such as page numbers, is passed over.
    """
    standing = Counter(_key(b.part, line.text) for n, b in enumerate(left.blocks) for line in lines_of(b, n))
    new: dict[tuple[str, str], list[Line]] = {}
    for n, block in enumerate(returned.blocks):
        if block.part == "body":
            continue
        clause = block.clause if block.clause in titles else ""
        new.setdefault((block.part, clause or ""), []).extend(
            line for line in lines_of(block, n) if not standing[_key(block.part, line.text)]
        )
    counted: Counter[str] = Counter()
    out: list[ReturnedItem] = []
    for (part, clause), lines in new.items():
        if not lines:
            continue
        name = part.replace(" ", "-")
        counted[name] += 1
        notes = [saying(f"imports.note.part.{name}")]
        if clause:
            notes.append(saying("imports.note.part-of", clause=clause))
        out.append(
            ReturnedItem(
                id=name if counted[name] == 1 else f"{name}-{counted[name]}",
                state="unknown",
                after=tuple(line.text for line in lines),
                text=as_typed([line._replace(kind="paragraph") for line in lines]),
                place=clause,
                notes=tuple(notes),
                spoken=tuple(dict.fromkeys(line.block for line in lines)),
            )
        )
    return out


def _key(part: str, text: str) -> tuple[str, str]:
    return part, _FIGURES.sub("#", key_of(text))
