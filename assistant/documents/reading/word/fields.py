"""Fields: which of their words are shown, and which ones only repeat what stands elsewhere."""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.word.names import W, on, value_of, whole

REPEATING = frozenset({"TOC", "INDEX", "TOA"})
"""Fields whose result Word gathers from the rest of the document."""

SHOW_NOTHING = frozenset({"XE", "TC", "RD", "TA", "SET", "ASK", "PRIVATE", "FORMTEXT", ""})
"""Fields that mark a place, set a value or wait for words, and show nothing themselves."""
_CHECKED, _EMPTY = "\u2612", "\u2610"


class Field:
    """One field that has begun; ``showing`` once its result does."""

    def __init__(self, begin: Any) -> None:
        self.instruction = ""
        self.showing = False
        self.showed = False
        self.at = 0
        self.form = begin.find(f"{W}ffData")

    @property
    def kind(self) -> str:
        """The field's first word ("REF")."""
        return (self.instruction.split() or [""])[0].upper()

    @property
    def target(self) -> str:
        """The bookmark that a reference points to, "" for any other field."""
        return target_of(self.instruction)

    @property
    def address(self) -> str:
        """The address that a link points to outside of the file, "" for any other field."""
        words = self.instruction.split()
        return words[1].strip('"') if len(words) > 1 and self.kind == "HYPERLINK" and words[1][0] != "\\" else ""

    @property
    def instead(self) -> str:
        """What a form field shows that has no words in the text: a box, or the entry that was chosen."""
        if self.form is None:
            return ""
        box = self.form.find(f"{W}checkBox")
        if box is not None:
            checked = on(box, f"{W}checked")
            return _CHECKED if (on(box, f"{W}default") if checked is None else checked) else _EMPTY
        chosen = self.form.find(f"{W}ddList")
        if chosen is None:
            return ""
        entries = [str(e.get(f"{W}val", "")) for e in chosen.iter(f"{W}listEntry")]
        at = whole(value_of(chosen, f"{W}result", value_of(chosen, f"{W}default", "0")))
        return entries[at] if at < len(entries) else ""

    @property
    def owes(self) -> bool:
        """Whether it ought to show something and has shown nothing."""
        return not self.showed and not self.instead and self.kind not in SHOW_NOTHING


class Fields:
    """The fields that are open at a point of one story (body, header, note …)."""

    def __init__(self, root: Any) -> None:
        self.open: list[Field] = []
        self._roles = _matched(root)

    def mark(self, char: Any) -> Field | None:
        """Take a w:fldChar; return the field that it ends."""
        if char not in self._roles:
            return None  # a field that never ends would hide the rest of the document
        kind = char.get(f"{W}fldCharType")
        if kind == "begin":
            self.open.append(Field(char))
        elif kind == "separate" and self.open:
            self.open[-1].showing = True
        elif kind == "end" and self.open:
            return self.open.pop()
        return None

    def instruct(self, text: str) -> None:
        """Take words of an instruction."""
        if self.open and not self.open[-1].showing:
            self.open[-1].instruction += text

    @property
    def shown(self) -> bool:
        """Whether words at this point are shown."""
        return all(f.showing for f in self.open)

    @property
    def repeating(self) -> bool:
        """Whether this point lies in a table of contents or an index."""
        return any(f.kind in REPEATING for f in self.open)


def target_of(instruction: str) -> str:
    """Return the bookmark that an instruction refers to, "" for one that is no reference."""
    words = instruction.split()
    kind = words[0].upper() if words else ""
    if kind == "HYPERLINK" and "\\l" in words[:-1]:
        return words[words.index("\\l") + 1].strip('"')
    return words[1].strip('"') if len(words) > 1 and kind in ("REF", "PAGEREF", "NOTEREF") else ""


def _matched(root: Any) -> set[Any]:
    """Return the field characters that belong to a field with a beginning and an end."""
    out: set[Any] = set()
    open_: list[list[Any]] = []
    for char in root.iter(f"{W}fldChar"):
        kind = char.get(f"{W}fldCharType")
        if kind == "begin":
            open_.append([char])
        elif open_:
            open_[-1].append(char)
            if kind == "end":
                out.update(open_.pop())
    return out
