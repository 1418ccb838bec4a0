"""What stands outside the clauses: title, parties, recitals, contents, open items. No draft can take its wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.domain.documents import MouDocument
from assistant.drafting.returning.lines import Line, paired
from assistant.drafting.returning.mapping import Shape, mapped
from assistant.drafting.returning.sources import SourceLine, spans_to_parts
from assistant.drafting.returning.values import ValueReader

_FIGURES = re.compile(r"[\d\s.…]+")


class Front(NamedTuple):
    """The lines that differ, as they left and as they are now, and the lines that hold values."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    shapes: tuple[Shape, ...]


def front_of(
    left: Sequence[Line], lines: Sequence[Line], ending: int, rendered: MouDocument, values: ValueReader
) -> Front:
    """Compare the lines outside the clauses; ``rendered`` says which of their words are values.

    ``ending`` is the number of the last block of a clause, when the file left.
    """
    holding = {
        line.text: line
        for b in rendered.blocks
        if b.kind in ("title", "subtitle", "recital")
        for line in [SourceLine("paragraph", spans_to_parts(b.spans))]
    }
    before: list[str] = []
    after: list[str] = []
    shapes: list[Shape] = []
    for i, k in paired([line.text for line in left], [line.text for line in lines]):
        source = holding.get(left[i].text) if i is not None else None
        if source is not None and k is not None:
            shapes.append(mapped((source,), (lines[k],), values.part, values.many)[0])
        old, new = (left[i].key if i is not None else ""), (lines[k].key if k is not None else "")
        # Page numbers and numbers of sections follow from the rest.
        if _FIGURES.sub("", old) == _FIGURES.sub("", new):
            continue
        if k is None and i is not None and left[i].block > ending:
            continue  # lists after the last clause are made anew with each copy
        before += [left[i].text] if i is not None else []
        after += [lines[k].text] if k is not None else []
    return Front(tuple(before), tuple(after), tuple(shapes))
