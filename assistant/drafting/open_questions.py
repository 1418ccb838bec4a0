"""The comments that ask for what is still open, each on the words that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.changes import words_of
from assistant.domain.documents import Comment, MouDocument
from assistant.domain.drafts import OpenItem
from assistant.domain.wording import Wording

_Place = tuple[int, int, int]


def open_questions(document: MouDocument, items: Iterable[OpenItem], wording: Wording) -> tuple[Comment, ...]:
    """Return a comment for each open item: on its placeholder, or else on the heading of its clause.

    A value that stands in several clauses is asked for once, where it stands first. An item of a clause that is
    not in the document has no comment.
    """
    headings: dict[str, _Place] = {}
    blanks: dict[str, _Place] = {}
    for n, block in enumerate(document.blocks):
        if block.kind == "heading" and block.clause:
            headings.setdefault(block.clause, (n, 0, len(block.text)))
        at = 0
        for span in block.spans:
            if span.kind == "placeholder" and span.field:
                blanks.setdefault(span.field, (n, at, at + len(span.text)))
            at += len(span.text)
        for cell in (c for row in block.rows for c in row):
            for span in cell:
                if span.kind == "placeholder" and span.field:
                    blanks.setdefault(span.field, (n, 0, len(words_of(block))))
    out = []
    for number, item in enumerate(items, start=1):
        place = (blanks.get(item.field) if item.field else None) or headings.get(item.clause)
        if place is not None:
            text = wording("drafting.note.question", words=item.text)
            out.append(Comment(id=f"open-{number}", text=text, block=place[0], start=place[1], end=place[2]))
    return tuple(out)
