"""What a review found, as the blocks of a report: for Word, Markdown and a web page alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from assistant.domain.briefs import Brief, BriefBlock, BriefKind
from assistant.domain.knowledge import Knowledge, Requirement
from assistant.domain.reviews import Finding, Place, PrincipleReview, Quote, Remark, Review, Tick
from assistant.domain.templates import TemplateSet
from assistant.domain.unread import told
from assistant.domain.wording import Wording

REMARKS = ("vague", "outside", "counsel")
_SURE = ((0.85, "high"), (0.65, "middle"), (0.0, "low"))


class ReviewWords:
    """Says the parts of a review in words; ``templates`` are read when a clause is named."""

    def __init__(self, knowledge: Knowledge, templates: Callable[[], TemplateSet], wording: Wording) -> None:
        self._knowledge, self._templates, self._wording = knowledge, templates, wording

    def __call__(self, key: str, **slots: object) -> str:
        """Return the words for a key."""
        return self._wording(key, **slots)

    def requirement(self, requirement: str) -> Requirement | None:
        """Return a requirement, None for one that this edition does not have."""
        return self._knowledge.requirements.get(requirement)

    def title(self, requirement: str) -> str:
        """Return what a requirement is called."""
        found = self.requirement(requirement)
        return found.title if found else requirement

    def principle(self, number: int) -> str:
        """Return a principle with its number."""
        return self("review.report.principle", number=number, title=self._knowledge.principle(number).title)

    def recommends(self, requirement: str) -> str:
        """Return the principle's own words on a requirement: a slice of the stored text."""
        found = self.requirement(requirement)
        if found is None:
            return ""
        passage = self._knowledge.passages[found.passage]
        return passage.text[found.start - passage.start : found.end - passage.start]

    def state(self, state: str) -> str:
        """Return a state in words."""
        return self(f"review.report.state.{state}")

    def why(self, finding: Finding) -> str:
        """Return why a finding is as it is."""
        return " ".join(self._wording.say(reason) for reason in finding.why)

    def sure(self, finding: Finding) -> str:
        """Return how sure a finding is, in words."""
        return self(f"review.report.sure.{next(name for least, name in _SURE if finding.confidence >= least)}")

    def clause(self, finding: Finding) -> str:
        """Return the title of the suggested clause, "" for none."""
        if finding.suggested_clause is None:
            return ""
        clause = self._templates().clauses.get(finding.suggested_clause)
        return clause.title if clause else finding.suggested_clause

    def place(self, where: Place) -> str:
        """Return where words stand, in words."""
        parts = [self("review.report.place.section", section=where.section)] if where.section else []
        if where.page is not None:
            parts.append(self("review.report.place.page", page=where.page))
        return ", ".join([*parts, self("review.report.place.paragraph", paragraph=where.paragraph)])

    def remark(self, remark: Remark) -> str:
        """Return what a remark says."""
        return self._wording.say(remark.say)

    def kind(self, review: Review) -> tuple[str, ...]:
        """Return what the document is, and why it was read as that."""
        document = review.document
        return (self(f"review.report.kind.{document.kind}"), *(self._wording.say(w) for w in document.why))

    def notes(self, review: Review) -> tuple[str, ...]:
        """Return what is to be told of the file, then what was not read in it."""
        document = review.document
        return (
            *(self._wording.say(n) for n in document.notes),
            *(told(u, self._wording) for u in document.unread),
        )


def report_of(review: Review, words: ReviewWords, *, at: datetime, ticks: Sequence[Tick] = ()) -> Brief:
    """Return the report on a review that was made ``at`` a moment."""
    blocks = (*_head(review, words, at), *_summary(review, words), *_body(review, words, ticks), *_rest(review, words))
    title = words("review.report.title", title=review.document.title)
    return Brief(
        id=review.document.checksum[:12] or "review",
        kind=BriefKind.MEMO,
        title=title[:300],
        subject=words("review.report.subject"),
        blocks=blocks,
        edition=review.edition,
    )


def _head(review: Review, words: ReviewWords, at: datetime) -> Iterator[BriefBlock]:
    document = review.document
    fields = [
        ("file", document.name),
        ("date", f"{at:%B} {at.day}, {at.year}"),
        ("view", words(f"review.report.view.{document.view}")),
        ("pages", str(document.pages) if document.pages else ""),
        ("edition", review.edition),
        ("checksum", document.checksum),
    ]
    for name, value in fields:
        if value:
            yield BriefBlock(kind="field", label=words(f"review.report.field.{name}"), text=value)
    yield BriefBlock(kind="text", text=words("review.report.notice"))
    for line in words.kind(review):
        yield BriefBlock(kind="text", text=line)


def _summary(review: Review, words: ReviewWords) -> Iterator[BriefBlock]:
    if not review.principles:
        yield BriefBlock(kind="text", text=words("review.report.not-reviewed"))
        return
    yield BriefBlock(kind="heading", level=1, text=words("review.report.heading.summary"))
    for one in review.principles:
        line = words("review.report.line", what=words.principle(one.principle), state=words.state(one.status))
        yield BriefBlock(kind="item", text=line)


def _body(review: Review, words: ReviewWords, ticks: Sequence[Tick]) -> Iterator[BriefBlock]:
    by = {t.requirement: t for t in ticks}
    for one in review.principles:
        yield BriefBlock(kind="heading", level=1, text=_headed(one, words))
        for finding in one.findings:
            yield from _finding(finding, words, by.get(finding.requirement))


def _headed(one: PrincipleReview, words: ReviewWords) -> str:
    return words("review.report.line", what=words.principle(one.principle), state=words.state(one.status))


def _finding(finding: Finding, words: ReviewWords, tick: Tick | None) -> Iterator[BriefBlock]:
    title = words.title(finding.requirement)
    yield BriefBlock(
        kind="heading", level=2, text=words("review.report.line", what=title, state=words.state(finding.status))
    )
    yield BriefBlock(kind="text", text=f"{words.why(finding)} {words.sure(finding)}".strip())
    for quote in finding.quotes:
        yield _quote(quote, words, words(f"review.report.role.{quote.role}"))
    if recommends := words.recommends(finding.requirement):
        yield BriefBlock(
            kind="note", label=words("review.report.recommends", number=finding.principle), text=f"“{recommends}”"
        )
    if clause := words.clause(finding):
        yield BriefBlock(kind="note", label=words("review.report.clause"), text=clause)
    if tick is not None:
        yield BriefBlock(
            kind="note", label=words("review.report.ticked"), text=tick.reason or words("review.report.no-reason")
        )


def _quote(quote: Quote, words: ReviewWords, role: str = "") -> BriefBlock:
    place = words.place(quote.where)
    return BriefBlock(kind="quote", text=quote.text, label=f"{place}. {role}" if role else place)


def _rest(review: Review, words: ReviewWords) -> Iterator[BriefBlock]:
    for name in REMARKS:
        remarks: tuple[Remark, ...] = getattr(review, name)
        if remarks:
            yield BriefBlock(kind="heading", level=1, text=words(f"review.report.heading.{name}"))
            yield BriefBlock(kind="text", text=words(f"review.report.about.{name}"))
        for remark in remarks:
            yield BriefBlock(kind="text", text=words.remark(remark))
            yield _quote(remark.quote, words)
    yield BriefBlock(kind="heading", level=1, text=words("review.report.heading.unread"))
    notes = words.notes(review)
    for note in notes:
        yield BriefBlock(kind="item", text=note)
    if not review.document.unread:
        yield BriefBlock(kind="text", text=words("review.report.all-read"))
