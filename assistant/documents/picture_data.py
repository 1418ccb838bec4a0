"""Take out of pictures what they tell beside what they show: place, device, author, words of an editor.

The picture itself is copied byte for byte. Formats other than JPEG and PNG are left as they are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
# How to draw it: everything critical, transparency, colours, size, animation.
_DRAWN = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
_SCAN, _END = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_ORIENTATION = 0x0112
_SHORT = 3
# The parts of an application that say how to draw it: JFIF, the colour profile, Adobe's transform.
_APPS = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
_COMMENT = 0xFE


class _Odd(Exception):
    """The file is not built as its first bytes promise."""


def without_metadata(data: bytes) -> bytes:
    """Return a JPEG or PNG without EXIF, XMP, IPTC, comments and what follows its end; others as they are.

    A JPEG that says that it is to be turned goes on saying so. A file that is not built as it should be is returned
    as it is: nothing is lost, and the check of a publication copy looks at it again.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd8" + b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return _PNG + b"".join(_png(data))
    except (_Odd, struct.error):
        pass
    return data


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        (size,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            raise _Odd
        if name[:1].isupper() or name in _DRAWN:  # a capital: no picture without it
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise _Odd
        while data[at + 1 : at + 2] == b"\xff":
            at += 1
        marker = data[at + 1] if at + 1 < len(data) else -1
        if marker == _END:
            yield data[at : at + 2]
            return
        if marker in _ALONE:
            yield data[at : at + 2]
            at += 2
            continue
        (size,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + size
        if size < 2 or end > len(data):
            raise _Odd
        body = data[at + 4 : end]
        if 0xE0 <= marker <= 0xEF:
            if body.startswith(_APPS.get(marker, ())):
                yield data[at:end]
            elif body.startswith(b"Exif\0\0") and (turn := _orientation(body[6:])) > 1:
                yield _turned(turn)
        elif marker != _COMMENT:
            yield data[at:end]
        at = end
        if marker == _SCAN:
            end = _after_scan(data, at)
            yield data[at:end]
            at = end


def _after_scan(data: bytes, at: int) -> int:
    """Return where the packed points of a scan end: at the next marker that is no part of them."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _Odd
        if data[at + 1] != 0 and data[at + 1] not in _ALONE:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for n in range(min(count, 500)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * n)
            if tag == _ORIENTATION:
                return int(value) if kind == _SHORT and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _turned(orientation: int) -> bytes:
    """Return a segment that says nothing but how the picture is to be turned."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
