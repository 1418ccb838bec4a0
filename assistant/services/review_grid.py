"""Many agreements at once: a workbook with a row for each file and a column for each requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from assistant.documents.reading.reader import DocumentReader
from assistant.documents.workbook import Sheet, workbook
from assistant.domain.base import Value
from assistant.domain.documents import View
from assistant.domain.reviews import Review
from assistant.domain.wording import Wording
from assistant.errors import AssistantError
from assistant.services.naming import plain_name
from assistant.services.reviews import ReviewService

_STATE_WIDTH, _NAME_WIDTH, _WORDS_WIDTH = 16, 34, 70


class GridRow(Value):
    """One file of a grid: its review, or the sentence that says why there is none."""

    name: str
    review: Review | None = None
    refusal: str = ""

    @property
    def reviewed(self) -> bool:
        """Whether it was reviewed against the principles."""
        return self.review is not None and bool(self.review.principles)


def rows_of(
    reviews: ReviewService, files: Iterable[tuple[str, bytes | AssistantError]], wording: Wording, *, view: View
) -> Iterator[GridRow]:
    """Review files one after another and keep nothing of them; one that cannot be read is a row with the reason."""
    with DocumentReader() as reader:
        for name, data in files:
            try:
                if isinstance(data, AssistantError):
                    raise data
                yield GridRow(name=plain_name(name), review=reviews.look(data, name, view=view, read=reader.mou))
            except AssistantError as err:
                yield GridRow(name=plain_name(name), refusal=str(wording.error(err)))


def grid_of(reviews: ReviewService, rows: Sequence[GridRow], *, when: datetime, view: View) -> bytes:
    """Return the workbook: states by file, quotations, remarks, and a sheet that says how to read it."""
    words = reviews.words
    found = next((r.review for r in rows if r.reviewed), None)
    order = [f.requirement for p in found.principles for f in p.findings] if found else []
    numbers = [p.principle for p in found.principles] if found else []
    sheets = (
        _states(reviews, rows, order, numbers),
        _quotations(reviews, rows),
        _remarks(reviews, rows),
        _about(reviews, rows, when, view),
    )
    return workbook(sheets, title=words("review.report.grid.title"), language="en-US", when=when)


def _states(reviews: ReviewService, rows: Sequence[GridRow], order: Sequence[str], numbers: Sequence[int]) -> Sheet:
    words = reviews.words
    head = [
        words("review.report.column.file"),
        words("review.report.grid.name"),
        words("review.report.grid.kind"),
        words("review.report.grid.note"),
    ]
    head += [words.principle(n) for n in numbers]
    head += [words("review.report.grid.requirement", id=r, title=words.title(r)) for r in order]
    lines = []
    for row in rows:
        document = row.review.document if row.review else None
        kind = (
            words(f"review.report.grid.kinds.{document.kind}")
            if document
            else words("review.report.grid.kinds.refused")
        )
        note = row.refusal or " ".join(words.notes(row.review) if row.review else ())
        line = [row.name, document.title if document else "", kind, note]
        by_number = {p.principle: p.status for p in row.review.principles} if row.review else {}
        line += [words.state(by_number[n]) if n in by_number else words("review.report.grid.none") for n in numbers]
        for requirement in order:
            finding = row.review.finding(requirement) if row.review else None
            line.append(words.state(finding.status) if finding else words("review.report.grid.none"))
        lines.append(tuple(line))
    widths = (_NAME_WIDTH, _NAME_WIDTH, _STATE_WIDTH, _NAME_WIDTH, *[_STATE_WIDTH] * (len(head) - 4))
    return Sheet(name=words("review.report.grid.sheet.states"), head=tuple(head), rows=tuple(lines), widths=widths)


def _quotations(reviews: ReviewService, rows: Sequence[GridRow]) -> Sheet:
    words = reviews.words
    names = ("file", "principle", "requirement", "title", "state", "quote", "place", "why", "sure")
    lines = []
    for row in rows:
        for finding in (f for p in row.review.principles for f in p.findings) if row.review else ():
            lead = (row.name, str(finding.principle), finding.requirement, words.title(finding.requirement))
            why, sure, state = words.why(finding), words.sure(finding), words.state(finding.status)
            for quote in finding.quotes:
                lines.append((*lead, state, quote.text, words.place(quote.where), why, sure))
            if not finding.quotes:
                lines.append((*lead, state, "", "", why, sure))
    widths = (_NAME_WIDTH, 10, 26, _NAME_WIDTH, _STATE_WIDTH, _WORDS_WIDTH, _NAME_WIDTH, _NAME_WIDTH, _NAME_WIDTH)
    head = tuple(words(f"review.report.column.{n}") for n in names)
    return Sheet(name=words("review.report.grid.sheet.quotations"), head=head, rows=tuple(lines), widths=widths)


def _remarks(reviews: ReviewService, rows: Sequence[GridRow]) -> Sheet:
    words = reviews.words
    lines = [
        (
            row.name,
            words(f"review.report.heading.{name}"),
            remark.quote.text,
            words.place(remark.quote.where),
            words.remark(remark),
        )
        for row in rows
        if row.review
        for name in ("vague", "outside", "counsel")
        for remark in getattr(row.review, name)
    ]
    head = tuple(words(f"review.report.column.{n}") for n in ("file", "part", "quote", "place", "why"))
    widths = (_NAME_WIDTH, 24, _WORDS_WIDTH, _NAME_WIDTH, _WORDS_WIDTH)
    return Sheet(name=words("review.report.grid.sheet.remarks"), head=head, rows=tuple(lines), widths=widths)


def _about(reviews: ReviewService, rows: Sequence[GridRow], when: datetime, view: View) -> Sheet:
    words = reviews.words
    edition = next((r.review.edition for r in rows if r.review), "")
    lines = [
        (words("review.report.grid.read"), words("review.report.notice")),
        (words("review.report.grid.states"), words("review.report.grid.states-are")),
        (words("review.report.field.date"), f"{when:%B} {when.day}, {when.year}"),
        (words("review.report.field.view"), words(f"review.report.view.{view}")),
        (words("review.report.field.edition"), edition),
        *((words("review.report.grid.checksum", name=r.name), r.review.document.checksum) for r in rows if r.review),
    ]
    head = (words("review.report.grid.about"), words("review.report.grid.said"))
    return Sheet(name=words("review.report.grid.sheet.about"), head=head, rows=tuple(lines), widths=(_NAME_WIDTH, 100))
