"""Decide which values a file changes: those that it changes wherever it shows them, and blanks that it fills in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.domain.returned import NewValue
from assistant.domain.wording import Saying, saying
from assistant.drafting.returning.mapping import Group, Mapped, Shape, Touched
from assistant.drafting.returning.sources import Part
from assistant.drafting.returning.values import ValueReader


class Settled(NamedTuple):
    """``taken`` are the new values by field; ``local`` says of the others why their new words stay words."""

    taken: dict[str, NewValue]
    local: dict[str, Saying]

    def of(self, shape: Shape) -> tuple[NewValue, ...]:
        """Return the new values that these lines show."""
        return tuple(self.taken[n] for n in dict.fromkeys(_touched(shape)) if n in self.taken)

    def told(self, shape: Shape) -> list[Saying]:
        """Return what has to be said about values whose new words stay words."""
        return [self.local[n] for n in dict.fromkeys(_touched(shape)) if n in self.local]


def settle(shapes: Sequence[Shape], values: ValueReader) -> Settled:
    """Return which values were changed, for all lines of a file at once."""
    stays: set[str] = set()
    given: dict[str, list[tuple[Any, str, bool]]] = {}
    for one in (line for shape in shapes for line in shape):
        if isinstance(one, Group):
            if one.changed:
                given.setdefault(one.field, []).append((one.value, "", False))
            else:
                stays.add(one.field)
            continue
        for piece in one.pieces:
            if isinstance(piece, Touched) and piece.part.field:
                given.setdefault(piece.part.field, []).append((piece.value, piece.part.filter, piece.part.blank))
            elif isinstance(piece, Part) and piece.field:
                stays.add(piece.field)
    taken: dict[str, NewValue] = {}
    local: dict[str, Saying] = {}
    for name, found in given.items():
        everywhere = name not in stays or all(blank for _, _, blank in found)
        value = _one(found, values.before(name)) if everywhere else None
        if value is None:
            key = "imports.note.value-here" if not everywhere else "imports.note.value-words"
            local[name] = saying(key, label=values.label(name))
            continue
        before = values.before(name)
        taken[name] = NewValue(
            field=name,
            label=values.label(name),
            value=value,
            before=values.shown(name, before),
            after=values.shown(name, value),
        )
    return Settled(taken, local)


def _one(found: Sequence[tuple[Any, str, bool]], before: Any) -> Any:
    """Return the value on which all places agree, None when they do not; a person's name and title may differ."""
    if any(value is None for value, _, _ in found):
        return None
    parts = [(value, part) for value, part, _ in found if part in ("name", "title")]
    if len(parts) < len(found):
        first = found[0][0]
        return first if all(value == first for value, _, _ in found) else None
    merged: dict[str, Any] = dict(before) if isinstance(before, Mapping) else {"name": "", "title": ""}
    for part in ("name", "title"):
        said = {value[part] for value, of in parts if of == part}
        if len(said) > 1:
            return None
        if said:
            merged[part] = said.pop()
    return merged


def _touched(shape: Shape) -> Iterable[str]:
    for one in shape:
        if isinstance(one, Group):
            if one.changed:
                yield one.field
        elif isinstance(one, Mapped):
            yield from (p.part.field for p in one.pieces if isinstance(p, Touched) and p.part.field)
