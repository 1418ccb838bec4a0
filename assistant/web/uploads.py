"""How large the files are that a page takes; what is larger is refused before it is read."""

from __future__ import annotations

import re

from fastapi import UploadFile

from assistant.documents.reading.limits import FILE_BYTES, MB

WORD_MB = FILE_BYTES["word"] // MB
"""What a page says: how many megabytes a Word file may have."""

_TEXT = 4 * MB  # a form, with the longest clause that somebody types
_LARGEST = max(FILE_BYTES.values())
_TOGETHER = _LARGEST + 10 * MB

REVIEW_MB = _LARGEST // MB
"""What the Review page says: how many megabytes a file may have."""

# Up to twice its limit a Word file is taken in, so that the page itself can say what is wrong with it.
_TAKES = (
    (re.compile(r"/library/own"), _TOGETHER, "too-large", _TOGETHER // MB),
    (re.compile(r"/import|/word|/redline/[^/]+"), 2 * FILE_BYTES["word"], "too-large-word", WORD_MB),
    (re.compile(r"/review|/review/[^/]+/compare"), _TOGETHER, "too-large-review", REVIEW_MB),
)


def most(path: str) -> tuple[int, str, int]:
    """Return how many bytes a request to a path may have, the sentence for more, and the limit that it names in MB."""
    found = next(((size, key, limit) for pattern, size, key, limit in _TAKES if pattern.fullmatch(path)), None)
    return found or (_TEXT, "too-long", _TEXT // MB)


def word_file(file: UploadFile) -> tuple[str, bytes]:
    """Return the name and the bytes of an uploaded Word file; of one that is too large as much as shows it."""
    return file.filename or "", file.file.read(FILE_BYTES["word"] + 1)


def any_file(file: UploadFile) -> tuple[str, bytes]:
    """Return the name and the bytes of an uploaded file of any kind; of one that is too large as much as shows it."""
    return file.filename or "", file.file.read(_LARGEST + 1)
