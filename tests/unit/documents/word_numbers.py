"""Number paragraphs as Word does, from the file alone, to compare with what the agreement says."""

from __future__ import annotations

from lxml import etree

from tests.unit.documents.builders import W, body, part, style_of, text_of


def shown_numbers(data: bytes) -> list[tuple[str, str]]:
    """(number as Word shows it, text) of every paragraph outside tables and contents."""
    numbering, styles = part(data, "word/numbering.xml"), part(data, "word/styles.xml")
    linked = {s.get(f"{W}styleId"): s.find(f"{W}pPr/{W}numPr") for s in styles.iter(f"{W}style")}
    counts: dict[str, list[int]] = {}
    overridden: set[str] = set()
    out = []
    for paragraph in body(data).iter(f"{W}p"):
        if any(a.tag == f"{W}tbl" for a in paragraph.iterancestors()) or style_of(paragraph).startswith("TOC"):
            continue
        own = paragraph.find(f"{W}pPr/{W}numPr")
        pr = own if own is not None else linked.get(style_of(paragraph))
        out.append((_number(pr, numbering, counts, overridden), _leading(paragraph)))
    return out


def _leading(paragraph: etree._Element) -> str:
    return text_of(paragraph)


def _number(
    pr: etree._Element | None, numbering: etree._Element, counts: dict[str, list[int]], overridden: set[str]
) -> str:
    if pr is None:
        return ""
    num_id, level = _val(pr, "numId", "0"), int(_val(pr, "ilvl", "0"))
    if num_id == "0":
        return ""
    num = next(n for n in numbering.findall(f"{W}num") if n.get(f"{W}numId") == num_id)
    abstract = _val(num, "abstractNumId", "")
    definition = next(a for a in numbering.findall(f"{W}abstractNum") if a.get(f"{W}abstractNumId") == abstract)
    count = counts.setdefault(abstract, [0] * 9)
    override = num.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
    if override is not None and num_id not in overridden:
        overridden.add(num_id)
        count[level] = int(override.get(f"{W}val", "1")) - 1
    count[level] += 1
    count[level + 1 :] = [0] * (8 - level)
    levels = definition.findall(f"{W}lvl")
    text = _val(levels[level], "lvlText", "")
    for at in range(level + 1):
        text = text.replace(f"%{at + 1}", _in_format(count[at], _val(levels[at], "numFmt", "decimal")))
    return text


def _in_format(count: int, kind: str) -> str:
    if kind == "decimal":
        return str(count)
    letter = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count - 1) // 26 + 1)
    return letter.upper() if kind == "upperLetter" else letter


def _val(element: etree._Element, tag: str, otherwise: str) -> str:
    found = element.find(f"{W}{tag}")
    return otherwise if found is None else found.get(f"{W}val", otherwise)
