"""The styles of an agreement; a shell that lacks one is given it, one that has it keeps its own.

They are written down in ``parts/styles.xml``.
"""

from __future__ import annotations

from importlib import resources

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.documents.elements import Element, w


def part(name: str) -> bytes:
    """Return one of the XML files that a new shell is made of."""
    return resources.files("assistant.documents").joinpath("parts", name).read_bytes()


def ensure(styles: Element, *, width: int | None = None) -> dict[str, str]:
    """Add each style that is missing by name; return style id by lower-case name.

    A shell may have other ids (Word in other languages gives them), so the name is what counts. ``width`` is that
    of its text in twentieths of a point: where the right-hand tab stops of added styles belong.
    """
    ids = _by_name(styles)
    own = parse_xml(part("styles.xml"))
    replaced: dict[str, str] = {}
    added = []
    for style in own.findall(qn("w:style")):
        name, style_id = _name(style), style.get(qn("w:styleId"), "")
        if name in ids:
            replaced[style_id] = ids[name]
            continue
        new_id = style_id
        while new_id in ids.values():
            new_id += "X"
        style.set(qn("w:styleId"), new_id)
        if style.get(qn("w:default")) is not None:
            del style.attrib[qn("w:default")]
        replaced[style_id] = ids[name] = new_id
        styles.append(style)
        added.append(style)
    for stop in (t for s in added for t in s.iter(qn("w:tab")) if width and t.get(qn("w:val")) == "right"):
        stop.set(qn("w:pos"), str(width))
    for style in added:
        for tag in ("w:basedOn", "w:next"):
            link = style.find(qn(tag))
            if link is not None:
                link.set(qn("w:val"), replaced[link.get(qn("w:val"), "")])
    return ids


def set_language(styles: Element, language: str) -> None:
    """Give the document's default and its Normal style a language such as ``en-US``."""
    places = [styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")]
    places += [s.find(qn("w:rPr")) for s in styles.findall(qn("w:style")) if _name(s) == "normal"]
    for properties in places:
        if properties is None:
            continue
        lang = properties.find(qn("w:lang"))
        if lang is None:
            lang = w("lang")
            properties.append(lang)
        lang.set(qn("w:val"), language)


def _by_name(styles: Element) -> dict[str, str]:
    return {_name(s): s.get(qn("w:styleId"), "") for s in styles.findall(qn("w:style"))}


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "").lower() if name is not None else ""
