"""Turn the parts of an agreement into Word's paragraphs and tables."""

from __future__ import annotations

from itertools import groupby

from assistant.documents.contents import Entry, contents, fills_a_page
from assistant.documents.controls import bookmark_name, bookmarked, clause_control, clauses_end
from assistant.documents.elements import Element, Ids, one_line, paragraph, run, w
from assistant.documents.fields import field
from assistant.documents.numbering import INDENTS, Counter, Lists
from assistant.documents.outline import TABLES, Part, headings, outline
from assistant.documents.signatures import bracketed, signature_table
from assistant.documents.tables import describe, table
from assistant.domain.documents import Block, MouDocument, Spans
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
Marks = tuple[list[Element], list[Element]]  # what stands before and after the words that a comment marks


class Body:
    """Write one document; ``notes`` are the comment marks of each clause, ``width`` that of the text.

    Widths are in twentieths of a point.
    """

    def __init__(
        self,
        mou: MouDocument,
        *,
        styles: dict[str, str],
        lists: Lists,
        ids: Ids,
        width: int,
        notes: dict[str, Marks],
        words: Wording,
    ) -> None:
        self._words = words
        self._styles, self._lists, self._ids, self._width, self._notes = styles, lists, ids, width, notes
        self._front, self._parts = outline(mou, words)
        self._places = {p.block.clause: p.block.number for p in self._parts if p.block.kind == "heading"}
        self._counter = Counter()
        self._list: int | None = None  # set once the row of clause numbers was broken
        self._marked: set[str] = set()
        self._listed = 0

    def elements(self) -> list[Element]:
        """Return everything between the shell's beginning and its section properties."""
        out = [self._text(p, None) for p in self._front]
        parts = self._parts
        listed = headings(parts)
        entries = [Entry(b.number, one_line(b.text), _toc_name(n)) for n, b in enumerate(listed, start=1)]
        if len(entries) > 2:
            out.append(
                contents(entries, heading=self._words("word.contents"), styles=self._styles, ident=self._ids.next())
            )
            parts = [parts[0]._replace(page_break=fills_a_page(entries)), *parts[1:]]
        neighbours = zip([None, *parts], parts, [*parts[1:], None], strict=False)
        written = [(part.block, self._part(part, before, after)) for before, part, after in neighbours if part]
        last, ended = next((b.clause for b, _ in reversed(written) if b.clause), None), 0
        for clause, group in groupby(written, key=lambda pair: pair[0].clause):
            made = list(group)
            content = [e for _, elements in made for e in elements]
            if clause is None:
                out += content
                continue
            title = next((b.text for b, _ in made if b.kind == "heading"), clause)
            out.append(clause_control(clause, title, content, self._ids))
            if clause == last:
                ended = len(out)
        if written and written[-1][0].kind in TABLES:
            out.append(paragraph(self._styles["mou plain"]))  # Word wants a paragraph after the last table
        if last is not None:
            out[ended:] = clauses_end(out[ended:], self._ids)
        return out

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
        return paragraph(
            self._styles[style],
            [*lead, *self._runs(block.spans)],
            keep_next=leads_in,
            page_break=part.page_break,
            numbered=numbered,
            before=space,
            indent=_indent(numbered),
        )

    def _heading(self, part: Part) -> Element:
        block = part.block
        names, style = [], "heading 2"
        if block.level <= 1:
            self._listed += 1
            names.append(_toc_name(self._listed))
            style = "heading 1" if block.number else "mou heading"
        numbered, lead = self._number(block) if style == "heading 1" else (None, [])
        marks: Marks = ([], [])
        if block.clause and block.clause not in self._marked:
            self._marked.add(block.clause)
            names.insert(0, bookmark_name(block.clause))
            marks = self._notes.get(block.clause, marks)
        words = bookmarked(names, [*lead, *self._runs(block.spans, flat=True)], self._ids)
        return paragraph(
            self._styles[style],
            [*marks[0], *words, *marks[1]],
            page_break=part.page_break,
            numbered=numbered,
            indent=_indent(numbered),
        )

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
        if not self._counter.matches(level, block.number):
            start = self._counter.restart(block.number) if level == 0 else None
            if start is None:
                return (level, 0), [run(f"{block.number}\t")]
            self._list = self._lists.restart(start)
        return ((level, self._list) if self._list is not None else None), []

    def _table(self, block: Block) -> Element:
        if block.kind == "signatures":
            return signature_table(block.signers, width=self._width, styles=self._styles, words=self._words)
        indent = _INDENT if block.clause else 0
        return table(
            block.rows,
            width=self._width - indent,
            indent=indent,
            styles=self._styles,
            runs=self._runs,
            title=block.caption,
            description=describe(block.rows, self._words),
        )

    def _runs(self, spans: Spans, *, flat: bool = False) -> list[Element]:
        """Return the runs of spans; ``flat`` turns line breaks into spaces."""
        out = []
        for span in spans:
            text = span.text.replace("\n", " ") if flat else span.text
            if span.kind == "placeholder":
                out.append(run(bracketed(text, self._words), style=self._styles["mou placeholder"], highlight=True))
            elif span.kind == "ref" and span.field in self._places:
                out += self._reference(text, str(span.field))
            elif text:
                out.append(run(text))
        return out

    def _reference(self, text: str, clause: str) -> list[Element]:
        """Return "Section 12" with a number that Word renews when clauses move."""
        words, number = text[: -len(text.split(" ")[-1])], text.split(" ")[-1]
        if number != self._places[clause] or not number.isdigit():
            return [w("hyperlink", run(text), anchor=bookmark_name(clause), history=1)]
        return [run(words), *field(f"REF {bookmark_name(clause)} \\r \\h", [run(number)])]


def _indent(numbered: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the indent to set where a number written out takes the list's, and its indent, away."""
    return INDENTS[numbered[0]] if numbered is not None and numbered[1] == 0 else None


def _toc_name(number: int) -> str:
    return f"_Toc{number:06}"
