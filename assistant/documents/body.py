"""Turn the parts of an agreement into Word's paragraphs and tables."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from docx.oxml.ns import qn

from assistant.documents.contents import Entry, contents, fills_a_page
from assistant.documents.controls import bookmarked, clause_control, clauses_end
from assistant.documents.elements import Element, Ids, one_line, paragraph, run
from assistant.documents.numbering import INDENTS, Counter, Lists
from assistant.documents.outline import TABLES, Part, headings, outline
from assistant.documents.runs import Runs, points_in_cells
from assistant.documents.signatures import signature_table, signed_rows
from assistant.documents.stamps import bookmark_name
from assistant.documents.tables import describe, table
from assistant.documents.tracked import Points, Tracks, is_gone, is_new, is_tracked
from assistant.domain.documents import Block, MouDocument, TrackedChange
from assistant.domain.wording import Wording

_INDENT = 720  # where the text of a numbered paragraph begins, in twentieths of a point
_LEVEL = {"heading": 0, "paragraph": 1, "item": 2}
_STYLE = {
    "title": "title",
    "subtitle": "subtitle",
    "recital": "mou recital",
    "paragraph": "mou paragraph",
    "item": "mou item",
}


class Body:
    """Write one document; ``notes`` are what stands for comments in the heading of a clause, and in a block by number.

    ``width`` is that of the text, in twentieths of a point. A document with tracked changes has no list of contents
    and no content controls: neither can be as it was and as it will be at once.
    """

    def __init__(
        self,
        mou: MouDocument,
        *,
        styles: dict[str, str],
        lists: Lists,
        ids: Ids,
        width: int,
        notes: tuple[Mapping[str, Points], Mapping[int, Points]],
        words: Wording,
    ) -> None:
        self._words = words
        self._styles, self._lists, self._ids, self._width = styles, lists, ids, width
        self._notes = notes[0]
        self._points = {id(mou.blocks[n]): points for n, points in notes[1].items()}
        self._tracked = is_tracked(mou)
        self._front, self._parts = outline(mou, words)
        # A reference to a heading that a change puts in or takes away would be broken by taking the change back.
        stay = [p.block for p in self._parts if p.block.kind == "heading" and not (is_gone(p.block) or is_new(p.block))]
        self._places = places = {str(b.clause): b.number for b in stay if b.clause}
        self._tracks = Tracks(ids)
        self._runs = Runs(styles=styles, places=places, tracks=self._tracks, words=words)
        self._counter, self._former = Counter(), Counter()
        self._list: int | None = None  # set once the row of clause numbers was broken
        self._marked: set[str] = set()
        self._listed = 0

    def elements(self) -> list[Element]:
        """Return everything between the shell's beginning and its section properties."""
        parts = self._parts
        # A paper that goes with an agreement has headings of its own; it is short and needs no list of them.
        listed = headings(parts) if self._places and not self._tracked else []
        entries = [Entry(b.number, one_line(b.text), _toc_name(n)) for n, b in enumerate(listed, start=1)]
        front = [(p.block, [self._text(p, None)]) for p in self._front]
        out: list[Element] = []
        if len(entries) > 2:
            out.append(
                contents(entries, heading=self._words("word.contents"), styles=self._styles, ident=self._ids.next())
            )
            parts = [parts[0]._replace(page_break=fills_a_page(entries)), *parts[1:]]
        neighbours = zip([None, *parts], parts, [*parts[1:], None], strict=False)
        written = [(part.block, self._part(part, before, after)) for before, part, after in neighbours if part]
        self._mark_moves([*front, *written])
        out[:0] = [e for _, elements in front for e in elements]
        ended = -1  # where the last clause does
        for clause, group in groupby(written, key=lambda pair: pair[0].clause):
            made = list(group)
            content = [e for _, elements in made for e in elements]
            if clause is None or self._tracked:
                out += content
            else:
                title = next((b.text for b, _ in made if b.kind == "heading"), clause)
                out.append(clause_control(clause, title, content, self._ids))
            if clause is not None:
                ended = len(out)
        if written and (written[-1][0].kind in TABLES or written[-1][0].changes):
            # Word wants a paragraph after the last table, and one whose end no change can take away.
            out.append(paragraph(self._styles["mou plain"]))
        if ended >= 0:
            out[ended:] = clauses_end(out[ended:], self._ids)
        return out

    def _mark_moves(self, written: list[tuple[Block, list[Element]]]) -> None:
        def move(pair: tuple[Block, list[Element]]) -> TrackedChange | None:
            return next((c for c in pair[0].changes if c.move and c.kind in {"moved-from", "moved-to"}), None)

        for change, group in groupby(written, key=move):
            if change is not None:
                made = list(group)
                made[-1][1].append(self._tracks.move(change, made[0][1][0]))

    def _part(self, part: Part, before: Part | None, after: Part | None) -> list[Element]:
        follows_table = before is not None and before.block.kind in TABLES
        if part.block.kind in TABLES:
            # Two tables that touch become one in Word.
            gap = [paragraph(self._styles["mou plain"])] if follows_table else []
            return [*gap, self._table(part.block)]
        if part.block.kind == "heading":
            return [self._heading(part)]
        return [self._text(part, after, space=160 if follows_table else None)]

    def _text(self, part: Part, after: Part | None, *, space: int | None = None) -> Element:
        block = part.block
        style = _STYLE.get(block.kind, "mou continued" if block.clause else "mou plain")
        if block.kind == "paragraph" and not block.number:
            style = "mou continued"
        numbered, lead = self._number(block)
        leads_in = after is not None and (
            after.block.kind in TABLES or (after.block.kind == "item" and block.kind in {"paragraph", "plain"})
        )
        points = self._tracks.points(self._points.pop(id(block), ()), block.changes)
        made = paragraph(
            self._styles[style],
            [*lead, *self._runs(block.spans, points=points)],
            keep_next=leads_in,
            page_break=part.page_break,
            numbered=numbered,
            before=space,
            indent=_indent(numbered),
        )
        self._tracks.paragraph(made, block.changes)
        return made

    def _heading(self, part: Part) -> Element:
        block = part.block
        names, style = [], "heading 2"
        if block.level <= 1:
            style = "heading 1" if block.number else "mou heading"
            if not self._tracked:
                self._listed += 1
                names.append(_toc_name(self._listed))
        numbered, lead = self._number(block) if style == "heading 1" else (None, [])
        points = list(self._points.pop(id(block), ()))
        if block.clause and block.clause not in self._marked and not is_gone(block):
            self._marked.add(block.clause)
            names.insert(0, bookmark_name(block.clause))
            points += [(min(at, len(block.text)), marks) for at, marks in self._notes.get(block.clause, ())]
        spans = self._runs(block.spans, flat=True, points=self._tracks.points(points, block.changes))
        words = bookmarked(names, [*lead, *spans], self._ids)
        made = paragraph(
            self._styles[style],
            words,
            page_break=part.page_break,
            numbered=numbered,
            indent=_indent(numbered),
        )
        self._tracks.paragraph(made, block.changes)
        return made

    def _number(self, block: Block) -> tuple[tuple[int, int] | None, list[Element]]:
        """Return the numbering to set and the words to write before the text.

        Where Word's own count would show another number than the block's, the block's stands as words.
        """
        if block.kind == "recital":
            return ((0, self._lists.recitals), []) if block.number else (None, [])
        if block.kind not in _LEVEL:
            return None, []
        level = _LEVEL[block.kind]
        if not block.number:
            return ((level, 0) if block.kind == "item" else None), []
        # Word counts for whoever accepts all changes and for whoever rejects them.
        counter = self._former if is_gone(block) else self._counter
        if not counter.matches(level, block.number):
            start = counter.restart(block.number) if level == 0 and not self._tracked else None
            if start is None:
                return (level, 0), self._tracks.runs([run(f"{block.number}\t")], block.changes)
            self._list = self._lists.restart(start)
        if self._tracked and not is_gone(block) and not is_new(block):
            self._former.count(level)
        return ((level, self._list) if self._list is not None else None), []

    def _table(self, block: Block) -> Element:
        if block.kind == "signatures":
            made = signature_table(block.signers, width=self._width, styles=self._styles, words=self._words)
            for signer, changes in zip(signed_rows(made), block.row_changes, strict=False):
                for row in signer:
                    self._tracks.row(row, changes)
            first = next(made.iter(qn("w:p")))
            for _, marks in self._points.pop(id(block), ()):
                first.extend(marks)
            return made
        indent = _INDENT if block.clause else 0
        columns = max(len(r) for r in block.rows)
        points = iter(points_in_cells(block.rows, columns, self._points.pop(id(block), ())))
        made = table(
            block.rows,
            width=self._width - indent,
            indent=indent,
            styles=self._styles,
            runs=lambda cell: self._runs(cell, points=next(points)),
            title=block.caption,
            description=describe(block.rows, self._words),
        )
        for row, changes in zip(made.findall(qn("w:tr")), block.row_changes, strict=False):
            self._tracks.row(row, changes)
        return made


def _indent(numbered: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the indent to set where a number written out takes the list's, and its indent, away."""
    return INDENTS[numbered[0]] if numbered is not None and numbered[1] == 0 else None


def _toc_name(number: int) -> str:
    return f"_Toc{number:06}"
