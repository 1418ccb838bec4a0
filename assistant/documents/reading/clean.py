"""Text as it is stored: one line, without characters that hide or turn what is read."""

from __future__ import annotations

import re
import unicodedata

# Controls, zero-width characters and the marks that reverse direction can hide words in a quotation. The two that
# join or part letters (200c, 200d) are spelling in Persian and in Hindi, and hold emoji together: there they stay.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
    "|(?<![^\u0000-\u05ff\u2000-\u206f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u05ff\u2000-\u206f])"
)
_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
_ODD = re.compile(rf"{_HIDDEN.pattern}|{_LINE_ENDS.pattern}")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def one_line(text: str) -> str:
    """Return the text with single spaces, composed letters and no hidden characters."""
    shown = _HIDDEN.sub("", unicodedata.normalize("NFC", text.translate(_LIGATURES)))
    # A lone half of a surrogate pair cannot be stored as UTF-8.
    shown = shown.encode("utf-8", "replace").decode("utf-8")
    return _SPACES.sub(" ", shown).strip()


def shown(text: str) -> str:
    """Return text as its file has it, without characters that hide or turn it; line ends and tabs are spaces."""
    return _LINE_ENDS.sub(" ", _HIDDEN.sub("", text)) if _ODD.search(text) else text
