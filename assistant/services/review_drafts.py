"""Go on from a review: start a draft with the agreement's own words, and put forward what would mend a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from assistant.documents.writer import write_docx
from assistant.domain.base import Value
from assistant.domain.drafts import ConflictRecord, Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.placing import PlacingCues, Provided, ReadValue
from assistant.domain.reviews import KeptReview
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.brought import brought_in, without_signatures, wordings
from assistant.drafting.format import show_value
from assistant.drafting.interview import applicable
from assistant.errors import AssistantError, NotAllowed, NotFound
from assistant.review.likeness import Likeness
from assistant.review.placing import provided
from assistant.review.values import read_values_of
from assistant.services.drafts import DraftService, Outcome
from assistant.services.fixing import Fix, Fixing
from assistant.services.naming import title_of
from assistant.services.readings import read_values
from assistant.services.reviews import ReviewService
from assistant.verify.conflicts import Conflict


class Unread(Value):
    """A value that stands in the file and that its field cannot take, with the sentence that says why."""

    value: ReadValue
    why: str


class InConflict(Value):
    """Wording that came in and is at odds with a principle; ``open`` until it is changed or kept knowingly."""

    clause: str
    conflict: Conflict
    open: bool = True


class Started(Value):
    """A draft that was started from a review, and what became of every part of the file.

    ``placed`` and ``unplaced`` together are all provisions of the file; ``untouched`` are the clauses that got no
    words of it and have the library's.
    """

    review: str
    draft: Draft
    placed: tuple[Provided, ...] = ()
    unplaced: tuple[Provided, ...] = ()
    read_values: tuple[ReadValue, ...] = ()
    unread: tuple[Unread, ...] = ()
    conflicts: tuple[InConflict, ...] = ()
    untouched: tuple[str, ...] = ()


class ReviewDrafts:
    """Start drafts from reviews and put wording forward for findings, written only by ``start`` and ``accept``.

    Methods raise NotFound for an unknown review, draft or requirement, and NotAllowed where there is nothing to do.
    """

    def __init__(
        self,
        reviews: ReviewService,
        drafts: DraftService,
        templates: TemplateSet,
        cues: Callable[[], PlacingCues],
        knowledge: Knowledge,
        wording: Wording,
        clock: Callable[[], datetime],
    ) -> None:
        self._reviews, self._drafts, self._templates = reviews, drafts, templates
        self._cues, self._knowledge, self._wording = cues, knowledge, wording
        self._clock = clock
        self._likeness: dict[str, Likeness] = {}

    def start(self, review_id: str, template: str = "standard") -> Started:
        """Start a draft with the words and the values of a reviewed agreement, and remember it with the review."""
        kept = self._reviews.get(review_id)
        if kept.review.document.kind == "other":
            raise NotAllowed("review-no-agreement", name=kept.review.document.name)
        if template not in self._templates.templates:
            raise NotFound("no-template", template=template[:60], templates=", ".join(self._templates.templates))
        of = self._templates.templates[template]
        provisions = self._provisions(kept, of)
        read, _ = self._read(kept, of)
        values = {v.field: v.value for v in read if v.blank}
        texts = wordings(provisions)
        file = self._wording("reviewdraft.origin", file=kept.review.document.name)
        blank = steps.new_draft(of, draft_id="-", title="", now=self._clock(), values=values)
        records = {
            c: tuple(_record(x) for x in self._drafts.guard.of_own_text(blank, of, c, text))
            for c, text in texts.items()
            if c in applicable(blank, of)
        }
        new = self._drafts.new(template, title_of(values, self._wording)).draft
        try:
            done = self._drafts.apply(
                new.id, new.version, lambda d, t: brought_in(d, t, texts, values, records, now=self._clock(), file=file)
            )
        except AssistantError:
            self._drafts.delete(new.id)  # an empty draft would be taken for what came of the file
            raise
        self._reviews.attach_draft(review_id, done.draft.id)
        return self._told(kept, done.draft, of)

    def started(self, review_id: str) -> Started:
        """Return what became of every part of the file in the draft that was started last; raise NotFound without."""
        kept = self._reviews.get(review_id)
        draft = self.draft_of(kept)
        if draft is None:
            raise NotFound("review-no-draft", name=kept.review.document.name)
        return self._told(kept, draft, self._drafts.template(draft))

    def draft_of(self, kept: KeptReview) -> Draft | None:
        """Return the draft that was started from a review, None where there is none or it was deleted."""
        if kept.draft is None:
            return None
        try:
            return self._drafts.get(kept.draft)
        except NotFound:
            return None

    def proposal(self, review_id: str, requirement: str, draft_id: str | None = None, variant: str = "") -> Fix:
        """Put forward what would mend a finding, for a draft or by itself; nothing is written."""
        kept = self._reviews.get(review_id)
        draft = self._drafts.get(draft_id) if draft_id else None
        return self._fixing.of(kept, requirement, draft, variant, self._values(kept))

    def word(self, review_id: str, requirement: str, variant: str = "") -> tuple[bytes, str]:
        """Return the clause that is put forward for a finding as a Word file of its own, and a name for it."""
        kept = self._reviews.get(review_id)
        values = self._values(kept)
        fix = self._fixing.of(kept, requirement, None, variant, values)
        document = self._fixing.document(kept, fix, values)
        return write_docx(document, shell=None, when=kept.at, words=self._wording), f"clause-{fix.clause}.docx"

    def accept(
        self,
        review_id: str,
        requirement: str,
        draft_id: str,
        *,
        variant: str = "",
        expected: int | None = None,
        keep: str | None = None,
    ) -> Outcome:
        """Write what ``proposal`` puts forward for a draft; conflicts are returned, unless ``keep`` overrules them."""
        fix = self.proposal(review_id, requirement, draft_id, variant)
        if fix.already:
            raise NotAllowed("review-fix-stands", clause=fix.title)
        return self._fixing.write(fix, draft_id, expected=expected, keep=keep)

    def keep(self, review_id: str, clause: str, rule: str, reason: str) -> Outcome:
        """Record that wording of the started draft which is at odds with a principle is known and wanted."""
        kept = self._reviews.get(review_id)
        draft = self.draft_of(kept)
        if draft is None:
            raise NotFound("review-no-draft", name=kept.review.document.name)
        return self._drafts.override(draft.id, clause, rule, reason)

    # Inside

    def _values(self, kept: KeptReview) -> dict[str, Any]:
        read, _ = self._read(kept, self._templates.templates["standard"])
        return {v.field: v.value for v in read if v.blank}

    @cached_property
    def _fixing(self) -> Fixing:
        return Fixing(self._drafts, self._templates, self._cues(), self._knowledge, self._wording)

    def _provisions(self, kept: KeptReview, template: Template) -> tuple[Provided, ...]:
        if template.id not in self._likeness:
            self._likeness[template.id] = Likeness(template, self._cues(), self._knowledge.requirements)
        findings = [f for p in kept.review.principles for f in p.findings]
        found = provided(kept.review.text, template, self._likeness[template.id], self._cues(), findings)
        return without_signatures(found)

    def _read(self, kept: KeptReview, template: Template) -> tuple[tuple[ReadValue, ...], tuple[Unread, ...]]:
        """Return the values that the template's fields take, and those that they do not."""
        today = self._clock().date()
        found = read_values_of(kept.review.text, today=today)
        given = {v.field: v.said for v in found if v.field in template.fields}
        readings = read_values(template, {}, given, today=today, wording=self._wording)
        taken: list[ReadValue] = []
        refused: list[Unread] = []
        for value in found:
            if value.field not in template.fields:
                taken.append(value.model_copy(update={"blank": False, "shown": value.said}))
            elif value.field in readings.values:
                read = readings.values[value.field]
                shown = show_value(template.fields[value.field], read)
                taken.append(value.model_copy(update={"value": read, "shown": shown}))
            else:
                refused.append(Unread(value=value, why=readings.problems.get(value.field, "")))
        return tuple(taken), tuple(refused)

    def _told(self, kept: KeptReview, draft: Draft, template: Template) -> Started:
        provisions = self._provisions(kept, template)
        standing = set(applicable(draft, template))
        read, refused = self._read(kept, template)
        got = {p.clause for p in provisions if p.clause in standing}
        return Started(
            review=kept.id,
            draft=draft,
            placed=tuple(p for p in provisions if p.clause in got),
            unplaced=tuple(p for p in provisions if p.clause not in got),
            read_values=read,
            unread=refused,
            conflicts=tuple(self._conflicts(draft, template)),
            untouched=tuple(c for c in applicable(draft, template) if c not in got),
        )

    def _conflicts(self, draft: Draft, template: Template) -> Sequence[InConflict]:
        """Return the conflicts that are recorded in the draft as it is now, with the rule's own words."""
        out: list[InConflict] = []
        for clause in applicable(draft, template):
            entry = draft.clauses[clause]
            waiting: Mapping[str, ConflictRecord] = {r.rule: r for r in entry.conflicts}
            if waiting and entry.own_text is not None:
                for conflict in self._drafts.guard.of_own_text(draft, template, clause, entry.own_text):
                    if conflict.rule in waiting:
                        still = not waiting[conflict.rule].overridden
                        out.append(InConflict(clause=clause, conflict=conflict, open=still))
        return out


def _record(conflict: Conflict) -> ConflictRecord:
    return ConflictRecord(rule=conflict.rule, requirement=conflict.requirement, words=conflict.words)
