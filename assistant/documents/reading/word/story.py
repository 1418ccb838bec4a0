"""One story of a Word file (the body, a note, a header) as blocks, in the order in which it is read."""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.word import objects
from assistant.documents.reading.word.clauses import Clauses
from assistant.documents.reading.word.gathered import Gathered, place_of
from assistant.documents.reading.word.kinds import kind_of, looks_like_title, split_number
from assistant.documents.reading.word.lines import Line
from assistant.documents.reading.word.names import CHANGES, MC, SILENT, W, on, value_of
from assistant.documents.reading.word.numbering import Number
from assistant.documents.reading.word.revisions import Changes
from assistant.documents.reading.word.tables import Table
from assistant.documents.reading.word.words import Words, alternative
from assistant.domain.documents import Block, TrackedChange

_THROUGH = frozenset(f"{W}{n}" for n in ("sdtContent", "customXml", "smartTag", "txbxContent"))


class Story:
    """Reads one part of a file into what is gathered of it; ``name`` is the part that its pointers belong to."""

    def __init__(self, gathered: Gathered, root: Any, name: str, part: str = "body", clause: str | None = None) -> None:
        self._all, self._part = gathered, part
        self._relations = gathered.package.relations(name)
        self.words = Words(root, gathered.styles, self._relations, gathered.note_numbers)
        self._clauses = Clauses(clause)
        self._joins = False  # the paragraph before this one may run on into it, in one of the views
        self._first_number = ""

    def read(self, root: Any, number: str = "", changes: Changes = ()) -> None:
        """Read everything in an element; of a note, with its number and the changes of its mark."""
        self._first_number = number
        self._blocks(root, changes)

    def _blocks(self, element: Any, changes: Changes) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, changes)
            elif tag == f"{W}tbl":
                self._table(child, changes)
            elif tag == f"{W}sdt":
                self._control(child, changes)
            elif tag in CHANGES:
                self._blocks(child, (*changes, self.words.moves.change(child)))
            elif tag in _THROUGH:
                self._blocks(child, changes)
            elif tag == f"{MC}AlternateContent":
                if (chosen := alternative(child)) is not None:
                    self._blocks(chosen, changes)
            elif tag not in SILENT and not self._between(child):
                self._strange(child, changes)

    def _between(self, element: Any) -> bool:
        """Take a mark that stands between paragraphs."""
        name = element.tag.removeprefix(W)
        if name == "bookmarkStart":
            self._clauses.begin([str(element.get(f"{W}name", ""))])
        elif name in ("commentRangeStart", "commentRangeEnd"):
            self._all.anchor(
                "start" if name.endswith("Start") else "end", str(element.get(f"{W}id", "")), len(self._all.blocks), 0
            )
        else:
            return self.words.moves.mark(element)
        return True

    def _strange(self, element: Any, changes: Changes) -> None:
        found = objects.described(element, self._relations)
        for what, slots in found.unread:
            self._all.report(what, slots)
        if not found.known:
            self._all.report("unknown", {"name": element.tag.rpartition("}")[2]})
            if next(element.iter(f"{W}p"), None) is not None:
                self._blocks(element, changes)
            elif next(element.iter(f"{W}r"), None) is not None:  # words between paragraphs, where none belong
                self._paragraph(element, changes)

    def _control(self, element: Any, changes: Changes) -> None:
        properties = element.find(f"{W}sdtPr")
        ours = self._clauses.enter(value_of(properties, f"{W}tag"))
        content = element.find(f"{W}sdtContent")
        if content is not None:
            self._blocks(content, changes)
        if ours:
            self._clauses.leave()

    def _paragraph(self, element: Any, changes: Changes) -> None:
        properties = element.find(f"{W}pPr")
        style = value_of(properties, f"{W}pStyle") or self._all.styles.default
        line = self.words.line(element, style, changes)
        marks = (*changes, *self.words.moves.of_mark(properties, line.pieces))
        begins = self._clauses.begin(line.marks)
        name = self._all.styles.name(style)
        if line.repeats or name.startswith("toc "):
            if name != "toc heading":
                self._all.repeated.append(line.repeated or line.text)
            if not line.repeated or not line.text.strip():
                self._take(line, len(self._all.blocks))
                return
        hidden = not line.text.strip() and on(properties, f"{W}rPr/{W}vanish")
        number, before = (Number(), None) if hidden else self._all.number(properties, style, marks)
        typed = "" if number.depth else split_number(line)
        changed = any(c.kind != "formatted" for c in marks)
        kept = bool(line.text.strip()) or changed or self._joins
        at = len(self._all.blocks)
        self._take(line, at)
        if not kept:
            self._all.report_all(line, "")
        else:
            self._joins = changed
            kind, level = self._kind(properties, style, number, typed, line)
            if kind == "heading" and self._part == "body":
                self._clauses.heading(level, begins)
            shown = self._first_number or number.text or typed
            self._all.add(
                Block.model_validate(
                    {
                        "kind": kind,
                        "spans": line.spans,
                        "level": level,
                        "number": shown,
                        "number_before": before,
                        "clause": self._clauses.now,
                        "part": self._part,
                        "style": self._all.styles.title(style),
                        "changes": marks,
                    }
                ),
                line.size,
            )
            self._first_number = ""
            self._all.report_all(line, place_of(shown, line.text))
        self._boxed(line.boxes)

    def _kind(self, properties: Any, style: str, number: Number, typed: str, line: Line) -> tuple[str, int]:
        styles = self._all.styles
        kind, level = kind_of(properties, style, styles, number, typed, line, self._part)
        first = kind == "heading" and not self._all.blocks and not number.text and not typed
        return ("title", 0) if first and looks_like_title(properties, style, styles, line) else (kind, level)

    def _take(self, line: Line, at: int) -> None:
        for side, ident, offset in line.anchors:
            self._all.anchor(side, ident, at, offset)
        self._all.notes += [(*note, self._clauses.now) for note in line.notes]

    def _table(self, element: Any, changes: Changes) -> None:
        table = Table(self._all, self.words)
        table.read(element, changes)
        at = len(self._all.blocks)
        self._take(table.line, at)
        self._joins = False
        if any(cell for row in table.rows for cell in row):
            formatted: tuple[TrackedChange, ...] = table.changes
            self._all.add(
                Block.model_validate(
                    {
                        "kind": "table",
                        "rows": tuple(table.rows),
                        "row_changes": tuple(table.row_changes) if any(table.row_changes) else (),
                        "caption": table.caption,
                        "clause": self._clauses.now,
                        "part": self._part,
                        "style": table.style,
                        "changes": formatted,
                    }
                ),
                table.line.size,
            )
        self._all.report_all(table.line, table.place)
        self._boxed(table.line.boxes)

    def _boxed(self, boxes: list[tuple[Any, Changes]]) -> None:
        """Read text boxes behind the paragraph that they hang on."""
        if not boxes:
            return
        outer, joins, self._part = self._part, self._joins, "text box" if self._part == "body" else self._part
        for content, changes in boxes:
            self._joins = False
            self._blocks(content, changes)
        self._part, self._joins = outer, joins
