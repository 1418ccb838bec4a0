"""What styles say of their paragraphs and words, through the styles that they are based on."""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.word.names import W, on, value_of, whole

_DEEPEST = 20


class Styles:
    """The styles of a file by id; ``root`` is None where it has none."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else list(root.iter(f"{W}style"))
        self._styles = {str(s.get(f"{W}styleId")): s for s in found}
        self._chains: dict[str, list[Any]] = {}
        self._outlines: dict[str, int] = {}
        self.default = next(
            (
                str(s.get(f"{W}styleId"))
                for s in found
                if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self.language = "" if root is None else _language(root)

    def name(self, style: str) -> str:
        """Return a style's name in lower case ("heading 1")."""
        return value_of(self._styles.get(style), f"{W}name").lower()

    def title(self, style: str) -> str:
        """Return a style's name as it is written."""
        return value_of(self._styles.get(style), f"{W}name")

    def chain(self, style: str) -> list[Any]:
        """Return a style and those that it is based on, nearest first."""
        if style not in self._chains:
            out: list[Any] = []
            at = style
            while at in self._styles and len(out) < _DEEPEST:
                out.append(self._styles[at])
                at = value_of(self._styles[at], f"{W}basedOn")
            self._chains[style] = out
        return self._chains[style]

    def outline(self, style: str) -> int:
        """Return the heading level of a style (1 is the highest), 0 when it is no heading."""
        if style not in self._outlines:
            self._outlines[style] = self._outline(style)
        return self._outlines[style]

    def _outline(self, style: str) -> int:
        for one in self.chain(style):
            level = value_of(one, f"{W}pPr/{W}outlineLvl")
            if level:
                return whole(level, 9) + 1 if whole(level, 9) < 9 else 0
            name = value_of(one, f"{W}name").lower()
            if name.startswith("heading ") and name[8:].isdecimal():
                return whole(name[8:])
        return 0

    def says(self, style: str, path: str) -> bool:
        """Return what the nearest style says of an on-off property such as ``w:rPr/w:b``."""
        return next((v for s in self.chain(style) if (v := on(s, path)) is not None), False)

    def value(self, style: str, path: str) -> str:
        """Return the nearest style's value at a path, "" when none has one."""
        return next((v for s in self.chain(style) if (v := value_of(s, path))), "")


def _language(root: Any) -> str:
    return value_of(root, f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
