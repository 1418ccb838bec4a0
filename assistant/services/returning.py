"""Compare a file that came back with the draft it left: read, find its version, compare, gather comments."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from assistant.documents.comments import AUTHOR
from assistant.documents.reading.word_file import read_word
from assistant.documents.writer import write_docx
from assistant.domain.changes import viewed
from assistant.domain.documents import Block, MouDocument, TrackedChange, Unread, View
from assistant.domain.returned import Returned, ReturnedItem
from assistant.domain.templates import Template
from assistant.domain.wording import Saying, Wording, saying
from assistant.drafting.returning.compare import compare
from assistant.drafting.returning.remarks import with_comments
from assistant.drafting.returning.segments import segments
from assistant.drafting.returning.values import ValueReader
from assistant.errors import NotAllowed, NotFound
from assistant.services.copies import Source
from assistant.services.drafts import DraftService
from assistant.services.naming import plain_name

OWN_AUTHORS = frozenset({AUTHOR})
"""Whose comments and tracked changes an export wrote itself."""


class Left(NamedTuple):
    """The version that a file left as; ``exact`` when it can be made again as it left."""

    source: Source
    exact: bool

    @property
    def version(self) -> int:
        """The version's number."""
        return self.source.draft.version


class Comparing:
    """Make a Returned of a document that was read; nothing is stored here."""

    def __init__(
        self,
        drafts: DraftService,
        wording: Wording,
        clock: Callable[[], datetime],
    ) -> None:
        self._drafts, self._wording, self._clock = drafts, wording, clock

    def draft_of(self, document: MouDocument, draft_id: str | None) -> str:
        """Return the draft that a file belongs to; raise NotAllowed when it names another, or none."""
        stamp = document.stamp
        if stamp is None:
            if draft_id is None:
                raise NotAllowed("import-which-draft")
            return draft_id
        if draft_id is not None and draft_id != stamp.draft:
            raise NotAllowed("import-other-draft", draft=draft_id[:60], stamped=stamp.draft[:60])
        return stamp.draft

    def left(self, draft_id: str, document: MouDocument) -> Left:
        """Return the version that the file left as, the newest one when the file does not say."""
        stamp, exact = document.stamp, False
        base = self._drafts.get(draft_id)
        if stamp is not None and stamp.draft == draft_id:
            with suppress(NotFound):  # a version that this copy of the draft never had
                base = self._drafts.get(draft_id, stamp.version)
                exact = self._drafts.template(base).version == stamp.template_version
        return Left(self._drafts.source(draft_id, base.version), exact)

    def compared(
        self, document: MouDocument, draft_id: str, *, name: str, data: bytes, view: View, import_id: str = ""
    ) -> Returned:
        """Compare a document (its marked view) with the version of the draft that it left as."""
        left = self.left(draft_id, document)
        template = left.source.template
        shown = viewed(document, view)
        read, items = self._items(left, shown)
        authors = _authors(read, document, template)
        everyone = tuple(dict.fromkeys(a for names in authors.values() for a in names))
        items = tuple(_titled(i, authors, template) for i in items)
        items, apart = with_comments(items, shown, OWN_AUTHORS)
        return Returned(
            id=import_id or f"im-{secrets.token_hex(4)}",
            draft=draft_id,
            name=plain_name(name),
            checksum=hashlib.sha256(data).hexdigest(),
            at=self._clock(),
            base=left.version,
            exact=left.exact,
            view=view,
            tracked=everyone,
            items=items,
            comments=apart,
            notes=tuple(_notes(document, left, items)),
            unread=tuple(u for u in document.unread if not _of_contents(u, template)),
        )

    def _items(self, left: Left, shown: MouDocument) -> tuple[MouDocument, tuple[ReturnedItem, ...]]:
        """Compare with the clean copy, and where words stand beside it with the working copy, which has more.

        A redline names in its footer what it was compared with, so the copy that it is compared with does too.
        """
        copies, source = self._drafts.copies, left.source
        rendered = copies.agreement(source)
        reader = ValueReader(source.draft, source.template, self._clock().date(), self._wording)
        best: tuple[MouDocument, tuple[ReturnedItem, ...]] | None = None
        against = shown.properties.get("against", "")
        for write in (copies.clean, copies.working):
            # Written and read as the file was: what the two do to a text is then no change of it.
            written = self._marked(source, rendered, against) if against else write(source)
            read = viewed(read_word(written), "accepted")
            items = compare(read, shown, rendered, source.draft, source.template, reader)
            if best is None or _beside(items) < _beside(best[1]):
                best = read, items
            if against or not _beside(items):
                break
        assert best is not None
        return best

    def _marked(self, source: Source, rendered: MouDocument, against: str) -> bytes:
        named = rendered.model_copy(update={"properties": {**rendered.properties, "against": against}})
        when = self._drafts.copies.when(source)
        return write_docx(named, shell=source.shell, when=when, words=self._wording)


def _beside(items: tuple[ReturnedItem, ...]) -> int:
    """Count the lines outside the clauses that differ from the copy that was compared with."""
    return sum(len(i.before) + len(i.after) for i in items if i.clause is None and i.state != "unchanged")


def _of_contents(unread: Unread, template: Template) -> bool:
    """Say whether something unread is the table of contents, whose lines follow from the headings."""
    if unread.what == "contents-line":
        return any(c.title in unread.slots.get("words", "") for c in template.clauses.values())
    return unread.what == "contents"


def _notes(document: MouDocument, left: Left, items: tuple[ReturnedItem, ...]) -> list[Saying]:
    notes: list[Saying] = []
    if document.stamp is None:
        notes.append(saying("imports.note.no-stamp", version=left.version))
    elif document.stamp.version != left.version:
        notes.append(saying("imports.note.no-version", version=document.stamp.version, base=left.version))
    elif not left.exact:
        notes.append(saying("imports.note.template", version=document.stamp.template_version))
    unsure = [i for i in items if i.clause and i.state != "deleted" and i.sure < 0.95]
    if unsure:
        notes.append(saying("imports.note.unsure", count=len(unsure)))
    return notes


def _authors(left: MouDocument, marked: MouDocument, template: Template) -> dict[str, tuple[str, ...]]:
    """Return who changed each clause with tracking on, "" for words of no clause."""
    changed = {n: found for n, block in enumerate(marked.blocks) if (found := _changes(block))}
    if not changed:
        return {}
    owners = segments(left, marked, {c: x.title for c, x in template.clauses.items()}).owner
    out: dict[str, dict[str, None]] = {}
    for n, found in changed.items():
        names = {change.author or "?": None for change in found}
        out.setdefault(owners[n] or "", {}).update(names)
    return {owner: tuple(names) for owner, names in out.items()}


def _changes(block: Block) -> list[TrackedChange]:
    spans = [*block.spans, *(s for row in block.rows for cell in row for s in cell)]
    rows = [c for changes in block.row_changes for c in changes]
    found = [*block.changes, *rows, *(c for s in spans for c in s.changes)]
    return [c for c in found if c.kind != "formatted" and c.author not in OWN_AUTHORS]


def _titled(item: ReturnedItem, authors: dict[str, tuple[str, ...]], template: Template) -> ReturnedItem:
    """Return an item with its authors, and its notes naming clauses by their titles."""

    def named(note: Saying) -> Saying:
        clause = note.slots.get("clause")
        title = template.clauses[clause].title if clause in template.clauses else clause
        return note if clause is None else note.model_copy(update={"slots": {**note.slots, "clause": title}})

    mine = authors.get(item.clause or "", ()) if item.clause or item.state != "unchanged" else ()
    return item.model_copy(update={"authors": mine, "notes": tuple(named(n) for n in item.notes)})
