"""Turn spans into Word's runs: placeholders, references, tracked changes, and the ends of comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.documents.elements import Element, run, w
from assistant.documents.fields import field
from assistant.documents.signatures import bracketed
from assistant.documents.stamps import bookmark_name
from assistant.documents.tracked import GONE, Points, Tracks
from assistant.domain.documents import Span, Spans
from assistant.domain.wording import Wording


class Runs:
    """Write spans; ``places`` are the numbers of the clauses that references may point to."""

    def __init__(self, *, styles: dict[str, str], places: Mapping[str, str], tracks: Tracks, words: Wording) -> None:
        self._styles, self._places, self._tracks, self._words = styles, places, tracks, words

    def __call__(self, spans: Spans, *, flat: bool = False, points: Points = ()) -> list[Element]:
        """Return the runs of spans; ``flat`` turns line breaks into spaces, ``points`` are put between them."""
        out: list[Element] = []
        at = 0
        for edge, between in [*sorted(points, key=lambda p: p[0]), (None, ())]:
            stretch = list(_between(spans, at, edge))
            for changes, group in groupby(stretch, key=lambda s: s.changes):
                runs = [element for span in group for element in self._span(span, flat)]
                out += self._tracks.runs(runs, changes) if changes else runs
            out += between
            at = max(at, edge or 0)
        return out

    def _span(self, span: Span, flat: bool) -> list[Element]:
        text = span.text.replace("\n", " ") if flat else span.text
        if span.kind == "placeholder":
            style = self._styles["mou placeholder"]
            return [run(bracketed(text, self._words), style=style, highlight=True)]
        if span.kind == "ref" and span.field in self._places and not any(c.kind in GONE for c in span.changes):
            return self._reference(text, str(span.field), tracked=bool(span.changes))
        return [run(text)] if text else []

    def _reference(self, text: str, clause: str, *, tracked: bool) -> list[Element]:
        """Return "Section 12" with a number that Word renews when clauses move."""
        words, number = text[: -len(text.split(" ")[-1])], text.split(" ")[-1]
        if number == self._places[clause] and number.isdigit():
            return [*([run(words)] if words else []), *field(f"REF {bookmark_name(clause)} \\r \\h", [run(number)])]
        if tracked:
            return [run(text)]  # the schema has no link within a tracked change
        return [w("hyperlink", run(text), anchor=bookmark_name(clause), history=1)]


def points_in_cells(rows: Sequence[Sequence[Spans]], columns: int, points: Points) -> list[Points]:
    """Share points in the words of a table (``domain.changes.words_of``) among its cells, row by row.

    A row that is short of ``columns`` gets empty cells at its end.
    """
    out: list[Points] = []
    waiting = sorted(points, key=lambda p: p[0])
    at = 0
    for row in rows:
        for cell in row:
            end = at + sum(len(s.text) for s in cell)
            out.append([(max(p - at, 0), marks) for p, marks in waiting if p <= end])
            waiting = [p for p in waiting if p[0] > end]
            at = end + 1
        at += not row
        out += [()] * (columns - len(row))
    if out and waiting:
        out[-1] = [*out[-1], *((1 << 30, marks) for _, marks in waiting)]
    return out


def _between(spans: Spans, start: int, end: int | None) -> Iterator[Span]:
    """Yield the spans from ``start`` to ``end``; what is cut in two is plain text from there on."""
    at = 0
    for span in spans:
        first, last = max(start, at), at + len(span.text) if end is None else min(end, at + len(span.text))
        if (first, last) == (at, at + len(span.text)):
            # A span without a text stands where it begins, once.
            if span.text or (at >= start and (end is None or at < end)):
                yield span
        elif first < last:
            kind = "ref" if span.kind == "ref" and last == at + len(span.text) else "text"
            yield span.model_copy(update={"text": span.text[first - at : last - at], "kind": kind})
        at += len(span.text)
