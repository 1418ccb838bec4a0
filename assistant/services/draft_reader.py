"""Look at drafts: load them on the present template, and show, count and export what is in them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path

from assistant.documents.csv_table import csv_bytes
from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Adoption, Change, Draft, OpenItem
from assistant.domain.exports import ExportKind
from assistant.domain.knowledge import Knowledge
from assistant.domain.provenance import SentenceOrigin
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import interview
from assistant.drafting.carrying import carry_over
from assistant.drafting.coverage import PrincipleCoverage, coverage
from assistant.drafting.moments import spoken
from assistant.drafting.provenance_table import provenance_rows
from assistant.drafting.render import clause_text, render
from assistant.drafting.terms import DraftTerms, terms_of
from assistant.errors import NotAllowed, NotFound, StaleWrite
from assistant.services.copies import Copies, Source
from assistant.services.views import ClauseLine, ClauseView, clause_map, clause_view
from assistant.storage.drafts import DraftStore, DraftSummary

CARRIED = "carry-over"


class DraftReader:
    """Look at drafts and take them away as Word files; NotFound when there is no such draft."""

    def __init__(
        self,
        store: DraftStore,
        templates: TemplateSet,
        knowledge: Knowledge,
        wording: Wording,
        clock: Callable[[], datetime],
        *,
        content: Path | None = None,
        letterhead: Callable[[], bytes | None] = lambda: None,
    ) -> None:
        self._store = store
        self._templates = templates
        self._knowledge = knowledge
        self._wording = wording
        self._clock = clock
        self._content = content
        self._letterhead = letterhead

    def template(self, draft: Draft) -> Template:
        """Return a draft's template; raise NotFound when it is no longer installed."""
        return self._installed(draft.template)

    def get(self, draft_id: str, version: int | None = None) -> Draft:
        """Return a draft on the present version of its template, newest or as it was at a version.

        When the template's version has changed, the newest draft is carried over and that is
        written as a change of its own.
        """
        draft = self._store.load(draft_id, version)
        template = self.template(draft)
        carried, said = carry_over(draft, template, self._wording)
        if carried is draft or version is not None:
            return carried
        now, old = self._clock(), draft.template_version
        lead = self._wording("services.carried", old=old, new=template.version, template=template.id)
        change = Change(version=draft.version + 1, at=now, action=CARRIED, summary=" ".join([lead, *said]))
        carried = carried.model_copy(update={"updated": now})
        try:
            return self._store.save(carried, change, expected=draft.version)
        except StaleWrite:  # somebody else carried it over at the same moment
            return self._store.load(draft_id)

    def list(self) -> tuple[DraftSummary, ...]:
        """Return every draft that is not deleted, the last changed first."""
        return self._store.list()

    def history(self, draft_id: str) -> tuple[Change, ...]:
        """Return every change, oldest first."""
        return self._store.history(draft_id)

    def open_items(self, draft_id: str) -> tuple[OpenItem, ...]:
        """Return what still needs a person: placeholders, skipped clauses, conflicts."""
        return self.open_items_of(self.get(draft_id))

    def open_items_of(self, draft: Draft) -> tuple[OpenItem, ...]:
        """Return what still needs a person in a draft already loaded."""
        return interview.open_items(draft, self.template(draft), self._wording)

    def coverage(self, draft_id: str) -> tuple[PrincipleCoverage, ...]:
        """Return where each of the twelve principles stands in the draft."""
        draft = self.get(draft_id)
        return coverage(draft, self.template(draft), self._knowledge)

    def terms(self, draft_id: str) -> DraftTerms:
        """Return what there is to look at in the defined terms of a draft."""
        draft = self.get(draft_id)
        return terms_of(draft, self.template(draft))

    def progress(self, draft_id: str) -> interview.Progress:
        """Return how many clauses are decided, need input or conflict."""
        draft = self.get(draft_id)
        return interview.progress(draft, self.template(draft))

    def preview(self, draft_id: str, version: int | None = None) -> MouDocument:
        """Return the whole agreement as it stands."""
        return self.preview_of(self.get(draft_id, version))

    def preview_of(self, draft: Draft) -> MouDocument:
        """Return the whole agreement of a draft already loaded."""
        return render(draft, self.template(draft), self._knowledge, self._wording)

    def clause_text(self, draft: Draft, clause: str) -> str:
        """Return a clause as plain text, with its values or placeholders."""
        return clause_text(draft, self.template(draft), clause)

    def clause_view(self, draft_id: str, clause: str) -> ClauseView:
        """Return all that an editor of one clause shows; raise NotFound for an unknown clause."""
        draft = self.get(draft_id)
        self._known(draft, clause)
        return clause_view(draft, self.template(draft), clause, self._knowledge)

    def clause_map(self, draft_id: str) -> tuple[ClauseLine, ...]:
        """Return every clause in order with its section, state and principles."""
        draft = self.get(draft_id)
        return clause_map(draft, self.template(draft))

    def export(
        self,
        draft_id: str,
        kind: ExportKind | str = ExportKind.CLEAN,
        *,
        version: int | None = None,
        against: int | tuple[str, bytes] | None = None,
        despite_open: bool = False,
    ) -> tuple[bytes, str]:
        """Return a copy of a draft and a name for its file; the same draft gives the same bytes.

        ``version`` is the draft's (None: the newest), ``against`` the version that a redline compares with
        (None: the one adopted last, else the first), or a .docx file's name and bytes. Raise NotAllowed when the
        copy cannot be made as the draft stands or a redline would mark nothing, NotFound for a kind or a version
        that is not there, DocumentError for a file that cannot be read. Nothing is written to the draft.
        """
        try:
            kind = ExportKind(kind)
        except ValueError as err:
            raise NotFound("no-kind", kind=str(kind)[:40], kinds=", ".join(ExportKind)) from err
        source, since = self.source(draft_id, version), ""
        match kind:
            case ExportKind.WORKING:
                data = self.copies.working(source)
            case ExportKind.CLEAN:
                data = self.copies.clean(source)
            case ExportKind.PUBLICATION:
                data = self.copies.publication(source, despite_open=despite_open)
            case ExportKind.REDLINE:
                if isinstance(against, tuple):
                    data, since = self.copies.redline_against_file(source, *against), "-file"
                else:
                    before = self._before(source, against)
                    data, since = self.copies.redline(source, before), f"-v{before.draft.version}"
            case _:
                data = self._packet(source)
        tail = "" if kind is ExportKind.CLEAN else f"-{kind.value}"
        # A publication copy goes to the public, and the draft's own id has no business in its name.
        name = (
            "mou-publication" if kind is ExportKind.PUBLICATION else f"{draft_id}-v{source.draft.version}{tail}{since}"
        )
        return data, f"{name}.{kind.ending}"

    def source(self, draft_id: str, version: int | None = None) -> Source:
        """Return what copies of a draft are made of."""
        draft = self.get(draft_id, version)
        template = self.template(draft)
        return Source(draft=draft, template=template, shell=self._shell(template))

    @cached_property
    def copies(self) -> Copies:
        """What writes the copies."""
        return Copies(self._knowledge, self._wording, self._store.trail)

    def provenance(self, draft_id: str, version: int | None = None) -> tuple[SentenceOrigin, ...]:
        """Return where each sentence of a draft comes from, in the order of the agreement."""
        return self.copies.origins(self.source(draft_id, version))

    def provenance_csv(self, draft_id: str, version: int | None = None) -> tuple[bytes, str]:
        """Return the same as a table for a spreadsheet, and a name for its file."""
        source = self.source(draft_id, version)
        rows = provenance_rows(self.copies.origins(source), self._wording)
        return csv_bytes(rows), f"{draft_id}-v{source.draft.version}-provenance.csv"

    def _before(self, source: Source, version: int | None) -> Source:
        """Return the version that a redline compares with."""
        if version is None:
            adopted = self._adopted_before(source)
            version = adopted.version if adopted is not None else 1
        return self.source(source.draft.id, version)

    def _adopted_before(self, source: Source) -> Adoption | None:
        """Return the latest adoption of words that differ from those of the draft as it stands."""
        now = self.copies.agreement(source).blocks
        for adoption in reversed(source.draft.adopted):
            if self.copies.agreement(self.source(source.draft.id, adoption.version)).blocks != now:
                return adoption
        return None

    def _packet(self, source: Source) -> bytes:
        from assistant.services.packet import Changes, Packet

        adopted = self._adopted_before(source)
        changes = None
        if adopted is not None:
            with suppress(NotAllowed):  # what differs is no word of the agreement, so there is nothing to mark
                data = self.copies.redline(source, self.source(source.draft.id, adopted.version))
                changes = Changes(data, adopted.version, spoken(adopted.on))
        return Packet(self.copies, self._knowledge, self._wording).made(
            source, changes, adopted=bool(source.draft.adopted)
        )

    def _installed(self, template_id: str) -> Template:
        found = self._templates.templates.get(template_id)
        if found is None:
            raise NotFound("no-template", template=template_id[:60], templates=", ".join(self._templates.templates))
        return found

    def _known(self, draft: Draft, clause: str) -> None:
        if clause not in draft.clauses:
            raise NotFound("no-clause", clause=clause[:60])

    def _shell(self, template: Template) -> bytes | None:
        own = self._letterhead()
        if own is not None or not template.shell or self._content is None:
            return own
        path = self._content / template.shell
        return path.read_bytes() if path.is_file() else None
