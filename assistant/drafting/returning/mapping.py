"""Turn edited lines of a clause back into its markup: values that were not touched stay slots.

Where an edit falls on the words of a value, and on nothing beside it, the new words are read as that value; whether
it becomes one is decided when the whole file is known (``wording.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from assistant.drafting.returning.lines import CELLS, Line, key_of, paired, tidy, without_number
from assistant.drafting.returning.sources import Part, SourceLine
from assistant.drafting.tokens import Token, tokens

ReadPart = Callable[[Part, str], Any]
"""Returns the typed value that new words give for a part, None when they give none."""
ReadMany = Callable[[str, Sequence[str]], Any]
"""The same for the lines of a list or table field."""

_BRACES = re.compile(r"(?<=\{)(?=\{)|(?<=\})(?=\})")


class Touched(NamedTuple):
    """New words where a value stood; ``value`` is what they give, None when they cannot be read."""

    part: Part
    shown: str
    value: Any = None


class Mapped(NamedTuple):
    """One line as it came back; ``kind`` paragraph, item or row."""

    kind: str
    pieces: tuple[str | Part | Touched, ...]


class Group(NamedTuple):
    """The lines of a list or table field as they came back; ``value`` is None where they are not changed."""

    field: str
    kind: str
    lines: tuple[str, ...]
    changed: bool
    value: Any = None


Shape = tuple[Mapped | Group, ...]


def mapped(
    source: Sequence[SourceLine], returned: Sequence[Line], read_part: ReadPart, read_many: ReadMany
) -> tuple[Shape, bool]:
    """Return the lines of a clause that came back in the shape of its markup, and whether any differs.

    ``source`` are the lines of the clause as it left, ``returned`` those it has now, neither with its heading.
    """
    pairs = paired([s.text for s in source], [_comparable(r, source) for r in returned])
    lines: dict[int, Mapped] = {}
    for i, k in pairs:
        if i is not None and k is not None and not source[i].of:
            lines[k] = _line(source[i], returned[k], read_part)
    lost = list(_lost(source, pairs, lines))
    for i, k in pairs:
        if i is None and k is not None:  # half of a paragraph that was split keeps its values
            lines[k] = Mapped(returned[k].kind, tuple(_again(returned[k].text, lost)))
    differs = any(i is None or k is None or key_of(source[i].text) != _key(returned[k], source[i]) for i, k in pairs)
    out: list[Mapped | Group] = []
    at = 0
    while at < len(pairs):
        i, k = pairs[at]
        field = source[i].of if i is not None else ""
        if field:
            end = _end_of_group(pairs, at, source, returned, field)
            out.append(_group(field, pairs[at:end], source, returned, read_many))
            at = end
            continue
        if k is not None:
            out.append(lines[k])
        at += 1
    return tuple(out), differs


def literal(text: str) -> str:
    """Return words so that nothing in them is read as markup."""
    return _BRACES.sub(" ", text)


def _lost(
    source: Sequence[SourceLine], pairs: Sequence[tuple[int | None, int | None]], lines: dict[int, Mapped]
) -> Iterator[Part]:
    """Yield the values of the clause that stand in no line any more where they stood."""
    for i, k in pairs:
        if i is None or source[i].of:
            continue
        kept = list(lines[k].pieces) if k is not None else []
        for part in source[i].parts:
            held = any(p is part or (isinstance(p, Touched) and p.part is part) for p in kept)
            if part.source != part.shown and not part.blank and not held:
                yield part


def _again(text: str, lost: list[Part]) -> Iterator[str | Part]:
    """Yield the words of a new line, with values that stand in it and no longer elsewhere; ``lost`` shrinks."""
    at = 0
    for part in list(lost):
        for start, end in _standing([part.shown], text[at:]):
            yield literal(text[at : at + start])
            yield part
            at += end
            lost.remove(part)
    yield literal(text[at:])


def _comparable(line: Line, source: Sequence[SourceLine]) -> str:
    """Return a line's words, without a number before them that an editor has made words of."""
    bare = without_number(line.text)
    if bare != line.text and key_of(line.text) not in {key_of(s.text) for s in source}:
        return bare
    return line.text


def _key(line: Line, source: SourceLine) -> str:
    key, wanted = key_of(line.text), key_of(source.text)
    return wanted if key != wanted and key_of(without_number(line.text)) == wanted else key


def _end_of_group(
    pairs: Sequence[tuple[int | None, int | None]],
    at: int,
    source: Sequence[SourceLine],
    returned: Sequence[Line],
    field: str,
) -> int:
    """Return where the lines of a field end; added lines of its kind between or after them are part of it."""
    kind, end = source[pairs[at][0] or 0].kind, at
    for n in range(at, len(pairs)):
        i, k = pairs[n]
        if i is not None and source[i].of != field:
            break
        if i is None and k is not None and returned[k].kind != kind:
            break
        end = n + 1
    return end


def _group(
    field: str,
    pairs: Sequence[tuple[int | None, int | None]],
    source: Sequence[SourceLine],
    returned: Sequence[Line],
    read_many: ReadMany,
) -> Group:
    kind = source[pairs[0][0] or 0].kind
    lines = tuple(tidy(_bare(returned[k], source[i] if i is not None else None)) for i, k in pairs if k is not None)
    changed = any(i is None or k is None or key_of(source[i].text) != _key(returned[k], source[i]) for i, k in pairs)
    return Group(field, kind, lines, changed, read_many(field, lines) if changed and lines else None)


def _bare(line: Line, source: SourceLine | None) -> str:
    return without_number(line.text) if source is None or _key(line, source) == key_of(source.text) else line.text


def _line(source: SourceLine, line: Line, read_part: ReadPart) -> Mapped:
    # The kind stays what it was: editors turn list items into paragraphs on their own.
    if _key(line, source) == key_of(source.text):
        return Mapped(source.kind, source.parts)
    new = line.text if line.kind == "row" else _bare_changed(line, source)
    return Mapped(source.kind, tuple(_pieces(source, new, read_part)))


def _bare_changed(line: Line, source: SourceLine) -> str:
    bare = without_number(line.text)
    return bare if key_of(without_number(source.text)) == key_of(source.text) else line.text


def _pieces(source: SourceLine, new: str, read_part: ReadPart) -> list[str | Part | Touched]:
    slots: dict[int, Part] = {}
    stretches: list[tuple[int, int]] = []
    at = 0
    for part in source.parts:
        if part.shown and part.source != part.shown:
            slots[at] = part
            stretches.append((at, at + len(part.shown)))
        at += len(part.shown)
    a = tokens(source.text, tuple(stretches))
    b = tokens(new, _standing([p.shown for p in slots.values()], new))
    part_of, offset = {}, 0
    for n, token in enumerate(a):
        if offset in slots and token.text == slots[offset].shown:
            part_of[n] = slots[offset]
        offset += len(token.whole)
    out: list[str | Part | Touched] = []
    codes = SequenceMatcher(None, [_norm(t) for t in a], [_norm(t) for t in b], autojunk=False).get_opcodes()
    for kind, i1, i2, j1, j2 in codes:
        if kind == "equal":
            for n, token in zip(range(i1, i2), b[j1:j2], strict=True):
                out += [part_of[n], token.space] if n in part_of else [literal(token.whole)]
            continue
        text = "".join(t.whole for t in b[j1:j2])
        if i2 - i1 == 1 and i1 in part_of and text.strip():
            shown = text.strip()
            out += [Touched(part_of[i1], shown, read_part(part_of[i1], shown)), text[len(text.rstrip()) :]]
        else:
            out.append(literal(text))
    return [p for p in out if p != ""]


def _norm(token: Token) -> str:
    return key_of(token.text)


def _standing(shown: Sequence[str], text: str) -> tuple[tuple[int, int], ...]:
    """Return where values still stand in a text, in order."""
    found: list[tuple[int, int]] = []
    at = 0
    for words in shown:
        place = text.find(words, at)
        if place < 0:
            continue
        before, after = text[place - 1 : place], text[place + len(words) : place + len(words) + 1]
        if ((before + words[:1]).isalnum() and before) or ((words[-1:] + after).isalnum() and after):
            continue
        found.append((place, place + len(words)))
        at = place + len(words)
    return tuple(found)


def as_markup(shape: Shape, values: Collection[str]) -> str:
    """Return the markup of lines; fields in ``values`` were changed everywhere and stay slots."""
    out: list[tuple[str, str]] = []
    for one in shape:
        if isinstance(one, Mapped):
            out.append((one.kind, tidy("".join(_written(p, values) for p in one.pieces))))
        elif not one.lines:
            continue
        elif not one.changed or (one.value is not None and one.field in values):
            out.append(("slot" if one.kind == "row" else one.kind, f"{{{{ {one.field} }}}}"))
        else:
            out += [(one.kind, literal(line)) for line in one.lines]
    return _laid_out([(kind, text) for kind, text in out if text])


def as_shown(shape: Shape) -> str:
    """Return lines as a person would type them: values as words, items after "- ", rows between "|"."""
    out: list[tuple[str, str]] = []
    for one in shape:
        if isinstance(one, Group):
            out += [(one.kind, line) for line in one.lines]
        else:
            out.append((one.kind, tidy("".join(p if isinstance(p, str) else p.shown for p in one.pieces))))
    return _laid_out([(kind, text) for kind, text in out if text])


def as_typed(lines: Sequence[Line]) -> str:
    """Return lines of no clause as a person would type them, with nothing in them that is read as markup."""
    return _laid_out(
        [(line.kind if line.kind in ("item", "row") else "paragraph", literal(line.text)) for line in lines]
    )


def _written(piece: str | Part | Touched, values: Collection[str]) -> str:
    if isinstance(piece, Touched):
        return piece.part.source if piece.value is not None and piece.part.field in values else literal(piece.shown)
    return piece.source if isinstance(piece, Part) else piece


def _laid_out(lines: Sequence[tuple[str, str]]) -> str:
    """Return lines as own wording is typed: a blank line between paragraphs, none inside a list or table."""
    widest = max((text.count(CELLS.strip()) for kind, text in lines if kind == "row"), default=0)
    out, before = "", ""
    for kind, text in lines:
        if kind == "row":
            cells = [c.strip() for c in text.split(CELLS.strip())]
            text = f"| {CELLS.join([*cells, *[''] * (widest + 1 - len(cells))])} |"
        elif kind == "item":
            text = f"- {text}"
        joined = kind == before and kind in ("item", "row")
        out += ("" if not out else "\n" if joined or (kind == "item" and before == "paragraph") else "\n\n") + text
        before = kind
    return out
