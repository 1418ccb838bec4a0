"""One story of a Word file (the body, a note, a header) as blocks, in the order in which it is read."""

from __future__ import annotations

import re
from typing import Any

from assistant.documents.reading.word import objects
from assistant.documents.reading.word.gathered import Gathered, place_of
from assistant.documents.reading.word.kinds import kind_of, split_number
from assistant.documents.reading.word.lines import Line
from assistant.documents.reading.word.names import CHANGES, MC, SILENT, W, value_of
from assistant.documents.reading.word.revisions import Changes
from assistant.documents.reading.word.tables import Table
from assistant.documents.reading.word.words import Words, alternative
from assistant.domain.documents import Block, TrackedChange

_CLAUSE = "clause:"
_BOOKMARK = "_clause_"
_END = "_clause_end"
_COPY = re.compile(r"(?: Copy)? ?\d+$")  # LibreOffice numbers a name that stands twice
_THROUGH = frozenset(f"{W}{n}" for n in ("sdtContent", "customXml", "smartTag", "txbxContent"))
_CUT = 40  # a bookmark's name of this length was cut and says only how the clause's id begins


class Story:
    """Reads one part of a file into what is gathered of it; ``name`` is the part that its pointers belong to."""

    def __init__(self, gathered: Gathered, root: Any, name: str, part: str = "body", clause: str | None = None) -> None:
        self._all, self._part, self._home = gathered, part, part
        self._relations = gathered.package.relations(name)
        self.words = Words(root, gathered.styles, self._relations, gathered.note_numbers)
        self._clause = clause
        self._controls: list[str] = []
        self._clause_level = 0
        self._seen: set[str] = set()
        self._joins = False  # the paragraph before this one may run on into it, in one of the views
        self._first_number = ""

    def read(self, root: Any, number: str = "") -> None:
        """Read everything in an element; the first block gets the number of a note."""
        self._first_number = number
        self._blocks(root, ())

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
            self._begins([str(element.get(f"{W}name", ""))])
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
        if value_of(properties, f"{W}docPartObj/{W}docPartGallery") == "Table of Contents":
            self._contents()
            return
        tag = value_of(properties, f"{W}tag")
        ours = tag.startswith(_CLAUSE) and len(tag) > len(_CLAUSE)
        if ours:
            self._controls.append(tag.removeprefix(_CLAUSE))
            self._clause = None
        content = element.find(f"{W}sdtContent")
        if content is not None:
            self._blocks(content, changes)
        if ours:
            self._controls.pop()

    def _contents(self) -> None:
        if not any(u.what == "contents" for u in self._all.unread):
            self._all.report("contents", {}, "")

    def _begins(self, marks: list[str]) -> bool:
        """Take the names that begin here; tell whether one of them was a clause's."""
        found = False
        for name in marks:
            if name.startswith(_CLAUSE):
                self._clause, found = name.removeprefix(_CLAUSE), True
            elif name.startswith(_BOOKMARK):
                name = _COPY.sub("", name) if " " in name else name
                if name in self._seen or self._controls:
                    self._seen.add(name)
                    found = found or bool(self._controls)
                    continue
                self._seen.add(name)
                found = True
                if name == _END:
                    self._clause = None
                else:
                    whole = len(name) < _CUT
                    self._clause = name.removeprefix(_BOOKMARK).replace("_", "-") if whole else name
        return found

    def _paragraph(self, element: Any, changes: Changes) -> None:
        properties = element.find(f"{W}pPr")
        style = value_of(properties, f"{W}pStyle") or self._all.styles.default
        line = self.words.line(element, style, changes)
        marks = (*changes, *self.words.moves.of_mark(properties, line.pieces))
        begins = self._begins(line.marks)
        if line.repeats or self._all.styles.name(style).startswith("toc "):
            self._contents()
            if (line.repeats and not line.text.strip()) or not line.repeats:
                self._take(line, len(self._all.blocks))
                return
        number, before = self._all.number(properties, style, marks)
        typed = "" if number.depth else split_number(line)
        changed = any(c.kind != "formatted" for c in marks)
        kept = bool(line.text.strip()) or changed or self._joins
        at = len(self._all.blocks)
        self._take(line, at)
        if not kept:
            self._all.report_all(line, "")
        else:
            self._joins = changed
            kind, level = kind_of(properties, style, self._all.styles, number, typed, line, self._part)
            self._leaves(kind, level, begins)
            shown = self._first_number or number.text or typed
            self._all.add(
                Block.model_validate(
                    {
                        "kind": kind,
                        "spans": line.spans,
                        "level": level,
                        "number": shown,
                        "number_before": before,
                        "clause": self.clause,
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

    @property
    def clause(self) -> str | None:
        """The clause at this point: that of the innermost control, else of the last bookmark."""
        return self._controls[-1] if self._controls else self._clause

    def _leaves(self, kind: str, level: int, begins: bool) -> None:
        """A heading as high as the clause's own that bears no mark of a clause begins something else."""
        if kind != "heading" or self._controls or self._part != "body":
            return
        if begins:
            self._clause_level = level
        elif level <= self._clause_level:
            self._clause, self._clause_level = None, 0

    def _take(self, line: Line, at: int) -> None:
        for side, ident, offset in line.anchors:
            self._all.anchor(side, ident, at, offset)
        self._all.notes += [(part, ident, self.clause) for part, ident in line.notes]

    def _table(self, element: Any, changes: Changes) -> None:
        table = Table(self._all, self.words)
        table.read(element, changes)
        at = len(self._all.blocks)
        self._take(table.line, at)
        self._begins([])
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
                        "clause": self.clause,
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
