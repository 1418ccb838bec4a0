"""What would mend a finding: a clause of the library beside the words on the page, and how it would be written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain.base import Value
from assistant.domain.comparisons import Pieces
from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Draft, Proposal
from assistant.domain.knowledge import Knowledge, Requirement
from assistant.domain.placing import PlacingCues
from assistant.domain.reviews import Finding, KeptReview, Quote
from assistant.domain.templates import Clause, ClauseBlock, Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting import steps
from assistant.drafting.interview import applicable, blocks_in_use
from assistant.drafting.render import clause_text, render_clause
from assistant.drafting.word_diff import word_diff
from assistant.errors import NotAllowed, NotFound
from assistant.review.likeness import stems
from assistant.services.drafts import DraftService, Outcome
from assistant.services.views import source_of, source_text

_NEARLY = 0.6
"""How near to the paragraph that serves a requirement best another must be to be put forward with it."""


_LABEL = re.compile(r"(?:^|\n)(?:- )?(?:\(?[\w-]{1,5}[.)]|\d+(?:\.\d+)+)$")
"""A number or letter that stands alone before words: what takes their place stands behind it."""


class Choice(Value):
    """A wording of the clause that can be put forward instead."""

    id: str
    label: str
    use: str


class Fix(Value):
    """What is put forward for one finding.

    ``instead`` are the words of the file that it would take the place of, ``pieces`` the redline from what stands to
    what would stand (empty where nothing is replaced), ``shown`` the wording put forward with its values filled in
    and its placeholders visible. ``already`` says that the draft has this very wording.
    """

    review: str
    finding: Finding
    requirement: Requirement
    clause: str
    title: str
    variant: str
    choices: tuple[Choice, ...]
    proposal: Proposal
    shown: str
    instead: tuple[Quote, ...] = ()
    pieces: Pieces = ()
    adds: bool = False
    already: bool = False
    draft: str | None = None
    version: int | None = None


class Fixing:
    """Makes proposals for findings out of the clause library."""

    def __init__(
        self,
        drafts: DraftService,
        templates: TemplateSet,
        cues: PlacingCues,
        knowledge: Knowledge,
        wording: Wording,
    ) -> None:
        self._drafts, self._templates, self._cues = drafts, templates, cues
        self._knowledge, self._wording = knowledge, wording

    def of(
        self, kept: KeptReview, requirement: str, draft: Draft | None, variant: str, values: Mapping[str, Any]
    ) -> Fix:
        """Return what is put forward; ``values`` were read from the file and fill it where there is no draft."""
        finding = kept.review.finding(requirement)
        if finding is None:
            raise NotFound("no-review-finding", requirement=requirement[:60], name=kept.review.document.name)
        asked = self._knowledge.requirements[requirement]
        if finding.status == "addressed":
            raise NotAllowed("review-nothing-to-fix", title=asked.title)
        template = self._drafts.template(draft) if draft else self._templates.templates["standard"]
        clause = self._clause(requirement, template)
        chosen = variant if variant in {v.id for v in clause.variants} else clause.variants[0].id
        blank = steps.new_draft(template, draft_id="-", title="", now=kept.at, values=values)
        base = draft or blank
        would = _with_variant(base, clause.id, chosen)
        part = _serving(blocks_in_use(would, template, clause.id), asked)
        instead = tuple(q for q in finding.quotes if q.role in ("conflict", "vague"))
        made = Fix(
            review=kept.id,
            finding=finding,
            requirement=asked,
            clause=clause.id,
            title=clause.title,
            variant=chosen,
            choices=tuple(Choice(id=v.id, label=v.label, use=v.use) for v in clause.variants),
            proposal=Proposal(
                clause=clause.id,
                variant=chosen,
                text="",
                reason=f"{clause.title}: {clause.variant(chosen).label}",
                origin=self._wording("reviewdraft.library"),
                requirement=requirement,
            ),
            shown=clause_text(would, template, clause.id, numbers=None if draft else self._unnumbered(template)),
            instead=instead,
            draft=draft.id if draft else None,
            version=draft.version if draft else None,
        )
        if draft is not None:
            return self._in_draft(made, draft, template, part)
        if not instead:
            return made
        own = source_of(part, would, template)
        text = clause_text(_with_own(would, clause.id, own), template, clause.id, numbers=self._unnumbered(template))
        return made.model_copy(update={"pieces": word_diff("\n".join(q.text for q in instead), text)})

    def document(self, kept: KeptReview, fix: Fix, values: Mapping[str, Any]) -> MouDocument:
        """Return the clause that is put forward as a document of its own, with its placeholders."""
        template = self._templates.templates["standard"]
        blank = steps.new_draft(template, draft_id="-", title="", now=kept.at, values=values)
        would = _with_variant(blank, fix.clause, fix.variant)
        blocks = render_clause(would, template, fix.clause, number=1, numbers=self._unnumbered(template))
        bare = tuple(b.model_copy(update={"clause": None}) for b in blocks)
        return MouDocument(title=fix.title, blocks=bare, mark=self._wording("drafting.mark"))

    def write(self, fix: Fix, draft_id: str, *, expected: int | None, keep: str | None) -> Outcome:
        """Write a proposal that a person accepted, by the ordinary step for it."""
        proposal = fix.proposal
        draft = self._drafts.get(draft_id)
        at = draft.version if expected is None else expected
        if draft.clauses[proposal.clause].mark in ("left out", "skipped"):
            at = self._drafts.bring_back(draft_id, proposal.clause, expected=at).draft.version
        if proposal.variant:
            return self._drafts.choose(draft_id, proposal.clause, proposal.variant, expected=at)
        return self._drafts.edit(
            draft_id, proposal.clause, proposal.text, expected=at, keep=keep, origin=proposal.origin
        )

    def _unnumbered(self, template: Template) -> dict[str, str]:
        """Return what stands for the number of each clause where the agreement's own numbers are not known."""
        return {c: self._wording("reviewdraft.number-of", title=x.title) for c, x in template.clauses.items()}

    def _clause(self, requirement: str, template: Template) -> Clause:
        serving = [c for c in template.order if requirement in template.clauses[c].requirements]
        home = self._cues.requirements.get(requirement)
        if not serving:
            raise NotAllowed("review-no-clause", template=template.id)
        return template.clauses[home if home in serving else serving[0]]

    def _in_draft(self, fix: Fix, draft: Draft, template: Template, part: Sequence[ClauseBlock]) -> Fix:
        """Say how a proposal would be written: in place of the words on the page, after them, or as the clause."""
        if fix.clause not in applicable(draft, template):
            raise NotAllowed("review-no-clause", template=template.id)
        stands, instead = _where(fix, draft, template)
        entry = draft.clauses[stands]
        if entry.own_text is None:
            same = entry.variant == fix.variant and entry.mark not in ("left out", "skipped")
            old = clause_text(draft, template, stands)
            pieces = () if same else word_diff(old, fix.shown)
            return fix.model_copy(update={"already": same, "pieces": pieces})
        new = source_of(part, _with_variant(draft, fix.clause, fix.variant), template)
        text, replaced = _replaced(entry.own_text, instead, new)
        whole = source_text(draft, template, stands)
        after = _with_own(draft, stands, text)
        proposal = fix.proposal.model_copy(update={"clause": stands, "variant": "", "text": text})
        shown = clause_text(_with_own(draft, stands, new), template, stands)
        old, now = clause_text(draft, template, stands), clause_text(after, template, stands)
        return fix.model_copy(
            update={
                "proposal": proposal,
                "title": template.clauses[stands].title,
                "shown": shown,
                "pieces": word_diff(old, now),
                "adds": not replaced,
                "already": new.strip() in whole,
            }
        )


def _with_variant(draft: Draft, clause: str, variant: str) -> Draft:
    entry = draft.clauses[clause].model_copy(update={"variant": variant, "own_text": None})
    return draft.model_copy(update={"clauses": {**draft.clauses, clause: entry}})


def _with_own(draft: Draft, clause: str, text: str) -> Draft:
    entry = draft.clauses[clause].model_copy(update={"own_text": text})
    return draft.model_copy(update={"clauses": {**draft.clauses, clause: entry}})


def _where(fix: Fix, draft: Draft, template: Template) -> tuple[str, tuple[Quote, ...]]:
    """Return the clause that is to be changed, and the words of it that give way.

    Words that are only vague give way in a clause that serves the requirement; elsewhere they say something else too
    and stay. Words in conflict give way wherever they stand.
    """
    against = tuple(q for q in fix.instead if q.role == "conflict")
    for clause in applicable(draft, template):
        serves = fix.requirement.id in template.clauses[clause].requirements
        quotes = fix.instead if serves else against
        if _holds(draft, clause, quotes):
            return clause, quotes
    return fix.clause, ()


def _holds(draft: Draft, clause: str, quotes: Sequence[Quote]) -> bool:
    own = draft.clauses[clause].own_text
    return own is not None and any(q.text.strip() in own for q in quotes)


def _replaced(own: str, quotes: Sequence[Quote], new: str) -> tuple[str, bool]:
    """Return wording with the new words in the place of the first quotation and without the others."""
    standing = [q.text.strip() for q in quotes if q.text.strip() and q.text.strip() in own]
    if not standing:
        return f"{own}\n\n{new}", False
    at = min(own.index(words) for words in standing)
    first = next(words for words in standing if own.startswith(words, at))
    before, after = own[:at].rstrip(" "), own[at + len(first) :].lstrip(" ")
    for words in standing:
        after = after.replace(words, "", 1) if words != first else after
    between = "" if before.endswith("\n") or not before else " " if _LABEL.search(before) else "\n\n"
    return f"{before}{between}{new}\n\n{after.strip()}".strip(), True


def _serving(blocks: Sequence[ClauseBlock], requirement: Requirement) -> tuple[ClauseBlock, ...]:
    """Return the paragraphs of a clause, with their lists, that speak of a requirement the most."""
    groups: list[list[ClauseBlock]] = []
    for block in blocks:
        if block.kind == "signatures":
            continue
        if block.kind == "paragraph" or not groups:
            groups.append([])
        groups[-1].append(block)
    said = [set(stems(" ".join(b.text for b in g))) for g in groups]
    wanted = set(stems(" ".join((requirement.title, requirement.text, *requirement.cues))))
    scores = [sum(1 / sum(w in other for other in said) for w in mine & wanted) for mine in said]
    best = max(scores, default=0.0)
    return tuple(b for g, score in zip(groups, scores, strict=True) if score >= best * _NEARLY for b in g)
