"""The page of one review: what each principle came to, with the words on the page, and the document beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.documents import Block, MouDocument, Span
from assistant.domain.knowledge import Knowledge
from assistant.domain.reviews import STATES, Finding, KeptReview, Quote, Remark, State, Tick
from assistant.domain.unread import told
from assistant.services.review_report import ReviewWords
from assistant.storage.reviews import ReviewSummary
from assistant.web.rendering import Renderer
from assistant.web.views.review_text import Label, Passages, shown_text

_LONG = 700  # characters of a quotation that stand open; the rest unfolds
_LOOKS: Mapping[str, State] = {
    "shows": "addressed",
    "vague": "partly",
    "conflict": "conflict",
    "refers": "not-visible",
}
_LIKE = "review.like."  # which labelled sentence a passage reads like: for those who want to know more


class Filter(Value):
    """Which findings are shown; ``state`` "" for all."""

    state: State | str = ""
    open: bool = False

    @property
    def on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.state or self.open)

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return "&".join([*([f"state={self.state}"] if self.state else []), *(["open=1"] if self.open else [])])


class Trouble(Value):
    """A tick that was not kept: what is wrong, and the words that were typed; ``ask`` offers to keep it anyway."""

    requirement: str
    problem: str
    reason: str = ""
    ask: bool = False


class QuoteView(Value):
    """A quotation with its place in words and the way to it in the document."""

    text: str
    rest: str
    role: str
    place: str
    anchor: str


class FindingView(Value):
    """One finding as the page shows it."""

    requirement: str
    anchor: str
    code: str
    title: str
    asks: str
    state: State
    why: tuple[str, ...]
    likes: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    words: str
    source: str
    sure: str
    clause: str
    clause_title: str
    tick: Tick | None
    open: bool


class PrincipleView(Value):
    """One principle: its state, how many of its findings are open, and those that the filter shows."""

    number: int
    title: str
    state: State
    open: int
    findings: tuple[FindingView, ...]
    unfolded: bool


class RemarkView(Value):
    """A remark with its quotation; ``code`` is what its mark in the document bears."""

    anchor: str
    code: str
    say: str
    quote: QuoteView


def anchor_of(requirement: str) -> str:
    """Return the id that a finding has on the page."""
    return "f-" + requirement.replace(".", "-")


def codes(kept: KeptReview) -> dict[str, str]:
    """Return a short name for each requirement: the number of its principle, and its place under it."""
    return {f.requirement: f"{p.principle}.{n}" for p in kept.review.principles for n, f in enumerate(p.findings, 1)}


def tracked(document: MouDocument) -> bool:
    """Tell whether a document has tracked changes, so that its views differ."""
    return any(b.changes or any(b.row_changes) or any(s.changes for s in _spans(b)) for b in document.blocks)


def _spans(block: Block) -> Iterator[Span]:
    yield from block.spans
    for row in block.rows:
        for cell in row:
            yield from cell


def review_html(
    render: Renderer,
    knowledge: Knowledge,
    says: ReviewWords,
    kept: KeptReview,
    others: Sequence[ReviewSummary],
    frame: Mapping[str, object],
    *,
    shown: Filter,
    may_view: bool,
    notice: str = "",
    done: str = "",
    at: str = "",
    trouble: Trouble | None = None,
) -> str:
    """Return the page; ``at`` is the requirement whose finding is unfolded, ``done`` what was done to it."""
    words, review = render.words, kept.review
    code = codes(kept)
    open_ones = {f.requirement for f in kept.open}
    every = [f for p in review.principles for f in p.findings]
    picked = [
        f
        for f in every
        if (not shown.state or f.status == shown.state) and (not shown.open or f.requirement in open_ones)
    ]
    listed = {"vague": review.vague, "outside": review.outside, "counsel": review.counsel}
    remarks = [] if shown.on else [(kind, n, r) for kind in listed for n, r in enumerate(listed[kind], 1)]
    labels = [*_finding_labels(render, says, knowledge, picked, code), *_remark_labels(render, remarks)]
    passages = Passages(labels)
    at = trouble.requirement if trouble else at
    views = {f.requirement: _finding(render, knowledge, says, kept, f, code, passages, open_ones) for f in picked}
    principles = [
        PrincipleView(
            number=p.principle,
            title=next(x.title for x in knowledge.principles if x.number == p.principle),
            state=p.status,
            open=sum(f.requirement in open_ones for f in p.findings),
            findings=tuple(views[f.requirement] for f in p.findings if f.requirement in views),
            unfolded=shown.on or any(f.requirement == at for f in p.findings),
        )
        for p in review.principles
    ]
    reviewed = review.document.kind != "other"
    return render(
        "review",
        says=says,
        kept=kept,
        doc=review.document,
        why=[words.say(w) for w in review.document.why],
        notes=[words.say(n) for n in review.document.notes if n not in review.document.why],
        unread=[told(u, words) for u in review.document.unread],
        reviewed=reviewed,
        counts=[(s, sum(f.status == s for f in every)) for s in STATES],
        states=STATES,
        open=len(open_ones),
        total=len(every),
        showing=len(picked),
        shown=shown,
        principles=principles,
        remarks=[
            (kind, [_remark(render, says, kind, n, r, passages) for n, r in enumerate(found, 1)])
            for kind, found in listed.items()
        ],
        paragraphs=shown_text(review.text, passages) if reviewed else [],
        marks=len(passages.groups),
        may_view=may_view,
        word=review.document.name.lower().endswith(".docx"),
        others=[o for o in others if o.id != kept.id and o.kind != "other"],
        edition=review.edition,
        notice=notice,
        done=done,
        at=at,
        at_principle=next((f.principle for f in every if f.requirement == at), 0),
        trouble=trouble,
        **{k: v for k, v in frame.items() if k != "edition"},
    )


def _finding(
    render: Renderer,
    knowledge: Knowledge,
    says: ReviewWords,
    kept: KeptReview,
    finding: Finding,
    code: Mapping[str, str],
    passages: Passages,
    open_ones: set[str],
) -> FindingView:
    requirement = knowledge.requirements[finding.requirement]
    return FindingView(
        requirement=finding.requirement,
        anchor=anchor_of(finding.requirement),
        code=code[finding.requirement],
        title=requirement.title,
        asks=requirement.text,
        state=finding.status,
        why=tuple(render.words.say(w) for w in finding.why if not w.key.startswith(_LIKE)),
        likes=tuple(render.words.say(w) for w in finding.why if w.key.startswith(_LIKE)),
        quotes=tuple(quote_view(render, says, q, passages.anchor(q.start, q.end)) for q in finding.quotes),
        words=says.recommends(finding.requirement),
        source=f"/source/{requirement.passage}?from={requirement.start}&to={requirement.end}",
        sure=says.sure(finding),
        clause=finding.suggested_clause or "",
        clause_title=says.clause(finding),
        tick=kept.tick(finding.requirement),
        open=finding.requirement in open_ones,
    )


def quote_view(render: Renderer, says: ReviewWords, quote: Quote, anchor: str = "", most: int = _LONG) -> QuoteView:
    """Return a quotation as it is shown: ``most`` characters stand open, and the rest unfolds."""
    return QuoteView(
        text=quote.text[:most],
        rest=quote.text[most:],
        role=render.words(f"web.review.role-{quote.role}"),
        place=says.place(quote.where),
        anchor=anchor,
    )


def _remark(
    render: Renderer, says: ReviewWords, kind: str, number: int, remark: Remark, passages: Passages
) -> RemarkView:
    return RemarkView(
        anchor=f"{kind}-{number}",
        code=f"{render.words(f'web.review.letter-{kind}')}{number}",
        say=says.remark(remark),
        quote=quote_view(render, says, remark.quote, passages.anchor(remark.quote.start, remark.quote.end)),
    )


def _finding_labels(
    render: Renderer, says: ReviewWords, knowledge: Knowledge, findings: Sequence[Finding], code: Mapping[str, str]
) -> list[Label]:
    return [
        Label(
            start=quote.start,
            end=quote.end,
            look=_LOOKS[quote.role],
            word=says.state(_LOOKS[quote.role]),
            code=code[finding.requirement],
            title=render.words("web.review.back", title=knowledge.requirements[finding.requirement].title),
            href=f"#{anchor_of(finding.requirement)}",
        )
        for finding in findings
        for quote in finding.quotes
    ]


def _remark_labels(render: Renderer, remarks: Sequence[tuple[str, int, Remark]]) -> list[Label]:
    return [
        Label(
            start=remark.quote.start,
            end=remark.quote.end,
            look="remark",
            word=render.words(f"web.review.mark-{kind}"),
            code=f"{render.words(f'web.review.letter-{kind}')}{number}",
            title=render.words("web.review.back", title=render.words(f"web.review.part-{kind}")),
            href=f"#{kind}-{number}",
        )
        for kind, number, remark in remarks
    ]
