"""One multilevel list, 1. / 1.1 / (a), linked to the styles, and the numbers that Word will show."""

from __future__ import annotations

import re

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.documents.elements import Element, w

LEVELS = ("heading 1", "mou paragraph", "mou item")

Levels = tuple[tuple[str, str, int, int], ...]

# (format, text, left, hanging) in twentieths of a point; below (a) come levels for edits by hand
_LEVELS: Levels = (
    ("decimal", "%1.", 720, 720),
    ("decimal", "%1.%2", 720, 720),
    ("lowerLetter", "(%3)", 1224, 504),
    ("lowerRoman", "(%4)", 1728, 504),
    ("upperLetter", "(%5)", 2232, 504),
    ("decimal", "(%6)", 2736, 504),
    ("lowerLetter", "%7.", 3240, 504),
    ("lowerRoman", "%8.", 3744, 504),
    ("decimal", "%9.", 4248, 504),
)
INDENTS = tuple((left, hanging) for _, _, left, hanging in _LEVELS)
_CLAUSES, _RECITALS = "6D4F5531", "6D4F5532"


def _definition(ident: int, nsid: str, levels: Levels, styles: tuple[str, ...]) -> Element:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        + (f'<w:pStyle w:val="{styles[n]}"/>' if n < len(styles) else "")
        + f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for n, (fmt, text, left, hanging) in enumerate(levels)
    )
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ident}"><w:nsid w:val="{nsid}"/>'
        f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{nsid}"/>{inner}</w:abstractNum>'
    )


class Lists:
    """The lists of one document: the clauses' and the recitals'.

    Creating it puts both definitions into ``numbering`` (a ``w:numbering`` element) unless they
    are there, and links the three clause styles to the first.
    """

    def __init__(self, numbering: Element, styles: Element, ids: dict[str, str]) -> None:
        self._numbering = numbering
        linked = tuple(ids[name] for name in LEVELS)
        self._definition = self._find_or_add(_CLAUSES, _LEVELS, linked)
        self.clauses = self._num_for(self._definition)
        self.recitals = self._num_for(self._find_or_add(_RECITALS, (("upperLetter", "%1.", 720, 720),), ()))
        for level, style_id in enumerate(linked):
            _link(styles, style_id, self.clauses, level)

    def restart(self, start: int) -> int:
        """Return a numbering id whose next heading has the number ``start``."""
        return self._add_num(self._definition, start)

    def _find_or_add(self, nsid: str, levels: Levels, styles: tuple[str, ...]) -> int:
        wanted = [text for _, text, _, _ in levels[:3]]
        for old in self._numbering.findall(qn("w:abstractNum")):
            mark = old.find(qn("w:nsid"))
            if mark is not None and mark.get(qn("w:val")) == nsid:
                texts = [x.get(qn("w:val")) for x in old.iter(qn("w:lvlText"))]
                if texts[: len(wanted)] == wanted:
                    return int(old.get(qn("w:abstractNumId"), "0"))
                mark.set(qn("w:val"), "00000000")  # changed by hand: numbers must be those of the text
        ident = _free(self._numbering, "w:abstractNum", "w:abstractNumId", 0)
        definition = _definition(ident, nsid, levels, styles)
        first_num = self._numbering.find(qn("w:num"))  # the schema wants every definition before the first w:num
        if first_num is None:
            self._numbering.append(definition)
        else:
            first_num.addprevious(definition)
        return ident

    def _num_for(self, definition: int) -> int:
        for num in self._numbering.findall(qn("w:num")):
            of = num.find(qn("w:abstractNumId"))
            if of is not None and of.get(qn("w:val")) == str(definition) and num.find(qn("w:lvlOverride")) is None:
                return int(num.get(qn("w:numId"), "0"))
        return self._add_num(definition, None)

    def _add_num(self, definition: int, start: int | None) -> int:
        ident = _free(self._numbering, "w:num", "w:numId", 1)
        num = w("num", w("abstractNumId", val=definition), numId=ident)
        if start is not None:
            num.append(w("lvlOverride", w("startOverride", val=start), ilvl=0))
        last = self._numbering.findall(qn("w:num"))
        if last:
            last[-1].addnext(num)
        else:
            self._numbering.append(num)
        return ident


def _free(numbering: Element, tag: str, attribute: str, least: int) -> int:
    used = [int(x.get(qn(attribute), "0")) for x in numbering.findall(qn(tag))]
    return max(used, default=least - 1) + 1


def _link(styles: Element, style_id: str, num: int, level: int) -> None:
    style = next(s for s in styles.findall(qn("w:style")) if s.get(qn("w:styleId")) == style_id)
    properties = style.get_or_add_pPr()  # type: ignore[attr-defined]
    number = properties.get_or_add_numPr()
    for child in list(number):
        number.remove(child)
    number.extend([w("ilvl", val=level), w("numId", val=num)])


class Counter:
    """Count as Word counts, so that a number that Word would show otherwise is written out.

    Levels: 0 is a clause heading, 1 its paragraphs, 2 their items.
    """

    def __init__(self) -> None:
        self._at = [0, 0, 0]

    def matches(self, level: int, number: str) -> bool:
        """Count one block at ``level`` if Word's own number will be ``number``; say whether it will."""
        if level and not self._at[0]:
            return False
        ahead = [*self._at[:level], self._at[level] + 1]
        shown = (str(ahead[0]), ".".join(map(str, ahead[:2])), f"({letters(ahead[-1])})")[level]
        if number.strip().rstrip(".") != shown:
            return False
        self._set(level, ahead[level])
        return True

    def count(self, level: int) -> None:
        """Count one block at ``level`` whose number nobody asks for."""
        if level == 0 or self._at[0]:
            self._set(level, self._at[level] + 1)

    def restart(self, number: str) -> int | None:
        """Take a heading's number that breaks the row; None when it is no plain number."""
        found = re.fullmatch(r"\s*([1-9]\d{0,3})\.?\s*", number)
        if not found:
            return None
        self._set(0, int(found[1]))
        return int(found[1])

    def _set(self, level: int, value: int) -> None:
        self._at[level] = value
        self._at[level + 1 :] = [0] * (2 - level)


def letters(n: int) -> str:
    """Return Word's lower-case letter for a count: a … z, aa, bb …"""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
