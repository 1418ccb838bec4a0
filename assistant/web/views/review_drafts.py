"""What follows a review: what became of each part of the file in a draft, and wording put forward for a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.knowledge import Knowledge
from assistant.domain.placing import Provided, ReadValue
from assistant.domain.reviews import KeptReview
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.services.fixing import Fix
from assistant.services.returned_text import folded
from assistant.services.review_drafts import Started
from assistant.services.review_report import ReviewWords
from assistant.storage.drafts import DraftSummary
from assistant.web.rendering import Renderer
from assistant.web.views.review import anchor_of

_AROUND = 240
_SURE = ((0.7, "high"), (0.45, "middle"))


class PartView(Value):
    """One provision of the file, with where it stood and why it was placed as it was."""

    text: str
    place: str
    why: str = ""


class ClauseView(Value):
    """A clause and what of the file it got."""

    title: str
    parts: tuple[PartView, ...]


class ValueView(Value):
    """A value as it was read, with the words it was read from; ``note`` says what is to be known of it."""

    label: str
    shown: str
    words: str
    place: str
    note: str = ""


class ConflictView(Value):
    """Wording that came in and is at odds with a principle."""

    clause: str
    title: str
    rule: str
    words: str
    say: str
    requirement: str
    open: bool


def started_html(
    render: Renderer,
    started: Started,
    kept: KeptReview,
    template: Template,
    says: ReviewWords,
    frame: Mapping[str, object],
    *,
    notice: str = "",
    problem: str = "",
) -> str:
    """Return the page that says what was placed, what was read, and what was not placed."""
    words = render.words
    titles = {c: x.title for c, x in template.clauses.items()}
    by_clause: dict[str, list[Provided]] = {}
    for part in started.placed:
        by_clause.setdefault(str(part.clause), []).append(part)
    return render(
        "review_started",
        kept=kept,
        draft=started.draft,
        clauses=[
            ClauseView(title=titles[c], parts=tuple(_part(p, words, says) for p in by_clause[c]))
            for c in template.order
            if c in by_clause
        ],
        placed=len(started.placed),
        unplaced=[_left(p, words, says) for p in started.unplaced],
        values=[_value(v, template, words, says) for v in started.read_values],
        refused=[
            _value(u.value, template, words, says).model_copy(update={"note": u.why, "shown": u.value.said})
            for u in started.unread
        ],
        conflicts=[
            ConflictView(
                clause=c.clause,
                title=titles[c.clause],
                rule=c.conflict.rule,
                words=c.conflict.words,
                say=c.conflict.say,
                requirement=_open_requirement(kept, c.conflict.requirement),
                open=c.open,
            )
            for c in started.conflicts
        ],
        untouched=[titles[c] for c in started.untouched],
        notice=notice,
        problem=problem,
        **frame,
    )


def fix_html(
    render: Renderer,
    fix: Fix,
    kept: KeptReview,
    knowledge: Knowledge,
    drafts: Sequence[DraftSummary],
    says: ReviewWords,
    frame: Mapping[str, object],
    *,
    notice: str = "",
    problem: Sequence[str] = (),
    conflict: bool = False,
) -> str:
    """Return the page with the wording put forward for a finding."""
    need = fix.requirement
    passage = knowledge.passages[need.passage]
    return render(
        "review_fix",
        kept=kept,
        fix=fix,
        back=anchor_of(need.id),
        state=says.state(fix.finding.status),
        recommends=passage.text[need.start - passage.start : need.end - passage.start],
        quotes=[(q.text, says.place(q.where), render.words(f"web.review.role-{q.role}")) for q in fix.finding.quotes],
        pieces=folded(fix.pieces, _AROUND),
        drafts=drafts,
        titles={d.id: d.title for d in drafts},
        notice=notice,
        problem=problem,
        conflict=conflict,
        **frame,
    )


def _part(part: Provided, words: Wording, says: ReviewWords) -> PartView:
    sure = next((name for least, name in _SURE if part.sure >= least), "low")
    why = words(
        "web.started.why", ground=words(f"reviewdraft.ground.{part.ground}"), sure=words(f"reviewdraft.sure.{sure}")
    )
    return PartView(text=part.text, place=says.place(part.where), why=why)


def _left(part: Provided, words: Wording, says: ReviewWords) -> PartView:
    why = words("reviewdraft.not-placed.signed" if part.sure == 1.0 else "reviewdraft.not-placed.unsure")
    return PartView(text=part.text, place=says.place(part.where), why=why)


def _value(value: ReadValue, template: Template, words: Wording, says: ReviewWords) -> ValueView:
    field = template.fields.get(value.field)
    return ValueView(
        label=field.label if field is not None else words(f"reviewdraft.label.{value.field}"),
        shown=value.shown,
        words=value.quote.text,
        place=says.place(value.quote.where),
        note="" if value.blank else words("reviewdraft.no-blank"),
    )


def _open_requirement(kept: KeptReview, requirement: str) -> str:
    """Return a requirement that wording can be put forward for, "" where the review found it addressed."""
    found = kept.review.finding(requirement)
    return requirement if found is not None and found.status != "addressed" else ""
