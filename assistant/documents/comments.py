"""Word comments, anchored on the headings of the clauses they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document

from assistant.documents.elements import Element, clean, w

AUTHOR, INITIALS = "MOU assistant", "MOU"


def add_comments(
    document: Document, notes: Sequence[str], when: datetime, styles: dict[str, str]
) -> tuple[list[Element], list[Element]]:
    """Write comments into the comments part; return what stands before and after the words they mark.

    ``when`` is the comments' date, so that equal input gives equal bytes.
    """
    before, after = [], []
    for note in notes:
        comment = document.comments.add_comment(text=clean(note), author=AUTHOR, initials=INITIALS)
        element = comment._comment_elm
        element.date = when
        before.append(w("commentRangeStart", id=comment.comment_id))
        after.append(w("commentRangeEnd", id=comment.comment_id))
        mark = w("rPr", w("rStyle", val=styles["annotation reference"]))
        after.append(w("r", mark, w("commentReference", id=comment.comment_id)))
    return before, after
