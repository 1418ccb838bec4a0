"""Compare two texts word by word, as counsel would mark them up.

A redline is read, not computed: words, numbers, dates and placeholders are never cut, a change begins and ends
where a sentence does if it can, and a few equal words between two changes are taken into the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from assistant.domain.comparisons import Piece, Pieces
from assistant.domain.documents import Spans
from assistant.drafting.tokens import Token, tokens

_ISLAND = 3  # equal words between two changes that are taken into them, if both changes are as long
_LITTLE = 0.3  # share of the shorter text's words that must stay, or all of it is shown as replaced
_LONG = 1200  # tokens; a longer text is first compared sentence by sentence
_NOT = frozenset({"not", "no", "never", "nor", "neither", "without", "except", "unless"})
Whole = tuple[tuple[int, int], ...]


class _Op(NamedTuple):
    """A stretch of tokens in both texts; equal, or changed."""

    equal: bool
    i1: int
    i2: int
    j1: int
    j2: int


def word_diff(old: str, new: str, *, whole: tuple[Whole, Whole] = ((), ())) -> Pieces:
    """Return the pieces that lead from the old text to the new one.

    Same and deleted pieces joined are the old text, same and inserted ones the new; what was deleted stands
    before what was put in its place. ``whole`` are stretches (start, end) of each text that must not be cut.
    """
    if old == new:
        return (Piece(kind="same", text=old),) if old else ()
    a, b = tokens(old, whole[0]), tokens(new, whole[1])
    ops = _settled(a, b, _merged(a, b, _slid(a, b, _ops(a, b))))
    return _pieces(a, b, ops)


def spans_diff(old: Spans, new: Spans) -> Pieces:
    """Return what differs between two rows of spans; placeholders are never cut."""
    one, other = "".join(s.text for s in old), "".join(s.text for s in new)
    return word_diff(one, other, whole=(_whole(old), _whole(new)))


def _whole(spans: Spans) -> Whole:
    out, at = [], 0
    for span in spans:
        if span.kind == "placeholder":
            out.append((at, at + len(span.text)))
        at += len(span.text)
    return tuple(out)


def _ops(a: Sequence[Token], b: Sequence[Token]) -> list[_Op]:
    if max(len(a), len(b)) <= _LONG:
        return _matched([t.text for t in a], [t.text for t in b])
    ones, others = _sentences(a), _sentences(b)
    texts = [["\0".join(t.text for t in part[s:e]) for s, e in cuts] for part, cuts in ((a, ones), (b, others))]
    out: list[_Op] = []
    for op in _matched(*texts):
        i1, i2 = _span(ones, op.i1, op.i2)
        j1, j2 = _span(others, op.j1, op.j2)
        if op.equal or max(i2 - i1, j2 - j1) > _LONG:
            out.append(_Op(op.equal, i1, i2, j1, j2))
            continue
        inner = _matched([t.text for t in a[i1:i2]], [t.text for t in b[j1:j2]])
        out += [_Op(o.equal, o.i1 + i1, o.i2 + i1, o.j1 + j1, o.j2 + j1) for o in inner]
    return _joined(out)


def _matched(a: Sequence[str], b: Sequence[str]) -> list[_Op]:
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [_Op(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes]


def _sentences(part: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [n + 1 for n, t in enumerate(part) if t.ends == 2 and (t.space or n + 1 == len(part))]
    edges = sorted({0, *cuts, len(part)})
    return list(pairwise(edges))


def _span(cuts: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return cuts[first][0], cuts[last - 1][1]
    at = cuts[first][0] if first < len(cuts) else (cuts[-1][1] if cuts else 0)
    return at, at


def _joined(ops: list[_Op]) -> list[_Op]:
    """Return the operations with neighbours of one sort made one, and empty ones left out."""
    out: list[_Op] = []
    for op in ops:
        if op.i1 == op.i2 and op.j1 == op.j2:
            continue
        if out and out[-1].equal == op.equal:
            out[-1] = _Op(op.equal, out[-1].i1, op.i2, out[-1].j1, op.j2)
        else:
            out.append(op)
    return out


def _slid(a: Sequence[Token], b: Sequence[Token], ops: list[_Op]) -> list[_Op]:
    """Let a bare insertion or deletion begin where a sentence does, where the words allow it."""
    out = list(ops)
    for n, op in enumerate(out):
        if op.equal or (op.i1 < op.i2 and op.j1 < op.j2):
            continue
        text, start, end = (a, op.i1, op.i2) if op.i1 < op.i2 else (b, op.j1, op.j2)
        # A neighbour that another change follows keeps a token, or the two changes would touch.
        before = out[n - 1].i2 - out[n - 1].i1 - (n > 1) if n else 0
        after = out[n + 1].i2 - out[n + 1].i1 - (n + 2 < len(out)) if n + 1 < len(out) else 0
        shift = _best_shift(text, start, end, before, after)
        if not shift:
            continue
        if n:
            out[n - 1] = _moved(out[n - 1], end=shift)
        out[n] = _Op(False, op.i1 + shift, op.i2 + shift, op.j1 + shift, op.j2 + shift)
        if n + 1 < len(out):
            out[n + 1] = _moved(out[n + 1], start=shift)
        elif shift < 0:
            out.append(_Op(True, op.i2 + shift, op.i2, op.j2 + shift, op.j2))
        if not n and shift > 0:
            out.insert(0, _Op(True, op.i1, op.i1 + shift, op.j1, op.j1 + shift))
    return _joined(out)


def _best_shift(text: Sequence[Token], start: int, end: int, before: int, after: int) -> int:
    shifts = [0]
    for k in range(1, before + 1):
        if text[start - k].text != text[end - k].text:
            break
        shifts.append(-k)
    for k in range(after):
        if text[start + k].text != text[end + k].text:
            break
        shifts.append(k + 1)

    def worth(shift: int) -> tuple[int, int]:
        first = 2 if start + shift == 0 else text[start + shift - 1].ends
        return first + text[end + shift - 1].ends, -abs(shift)

    return max(shifts, key=worth)


def _moved(op: _Op, *, start: int = 0, end: int = 0) -> _Op:
    return _Op(op.equal, op.i1 + start, op.i2 + end, op.j1 + start, op.j2 + end)


def _merged(a: Sequence[Token], b: Sequence[Token], ops: list[_Op]) -> list[_Op]:
    """Take small islands of equal words into the changes around them."""
    while True:
        for n in range(1, len(ops) - 1):
            if ops[n].equal and _small(a, b, ops[n - 1], ops[n], ops[n + 1]):
                whole = _Op(False, ops[n - 1].i1, ops[n + 1].i2, ops[n - 1].j1, ops[n + 1].j2)
                ops = [*ops[: n - 1], whole, *ops[n + 2 :]]
                break
        else:
            return ops


def _small(a: Sequence[Token], b: Sequence[Token], left: _Op, island: _Op, right: _Op) -> bool:
    gone = [_words(a, o.i1, o.i2) for o in (left, right)]
    come = [_words(b, o.j1, o.j2) for o in (left, right)]
    if not (left.i1 < left.i2 or right.i1 < right.i2) or not (left.j1 < left.j2 or right.j1 < right.j2):
        return False  # only words put in, or only words taken out: the islands help to read them
    inside = [t.text.lower() for t in a[island.i1 : island.i2] if t.word]
    if len(inside) <= 1 and set(inside) <= _NOT:
        return True
    if inside and any(t.text.startswith("[") for o in (left, right) for t in (*a[o.i1 : o.i2], *b[o.j1 : o.j2])):
        return False  # places that were filled in are read one by one
    return len(inside) <= min(_ISLAND, max(gone[0], come[0]), max(gone[1], come[1]))


def _words(part: Sequence[Token], start: int, end: int) -> int:
    return sum(t.word for t in part[start:end])


def _settled(a: Sequence[Token], b: Sequence[Token], ops: list[_Op]) -> list[_Op]:
    """Show the whole text as replaced when next to nothing of it stays."""
    stay = sum(_words(a, o.i1, o.i2) for o in ops if o.equal)
    least = min(_words(a, 0, len(a)), _words(b, 0, len(b)))
    if least and stay < _LITTLE * least:
        return [_Op(False, 0, len(a), 0, len(b))]
    return ops


def _pieces(a: Sequence[Token], b: Sequence[Token], ops: list[_Op]) -> Pieces:
    out: list[list[str]] = [["", "", ""]]  # [same, deleted, inserted], one after the other

    def same(text: str) -> None:
        if text:
            if out[-1][1] or out[-1][2]:
                out.append(["", "", ""])
            out[-1][0] += text

    for op in ops:
        if not op.equal:
            out[-1][1] += "".join(t.whole for t in a[op.i1 : op.i2])
            out[-1][2] += "".join(t.whole for t in b[op.j1 : op.j2])
            continue
        for one, other in zip(a[op.i1 : op.i2], b[op.j1 : op.j2], strict=True):
            same(one.text)
            if one.space == other.space:
                same(one.space)
            else:
                out[-1][1] += one.space
                out[-1][2] += other.space
    return tuple(_trimmed(out))


def _trimmed(groups: list[list[str]]) -> list[Piece]:
    """Return the pieces; white space that ends both sides of a change is left out of it."""
    out: list[Piece] = []
    carried = ""
    for stay, gone, come in groups:
        shared = 0
        while (
            shared < min(len(gone), len(come))
            and gone[-1 - shared] == come[-1 - shared]
            and gone[-1 - shared].isspace()
        ):
            shared += 1
        for kind, text in (
            ("same", carried + stay),
            ("deleted", gone[: len(gone) - shared]),
            ("inserted", come[: len(come) - shared]),
        ):
            if text:
                out.append(Piece.model_validate({"kind": kind, "text": text}))
        carried = gone[len(gone) - shared :]
    if carried:
        out.append(Piece(kind="same", text=carried))
    return out
