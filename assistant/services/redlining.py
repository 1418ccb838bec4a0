"""A redline: what changed between two versions of an agreement, or against a file that somebody has."""

from __future__ import annotations

from datetime import datetime

from assistant.documents.comments import AUTHOR
from assistant.documents.reading.reader import read_mou
from assistant.documents.redline import redline
from assistant.documents.signed import signers_of
from assistant.documents.tracked import is_tracked
from assistant.documents.writer import write_docx
from assistant.domain.changes import viewed, words_of
from assistant.domain.documents import Block, MouDocument
from assistant.domain.reading import Refusal
from assistant.domain.wording import Wording
from assistant.errors import DocumentError, NotAllowed
from assistant.services.naming import plain_name

_NAME = 60  # characters of a file's name that fit into the footer


def redlined(
    old: MouDocument,
    new: MouDocument,
    *,
    against: str,
    shell: bytes | None,
    when: datetime,
    words: Wording,
    author: str = AUTHOR,
) -> bytes:
    """Return a Word file that shows how ``old`` became ``new``, as tracked changes of ``author``.

    ``against`` names the old one in the footer ("version 3"). Accept all gives the new text, reject all the old
    one. The list of open items is no part of the agreement, and its rows would be marked at every version: it is
    left out. Raise NotAllowed when nothing differs: a redline without a change would be taken for one.
    """
    marked = redline(_agreement(old), _agreement(new), author=author, when=when, words=words)
    if not is_tracked(marked):
        raise NotAllowed("nothing-to-mark", against=against)
    named = marked.model_copy(update={"properties": {**marked.properties, "against": against}})
    return write_docx(named, shell=shell, when=when, words=words)


def read_against(name: str, data: bytes, like: MouDocument, words: Wording) -> tuple[str, MouDocument]:
    """Return a file that a draft is compared with, changes in it accepted, and its name without folders.

    Tables are of the kinds that ``like`` has, and only the body counts. Raise DocumentError when it is no Word file
    or cannot be read.
    """
    name = plain_name(name)[-_NAME:]
    if not name.lower().endswith(".docx"):
        raise DocumentError("against-not-word", name=name)
    read = read_mou(name, data)
    if isinstance(read, Refusal):
        raise DocumentError("against-unreadable", why=words(f"library.refused.{read.reason}", name=name, **read.slots))
    body = [b for b in viewed(read, "accepted").blocks if b.part == "body"]
    signatures = any(b.kind == "signatures" for b in like.blocks)
    open_items = [b for b in like.blocks if b.kind == "open-items"]
    blocks = tuple(_like(b, signatures, open_items, words) for b in body)
    return name, read.model_copy(update={"blocks": blocks, "comments": (), "unread": ()})


def _agreement(document: MouDocument) -> MouDocument:
    """Return a document without its list of open items and the heading of that."""
    kept: list[Block] = []
    for block in document.blocks:
        if block.kind != "open-items":
            kept.append(block)
        elif kept and kept[-1].kind == "heading" and kept[-1].clause is None:
            kept.pop()
    return document.model_copy(update={"blocks": tuple(kept)})


def _like(block: Block, signatures: bool, open_items: list[Block], words: Wording) -> Block:
    """Return a table as the signature block or the list of open items that it was written from."""
    if block.kind != "table":
        return block
    signers = signers_of(block, words) if signatures else ()
    if signers:
        return block.model_copy(update={"kind": "signatures", "rows": (), "signers": signers})
    header = words_of(block).split("\n")[0]
    if any(words_of(b).split("\n")[0] == header for b in open_items):
        return block.model_copy(update={"kind": "open-items"})
    return block
