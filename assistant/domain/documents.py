"""The one form of text with structure: what render makes and readers make, and writers take."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.base import Value


class Span(Value):
    """A run of text; ``kind`` placeholder is a value that is not known yet."""

    text: str
    kind: Literal["text", "placeholder", "ref"] = "text"
    field: str | None = None


Spans = tuple[Span, ...]


class Block(Value):
    """One block of a document.

    kind: ``title`` · ``subtitle`` · ``recital`` · ``heading`` (``level`` 1 = clause) ·
    ``paragraph`` (numbered under its clause, ``level`` 2) · ``plain`` (not numbered) ·
    ``item`` (lettered, ``level`` 3) · ``table`` (``rows``, first row is the header) ·
    ``signatures`` (``signers``) · ``open-items`` (``rows``).
    ``number`` is the number as the reader sees it ("7", "7.2", "(a)").
    """

    kind: Literal[
        "title", "subtitle", "recital", "heading", "paragraph", "plain", "item", "table", "signatures", "open-items"
    ]
    spans: Spans = ()
    level: int = 0
    number: str = ""
    clause: str | None = None
    rows: tuple[tuple[Spans, ...], ...] = ()
    caption: str = ""
    signers: tuple[Signer, ...] = ()

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
