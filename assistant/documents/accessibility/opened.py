"""A checked Word file taken apart: the parts that a reader meets, and the paragraphs in them, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from assistant.documents.accessibility.looks import Looks, on
from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import PARAGRAPHS, Refused
from assistant.documents.reading.package_check import check_package
from assistant.documents.reading.word.names import MC, RELATION, W
from assistant.domain.accessibility import Place

DC = "{http://purl.org/dc/elements/1.1/}"
CORE = ("docProps/core.xml", "package/services/metadata/core-properties/core.xml")
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}instrText", f"{W}delText"})
_EXCERPT = 60
_SHOWN = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}


@dataclass(frozen=True)
class Para:
    """A paragraph as a reader meets it: its words with tracked changes accepted, and where it stands."""

    element: Any
    text: str
    place: Place
    level: int  # of a heading, 1 the highest; 0 for any other paragraph
    listed: bool
    in_table: bool
    raw: str  # its words with their spaces, tabs as \t, pictures as \ufffc


@dataclass(frozen=True)
class WordFile:
    """The parts of a file by name, and its styles."""

    parts: dict[str, bytes]
    roots: dict[str, Any]
    looks: Looks = field(repr=False)

    @cached_property
    def title(self) -> str:
        """The title in the file's properties."""
        return next((one_line(t.text or "") for r in self.cores.values() for t in r.iter(f"{DC}title")), "")

    @property
    def cores(self) -> dict[str, Any]:
        """The parts that hold the properties."""
        return {n: r for n, r in self.roots.items() if n in CORE}

    @property
    def body(self) -> Any:
        """The body of the document."""
        return self.roots["word/document.xml"].find(f"{W}body")

    @cached_property
    def shown(self) -> list[tuple[Any, str]]:
        """The roots of the parts that a reader meets, and what each is: the body first."""
        out = [(self.body, "body")]
        for name, root in sorted(self.roots.items()):
            stem = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
            if name.startswith("word/") and stem in _SHOWN:
                out.append((root, _SHOWN[stem]))
        return out

    @cached_property
    def paragraphs(self) -> tuple[Para, ...]:
        """Every paragraph of every part that is shown."""
        out: list[Para] = []
        for root, part in self.shown:
            heading, seen = "", 0
            tables = {t: n for n, t in enumerate(root.iter(f"{W}tbl"), 1)} if part == "body" else {}
            for element in root.iter(f"{W}p"):
                above = list(element.iterancestors())
                if any(a.tag in _GONE for a in above):
                    continue
                seen += 1
                if seen > PARAGRAPHS:
                    raise Refused("too-long")
                table = next((a for a in above if a.tag == f"{W}tbl"), None)
                boxed = any(a.tag == f"{W}txbxContent" for a in above)
                raw = raw_text(element)
                text = one_line(raw.replace("\ufffc", " "))
                if not raw.strip() and _is_deleted(element, above):
                    continue
                level = self.looks.level(element) if table is None and not boxed else 0
                if level and text and part == "body":
                    heading = text[:_EXCERPT]
                place = Place(
                    part="text box" if boxed else part,
                    heading="" if level else heading,
                    table=tables.get(table, 0),
                    words=excerpt(text),
                )
                out.append(Para(element, text, place, level, self.looks.listed(element), table is not None, raw))
        return tuple(out)

    @property
    def body_paragraphs(self) -> list[Para]:
        """The paragraphs of the body, without those of text boxes."""
        return [p for p in self.paragraphs if p.place.part == "body"]

    def in_contents(self, paragraph: Para) -> bool:
        """Say whether a paragraph is an entry of the table of contents, which Word itself writes."""
        return self.looks.name(self.looks.style_of(paragraph.element)).startswith("toc ")

    @cached_property
    def _places(self) -> dict[Any, Place]:
        return {p.element: p.place for p in self.paragraphs}

    def place_of(self, element: Any) -> Place:
        """Return the place of the paragraph that an element stands in or begins with."""
        for one in (element, *element.iterancestors(), *element.iter(f"{W}p")):
            if one in self._places:
                return self._places[one]
        return Place()

    def targets(self, root: Any) -> dict[str, str]:
        """Return the addresses outside the file by relation id, for the part with this root."""
        name = next((n for n, r in self.roots.items() if r is root), "word/document.xml")
        folder, _, file = name.rpartition("/")
        rels = self.roots.get(f"{folder}/_rels/{file}.rels")
        if rels is None:
            return {}
        outside = (r for r in rels.iter(RELATION) if r.get("TargetMode") == "External")
        return {str(r.get("Id")): str(r.get("Target")) for r in outside}


def open_word(path: Path) -> WordFile:
    """Check a Word file and take it apart. Raises Refused."""
    check_package(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    try:
        roots = {n: etree.fromstring(d, parser) for n, d in parts.items() if n.lower().endswith((".xml", ".rels"))}
    except etree.XMLSyntaxError as err:
        raise Refused("malformed") from err
    if roots["word/document.xml"].find(f"{W}body") is None:
        raise Refused("malformed")
    return WordFile(parts, roots, Looks(roots.get("word/styles.xml")))


def excerpt(text: str) -> str:
    """Return the words that begin a text, cut between words."""
    text = one_line(text)
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def raw_text(paragraph: Any) -> str:
    """Return a paragraph's words as they stand, tracked changes accepted, hidden words left out."""
    return "".join(_pieces(paragraph))


def runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph that are shown, without those of text boxes in it."""
    for child in paragraph:
        if not isinstance(child.tag, str) or child.tag in _GONE or child.tag in (f"{W}p", f"{W}pPr"):
            continue
        if child.tag == f"{W}r":
            if not on(child.find(f"{W}rPr/{W}vanish")):
                yield child
        elif child.tag != f"{W}txbxContent":
            yield from runs(child)


def _is_deleted(paragraph: Any, above: list[Any]) -> bool:
    """Say whether tracked changes take away the end of a paragraph, or the row that it stands in."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None and any(mark.find(f"{W}{n}") is not None for n in ("del", "moveFrom")):
        return True
    return any(a.tag == f"{W}tr" and a.find(f"{W}trPr/{W}del") is not None for a in above)


def _pieces(paragraph: Any) -> Iterator[str]:
    for run in runs(paragraph):
        for child in run:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif child.tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif child.tag == f"{W}noBreakHyphen":
                yield "-"
            elif child.tag == f"{W}sym":
                yield "•"
            elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"):
                yield "\ufffc"
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield "*"


def saved(file: WordFile, changed: set[str]) -> bytes:
    """Return the package with the changed parts written anew and every other part as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in (*file.parts, *(n for n in changed if n not in file.parts)):
            if name in changed:
                data = etree.tostring(file.roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            else:
                data = file.parts[name]
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return out.getvalue()
