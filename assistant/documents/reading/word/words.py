"""The words of paragraphs: runs, changes, links, fields, controls, and the marks that stand among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.documents.reading.clean import one_line, shown
from assistant.documents.reading.word import objects
from assistant.documents.reading.word.fields import REPEATING, SHOW_NOTHING, Fields, target_of
from assistant.documents.reading.word.lines import Kind, Line
from assistant.documents.reading.word.names import (
    CHANGES,
    MC,
    PIECES,
    SILENT,
    UNDERSTOOD,
    WRAPPERS,
    M,
    R,
    W,
    on,
    value_of,
)
from assistant.documents.reading.word.package import Relation
from assistant.documents.reading.word.revisions import Changes, Moves, change_of
from assistant.documents.reading.word.styles import Styles
from assistant.documents.reading.word.symbols import symbol
from assistant.documents.stamps import clause_of_tag
from assistant.domain.documents import TrackedChange

_UNNAMED = TrackedChange(kind="deleted")
_LONGEST = 120
_HEADS = ("footnoteReference", "endnoteReference")


class Words:
    """Reads the paragraphs of one story (body, header, note …) in order; fields and moves run on between them."""

    def __init__(self, root: Any, styles: Styles, relations: dict[str, Relation], numbers: dict[str, str]) -> None:
        self._styles, self._relations, self._numbers = styles, relations, numbers
        self.fields = Fields(root)
        self.moves = Moves()
        self._line = Line()
        self._paragraph = ""
        self._by_tag: dict[str, Callable[[Any, Changes, Kind, str | None], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._link,
            f"{W}fldSimple": self._simple_field,
            f"{W}sdt": self._control,
            f"{W}ruby": self._ruby,
            f"{MC}AlternateContent": self._alternate,
            **dict.fromkeys(CHANGES, self._changed),
            **dict.fromkeys(WRAPPERS, self._through),
        }

    def line(self, paragraph: Any, style: str, changes: Changes) -> Line:
        """Return one w:p; ``changes`` are those of what it stands in."""
        self._line, self._paragraph = Line(), style
        self._through(paragraph, changes, "text", None)
        line, self._line = self._line, Line()
        if self.fields.repeating:
            line.repeats = True
        return line

    def _through(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        for child in element:
            tag = child.tag
            act = self._by_tag.get(tag)
            if act is not None:
                act(child, changes, kind, of)
            elif tag in PIECES:
                self._piece(child, changes, kind, of)
            elif tag not in SILENT and not self._mark(child):
                self._strange(child, changes, kind, of)

    def _changed(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        self._through(element, (*changes, self.moves.change(element)), kind, of)

    def _mark(self, element: Any) -> bool:
        """Take a mark that has no words: a bookmark, an end of a comment, of a move."""
        name = element.tag.removeprefix(W)
        if name == "bookmarkStart":
            self._line.marks.append(str(element.get(f"{W}name", "")))
        elif name in ("commentRangeStart", "commentRangeEnd"):
            side = "start" if name.endswith("Start") else "end"
            self._line.anchors.append((side, str(element.get(f"{W}id", "")), self._line.size))
        else:
            return self.moves.mark(element)
        return True

    def _link(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        anchor = str(element.get(f"{W}anchor", ""))
        before = self._line.size
        self._through(element, changes, "ref" if anchor and kind == "text" else kind, anchor or of)
        target = self._relations.get(str(element.get(f"{R}id", "")))
        if target is not None and target.outside:
            self._linked(self._line.since(before), target.target)

    def _simple_field(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        instruction = str(element.get(f"{W}instr", ""))
        name = (instruction.split() or [""])[0].upper()
        if name in REPEATING:
            self._line.repeats = True
            self._line.repeated += "".join(t.text or "" for t in element.iter(f"{W}t"))
            return
        before = self._line.size
        target = target_of(instruction)
        self._through(element, changes, "ref" if target and kind == "text" else kind, target or of)
        if self._line.size == before and name not in SHOW_NOTHING:
            self._note("field", name=name)

    def _control(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        properties = element.find(f"{W}sdtPr")
        tag = value_of(properties, f"{W}tag")
        if clause_of_tag(tag) is not None:
            self._line.marks.append(tag)
        if on(properties, f"{W}showingPlcHdr"):
            kind = "placeholder"
        self._through(element, changes, kind, of)

    def _ruby(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        above = "".join(t.text or "" for rt in element.iter(f"{W}rt") for t in rt.iter(f"{W}t"))
        self._note("ruby", words=above)
        for base in element.iter(f"{W}rubyBase"):
            self._through(base, changes, kind, of)

    def _alternate(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        if (chosen := alternative(element)) is not None:
            if element.getparent().tag == f"{W}r":
                self._pieces(chosen, changes, kind, of)
            else:
                self._through(chosen, changes, kind, of)

    def _strange(self, element: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        """Report what is not known, and read the words in it all the same."""
        found = objects.described(element, self._relations)
        for what, slots in found.unread:
            self._note(what, **slots)
        self._line.boxes += [(box, changes) for box in found.boxes]
        if not found.known:
            name = element.tag.rpartition("}")[2]
            self._note("unknown", name=name)
            if not element.tag.startswith(M):
                self._through(element, changes, kind, of)

    def _run(self, run: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        looks = run.find(f"{W}rPr")
        style = value_of(looks, f"{W}rStyle")
        if looks is not None:
            if (was := looks.find(f"{W}rPrChange")) is not None:
                changes = (*changes, change_of(was, "formatted"))
            if self._look(looks, style, "vanish"):
                self._hidden(run)
                return
        if style and self._styles.name(style) == "mou placeholder":
            kind = "placeholder"
        before = self._line.size
        self._pieces(run, changes, kind, of)
        if self._line.size > before and not self._line.since(before).isspace():
            self._line.bold &= self._look(looks, style, "b")
            self._line.capitals &= self._look(looks, style, "caps") or self._look(looks, style, "smallCaps")

    def _look(self, looks: Any, style: str, name: str) -> bool:
        path = f"{W}rPr/{W}{name}"
        own = on(looks, f"{W}{name}")
        if own is None:
            return (bool(style) and self._styles.says(style, path)) or self._styles.says(self._paragraph, path)
        return own

    def _hidden(self, run: Any) -> None:
        for child in run:  # a hidden run may still begin or end a field, or hold a comment's place
            if child.tag in (f"{W}fldChar", f"{W}instrText", f"{W}commentReference"):
                self._piece(child, (), "text", None)
        words = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if words.strip() and self.fields.shown and not self.fields.repeating:
            self._note("hidden", words=words)

    def _pieces(self, run: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        for child in run:
            self._piece(child, changes, kind, of)

    def _piece(self, child: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        name = child.tag.removeprefix(W)
        if name == "t":
            self._say(shown(child.text or ""), changes, kind, of)
        elif name == "delText":
            deleted = any(c.kind in ("deleted", "moved-from") for c in changes)
            self._say(shown(child.text or ""), changes if deleted else (*changes, _UNNAMED), kind, of)
        elif name in ("tab", "ptab"):
            self._say("\t", changes, kind, of)
        elif name in ("br", "cr"):
            if child.get(f"{W}type", "textWrapping") == "textWrapping":
                self._say("\n", changes, kind, of)
        elif name == "noBreakHyphen":
            self._say("\u2011", changes, kind, of)
        elif name == "sym":
            self._symbol(child, changes, kind, of)
        elif name == "fldChar":
            self._field(child, changes)
        elif name in ("instrText", "delInstrText"):
            self.fields.instruct(child.text or "")
        elif name in _HEADS:
            self._note_mark(child, name.removesuffix("Reference"), changes)
        elif name == "commentReference":
            self._line.anchors.append(("point", str(child.get(f"{W}id", "")), self._line.size))
        elif child.tag in self._by_tag:
            self._by_tag[child.tag](child, changes, kind, of)
        elif child.tag not in SILENT and not self._mark(child):
            self._strange(child, changes, kind, of)

    def _say(self, text: str, changes: Changes, kind: Kind, of: str | None) -> None:
        if not self.fields.open:
            self._line.add(text, kind, of, changes)
            return
        if self.fields.repeating:
            self._line.repeats = True
            self._line.repeated += text
            return
        if self.fields.shown:
            for field in self.fields.open:
                field.showed = True
            target = next((f.target for f in reversed(self.fields.open) if f.target), "")
            self._line.add(text, "ref" if target and kind == "text" else kind, target or of, changes)

    def _field(self, char: Any, changes: Changes) -> None:
        ended = self.fields.mark(char)
        if char.get(f"{W}fldCharType") == "separate" and self.fields.open:
            self.fields.open[-1].at = self._line.size
        if ended is None or not self.fields.shown:
            return
        if ended.instead and not ended.showed:
            self._say(ended.instead, changes, "text", None)
        elif ended.owes and not self.fields.repeating and ended.kind not in REPEATING:
            self._note("field", name=ended.kind)
        elif ended.address:
            self._linked(self._line.since(ended.at), ended.address)

    def _linked(self, words: str, address: str) -> None:
        """Report an address that the words of a link do not show."""
        if one_line(words) not in address:
            self._note("link", words=words, address=address)

    def _symbol(self, child: Any, changes: Changes, kind: Kind, of: str | None) -> None:
        font, code = str(child.get(f"{W}font", "")), str(child.get(f"{W}char", ""))
        letter = symbol(font, code)
        if letter:
            self._say(letter, changes, kind, of)
        else:
            self._note("symbol", font=font, code=code)

    def _note_mark(self, child: Any, part: str, changes: Changes) -> None:
        ident = str(child.get(f"{W}id", ""))
        self._line.notes.append((part, ident, changes))
        number = self._numbers.setdefault(f"{part}:{ident}", "")
        if not number:
            count = sum(k.startswith(part) for k in self._numbers)
            number = self._numbers[f"{part}:{ident}"] = str(count)
        if child.get(f"{W}customMarkFollows") not in ("1", "true", "on"):
            self._line.add(f"[{number}]", "ref", f"{part}:{number}", changes)

    def _note(self, what: str, **slots: str) -> None:
        self._line.unread.append((what, {k: one_line(v)[:_LONGEST] for k, v in slots.items()}))


def alternative(element: Any) -> Any:
    """Return the branch of a mc:AlternateContent that is read: the first one whose namespaces are understood."""
    for choice in element.iterfind(f"{MC}Choice"):
        needs = str(choice.get("Requires", "")).split()
        if all(choice.nsmap.get(prefix) in UNDERSTOOD for prefix in needs):
            return choice
    return element.find(f"{MC}Fallback")
