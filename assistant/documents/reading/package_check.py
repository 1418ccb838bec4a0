"""Look into a Word file before anything parses it: sizes, parts, macros, locks, document type declarations."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from assistant.documents.reading.limits import PARAGRAPHS, PART_BYTES, PARTS, UNPACKED_BYTES, Refused

_BLOCK = 1 << 16
_DECLARATIONS = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS)) - 1


def check_package(path: Path | BinaryIO) -> None:
    """Raise Refused unless this is a Word file that is safe to parse.

    Sizes are counted while unpacking, because those that a zip file declares can lie.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if len(entries) > PARTS:
                raise Refused("bomb")
            names = {e.filename for e in entries}
            if any(e.flag_bits & 0x1 for e in entries):
                raise Refused("locked-word")
            if any(n.lower().endswith(("vbaproject.bin", "vbadata.xml")) for n in names):
                raise Refused("macros", ending="docm")
            if "word/document.xml" not in names or "[Content_Types].xml" not in names:
                raise Refused("not-what-it-says", ending="docx")
            if len(names) != len(entries):
                raise Refused("malformed")
            if sum(e.file_size for e in entries) > UNPACKED_BYTES:
                raise Refused("bomb")
            _unpack(package, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as err:
        raise Refused("malformed") from err


def _unpack(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = 0
    for entry in entries:
        markup = entry.filename.lower().endswith((".xml", ".rels"))
        size, tail, paragraphs = 0, b"", 0
        with package.open(entry) as part:
            while block := part.read(_BLOCK):
                size += len(block)
                total += len(block)
                if size > PART_BYTES or total > UNPACKED_BYTES:
                    raise Refused("bomb")
                if markup and any(d in tail + block for d in _DECLARATIONS):
                    raise Refused("declares")
                if entry.filename == "[Content_Types].xml" and b"macroEnabled" in tail + block:
                    raise Refused("macros", ending="docm")
                if entry.filename == "word/document.xml":
                    paragraphs += block.count(b"<w:p>") + block.count(b"<w:p ")
                    if paragraphs > PARAGRAPHS:
                        raise Refused("too-long")  # before a parser makes gigabytes of them
                tail = block[-_OVERLAP:]
