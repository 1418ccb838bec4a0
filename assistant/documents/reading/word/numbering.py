"""The numbers that Word makes before paragraphs: "4.", "4.2", "(a)"."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from assistant.documents.reading.word.counting import KNOWN, in_form
from assistant.documents.reading.word.names import W, on, value_of, whole
from assistant.documents.reading.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_LINKS = 5


class Level(NamedTuple):
    """How one level of a list counts; ``after`` is the level whose step makes it begin again (0 never)."""

    form: str
    text: str
    start: int
    after: int | None
    plain: bool
    hidden: bool
    style: str


class Number(NamedTuple):
    """A paragraph's number as shown, its depth (1 is the outermost, 0 for no list) and the form that it counts in."""

    text: str = ""
    depth: int = 0
    form: str = ""


class Lists:
    """What ``numbering.xml`` defines; ``root`` is None where a file has none."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self.kinds: dict[str, str] = {}
        self.levels: dict[str, dict[int, Level]] = {}
        self.starts: dict[str, dict[int, int]] = {}
        self.unknown: set[str] = set()
        abstract: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        if root is None:
            return
        for one in root.iter(f"{W}abstractNum"):
            ident = str(one.get(f"{W}abstractNumId"))
            abstract[ident] = {whole(str(lv.get(f"{W}ilvl", "0"))): self._level(lv) for lv in one.iter(f"{W}lvl")}
            links[ident] = value_of(one, f"{W}numStyleLink")
        for one in root.iter(f"{W}num"):
            self.kinds[str(one.get(f"{W}numId"))] = value_of(one, f"{W}abstractNumId")
        for one in root.iter(f"{W}num"):
            ident = str(one.get(f"{W}numId"))
            kind = self.kinds[ident]
            for _ in range(_LINKS):  # a list that stands in a style points to the style, and that to the list
                if not links.get(kind):
                    break
                kind = self.kinds.get(styles.value(links[kind], f"{W}pPr/{W}numPr/{W}numId"), kind)
            self.kinds[ident] = kind
            self.levels[ident] = dict(abstract.get(kind, {}))
            self._override(one, ident)

    def _override(self, num: Any, ident: str) -> None:
        for over in num.iter(f"{W}lvlOverride"):
            at = whole(str(over.get(f"{W}ilvl", "0")))
            own = over.find(f"{W}lvl")
            if own is not None:
                self.levels[ident][at] = self._level(own)
            begin = over.find(f"{W}startOverride")
            if begin is not None:
                self.starts.setdefault(ident, {})[at] = whole(str(begin.get(f"{W}val", "1")), 1)

    def _level(self, level: Any) -> Level:
        form = value_of(level, f"{W}numFmt", "decimal")
        if level.find(f"{W}numFmt") is None and (inner := next(level.iter(f"{W}numFmt"), None)) is not None:
            form = str(inner.get(f"{W}val", "decimal"))  # newer forms stand in alternate content
        if form not in KNOWN:
            self.unknown.add(form)
        after = value_of(level, f"{W}lvlRestart")
        return Level(
            form=form,
            text=value_of(level, f"{W}lvlText"),
            start=whole(value_of(level, f"{W}start", "0"), 1),
            after=whole(after) if after else None,
            plain=bool(on(level, f"{W}isLgl")),
            hidden=bool(on(level, f"{W}rPr/{W}vanish")),
            style=value_of(level, f"{W}pStyle"),
        )


class Numbers:
    """Counts numbered paragraphs in the order of the document, for one view of it."""

    def __init__(self, lists: Lists, styles: Styles) -> None:
        self._lists, self._styles = lists, styles
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: Any, style: str) -> Number:
        """Count one paragraph with these properties and return its number."""
        places = [properties, *(s.find(f"{W}pPr") for s in self._styles.chain(style or self._styles.default))]
        ident = next((v for p in places if (v := value_of(p, f"{W}numPr/{W}numId"))), "")
        if ident in ("", "0") or ident not in self._lists.levels:
            return Number()
        levels, kind = self._lists.levels[ident], self._lists.kinds[ident]
        depth = next((v for p in places if (v := value_of(p, f"{W}numPr/{W}ilvl"))), "")
        named = [str(s.get(f"{W}styleId")) for s in self._styles.chain(style)]
        linked = next((n for name in named for n, one in levels.items() if one.style == name), None)
        level = whole(depth) if depth else linked or 0
        if level not in levels:
            return Number()
        self._count(ident, kind, level, levels)
        one = levels[level]
        if one.form == "bullet" or one.hidden:
            return Number("", level + 1, one.form)
        counts = self._counts[kind]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            its = levels.get(at)
            form = "decimal" if its is None or (one.plain and its.form != "decimalZero") else its.form
            if form == "none":
                return ""
            return in_form(counts.get(at, its.start if its else 1), form)

        return Number(_PLACE.sub(shown, one.text).strip(), level + 1, one.form)

    def _count(self, ident: str, kind: str, level: int, levels: dict[int, Level]) -> None:
        counts = self._counts.setdefault(kind, {})
        begin = self._lists.starts.get(ident, {}).get(level)
        if begin is not None and (ident, level) not in self._begun:
            counts[level] = begin  # a list that begins again does so once, at its first paragraph
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        self._begun.add((ident, level))
        self._clear(counts, level, levels)

    def _clear(self, counts: dict[int, int], level: int, levels: dict[int, Level]) -> None:
        for deeper in [n for n in counts if n > level]:
            after = levels[deeper].after if deeper in levels else None
            if after is None or level < after:
                del counts[deeper]
