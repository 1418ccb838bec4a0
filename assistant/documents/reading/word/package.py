"""The parts of a Word file and how they point to each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from assistant.documents.reading.limits import Refused
from assistant.documents.reading.package_check import check_package
from assistant.documents.reading.word.names import RELATION

_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("officeDocument/customProperties", "officeDocument/2006/custom-properties"),
        ("officeDocument/docPropsVTypes", "officeDocument/2006/docPropsVTypes"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/main", "drawingml/2006/main"),
    )
)


class Relation(NamedTuple):
    """A pointer from one part to another, or out of the file."""

    kind: str
    target: str
    outside: bool


class Package:
    """A checked Word file; raises Refused when it is none or cannot be parsed."""

    def __init__(self, data: bytes) -> None:
        check_package(io.BytesIO(data))
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {n.lower(): n for n in self._zip.namelist()}
        self._relations: dict[str, dict[str, Relation]] = {}
        found = self.related("", "officeDocument")
        self.main = found[0] if found and self.has(found[0]) else "word/document.xml"

    def has(self, name: str) -> bool:
        """Tell whether there is such a part; names of parts do not tell capitals apart."""
        return name.lower() in self._names

    def part(self, name: str) -> Any:
        """Return the root element of a part, None when there is no such part; raise Refused."""
        if not self.has(name):
            return None
        data = self._zip.read(self._names[name.lower()])
        if b"purl.oclc.org" in data:  # the strict form of the standard has the same words in other namespaces
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as err:
            raise Refused("malformed") from err

    def relations(self, of: str) -> dict[str, Relation]:
        """Return what a part ("" for the file itself) points to, by id."""
        if of not in self._relations:
            folder, name = posixpath.split(of)
            root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._relations[of] = {} if root is None else dict(_relations(root, folder))
        return self._relations[of]

    def related(self, of: str, kind: str) -> list[str]:
        """Return the names of the parts of one kind ("styles") that a part points to."""
        return [r.target for r in self.relations(of).values() if r.kind == kind and not r.outside]

    def one(self, kind: str, of: str | None = None) -> Any:
        """Return the root of the first part of a kind that the main part points to, None when there is none."""
        for name in self.related(self.main if of is None else of, kind):
            if (root := self.part(name)) is not None:
                return root
        return None


def _relations(root: Any, folder: str) -> list[tuple[str, Relation]]:
    out = []
    for one in root.iter(RELATION):
        outside = one.get("TargetMode") == "External"
        target = str(one.get("Target", ""))
        if not outside:
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(unquote(place))
        out.append((str(one.get("Id", "")), Relation(str(one.get("Type", "")).rpartition("/")[2], target, outside)))
    return out
