"""Make the copies of a draft that people take away: one function for each kind of Word file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.documents.leftovers import leftovers
from assistant.documents.publication import published
from assistant.documents.writer import write_docx
from assistant.domain.base import Value
from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Draft, OpenItem, Trace
from assistant.domain.knowledge import Knowledge
from assistant.domain.provenance import SentenceOrigin
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting import annotations as notes
from assistant.drafting.interview import open_items
from assistant.drafting.open_questions import open_questions
from assistant.drafting.provenance import provenance
from assistant.drafting.provenance_table import provenance_blocks
from assistant.drafting.render import render
from assistant.errors import DocumentError, NotAllowed
from assistant.services.redlining import read_against, redlined


class Source(Value):
    """What a copy is made of: a draft at one version, its template, and the shell that it is written on."""

    draft: Draft
    template: Template
    shell: bytes | None = None


class Copies:
    """Write copies; the same draft gives the same bytes. ``trail`` is asked for the draft's versions."""

    def __init__(self, knowledge: Knowledge, wording: Wording, trail: Callable[[str], Sequence[Trace]]) -> None:
        self._knowledge = knowledge
        self._wording = wording
        self._trail = trail

    def agreement(self, source: Source) -> MouDocument:
        """Return the whole agreement with its stamp and the list of what is open."""
        return render(source.draft, source.template, self._knowledge, self._wording)

    def open(self, source: Source) -> tuple[OpenItem, ...]:
        """Return what still needs a person."""
        return open_items(source.draft, source.template, self._wording)

    def origins(self, source: Source) -> tuple[SentenceOrigin, ...]:
        """Return where each sentence comes from."""
        trail = [t for t in self._trail(source.draft.id) if t.version <= source.draft.version]
        return provenance(source.draft, source.template, trail, self._knowledge, self._wording)

    def clean(self, source: Source) -> bytes:
        """Return the agreement without comments; what is not filled in stays to be seen, and the stamp stays."""
        return self._written(source, self.agreement(source))

    def working(self, source: Source) -> bytes:
        """Return the agreement with comments on clauses and open places, and a table of where words come from."""
        draft, template = source.draft, source.template
        document = self.agreement(source)
        blocks = (*document.blocks, *provenance_blocks(self.origins(source), draft.id, self._wording))
        comments = notes.annotations(draft, template, self._knowledge, self._wording)
        questions = open_questions(document, self.open(source), self._wording)
        said = {"annotations": comments, "comments": questions, "blocks": blocks}
        return self._written(source, document.model_copy(update=said))

    def redline(self, source: Source, before: Source) -> bytes:
        """Return the agreement with what has changed since another version as tracked changes."""
        named = self._wording("word.a-version", version=before.draft.version)
        return self._redline(source, self.agreement(before), named)

    def redline_against_file(self, source: Source, name: str, data: bytes) -> bytes:
        """Return the agreement with what differs from a .docx file as tracked changes.

        Raise DocumentError when the file cannot be read.
        """
        named, old = read_against(name, data, self.agreement(source), self._wording)
        return self._redline(source, old, named)

    def _redline(self, source: Source, old: MouDocument, named: str) -> bytes:
        new, when = self.agreement(source), self.when(source)
        return redlined(old, new, against=named, shell=source.shell, when=when, words=self._wording)

    def publication(self, source: Source, *, despite_open: bool = False) -> bytes:
        """Return the agreement for the public, with nothing in it that is for its makers only.

        Raise NotAllowed, with the list of them, while something is open, unless ``despite_open``: the copy
        then says in its header how much is open. Raise DocumentError when anything remains in the file.
        """
        items = self.open(source)
        if items and not despite_open:
            listed = "\n".join(f"- {i.clause_title}: {i.text}" for i in items)
            raise NotAllowed("publication-open", count=len(items), items=listed, draft=source.draft.id)
        return self.public(source, self.for_the_public(source))

    def for_the_public(self, source: Source) -> MouDocument:
        """Return the agreement as the public reads it: without stamp, comments and list of open items."""
        document = self.agreement(source)
        kept = tuple(b for b in document.blocks if b.kind != "open-items")
        bare: dict[str, object] = {"annotations": (), "comments": (), "unread": (), "stamp": None, "properties": {}}
        return document.model_copy(update={**bare, "blocks": kept, "mark": self.mark(source)})

    def mark(self, source: Source) -> str:
        """Return the words of the header: what keeps a copy from being final, "" when nothing does."""
        count = len(self.open(source))
        reviewed = source.draft.counsel_reviewed
        if not count:
            return "" if reviewed else self._wording("drafting.mark")
        return self._wording("drafting.mark-only-open" if reviewed else "drafting.mark-open", count=count)

    def public(self, source: Source, document: MouDocument) -> bytes:
        """Write a document, take out what the public is not to see, and look that nothing of it is left."""
        data = published(self._written(source, document))
        found = leftovers(data, private=(source.draft.id,))
        if found:
            kinds = dict.fromkeys(self._wording(f"packet.left.{f.what}") for f in found)
            raise DocumentError("publication-not-clean", what="; ".join(kinds), part=found[0].part)
        return data

    def _written(self, source: Source, document: MouDocument) -> bytes:
        return write_docx(document, shell=source.shell, when=self.when(source), words=self._wording)

    @staticmethod
    def when(source: Source) -> datetime:
        """Return the moment that a copy bears."""
        return source.draft.updated
