"""The stamp of an export: which draft, version, template and edition it was made from, and how its clauses are told.

It stands as custom document properties, which Word shows to the user and LibreOffice keeps through .docx,
.odt and .doc; a custom XML part was tried and is lost on the way through .odt (docs/word/stamps.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from pydantic import ValidationError

from assistant.domain.documents import Stamp

PREFIX = "mou."
"""How the names of a stamp's properties begin."""

TAG = "clause:"
"""How the tag of a clause's content control begins; its id follows."""

BOOKMARK = "_clause_"
"""How the name of a clause's hidden bookmark begins."""

END = "_clause_end"
"""The hidden bookmark where the last clause has ended."""

_NAME_LIMIT = 40  # Word refuses longer names of bookmarks
_COPY = re.compile(r"(?: Copy)? ?\d+$")  # LibreOffice numbers a name that stands twice: "_clause_term Copy 1"


def stamp_properties(stamp: Stamp) -> dict[str, str]:
    """Return a stamp as the names and values of custom document properties."""
    return {f"{PREFIX}{name}": str(value) for name, value in stamp.model_dump().items()}


def stamp_of(properties: Mapping[str, str]) -> Stamp | None:
    """Return the stamp that custom properties hold; None when one of its values is missing or of another kind."""
    try:
        return Stamp.model_validate({name: properties[PREFIX + name] for name in Stamp.model_fields}, strict=False)
    except (KeyError, ValidationError):
        return None


def clause_of_tag(tag: str) -> str | None:
    """Return the clause that a content control's tag names; None for a control that is not a clause's."""
    return tag[len(TAG) :] or None if tag.startswith(TAG) else None


def bookmark_name(clause: str) -> str:
    """Return the hidden bookmark of a clause: ``_clause_`` and its id, with ``_`` for other signs.

    Some programs keep bookmarks and drop tags. A name that Word would find too long is cut and
    ends in a checksum.
    """
    name = BOOKMARK + re.sub(r"\W", "_", clause, flags=re.ASCII)
    if len(name) > _NAME_LIMIT:
        name = name[: _NAME_LIMIT - 9] + "_" + hashlib.sha256(clause.encode()).hexdigest()[:8]
    return name


def named_once(bookmark: str) -> str:
    """Return a bookmark's name without the number that LibreOffice gives it when it stands twice."""
    return _COPY.sub("", bookmark) if " " in bookmark else bookmark


def clause_of_bookmark(name: str) -> str | None:
    """Return the clause of a bookmark that begins as a clause's; None for ``END``.

    The signs of an id that a bookmark cannot hold are taken to be hyphens, as they are in every clause we ship. A
    name that was cut stays as it is: the words of the heading then tell the clause.
    """
    if name == END:
        return None
    return name.removeprefix(BOOKMARK).replace("_", "-") if len(name) < _NAME_LIMIT else name
