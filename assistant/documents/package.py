"""Save a document so that equal content gives equal bytes, and open a shell with care."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document

from assistant.errors import DocumentError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_MOST = 30_000_000  # bytes a shell may unpack to; a letterhead with a logo has far fewer


def open_shell(data: bytes) -> Document:
    """Open a shell; raise DocumentError when it is no .docx file that can be written on."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(i.file_size for i in archive.infolist()) > _MOST:
                raise DocumentError("shell-too-large")
        return docx.Document(io.BytesIO(data))
    except DocumentError:
        raise
    except Exception as err:  # python-docx and lxml raise many kinds for a broken file
        raise DocumentError("shell-unreadable", kind=type(err).__name__) from err


def to_bytes(document: Document) -> bytes:
    """Return the file's bytes: parts in a fixed order, no clock and no system in them."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source:
        return packed({name: source.read(name) for name in source.namelist()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as the bytes of a package: in a fixed order, without the time or the system of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(parts, key=lambda n: (_FIRST.index(n) if n in _FIRST else len(_FIRST), n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, parts[name])
    return out.getvalue()


def text_width(target: Document) -> int:
    """Return the width of the text on a shell's last page, in twentieths of a point."""
    section = target.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        return 9360  # US letter with margins of one inch
    return int((page - left - right) / 635)  # English Metric Units to twentieths of a point
