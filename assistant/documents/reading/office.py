"""Files of other word processors (.odt, .doc): looked at, then turned into .docx by LibreOffice where it is there."""

from __future__ import annotations

from assistant.documents.office import OfficeFailed, OfficeMissing, OfficeTooSlow, convert
from assistant.documents.reading.limits import FILE_BYTES, UNPACKED_BYTES, Refused
from assistant.documents.reading.package_check import check_odt

FILTERS = {"odt": "writer8", "doc": "MS Word 97"}
"""Endings that are turned into .docx, and the filter that LibreOffice has to read them with, not another."""

_WRITES = "MS Word 2007 XML"
_SECONDS = 60.0
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_office(data: bytes, ending: str) -> None:
    """Raise Refused unless LibreOffice may be given this file; belongs in the limited process."""
    if ending == "odt":
        check_odt(data)
    else:
        _check_old(data)


def to_word(data: bytes, ending: str, deadline: float = _SECONDS) -> bytes:
    """Return a checked .odt or .doc file as .docx, as hostile as it was; raise Refused. ``deadline`` is in seconds."""
    try:
        made = convert(data, ending, "docx", reads=FILTERS[ending], writes=_WRITES, deadline=deadline)
    except OfficeMissing as err:
        raise Refused("needs-office", ending=ending) from err
    except OfficeTooSlow as err:
        raise Refused("too-slow") from err
    except OfficeFailed as err:
        raise Refused("not-converted", ending=ending) from err
    if len(made) > min(UNPACKED_BYTES, 4 * FILE_BYTES["word"]):
        raise Refused("too-long")
    return made


def _check_old(data: bytes) -> None:
    """Look into an old Word file for the streams of a text and of macros, by their names."""
    if not data.startswith(_OLD):
        raise Refused("not-what-it-says", ending="doc")
    if "_VBA_PROJECT".encode("utf-16-le") in data or "Macros".encode("utf-16-le") + b"\0\0" in data:
        raise Refused("macros", ending="doc")
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("locked-word")
    if "WordDocument".encode("utf-16-le") not in data:
        raise Refused("malformed")
