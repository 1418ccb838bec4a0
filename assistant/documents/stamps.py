"""The stamp of an export: which draft, version, template and edition it was made from, and how its clauses are told.

It stands as custom document properties, which Word shows to the user and LibreOffice keeps through .docx,
.odt and .doc; a custom XML part was tried and is lost on the way through .odt (docs/word/stamps.md).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from lxml import etree
from pydantic import ValidationError

from assistant.documents.controls import END, bookmark_name
from assistant.domain.documents import Stamp

CUSTOM = "docProps/custom.xml"
PREFIX = "mou."
TAG = "clause:"
_COPY = re.compile(r"(?: Copy)? ?\d+$")  # LibreOffice numbers a name that stands twice: "_clause_term Copy 1"
_MOST = 1_000_000  # bytes of docProps/custom.xml; ours has about a thousand
_LONGEST = 200


def stamp_properties(stamp: Stamp) -> dict[str, str]:
    """Return a stamp as the names and values of custom document properties."""
    return {f"{PREFIX}{name}": str(value) for name, value in stamp.model_dump().items()}


def read_stamp(package: bytes | zipfile.ZipFile) -> Stamp | None:
    """Return the stamp of a .docx file; None when it bears none, or none that can be read whole.

    The file's other parts are not looked at. Raises nothing: bytes that are no zip file have no stamp.
    """
    try:
        if isinstance(package, zipfile.ZipFile):
            return stamp_in(_custom(package))
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            return stamp_in(_custom(opened))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None


def stamp_in(custom: bytes) -> Stamp | None:
    """Return the stamp that a ``docProps/custom.xml`` holds; None when one of its five values is missing."""
    found = custom_properties(custom)
    try:
        return Stamp.model_validate(
            {name: found[PREFIX + name].strip()[:_LONGEST] for name in Stamp.model_fields}, strict=False
        )
    except (KeyError, ValidationError):
        return None


def custom_properties(custom: bytes) -> dict[str, str]:
    """Return the custom document properties of a file by their names, as text; {} for broken XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(custom, parser)
    except etree.XMLSyntaxError:
        return {}
    if root.getroottree().docinfo.internalDTD is not None:  # no program writes one here
        return {}
    return {p.get("name", ""): "".join(str(t) for t in p.itertext()) for p in root.iterfind("{*}property")}


def clause_of_tag(tag: str) -> str | None:
    """Return the clause that a content control's tag names; None for a control that is not ours."""
    return tag[len(TAG) :] or None if tag.startswith(TAG) else None


def clause_of_bookmark(name: str, clauses: Iterable[str] = ()) -> str | None:
    """Return the clause that a bookmark's name stands for; None for one that is not ours, and for ``END``.

    A name holds ``_`` where the id has another sign, and of a long id only the start: ``clauses`` are the
    ids that it may be. Without them the signs are taken to be hyphens, as they are in every clause we ship.
    """
    prefix = bookmark_name("")
    if not name.startswith(prefix) or name == END or not name[len(prefix) :]:
        return None
    known = {bookmark_name(c): c for c in clauses}
    if not known:
        return name[len(prefix) :].replace("_", "-")
    return known.get(name) or known.get(_COPY.sub("", name))


def _custom(package: zipfile.ZipFile) -> bytes:
    with package.open(CUSTOM) as part:
        data = part.read(_MOST + 1)
    if len(data) > _MOST:
        raise ValueError(CUSTOM)
    return data
