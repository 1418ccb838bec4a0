"""How large the files are that a page takes; what is larger is refused before it is read."""

from __future__ import annotations

import re

from fastapi import UploadFile

from assistant.documents.reading.limits import FILE_BYTES, MB

WORD_MB = FILE_BYTES["word"] // MB
"""What a page says: how many megabytes a Word file may have."""

_TEXT = 4 * MB  # a form, with the longest clause that somebody types
_TOGETHER = max(FILE_BYTES.values()) + 10 * MB
# Up to twice its limit a Word file is taken in, so that the page itself can say what is wrong with it.
_TAKES = (
    (re.compile(r"/library/own"), _TOGETHER, "too-large"),
    (re.compile(r"/import|/word|/redline/[^/]+"), 2 * FILE_BYTES["word"], "too-large-word"),
)


def most(path: str) -> tuple[int, str, int]:
    """Return how many bytes a request to a path may have, the sentence for more, and the limit that it names in MB."""
    found = next(((size, key) for pattern, size, key in _TAKES if pattern.fullmatch(path)), None)
    if found is None:
        return _TEXT, "too-long", _TEXT // MB
    size, key = found
    return size, key, WORD_MB if key == "too-large-word" else size // MB


def word_file(file: UploadFile) -> tuple[str, bytes]:
    """Return the name and the bytes of an uploaded Word file; of one that is too large as much as shows it."""
    return file.filename or "", file.file.read(FILE_BYTES["word"] + 1)
