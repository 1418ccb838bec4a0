"""Look into a zipped file before anything parses it: sizes, parts, macros, locks, document type declarations."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant.documents.reading.limits import PARAGRAPHS, PART_BYTES, PARTS, UNPACKED_BYTES, Refused

_BLOCK = 1 << 16
_DECLARATIONS = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS)) - 1
_PARAGRAPH = re.compile(rb"<(?:w|text):(?:p|h)[ />]")
_CODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16", b"iso-8859-1", b"windows-1252")
_CODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_ODT = b"application/vnd.oasis.opendocument.text"
_MACROS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
_MACRO_FOLDERS = ("basic/", "scripts/")


def check_package(data: Path | BinaryIO) -> None:
    """Raise Refused unless this is a Word file that is safe to parse.

    Sizes are counted while unpacking, because those that a zip file declares can lie.
    """
    with _opened(data) as package:
        entries = package.infolist()
        names = _names(entries)
        if any(n.lower().endswith(_MACROS) for n in names):
            raise Refused("macros", ending="docm")
        if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
            raise Refused("not-what-it-says", ending="docx")
        if not any(n.lower().startswith("word/") for n in names):
            raise Refused("not-what-it-says", ending="docx")

        def look(name: str, block: bytes) -> None:
            if name == "[Content_Types].xml" and b"macroEnabled" in block:
                raise Refused("macros", ending="docm")

        _unpack(package, entries, look)


def check_odt(data: bytes) -> None:
    """Raise Refused unless this is a text of OpenDocument without macros and without a lock."""
    with _opened(io.BytesIO(data)) as package:
        entries = package.infolist()
        names = _names(entries)
        if any(n.lower().startswith(_MACRO_FOLDERS) for n in names):
            raise Refused("macros", ending="odt")
        if "content.xml" not in names or "mimetype" not in names:
            raise Refused("not-what-it-says", ending="odt")
        with package.open("mimetype") as part:
            if part.read(len(_ODT) + 1).strip() != _ODT:
                raise Refused("not-what-it-says", ending="odt")

        def look(name: str, block: bytes) -> None:
            if name == "META-INF/manifest.xml" and b"encryption-data" in block:
                raise Refused("locked-word")

        _unpack(package, entries, look)


@contextmanager
def _opened(data: Path | BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(data) as package:
            yield package
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as err:
        raise Refused("malformed") from err


def _names(entries: list[zipfile.ZipInfo]) -> set[str]:
    """Return the names of the parts; raise Refused for a zip file with too many, locked or doubtful ones."""
    if len(entries) > PARTS:
        raise Refused("bomb")
    if any(e.flag_bits & 0x1 for e in entries):
        raise Refused("locked-word")
    names = {e.filename for e in entries}
    # Names do not tell capitals apart: of two that only differ so, two programs read two different texts.
    if len({n.lower() for n in names}) != len(entries):
        raise Refused("malformed")
    if sum(e.file_size for e in entries) > UNPACKED_BYTES:
        raise Refused("bomb")
    return names


def _unpack(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], look: Callable[[str, bytes], None]) -> None:
    total = paragraphs = 0
    for entry in entries:
        markup = entry.filename.lower().endswith((".xml", ".rels"))
        size, tail = 0, b""
        with package.open(entry) as part:
            while block := part.read(_BLOCK):
                if not size and markup:
                    _check_coding(block)
                size += len(block)
                total += len(block)
                if size > PART_BYTES or total > UNPACKED_BYTES:
                    raise Refused("bomb")
                if markup:
                    if any(d in tail + block for d in _DECLARATIONS):
                        raise Refused("declares")
                    look(entry.filename, tail + block)
                    paragraphs += len(_PARAGRAPH.findall(block))
                    if paragraphs > 2 * PARAGRAPHS:
                        raise Refused("too-long")  # before a parser makes gigabytes of them
                tail = block[-_OVERLAP:]


def _check_coding(block: bytes) -> None:
    """Refuse markup in a coding in which a declaration could hide from the look at its bytes."""
    if block.startswith((b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00", b"\x4c\x6f\xa7\x94", b"+/v")):
        raise Refused("declares")
    found = _CODING.match(block)
    if found and found[1].lower() not in _CODINGS:
        raise Refused("declares")
