"""Who changed what while changes were tracked, as the markup tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.word.names import CHANGES, W
from assistant.domain.documents import TrackedChange

Changes = tuple[TrackedChange, ...]
_LONGEST = 200


class Moves:
    """The names of the moves whose words are being read: a range gives the name, its elements the words."""

    def __init__(self) -> None:
        self._open: dict[str, dict[str, str]] = {"moved-from": {}, "moved-to": {}}

    def mark(self, element: Any) -> bool:
        """Take a start or an end of a moved range; tell whether the element was one."""
        name = element.tag.removeprefix(W)
        for kind, begin in (("moved-from", "moveFromRange"), ("moved-to", "moveToRange")):
            if name == f"{begin}Start":
                self._open[kind][str(element.get(f"{W}id"))] = one_line(str(element.get(f"{W}name", "")))[:_LONGEST]
                return True
            if name == f"{begin}End":
                self._open[kind].pop(str(element.get(f"{W}id")), None)
                return True
        return False

    def change(self, element: Any) -> TrackedChange:
        """Return the change that a w:ins, w:del, w:moveTo or w:moveFrom stands for."""
        kind = CHANGES[element.tag]
        names = list(self._open.get(kind, {}).values())
        return change_of(element, kind, names[-1] if names else "")

    def of_mark(self, properties: Any, words: Iterable[tuple[str, Any, Any, Changes]]) -> Changes:
        """Return the changes of a paragraph from its properties: its mark's, then its looks'.

        Its ``words`` tell the name of a move whose range ends before the mark does.
        """
        if properties is None:
            return ()
        out = []
        looks = properties.find(f"{W}rPr")
        for child in looks if looks is not None else ():
            if child.tag in CHANGES:
                one = self.change(child)
                if not one.move and one.kind in self._open:
                    names = [c.move for piece in words for c in piece[3] if c.kind == one.kind and c.move]
                    one = one.model_copy(update={"move": names[0]}) if names else one
                out.append(one)
        formatted = properties.find(f"{W}pPrChange")
        if formatted is not None:
            out.append(change_of(formatted, "formatted"))
        return tuple(out)


def change_of(element: Any, kind: str, move: str = "") -> TrackedChange:
    """Return a change with the author and the moment that its element bears."""
    return TrackedChange.model_validate(
        {
            "kind": kind,
            "author": one_line(str(element.get(f"{W}author", "")))[:_LONGEST],
            "when": one_line(str(element.get(f"{W}date", "")))[:_LONGEST],
            "move": move,
        }
    )
