"""The one form of text with structure: what render makes and readers make, and writers take."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.base import Value


class TrackedChange(Value):
    """Who changed words while changes were being tracked, and when (as the file has it, ISO 8601, or "").

    ``kind``: ``inserted`` · ``deleted`` · ``moved-to`` and ``moved-from`` (``move`` is then the name that the
    two share) · ``formatted`` (the words are the same, their looks are not).
    """

    kind: Literal["inserted", "deleted", "moved-to", "moved-from", "formatted"]
    author: str = ""
    when: str = ""
    move: str = ""


class Span(Value):
    """A run of text; ``kind`` placeholder is a value that is not known yet, ref a number of another clause.

    ``change`` stands on words that somebody changed with tracking on; one who inserted words that another
    deleted again gives two changes, the outer first.
    """

    text: str
    kind: Literal["text", "placeholder", "ref"] = "text"
    field: str | None = None
    changes: tuple[TrackedChange, ...] = ()


Spans = tuple[Span, ...]


class Block(Value):
    """One block of a document.

    kind: ``title`` · ``subtitle`` · ``recital`` · ``heading`` (``level`` 1 = clause) ·
    ``paragraph`` (numbered under its clause, ``level`` 2) · ``plain`` (not numbered) ·
    ``item`` (lettered, ``level`` 3) · ``table`` (``rows``, first row is the header) ·
    ``signatures`` (``signers``) · ``open-items`` (``rows``).
    ``number`` is the number as the reader sees it ("7", "7.2", "(a)"), ``number_before`` the one that it has
    in the original view, where tracked changes made it another.

    Of a block that was read from a file: ``part`` is where it stands (``body`` · ``header`` · ``footer`` ·
    ``footnote`` · ``endnote`` · ``text box``), ``page`` its page in a PDF, ``style`` the name of its style,
    ``clause`` what its content control, or else its bookmark, says. ``changes`` are those of its paragraph mark
    (a paragraph that was inserted or deleted whole), ``row_changes`` those of each row of a table.
    """

    kind: Literal[
        "title", "subtitle", "recital", "heading", "paragraph", "plain", "item", "table", "signatures", "open-items"
    ]
    spans: Spans = ()
    level: int = 0
    number: str = ""
    number_before: str | None = None
    clause: str | None = None
    rows: tuple[tuple[Spans, ...], ...] = ()
    caption: str = ""
    signers: tuple[Signer, ...] = ()
    part: Literal["body", "header", "footer", "footnote", "endnote", "text box"] = "body"
    page: int | None = None
    style: str = ""
    changes: tuple[TrackedChange, ...] = ()
    row_changes: tuple[tuple[TrackedChange, ...], ...] = ()

    @property
    def text(self) -> str:
        """The block's own words, without its number."""
        return "".join(s.text for s in self.spans)


class Signer(Value):
    """One line of the signature block."""

    name: str
    title: str = ""
    party: str = ""
    placeholder: bool = False


class Annotation(Value):
    """A comment on a clause: the principles it serves and the sources of its wording."""

    clause: str
    text: str


View = Literal["accepted", "original", "marked"]
"""How tracked changes are read: as if all were accepted, as if all were rejected, or with both to be seen."""


class Comment(Value):
    """A comment of a Word file.

    It stands on the words ``start`` to ``end`` (code points of the block's text in the marked view, for a table of
    ``domain.changes.words_of``) of the block numbered ``block``, or on a point; one that reaches over several
    blocks stands on the first. ``parent`` is the id of the comment that it replies to.
    """

    id: str
    author: str = ""
    initials: str = ""
    when: str = ""
    text: str
    block: int | None = None
    start: int = 0
    end: int = 0
    parent: str | None = None
    resolved: bool = False


class Unread(Value):
    """Something in a file that was not read, or not read fully: ``what`` names the sentence, ``slots`` fill it.

    ``place`` is said in words of the document ("page 3", "after 4.2 …") and may be empty.
    """

    what: str
    place: str = ""
    slots: dict[str, str] = Field(default_factory=dict)


class Stamp(Value):
    """Which draft, version, template and edition a document was made from."""

    draft: str
    version: int
    template: str
    template_version: str
    edition: str


class MouDocument(Value):
    """An agreement as blocks, ready for a writer."""

    title: str
    language: str = "en-US"
    mark: str = ""
    blocks: tuple[Block, ...]
    annotations: tuple[Annotation, ...] = ()
    stamp: Stamp | None = None
    properties: dict[str, str] = Field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    unread: tuple[Unread, ...] = ()
