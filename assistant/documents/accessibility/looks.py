"""What a paragraph and a run look like once styles are followed: heading level, list, language, size, colours.

Styles are followed from the nearest outwards; where Word adds toggles up ("bold in a bold style is not bold"), the
nearest word counts here.
"""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.word.names import W

_DEEPEST = 20
_OFF = ("0", "false", "off", "none")


def val(element: Any, path: str = "", default: str = "") -> str:
    """Return the ``w:val`` of an element, or of the first one at a path."""
    found = element.find(path) if element is not None and path else element
    return default if found is None else str(found.get(f"{W}val", default))


def on(element: Any) -> bool:
    """Say whether a toggle such as ``w:b`` is there and not switched off."""
    return element is not None and str(element.get(f"{W}val", "true")) not in _OFF


class Looks:
    """The styles of one file."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._defaults: dict[str, str] = {}
        self._run = self._paragraph = None
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            ident = str(style.get(f"{W}styleId"))
            self._styles[ident] = style
            if on_attribute(style, "default"):
                self._defaults.setdefault(str(style.get(f"{W}type")), ident)
        self._run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")

    def name(self, style: str) -> str:
        """Return a style's name in lower case."""
        return val(self._styles.get(style), f"{W}name").lower()

    def chain(self, style: str) -> list[Any]:
        """Return a style and those that it is based on, nearest first."""
        out: list[Any] = []
        while style in self._styles and len(out) < _DEEPEST:
            out.append(self._styles[style])
            style = val(self._styles[style], f"{W}basedOn")
        return out

    def style_of(self, paragraph: Any) -> str:
        """Return the id of a paragraph's style."""
        return val(paragraph, f"{W}pPr/{W}pStyle") or self._defaults.get("paragraph", "")

    def level(self, paragraph: Any) -> int:
        """Return the heading level of a paragraph, 0 when it is no heading."""
        outline = val(paragraph, f"{W}pPr/{W}outlineLvl")
        for style in self.chain(self.style_of(paragraph)):
            name = val(style, f"{W}name").lower()
            if not outline and name.startswith("heading ") and name[8:].isdecimal():
                return int(name[8:9])
            outline = outline or val(style, f"{W}pPr/{W}outlineLvl")
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0

    def listed(self, paragraph: Any) -> bool:
        """Say whether a paragraph is in a list of Word's own."""
        for place in (paragraph, *self.chain(self.style_of(paragraph))):
            ident = val(place, f"{W}pPr/{W}numPr/{W}numId")
            if ident:
                return ident != "0"
        return False

    def run_property(self, run: Any, paragraph: Any, tag: str) -> Any:
        """Return the element that holds for a run: its own, its style's, its paragraph's style's, the default."""
        own = run.find(f"{W}rPr/{W}{tag}")
        if own is not None:
            return own
        styles = self.chain(val(run, f"{W}rPr/{W}rStyle")) + self.chain(self.style_of(paragraph))
        found = next((f for s in styles if (f := s.find(f"{W}rPr/{W}{tag}")) is not None), None)
        if found is not None or self._run is None:
            return found
        return self._run.find(f"{W}{tag}")

    def paragraph_property(self, paragraph: Any, tag: str) -> Any:
        """Return the element that holds for a paragraph."""
        own = paragraph.find(f"{W}pPr/{W}{tag}")
        if own is not None:
            return own
        styles = self.chain(self.style_of(paragraph))
        found = next((f for s in styles if (f := s.find(f"{W}pPr/{W}{tag}")) is not None), None)
        if found is not None or self._paragraph is None:
            return found
        return self._paragraph.find(f"{W}{tag}")

    def bold(self, run: Any, paragraph: Any) -> bool:
        """Say whether a run is bold."""
        return on(self.run_property(run, paragraph, "b"))

    def half_points(self, run: Any, paragraph: Any) -> int:
        """Return a run's size in half points; 20 where nothing says it, as the standard has it."""
        size = val(self.run_property(run, paragraph, "sz"))
        return int(size) if size.isdecimal() else 20

    def language(self, run: Any, paragraph: Any) -> str:
        """Return the language code of a run, "" when none is set."""
        return val(self.run_property(run, paragraph, "lang"))

    def table_chain(self, table: Any) -> list[Any]:
        """Return a table's style and those that it is based on."""
        return self.chain(val(table, f"{W}tblPr/{W}tblStyle") or self._defaults.get("table", ""))


def on_attribute(element: Any, name: str) -> bool:
    """Say whether a yes-or-no attribute is set."""
    return str(element.get(f"{W}{name}", "false")) not in ("0", "false", "off")
