"""Compare a returned document with the version it left as: every word of it is in one item, and every clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Draft
from assistant.domain.returned import ReturnedItem, ReturnedState
from assistant.domain.templates import Template
from assistant.domain.wording import Saying, saying
from assistant.drafting.render import numbers_of
from assistant.drafting.returning.front import Front, front_of
from assistant.drafting.returning.left_lines import FRONT
from assistant.drafting.returning.lines import Line, key_of, lines_of, paired
from assistant.drafting.returning.mapping import Shape, as_markup, as_shown, mapped
from assistant.drafting.returning.places import moved
from assistant.drafting.returning.references import refreshed, renumbered
from assistant.drafting.returning.segments import Segments, segments
from assistant.drafting.returning.settling import Settled, settle
from assistant.drafting.returning.sources import SourceLine, source_lines
from assistant.drafting.returning.strays import strays
from assistant.drafting.returning.values import ValueReader

_JOINED = 25  # characters beside a title that are more than another title
_NUMBERED = re.compile(r"^(?:(?:article|section)\s+)?[\divxlc]*[.):]?\s*[-–—:]\s*", re.IGNORECASE)


class _Clause(NamedTuple):
    """A clause that is in the file and was in the version it left as."""

    left: list[Line]
    lines: list[Line]
    heads: tuple[str, str]
    source: tuple[SourceLine, ...]
    shape: Shape
    fixed: bool


def compare(
    left: MouDocument,
    returned: MouDocument,
    rendered: MouDocument,
    base: Draft,
    template: Template,
    values: ValueReader,
) -> tuple[ReturnedItem, ...]:
    """Return an item for every clause, and one for each stretch of text that belongs to none.

    ``left`` is version ``base`` of the draft as a file read back, ``rendered`` the same as it was rendered,
    ``returned`` the file in one of its views. Items come in the file's order, what was deleted in its old place.
    """
    titles = {c: clause.title for c, clause in template.clauses.items()}
    found = segments(left, returned, titles)
    old, new = _by_owner(left, [b.clause or FRONT for b in left.blocks]), _by_owner(returned, found.owner)
    numbers = numbers_of(base, template)
    counted = [numbers, *renumbered(numbers, returned, found.owner)]
    order = [c for c in old if c != FRONT]
    clauses: dict[str, _Clause] = {}
    for c in order:
        if c in new and c in template.clauses:
            same = [line.key for line in old[c]] == [line.key for line in new[c]]
            ways = [source_lines(base, template, c, n) for n in counted[: 1 if same else None]]
            its, source = refreshed(old[c], new[c], ways)
            clauses[c] = _clause(its, new[c], source, values, titles.get(c, ""))
    ending = max((n for n, b in enumerate(left.blocks) if b.clause), default=-1)
    front = front_of(old.get(FRONT, []), new.get(FRONT, []), ending, rendered, values)
    settled = settle([*(c.shape for c in clauses.values()), *front.shapes], values)
    shifted = moved(order, [str(o) for o in found.owner if o])
    items: dict[str, ReturnedItem] = {}
    for clause in order:
        if clause in clauses:
            items[clause] = _item(clause, clauses[clause], titles[clause], found, settled, clause in shifted)
        elif clause not in new:
            items[clause] = _deleted(clause, titles.get(clause, clause), old, new)
    out = _in_order(items, order, found.owner)
    placed = _placed(out, found.owner)
    return (*_front_item(front, settled, new.get(FRONT, [])), *placed, *strays(left, returned, found, titles))


def _by_owner(document: MouDocument, owners: Sequence[str | None]) -> dict[str, list[Line]]:
    out: dict[str, list[Line]] = {}
    for at, (block, owner) in enumerate(zip(document.blocks, owners, strict=True)):
        if owner is not None and block.part == "body" and (lines := lines_of(block, at)):
            out.setdefault(owner, []).extend(lines)
    return out


def _clause(
    left: list[Line], lines: list[Line], source: tuple[SourceLine, ...], values: ValueReader, title: str
) -> _Clause:
    left, before = _headed(left, title)
    lines, after = _headed(lines, before or title)
    written, fixed = _written(left, lines, source)
    shape, _ = mapped(source, written, values.part, values.many)
    return _Clause(left, lines, (before or title, after), source, shape, fixed)


def _headed(lines: list[Line], title: str) -> tuple[list[Line], str]:
    """Return the lines of a clause without its heading, and the heading."""
    wanted = key_of(title).lower()
    at = next((n for n, line in enumerate(lines) if key_of(line.text).lower() == wanted), None)
    if at is None:
        at = next((n for n, line in enumerate(lines) if line.kind == "heading"), None)
    joined = _run_together(lines, 0 if at is None else at, wanted)
    if joined is not None:
        return joined
    return (lines, "") if at is None else (lines[:at] + lines[at + 1 :], lines[at].text)


def _run_together(lines: list[Line], at: int, title: str) -> tuple[list[Line], str] | None:
    """Part a heading from the paragraph that it was joined with, when somebody deleted the line end between them.

    What is joined has the looks of the second: a sentence before a heading becomes heading, a heading before a
    paragraph becomes paragraph.
    """
    if not lines or not title:
        return None
    line = lines[at]
    cut = len(line.text) - len(title) if line.kind == "heading" else len(title)
    if len(line.text) < len(title) + _JOINED or len(key_of(line.text)) != len(line.text):
        return None
    first, second = line.text[:cut].strip(), line.text[cut:].strip()
    words, heading = (first, second) if line.kind == "heading" else (second, first)
    if key_of(heading).lower() != title or (line.kind == "heading" and words[-1:] not in ".;:!?"):
        return None
    return [*lines[:at], Line(words, "paragraph", line.block), *lines[at + 1 :]], heading


def _written(left: list[Line], lines: list[Line], source: tuple[SourceLine, ...]) -> tuple[list[Line], bool]:
    """Return the lines that come from the clause's wording, and whether others (its signature block) were changed."""
    own = [key_of(s.text) for s in source]
    fixed: set[int] = set()
    for n, line in enumerate(left):
        if line.key in own:
            own.remove(line.key)
        else:
            fixed.add(n)
    if not fixed:
        return lines, False
    pairs = paired([line.text for line in left], [line.text for line in lines])
    theirs = {k for i, k in pairs if i in fixed and k is not None}
    changed = any(i in fixed and (k is None or left[i].key != lines[k].key) for i, k in pairs if i is not None)
    return [line for n, line in enumerate(lines) if n not in theirs], changed


def _item(clause: str, one: _Clause, title: str, found: Segments, settled: Settled, shifted: bool) -> ReturnedItem:
    before, after = [line.text for line in one.left], [line.text for line in one.lines]
    same = [key_of(t) for t in before] == [key_of(t) for t in after] or _same_words(one) or _follows(one, settled)
    values = () if same else settled.of(one.shape)
    text = as_markup(one.shape, settled.taken)
    wording = "" if same or text == as_markup(mapped_same(one.source), settled.taken) else text
    titles = one.heads if _title_key(one.heads[0]) != _title_key(one.heads[1]) else None
    notes: list[Saying] = []
    if titles is not None:
        notes.append(saying("imports.note.heading" if titles[1] else "imports.note.no-heading", title=titles[1]))
    if one.fixed and not same:
        notes.append(saying("imports.note.signatures"))
    if not same:
        notes += settled.told(one.shape)
    state: ReturnedState = "changed" if not same or titles is not None else "moved" if shifted else "unchanged"
    if before and not after:
        state, notes = "deleted", [saying("imports.note.heading-left"), *notes] if one.heads[1] else notes
    return ReturnedItem(
        id=clause,
        state=state,
        moved=shifted,
        clause=clause,
        title=title,
        ground=found.ground.get(clause, "text"),
        sure=found.sure.get(clause, 0.0),
        before=tuple(before),
        after=tuple(after),
        titles=titles,
        text=as_shown(one.shape),
        wording=wording,
        values=values,
        notes=tuple(notes),
        spoken=tuple(n for n, owner in enumerate(found.owner) if owner == clause),
    )


def _title_key(title: str) -> str:
    """Return a heading as it is compared: capitals, a number and a dash before it are looks."""
    return _NUMBERED.sub("", key_of(title)).lower()


def _follows(one: _Clause, settled: Settled) -> bool:
    """Say whether a signature block only shows values that were changed in the whole file."""
    if not one.fixed:
        return False
    new = [(v.before, v.after) for v in settled.taken.values() if v.before and v.after]
    lines = [line.text for line in one.left]
    for before, after in new:
        lines = [text.replace(before, after) for text in lines]
    return [key_of(t) for t in lines] == [line.key for line in one.lines]


def _same_words(one: _Clause) -> bool:
    """Say whether only numbers before the lines were made words."""
    return not one.fixed and as_markup(one.shape, ()) == as_markup(mapped_same(one.source), ()) and _lengths(one)


def _lengths(one: _Clause) -> bool:
    return len(one.left) == len(one.lines)


def mapped_same(source: tuple[SourceLine, ...]) -> Shape:
    """Return the shape of a clause that came back as it left."""
    lines = [Line(s.text, s.kind, n) for n, s in enumerate(source)]
    return mapped(source, lines, lambda _, __: None, lambda _, __: None)[0]


def _deleted(clause: str, title: str, old: Mapping[str, list[Line]], new: Mapping[str, list[Line]]) -> ReturnedItem:
    lines, _ = _headed(old[clause], title)
    keys = {line.key for line in lines}
    come = {o: {line.key for line in its} - {line.key for line in old.get(o, ())} for o, its in new.items()}
    into = [o for o, theirs in come.items() if o != FRONT and keys & theirs]
    notes = [saying("imports.note.words-in", clause=o) for o in into[:3]]
    return ReturnedItem(
        id=clause,
        state="deleted",
        clause=clause,
        title=title,
        before=tuple(line.text for line in lines),
        notes=tuple(notes),
    )


def _front_item(front: Front, settled: Settled, lines: list[Line]) -> tuple[ReturnedItem, ...]:
    values = [v for shape in front.shapes for v in settled.of(shape)]
    spoken = tuple(dict.fromkeys(line.block for line in lines))
    if not front.before and not front.after:
        return (ReturnedItem(id="front", state="unchanged", sure=1.0, spoken=spoken),) if spoken else ()
    notes = (saying("imports.note.front"),)
    return (
        ReturnedItem(
            id="front",
            state="changed",
            sure=1.0,
            before=front.before,
            after=front.after,
            values=tuple(dict.fromkeys(values)) if _hashable(values) else tuple(values),
            notes=notes,
            spoken=spoken,
        ),
    )


def _hashable(values: Sequence[object]) -> bool:
    try:
        return bool({hash(v) for v in values}) or True
    except TypeError:
        return False


def _in_order(
    items: Mapping[str, ReturnedItem], order: Sequence[str], owners: Sequence[str | None]
) -> list[ReturnedItem]:
    """Return the items as their clauses stand in the file; one that is gone stands after its old neighbour."""
    out = [c for c in dict.fromkeys(o for o in owners if o) if c in items]
    for n, clause in enumerate(order):
        if clause in items and clause not in out:
            before = next((c for c in reversed(order[:n]) if c in out), None)
            out.insert(out.index(before) + 1 if before else 0, clause)
    return [items[c] for c in out]


def _placed(items: Sequence[ReturnedItem], owners: Sequence[str | None]) -> list[ReturnedItem]:
    standing = list(dict.fromkeys(o for o in owners if o))
    before = dict(zip(standing[1:], standing, strict=False))
    return [i.model_copy(update={"place": before.get(i.id, "")}) for i in items]
