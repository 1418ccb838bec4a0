"""Look at drafts: load them on the present template, and show, count and export what is in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from assistant.documents.writer import write_docx
from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Change, Draft, OpenItem
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import annotations as notes
from assistant.drafting import interview
from assistant.drafting.carrying import carry_over
from assistant.drafting.coverage import PrincipleCoverage, coverage
from assistant.drafting.open_questions import open_questions
from assistant.drafting.render import clause_text, render
from assistant.drafting.terms import DraftTerms, terms_of
from assistant.errors import NotFound, StaleWrite
from assistant.services.views import ClauseLine, ClauseView, clause_map, clause_view
from assistant.storage.drafts import DraftStore, DraftSummary

Kind = Literal["clean", "annotated"]
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

    def export(self, draft_id: str, kind: Kind = "clean") -> tuple[bytes, str]:
        """Return the agreement as a Word file and a name for it; the same draft gives the same bytes."""
        draft = self.get(draft_id)
        template = self.template(draft)
        document = self.preview_of(draft)
        if kind == "annotated":
            comments = notes.annotations(draft, template, self._knowledge, self._wording)
            questions = open_questions(document, self.open_items_of(draft), self._wording)
            document = document.model_copy(update={"annotations": comments, "comments": questions})
        data = write_docx(document, shell=self._shell(template), when=draft.updated, words=self._wording)
        tail = "-annotated" if kind == "annotated" else ""
        return data, f"{draft.id}-v{draft.version}{tail}.docx"

    def redlined(self, draft_id: str, against: int | tuple[str, bytes]) -> tuple[bytes, str]:
        """Return the newest draft with its changes marked, against a version or a .docx file, and a name for it.

        ``against`` is the number of a version, or a file's name and bytes. Raise NotFound for a version that is
        not there, NotAllowed when nothing differs, DocumentError for a file that cannot be read.
        """
        from assistant.services.redlining import read_against, redlined

        draft = self.get(draft_id)
        new = self.preview_of(draft)
        if isinstance(against, int):
            old, named = self.preview(draft_id, against), self._wording("word.a-version", version=against)
            tail = f"v{against}"
        else:
            named, old = read_against(*against, new, self._wording)
            tail = "file"
        shell = self._shell(self.template(draft))
        made = redlined(old, new, against=named, shell=shell, when=draft.updated, words=self._wording)
        return made, f"{draft.id}-v{draft.version}-redline-{tail}.docx"

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
